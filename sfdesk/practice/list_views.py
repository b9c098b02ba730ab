"""List views: filters that people saved under a name, for all or for themselves alone.

A view is a row of the object ListView, which SOQL sees, and beside it what it shows: a scope, a
condition in SOQL, and columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from sfdesk.practice import ids, moments, visibility
from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import SObject

_COLUMNS = ("Name", "Site", "BillingState", "Phone", "Type", "Owner.Alias")
SCOPES = ("everything", "mine", "team")


@dataclass(frozen=True, slots=True)
class View:
    """One list view. `seen_by` is the one user who sees it, None for everybody."""

    id: str
    name: str
    developer_name: str
    sobject: str = "Account"
    scope: str = "everything"
    condition: str = ""
    columns: tuple[str, ...] = _COLUMNS
    seen_by: str | None = None
    compatible: bool = True


_PEOPLE = ("Name", "Account.Name", "Phone", "Email", "Owner.Alias")
_DEALS = ("Name", "Account.Name", "Amount", "CloseDate", "StageName", "Owner.Alias")
_BEN = 2
_SAMPLES = (
    View("", "All Accounts", "AllAccounts"),
    View("", "My Accounts", "MyAccounts", scope="mine"),
    View("", "New This Week", "NewThisWeek", condition="CreatedDate = THIS_WEEK"),
    View("", "My Renewals", "My_Renewals", scope="mine",
         condition="Renewal_Date__c = NEXT_N_DAYS:120",
         columns=("Name", "Renewal_Date__c", "ARR__c", "Owner.Alias")),
    View("", "Tier A", "Tier_A", condition="Tier__c = 'A'"),
    View("", "Germany and Austria", "Germany_and_Austria",
         condition="BillingCountry IN ('Germany', 'Austria') AND (NOT Name LIKE '%test%')"),
    View("", "Where I Help", "Where_I_Help", scope="team"),
    View("", "Large Contracts", "Large_Contracts", condition="ARR__c >= 50000"),
    View("", "Ben's Watchlist", "Bens_Watchlist", condition="Health__c < 50", seen_by="ben"),
    View("", "All Contacts", "AllContacts", "Contact", columns=_PEOPLE),
    View("", "My Contacts", "MyContacts", "Contact", "mine", columns=_PEOPLE),
    View("", "My Opportunities", "MyOpportunities", "Opportunity", "mine", columns=_DEALS),
)  # fmt: skip


def fill(org: Org, then: datetime, users: Sequence[str]) -> None:
    """Make the views of a new org, and put its first two people on a few accounts' teams."""
    for at, each in enumerate(_SAMPLES):
        owner = users[_BEN - 1] if each.seen_by else users[-1]
        made = replace(each, id=ids.make("00B", at + 1), seen_by=owner if each.seen_by else None)
        _insert(org, made, moments.stamp(then), owner)
    teams = org.rows('SELECT "Id" FROM "Account" WHERE "IsDeleted" = 0 ORDER BY "Id" LIMIT 8')
    for at, (account,) in enumerate(teams):
        join(org, users[at % 2], account, on=True)


def make(org: Org, view: View, by: Person) -> str:
    """Keep a new view, and return its id."""
    made = replace(view, id=org.next_id("00B"))
    with org.writing():
        _insert(org, made, org.stamp(), by.id)
    return made.id


def change(org: Org, view: View, by: Person) -> None:
    """Put a changed view in the place of the one with its id."""
    with org.writing():
        org.run(
            'UPDATE "ListView" SET "Name" = ?, "DeveloperName" = ?, "IsSoqlCompatible" = ?, '
            '"LastModifiedDate" = ?, "LastModifiedById" = ?, "SystemModstamp" = ? WHERE "Id" = ?',
            (view.name, view.developer_name, int(view.compatible), org.stamp(), by.id,
             org.stamp(), view.id),
        )  # fmt: skip
        _store(org, view)


def remove(org: Org, view_id: str) -> None:
    """Delete a view; there is no recycle bin for it."""
    with org.writing():
        org.run('DELETE FROM "ListView" WHERE "Id" = ?', (view_id,))
        org.run("DELETE FROM practice_list_view WHERE id = ?", (view_id,))


def join(org: Org, user_id: str, account_id: str, *, on: bool) -> None:
    """Put a user on an account's team, or take them off."""
    org.run("DELETE FROM practice_team WHERE user_id = ? AND id = ?", (user_id, account_id))
    if on:
        org.run("INSERT INTO practice_team VALUES (?, ?)", (user_id, account_id))


def every(org: Org, person: Person, kind: SObject) -> list[View]:
    """Return the views of an object that a person sees, by name."""
    return _views(org, person, 'AND t."SobjectType" = ? ORDER BY t."Name", t."Id"', kind.name)


def find(org: Org, person: Person | None, view_id: str) -> View | None:
    """Return one view; None for one that is not there or that this person does not see."""
    found = _views(org, person, 'AND t."Id" = ?', ids.wide(view_id))
    return found[0] if found else None


def _views(org: Org, person: Person | None, where: str, *values: Any) -> list[View]:
    seen, more = "", list[Any]()
    if person is not None:
        listed = org.schema.objects["listview"]
        condition, more = visibility.condition(person, listed, "t", shares=False)
        seen = f"AND {condition} "
    rows = org.rows(
        'SELECT t."Id", t."Name", t."DeveloperName", t."SobjectType", d.scope, d.condition, '
        'd.columns, d.seen_by, t."IsSoqlCompatible" FROM "ListView" t '
        f'JOIN practice_list_view d ON d.id = t."Id" {seen}{where}',
        [*more, *values],
    )
    return [_view(row) for row in rows]


def _view(row: tuple[Any, ...]) -> View:
    *texts, columns, seen_by, compatible = row
    view_id, name, developer_name, sobject, scope, condition = texts
    shown = tuple(orjson.loads(columns))
    return View(
        view_id, name, developer_name, sobject, scope, condition, shown, seen_by, bool(compatible)
    )


def _insert(org: Org, view: View, stamp: str, owner: str) -> None:
    org.run(
        'INSERT INTO "ListView" ("Id", "Name", "DeveloperName", "SobjectType", "IsSoqlCompatible", '
        '"CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp") '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (view.id, view.name, view.developer_name, view.sobject, int(view.compatible),
         stamp, owner, stamp, owner, stamp),
    )  # fmt: skip
    _store(org, view)


def _store(org: Org, view: View) -> None:
    columns = orjson.dumps(view.columns).decode()
    org.run(
        "INSERT OR REPLACE INTO practice_list_view VALUES (?, ?, ?, ?, ?)",
        (view.id, view.scope, view.condition, columns, view.seen_by),
    )
