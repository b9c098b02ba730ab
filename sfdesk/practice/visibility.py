"""Which records a person sees: all, or their own and those shared with them."""

from collections.abc import Sequence
from typing import Any

from sfdesk.practice.access import Person
from sfdesk.practice.schema.fields import SObject

_PRIVATE = ("Account", "Contact", "Opportunity", "Case", "Task", "Event", "Success_Plan__c")


def condition(
    person: Person, sobject: SObject, table: str, *, shares: bool
) -> tuple[str, list[Any]]:
    """Return what a row of `table` must fulfil to be seen, as SQL with its parameters.

    `shares` says whether anybody has been given or refused a single record at all.
    """
    if sobject.name == "ListView":
        return _listed(table), [person.id]
    if sobject.name not in _PRIVATE:
        return "", []
    parts: list[str] = []
    values: list[Any] = []
    if not person.profile.everything:
        mine = _mine(sobject, table)
        given = _shared(table, 1)
        parts.append(f"({mine} OR {given})")
        values.extend([person.id] * (mine.count("?") + 1))
    if shares:
        parts.append(f"NOT {_shared(table, 0)}")
        values.append(person.id)
    return " AND ".join(parts), values


def _mine(sobject: SObject, table: str) -> str:
    own = f'{table}."OwnerId" = ?'
    parent = next(
        (name for name in ("AccountId", "Account__c") if name.lower() in sobject.by_name), None
    )
    if parent is None:
        return own
    # Whoever sees an account sees what belongs to it.
    return (
        f'({own} OR EXISTS (SELECT 1 FROM "Account" pa WHERE pa."Id" = {table}."{parent}" AND '
        f'(pa."OwnerId" = ? OR EXISTS (SELECT 1 FROM practice_share ps WHERE ps.user_id = ? '
        f'AND ps.seen = 1 AND ps.id = pa."Id"))))'
    )


def _listed(table: str) -> str:
    """A list view is seen by all, or by the one who keeps it to themselves."""
    return (
        f'EXISTS (SELECT 1 FROM practice_list_view v WHERE v.id = {table}."Id" '
        "AND (v.seen_by IS NULL OR v.seen_by = ?))"
    )


def _shared(table: str, seen: int) -> str:
    return (
        f"EXISTS (SELECT 1 FROM practice_share s WHERE s.user_id = ? AND s.seen = {seen} "
        f'AND s.id = {table}."Id")'
    )


def joined(parts: Sequence[str]) -> str:
    """Return conditions put together, as a WHERE clause or as nothing."""
    said = [each for each in parts if each]
    return f" WHERE {' AND '.join(said)}" if said else ""
