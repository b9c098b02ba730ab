"""Load existing records into the CRM from a CSV file, and dump them back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sfdesk.domain import csv_text
from sfdesk.domain.columns import ACCOUNT, ID, BadCell, Columns, meant_by, to_cell, values_of
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, Kind, Value
from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.store.crm import Crm, RowChange, Verb
from sfdesk.ticket import Ticket

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not loaded; `column` is "" where the whole row is meant."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        if not self.column:
            return _("Line {line}: {reason}").format(line=self.line, reason=self.reason)
        return _("Line {line}, column {column}: {reason}").format(
            line=self.line, column=self.column, reason=self.reason
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did; `batch_id` is "" if it changed nothing. `ignored` are unknown columns."""

    batch_id: str
    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    crm_id: str
    values: Mapping[str, Value]


def load(
    crm: Crm,
    kind: Kind,
    path: Path,
    ticket: Ticket,
    *,
    now: datetime,
    by: str,
    keep_good: bool = False,
) -> LoadReport:
    """Load a CSV file, all or nothing unless `keep_good`. Raise InputError with line and column.

    A row with the id of a CRM record changes that record: a blank cell empties its field. A row
    without id is new, unless a record says the same in every column of the file: loading a file
    twice doubles nothing.
    """
    columns, rows, bad = _read(kind, path, ticket)
    with crm.writing():
        if kind is Kind.CONTACT:
            rows, lost = _with_accounts(crm, columns, rows)
            bad = sorted([*bad, *lost], key=lambda row: row.line)
        if bad and not keep_good:
            raise _refused(bad)
        ticket.check()
        return replace(
            _store(crm, columns, rows, path, ticket, now=now, by=by),
            bad=tuple(bad),
            ignored=columns.ignored,
        )


def dump(crm: Crm, kind: Kind, path: Path) -> int:
    """Write every record to a CSV file (UTF-8 with BOM) and return how many there were.

    Contacts have a column with the account's name too, for people; `account_id` is what counts.
    """
    fields = [field.name for field in CRM_FIELDS[kind]]
    records = crm.records(kind)
    names: dict[str, str] = {}
    header = [ID, *fields]
    if kind is Kind.CONTACT:
        names = {record.id: record.name for record in crm.records(Kind.ACCOUNT)}
        header.insert(2, ACCOUNT)
    lines = [header]
    for record in records:
        cells = [record.id, *(to_cell(record.fields[name]) for name in fields)]
        if kind is Kind.CONTACT:
            cells.insert(2, names.get(str(record.fields["account_id"]), ""))
        lines.append(cells)
    try:
        path.write_bytes(csv_text.dump(lines))
    except OSError as error:
        raise InputError(
            _("{path} cannot be written").format(path=path),
            _("The system says: {reason}.").format(reason=error.strerror),
        ) from error
    return len(records)


def _read(kind: Kind, path: Path, ticket: Ticket) -> tuple[Columns, list[_Row], list[BadRow]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("{path} cannot be read").format(path=path),
            _("The system says: {reason}.").format(reason=error.strerror),
        ) from error
    lines = csv_text.lines(raw)
    header = next(lines, None)
    if header is None:
        raise InputError(
            _("{name} is empty").format(name=path.name),
            _("The first line names the columns; each further line is a record."),
        )
    columns = meant_by(kind, header.cells)
    rows: list[_Row] = []
    bad: list[BadRow] = []
    seen: dict[str, int] = {}
    for n, line in enumerate(lines):
        if n % 1000 == 0:
            ticket.progress(_("Reading {name}").format(name=path.name), n)
        values = values_of(columns, line.cells)
        if isinstance(values, BadCell):
            bad.append(BadRow(line.number, values.column, values.reason))
            continue
        crm_id = str(values.pop(ID, None) or "")
        if crm_id and crm_id in seen:
            reason = _('line {line} has the id "{id}" too').format(line=seen[crm_id], id=crm_id)
            bad.append(BadRow(line.number, columns.title_of(ID), reason))
            continue
        seen[crm_id] = line.number
        rows.append(_Row(line.number, crm_id, values))
    return columns, rows, bad


def _with_accounts(
    crm: Crm, columns: Columns, rows: Iterable[_Row]
) -> tuple[list[_Row], list[BadRow]]:
    """Find each contact's account, by id or else by name."""
    ids: set[str] = set()
    by_name: dict[str, list[str]] = defaultdict(list)
    for record in crm.records(Kind.ACCOUNT):
        ids.add(record.id)
        by_name[_folded(record.name)].append(record.id)
    good: list[_Row] = []
    bad: list[BadRow] = []
    for row in rows:
        values = dict(row.values)
        given, name = str(values.get("account_id") or ""), str(values.pop(ACCOUNT, None) or "")
        if given:
            column = "account_id"
            found = [given] if given in ids else []
        else:
            column = ACCOUNT
            found = by_name.get(_folded(name), []) if name else []
        if (given or name) and len(found) != 1:
            reason = _no_account(given or name, len(found))
            bad.append(BadRow(row.line, columns.title_of(column), reason))
            continue
        if found:
            values["account_id"] = found[0]
        elif ACCOUNT in columns.fields:
            values.setdefault("account_id", None)
        good.append(replace(row, values=values))
    return good, bad


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _no_account(wanted: str, found: int) -> str:
    if found:
        text = _('{n} accounts are called "{name}"; give their account_id instead')
        return text.format(n=found, name=wanted)
    return _('the CRM has no account "{name}"').format(name=wanted)


def _store(
    crm: Crm,
    columns: Columns,
    rows: Iterable[_Row],
    path: Path,
    ticket: Ticket,
    *,
    now: datetime,
    by: str,
) -> LoadReport:
    kind = columns.kind
    there = {record.id: record for record in crm.records(kind)}
    twins = _Twins(there.values(), rows)
    fresh: list[_Row] = []
    changes: list[RowChange] = []
    changed = same = 0
    for n, row in enumerate(rows):
        if n % 1000 == 0:
            ticket.progress(_("Comparing with the CRM"), n)
        if row.crm_id not in there:
            if row.crm_id or not twins.take(row.values):
                fresh.append(row)
            else:
                same += 1
            continue
        old = there[row.crm_id].fields
        differing = {f: v for f, v in row.values.items() if old[f] != v}
        if not differing:
            same += 1
            continue
        crm.change(kind, row.crm_id, differing, now=now)
        changes += [RowChange(kind, row.crm_id, "", f, old[f], v) for f, v in differing.items()]
        changed += 1
    ticket.progress(_("Writing to the CRM"))
    ids = crm.add_many(kind, [(row.crm_id or None, row.values) for row in fresh], now=now)
    for crm_id, row in zip(ids, fresh, strict=True):
        filled = [(f, v) for f, v in row.values.items() if v is not None]
        changes += [RowChange(kind, crm_id, "", f, None, v, created=True) for f, v in filled]
    if not changes:
        return LoadReport("", 0, 0, same)
    summary = _summary(kind, len(fresh), changed, path.name)
    batch_id = crm.add_batch(Verb.LOAD, by=by, org_id="", summary=summary, now=now)
    crm.add_changes(batch_id, changes)
    return LoadReport(batch_id, len(fresh), changed, same)


class _Twins:
    """CRM records by what they say in the columns of a file; each stands for one row at most."""

    def __init__(self, records: Iterable[CrmRecord], rows: Iterable[_Row]) -> None:
        named = {row.crm_id for row in rows}
        self._fields = sorted({field for row in rows for field in row.values})
        self._left: dict[tuple[Value, ...], int] = defaultdict(int)
        for record in records:
            if record.id not in named:
                self._left[self._key(record.fields)] += 1

    def _key(self, values: Mapping[str, Value]) -> tuple[Value, ...]:
        return tuple(values.get(field) for field in self._fields)

    def take(self, values: Mapping[str, Value]) -> bool:
        key = self._key(values)
        if not self._left.get(key):
            return False
        self._left[key] -= 1
        return True


def _refused(bad: list[BadRow]) -> InputError:
    rest = counted(
        "{n} row cannot be loaded, so nothing was.",
        "{n} rows cannot be loaded, so nothing was.",
        len(bad),
    )
    return InputError(
        str(bad[0]),
        rest + " " + _("Mend the file, or load the good rows only (--keep-good)."),
        details="\n".join(map(str, bad[:_SHOWN])),
    )


def _summary(kind: Kind, added: int, changed: int, name: str) -> str:
    if kind is Kind.ACCOUNT:
        new = counted("{n} new account", "{n} new accounts", added)
    else:
        new = counted("{n} new contact", "{n} new contacts", added)
    told = counted("{n} changed", "{n} changed", changed)
    return _("Loaded {name}: {new}, {changed}").format(name=name, new=new, changed=told)
