"""The queries that we send, and the only place that puts values into one.

Source of the escapes: SOQL and SOSL Reference, "Quoted String Escape Sequences".
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sfdesk.domain.records import Kind
from sfdesk.salesforce.view_filter import ViewFilter

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        "'": "\\'",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\b": "\\b",
        "\f": "\\f",
    }
)
_PATH = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*")


def text(value: str) -> str:
    """Return a text literal."""
    return f"'{value.translate(_ESCAPES)}'"


def moment(value: datetime) -> str:
    """Return a datetime literal: UTC, to the second, which is how fine Salesforce's stamps are."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def path(name: str) -> str:
    """Return a field's name or path unchanged; raise ValueError for what can be neither."""
    if not _PATH.fullmatch(name):
        raise ValueError(name)
    return name


def conditions(
    kind: Kind,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    owner_id: str | None = None,
    role_id: str | None = None,
    view: ViewFilter | None = None,
    among: tuple[str, Sequence[str]] | None = None,
) -> str:
    """Return ` WHERE ...`, or nothing; ` USING SCOPE ...` before it where a list view has one.

    `role_id` means the accounts of everybody in that role. An owner's contacts are those of the
    accounts they own, a list view's those of the accounts it shows. Raise ValueError for contacts
    of a view whose filter does not join.
    """
    scope = ""
    parts = []
    if since is not None:
        parts.append(f"SystemModstamp >= {moment(since)}")
    if until is not None:
        parts.append(f"SystemModstamp < {moment(until)}")
    of_account = "" if kind is Kind.ACCOUNT else "Account."
    if owner_id is not None:
        parts.append(f"{of_account}OwnerId = {text(owner_id)}")
    if role_id is not None:
        parts.append(f"{of_account}Owner.UserRoleId = {text(role_id)}")
    if view is not None and kind is Kind.ACCOUNT:
        scope = f" USING SCOPE {path(view.scope)}" if view.scope else ""
        parts += [f"({view.condition})"] if view.condition else []
    elif view is not None:
        parts.append(f"AccountId IN ({_accounts(view)})")
    if among is not None:
        name, ids = among
        parts.append(f"{path(name)} IN ({', '.join(text(each) for each in ids)})")
    return scope + (" WHERE " + " AND ".join(parts) if parts else "")


def _accounts(view: ViewFilter) -> str:
    """Return a list view's filter as a query inside another, where no scope may be named."""
    if not view.joins:
        raise ValueError(view.scope)
    parts = [f"OwnerId = {text(view.owner_id)}"] if view.scope == "mine" else []
    parts += [f"({view.condition})"] if view.condition else []
    where = " WHERE " + " AND ".join(parts) if parts else ""
    return f"SELECT Id FROM Account{where}"  # noqa: S608 - as Salesforce composed it


def select(fields: Sequence[str], kind: Kind, where: str, *, ordered: bool = True) -> str:
    """Return a query; in the order that a stopped run can be resumed in."""
    names = ", ".join(path(name) for name in fields)
    order = " ORDER BY SystemModstamp, Id" if ordered else ""
    return f"SELECT {names} FROM {kind.sobject}{where}{order}"  # noqa: S608 - quoted above


def count(kind: Kind, where: str) -> str:
    """Return the query that counts."""
    return f"SELECT COUNT() FROM {kind.sobject}{where}"  # noqa: S608 - quoted above


def role_of(user_id: str) -> str:
    """Return the query that asks for a user's role."""
    return f"SELECT UserRoleId FROM User WHERE Id = {text(user_id)}"  # noqa: S608 - quoted above
