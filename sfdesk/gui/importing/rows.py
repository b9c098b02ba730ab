"""What the import preview shows and will do, as one frozen value: rows, ticks, counts, words.

Each change of mind returns a new draft; nothing here draws, reads or writes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sfdesk.actions.importing import FieldChange, ImportPlan, ImportReport, ImportRow, What
from sfdesk.domain.records import Kind, is_blank
from sfdesk.gui.values import shown_or_empty
from sfdesk.i18n import _, counted

WORDS = {
    What.NEW: _("new"),
    What.FILL: _("fill blanks"),
    What.CHANGE: _("would change"),
    What.SAME: _("same"),
    What.LOOKS_LIKE: _("looks like"),
}
MARKS = {
    What.NEW: "+",
    What.FILL: "\N{WHITE CIRCLE}",
    What.CHANGE: "\N{INCREMENT}",
    What.SAME: "=",
    What.LOOKS_LIKE: "?",
}
TICKABLE = (What.NEW, What.FILL, What.CHANGE)
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Line:
    """One record as the preview shows it; `tick` is None where there is nothing to tick."""

    record_id: str
    name: str
    what: What
    word: str
    mark: str
    now: str
    after: str
    tick: bool | None
    problem: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = _("{name}, {word}. CRM now: {now}. After: {after}.").format(
            name=self.name, word=self.word, now=self.now, after=self.after
        )
        return f"{said} {self.problem}".strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """An import plan with what the person made of its ticks."""

    plan: ImportPlan

    def row(self, record_id: str) -> ImportRow | None:
        """Return the row of one record, account or contact."""
        return next((row for row in every(self.plan.rows) if row.record.id == record_id), None)

    def tick(self, record_id: str, *, on: bool) -> "Draft":
        """Import a record, or do not. A new account takes its contacts along both ways."""

        def change(row: ImportRow) -> ImportRow:
            if row.record.id != record_id or row.what not in TICKABLE:
                return row
            contacts = row.contacts
            if row.what is What.NEW:
                contacts = tuple(_set(contact, on=on) for contact in contacts)
            return replace(_set(row, on=on), contacts=contacts)

        return self._each(change)

    def tick_field(self, record_id: str, name: str, *, on: bool) -> "Draft":
        """Import one field of a record, or leave it out; without any field the row is off."""

        def change(row: ImportRow) -> ImportRow:
            if row.record.id != record_id:
                return row
            fields = tuple(replace(c, ticked=on) if c.field == name else c for c in row.changes)
            return replace(row, changes=fields, ticked=any(field.ticked for field in fields))

        return self._each(change)

    def with_contacts(self, *, on: bool) -> "Draft":
        """Take the contacts along that are safe to take, or none."""

        def change(row: ImportRow) -> ImportRow:
            safe = on and row.what is not What.LOOKS_LIKE
            fits = row.ticked or row.what is not What.NEW
            return replace(
                row,
                contacts=tuple(
                    _set(c, on=safe and fits and c.what in (What.NEW, What.FILL))
                    for c in row.contacts
                ),
            )

        return Draft(replace(self.plan, rows=tuple(map(change, self.plan.rows))))

    def tick_all(self, what: What, *, on: bool) -> "Draft":
        """Tick every account (or single contact) of one sort."""
        draft = self
        for row in self.plan.rows:
            if row.what is what:
                draft = draft.tick(row.record.id, on=on)
        return draft

    def count(self, kind: Kind, *whats: What, ticked: bool = False) -> int:
        """How many records of a kind come out so; with `ticked`, only those that will be done."""
        return sum(
            row.kind is kind and row.what in whats and (row.ticked or not ticked)
            for row in every(self.plan.rows)
        )

    @property
    def ready(self) -> bool:
        """Whether anything would be imported."""
        return any(self.count(kind, *TICKABLE, ticked=True) for kind in Kind)

    def button(self) -> str:
        """Say what the button will do."""
        parts = _things(*(self.count(kind, *TICKABLE, ticked=True) for kind in Kind))
        return _("Import {things}").format(things=parts) if parts else _("Nothing to import")

    def lines(self, rows: tuple[ImportRow, ...] | None = None) -> tuple[Line, ...]:
        """Return what the table shows, for the plan's own rows or the contacts of one."""
        return tuple(map(line, self.plan.rows if rows is None else rows))

    def after(self, report: ImportReport) -> "Draft":
        """Return what is left to do: rows that came back stay ticked, with their reason."""
        problems = {o.record_id: o.problem for o in report.outcomes if o.problem}

        def change(row: ImportRow) -> ImportRow:
            problem = problems.get(row.record.id, "")
            return replace(row, note=problem or row.note, ticked=bool(problem))

        return self._each(change)

    def _each(self, change: Callable[[ImportRow], ImportRow]) -> "Draft":
        def deep(row: ImportRow) -> ImportRow:
            changed = change(row)
            return replace(changed, contacts=tuple(map(change, changed.contacts)))

        return Draft(replace(self.plan, rows=tuple(map(deep, self.plan.rows))))


def every(rows: tuple[ImportRow, ...]) -> Iterator[ImportRow]:
    """Go through accounts and their contacts."""
    for row in rows:
        yield row
        yield from row.contacts


def line(row: ImportRow) -> Line:
    """Say in words what an import would do with one record."""
    now, after = _sides(row)
    return Line(
        record_id=row.record.id,
        name=row.record.name,
        what=row.what,
        word=WORDS[row.what],
        mark=MARKS[row.what],
        now=now,
        after=after,
        tick=row.ticked if row.what in TICKABLE else None,
        problem=row.note if row.what is not What.LOOKS_LIKE else "",
    )


def result(report: ImportReport) -> str:
    """Say what an import did and how long it took."""
    done = _things(*(report.count(kind, *TICKABLE) for kind in Kind))
    if not done:
        return _("Nothing was imported.")
    return _("Imported {things} in {seconds:.1f} s.").format(things=done, seconds=report.seconds)


def came_back(report: ImportReport) -> int:
    """How many records were not imported."""
    return sum(bool(outcome.problem) for outcome in report.outcomes)


def _things(accounts: int, contacts: int) -> str:
    parts = []
    if accounts:
        parts.append(counted("{n} account", "{n} accounts", accounts))
    if contacts:
        parts.append(counted("{n} contact", "{n} contacts", contacts))
    return _(" and ").join(parts)


def _set(row: ImportRow, *, on: bool) -> ImportRow:
    """Tick a row; ticking one that would change something means its changes too."""
    if row.what not in TICKABLE:
        return replace(row, ticked=False)
    if not on:
        return replace(row, ticked=False)
    none = not any(change.ticked for change in row.changes)
    whole = none or row.what is What.CHANGE
    changes = tuple(replace(c, ticked=True) if whole else c for c in row.changes)
    return replace(row, ticked=True, changes=changes)


def _sides(row: ImportRow) -> tuple[str, str]:
    """Return what the CRM holds now and what it would hold, as two short texts."""
    if row.what is What.NEW:
        parts = [counted("{n} field", "{n} fields", _filled(row.changes))]
        if row.contacts:
            parts.append(counted("{n} contact", "{n} contacts", len(row.contacts)))
        return NOTHING, ", ".join(parts)
    if row.what is What.LOOKS_LIKE:
        return row.note or _("a similar record exists"), _("Review this first")
    if row.what is What.SAME:
        return _("same"), _("same")
    shown_changes = row.changes
    now = ", ".join(f"{c.label} {shown_or_empty(c.now)}" for c in shown_changes)
    after = ", ".join(f"{c.label} {shown_or_empty(c.after)}" for c in shown_changes)
    return now, after


def _filled(changes: tuple[FieldChange, ...]) -> int:
    return sum(not is_blank(change.after) for change in changes)
