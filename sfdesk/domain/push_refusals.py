"""What Salesforce's refusals of a push mean, in the words that stand under the field.

Salesforce localises its messages: the errorCode decides, and its text is quoted only where a
person of the company wrote it (a validation rule, an automation).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from sfdesk.domain.orgs import FieldInfo
from sfdesk.domain.records import Value
from sfdesk.errors import OrgRefused, RecordGone, RecordLocked, Refusal
from sfdesk.i18n import _

_RECORD_ID = re.compile(r"\b(00[0-9A-Za-z][0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)\b")
_WORDS: Mapping[str, str] = {
    "REQUIRED_FIELD_MISSING": _("Salesforce needs {label}."),
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": _('Your company\'s rule: "{message}"'),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": _('"{value}" is not in Salesforce\'s list.'),
    "STRING_TOO_LONG": _("{length} characters; Salesforce takes {most}."),
    "INVALID_EMAIL_ADDRESS": _("{label}: not a valid e-mail."),
    "NUMBER_OUTSIDE_VALID_RANGE": _("{label}: the number is too large for Salesforce."),
    "INSUFFICIENT_ACCESS_OR_READONLY": _("You may not change {label} in Salesforce."),
    "INVALID_FIELD_FOR_INSERT_UPDATE": _("You may not change {label} in Salesforce."),
    "INVALID_FIELD": _("{label} is not in Salesforce any more, or hidden from you."),
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": _("You may not use the record in {label}."),
    "INVALID_CROSS_REFERENCE_KEY": _("The record in {label} is not there, or hidden from you."),
    "FIELD_INTEGRITY_EXCEPTION": _("{label}: {message}"),
    "DUPLICATES_DETECTED": _('Salesforce thinks this is also "{others}".'),
    "DUPLICATE_VALUE": _('{label} must be unique; "{others}" has this value.'),
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": _(
        'An automation in your Salesforce stopped this: "{last_line}".'
    ),
}


def in_words(
    error: OrgRefused,
    name: str,
    fields: Mapping[str, FieldInfo],
    values: Mapping[str, Value],
    names: Mapping[str, str],
) -> OrgRefused:
    """Return the error again with our words for each field.

    `name` is the record's, `fields` this user's describe, `values` what was sent, `names` the
    names of other records by id, as far as they are known.
    """
    if isinstance(error, (RecordGone, RecordLocked)) or not error.refusals:
        return error
    told = tuple(_told(refusal, name, fields, values, names) for refusal in error.refusals)
    hint = " ".join(dict.fromkeys(refusal.words for refusal in told))
    return type(error)(
        _("Salesforce did not take the push to {name}").format(name=name),
        _("{reasons} Nothing was sent.").format(reasons=hint),
        retry=error.retry,
        code=error.code,
        details=error.details,
        fields=tuple(dict.fromkeys(refusal.field for refusal in told if refusal.field)),
        refusals=told,
    )


def _told(
    refusal: Refusal,
    name: str,
    fields: Mapping[str, FieldInfo],
    values: Mapping[str, Value],
    names: Mapping[str, str],
) -> Refusal:
    field = refusal.field or _only_field_in(refusal.message, values)
    info = fields.get(field)
    value = values.get(field)
    others = refusal.others or tuple(_RECORD_ID.findall(refusal.message))
    lines = [line.strip() for line in refusal.message.splitlines() if line.strip()]
    words = _WORDS.get(refusal.code, _('Salesforce says: "{message}"')).format(
        label=info.label if info else field or name,
        message=" ".join(refusal.message.split()),
        value="" if value is None else value,
        length=len(str(value or "")),
        most=info.length if info else "?",
        others=", ".join(names.get(other, other) for other in others) or _("another record"),
        last_line=lines[-1] if lines else "",
    )
    return replace(refusal, field=field, others=others, words=words)


def _only_field_in(message: str, values: Mapping[str, Value]) -> str:
    """Return the sent field that a message names, where Salesforce's `fields` is empty."""
    named = [field for field in values if re.search(rf"\b{re.escape(field)}\b", message)]
    return named[0] if len(named) == 1 else ""


def other_ids(error: OrgRefused) -> tuple[str, ...]:
    """Return the ids of the records that a refusal speaks of."""
    found = (r.others or tuple(_RECORD_ID.findall(r.message)) for r in error.refusals)
    return tuple(dict.fromkeys(each for ids in found for each in ids))
