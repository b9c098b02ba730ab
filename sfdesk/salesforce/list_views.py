"""The list views of an org: which there are, and what one of them asks for."""

from typing import Any

from sfdesk.domain.list_views import ListView
from sfdesk.domain.records import Kind
from sfdesk.errors import ListViewUnusable, OrgRefused, RecordGone
from sfdesk.i18n import _
from sfdesk.salesforce import view_filter
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.view_filter import ViewFilter

_AT = f"sobjects/{Kind.ACCOUNT.sobject}/listviews"
_MOST_PAGES = 200


def every(org: Org) -> tuple[ListView, ...]:
    """Return the list views for accounts that this user sees, by name.

    Raise OrgError, SignInNeeded.
    """
    found: list[ListView] = []
    path = _AT
    for _page in range(_MOST_PAGES):
        page = org.get(path)
        found += read(page)
        path = str(_object(page).get("nextRecordsUrl") or "")
        if not path:
            break
    return tuple(sorted(found, key=lambda view: (view.name.lower(), view.id)))


def read(page: Any) -> list[ListView]:
    """Return what one page lists; an entry without an id, and anything else, is passed over."""
    rows = _object(page).get("listviews")
    entries = [_object(raw) for raw in rows] if isinstance(rows, list) else []
    return [_view(raw) for raw in entries if raw.get("id")]


def filter_of(org: Org, view: ListView) -> ViewFilter:
    """Ask what a list view shows now. Raise ListViewUnusable, OrgError, SignInNeeded."""
    if not view.usable:
        raise cannot_be_used(view, "soqlCompatible")
    try:
        said = _object(org.get(f"{_AT}/{view.id}/describe"))
    except RecordGone as error:
        raise _gone(view, error) from None
    except OrgRefused as error:
        raise refused(view, error) from None
    try:
        return view_filter.read(
            str(said.get("query") or ""),
            said.get("scope"),
            Kind.ACCOUNT.sobject,
            owner_id=org.info.user_id,
        )
    except ValueError:
        raise cannot_be_used(view, "query") from None


def refused(view: ListView, error: OrgRefused) -> ListViewUnusable:
    """Return what it means that Salesforce refuses to run a list view's filter."""
    return ListViewUnusable(
        _('The list view "{name}" cannot be read').format(name=view.name),
        _(
            "Salesforce does not run its filter for you: it may use a field that is hidden from "
            "you. Nothing here was changed. Choose another list view, or another part of the "
            "accounts (Settings, Refresh)."
        ),
        code="LIST_VIEW_REFUSED",
        details=error.details,
    )


def cannot_be_used(view: ListView, why: str) -> ListViewUnusable:
    """Return that a list view's filter is one that no query can say."""
    return ListViewUnusable(
        _('The list view "{name}" cannot be used here').format(name=view.name),
        _(
            "Salesforce does not give its filter as a query that SFDesk could run. Choose another "
            "list view, or another part of the accounts (Settings, Refresh)."
        ),
        code="LIST_VIEW_NO_QUERY",
        details=why,
    )


def _gone(view: ListView, error: OrgRefused) -> ListViewUnusable:
    return ListViewUnusable(
        _('The list view "{name}" is gone').format(name=view.name),
        _(
            "It was deleted in Salesforce, or is no longer shared with you. What it brought here "
            "stays as it is. Choose another list view, or another part of the accounts (Settings, "
            "Refresh)."
        ),
        code="LIST_VIEW_GONE",
        details=error.details,
    )


def _object(reply: Any) -> dict[str, Any]:
    return reply if isinstance(reply, dict) else {}


def _view(raw: dict[str, Any]) -> ListView:
    return ListView(
        id=str(raw["id"]),
        name=str(raw.get("label") or raw.get("developerName") or raw["id"]),
        developer_name=str(raw.get("developerName") or ""),
        usable=raw.get("soqlCompatible") is not False,
    )
