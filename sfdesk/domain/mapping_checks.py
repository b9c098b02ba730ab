"""What speaks against a field mapping, said when it is chosen and not when a record fails."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sfdesk.domain.mapping import FIELD_TYPES, FieldPair, to_type
from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, FieldType, Kind, Record, Value, is_blank
from sfdesk.domain.sides import LABELS
from sfdesk.i18n import _, counted

_UNSUITABLE = frozenset({"address", "location", "base64", "complexvalue", "anyType", "json"})
_OWN = frozenset({"account_id", "salesforce_id"})
"""CRM fields that links and imports keep by themselves."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about a mapping; with `stops` it cannot be kept as it is.

    `pair` is None where the mapping as a whole is meant.
    """

    text: str
    stops: bool
    pair: FieldPair | None = None


def problems(
    pairs: Sequence[FieldPair],
    schema: Mapping[Kind, SobjectInfo],
    theirs: Mapping[Kind, Sequence[Record]],
    ours: Mapping[Kind, Sequence[CrmRecord]],
) -> tuple[Problem, ...]:
    """Say what speaks against these pairs, what stops them first.

    `schema` is this user's describe (a kind that is absent was never read), `theirs` and `ours` the
    records whose values are tried.
    """
    found = [*_of_the_whole(pairs)]
    for pair in pairs:
        found += _of_a_pair(pair, schema.get(pair.kind))
        if (pair.kind, pair.crm) in FIELD_TYPES:
            info = _info(pair, schema)
            found += _of_their_values(pair, theirs.get(pair.kind, ()))
            found += _of_our_values(pair, info, ours.get(pair.kind, ()))
    return tuple(sorted(found, key=lambda problem: not problem.stops))


def _info(pair: FieldPair, schema: Mapping[Kind, SobjectInfo]) -> FieldInfo | None:
    sobject = schema.get(pair.kind)
    return sobject.fields.get(pair.salesforce) if sobject else None


def _of_the_whole(pairs: Sequence[FieldPair]) -> Iterable[Problem]:
    filled = Counter((p.kind, p.crm) for p in pairs if p.way.imports)
    written = Counter((p.kind, p.salesforce) for p in pairs if p.way.pushes)
    for (kind, crm), number in filled.items():
        if number > 1:
            label = LABELS.get((kind, crm), crm)
            text = _("{n} Salesforce fields would fill {label}; keep one.")
            yield Problem(text.format(n=number, label=label), stops=True)
    for (_kind, salesforce), number in written.items():
        if number > 1:
            text = _("{n} CRM fields would be written to {field}; keep one.")
            yield Problem(text.format(n=number, field=salesforce), stops=True)
    for kind, fields in CRM_FIELDS.items():
        for field in fields:
            if field.required and (kind, field.name) not in filled:
                text = _("Nothing fills {label}, and the CRM keeps no record without it.")
                yield Problem(text.format(label=field.label), stops=True)


def _of_a_pair(pair: FieldPair, sobject: SobjectInfo | None) -> Iterable[Problem]:
    if (pair.kind, pair.crm) not in FIELD_TYPES:
        text = _('The CRM has no field "{name}".').format(name=pair.crm)
        yield Problem(text, stops=True, pair=pair)
    elif pair.crm in _OWN:
        text = _("{label} is kept by links and cannot be mapped.")
        label = LABELS[pair.kind, pair.crm]
        yield Problem(text.format(label=label), stops=True, pair=pair)
    if "." in pair.salesforce:
        if pair.way.pushes:
            text = _("{field} belongs to another record and can only be read.")
            yield Problem(text.format(field=pair.salesforce), stops=True, pair=pair)
        return
    if sobject is None:
        return
    info = sobject.fields.get(pair.salesforce)
    if info is None:
        text = _("{field} is not there, or hidden from you; refreshing goes on without it.")
        yield Problem(text.format(field=pair.salesforce), stops=False, pair=pair)
    elif info.type in _UNSUITABLE:
        text = _("{label} is made of several values; map its parts instead.")
        yield Problem(text.format(label=info.label), stops=True, pair=pair)
    elif pair.way.pushes and not info.updateable:
        text = _("You may not change {label} in Salesforce, so it will only be read.")
        yield Problem(text.format(label=info.label), stops=False, pair=pair)


def _of_their_values(pair: FieldPair, records: Sequence[Record]) -> Iterable[Problem]:
    """Count values of Salesforce that the CRM field cannot hold; an import takes them for blank."""
    wanted = FIELD_TYPES[pair.kind, pair.crm]
    if not pair.way.imports or wanted is FieldType.TEXT:
        return
    values = [record.fields.get(pair.salesforce) for record in records]
    filled = [value for value in values if not is_blank(value)]
    unfit = sum(not _fits(value, wanted) for value in filled)
    if unfit:
        text = _("{n} of {all} values would not fit {label}.")
        label = LABELS[pair.kind, pair.crm]
        yield Problem(text.format(n=unfit, all=len(filled), label=label), stops=False, pair=pair)


def _fits(value: Value, wanted: FieldType) -> bool:
    try:
        to_type(value, wanted)
    except ValueError:
        return False
    return True


def _of_our_values(
    pair: FieldPair, info: FieldInfo | None, records: Sequence[CrmRecord]
) -> Iterable[Problem]:
    """Count values of the CRM that Salesforce would refuse."""
    if info is None or not pair.way.pushes or not info.updateable:
        return
    texts = {str(r.fields[pair.crm]) for r in records if not is_blank(r.fields.get(pair.crm))}
    if info.restricted and info.picklist:
        listed = {value for value, _label in info.picklist}
        strangers = len(texts - listed)
        if strangers:
            text = counted(
                "{n} value is not in Salesforce's list of {{label}}.",
                "{n} values are not in Salesforce's list of {{label}}.",
                strangers,
            )
            yield Problem(text.format(label=info.label), stops=False, pair=pair)
    elif info.length and FIELD_TYPES[pair.kind, pair.crm] is FieldType.TEXT:
        long = sum(len(text) > info.length for text in texts)
        if long:
            text = _("{n} values are longer than the {most} characters that {label} takes.")
            told = text.format(n=long, most=info.length, label=info.label)
            yield Problem(told, stops=False, pair=pair)
