"""List views: filters on accounts that people saved in Salesforce, and how one of them is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sfdesk.errors import UnknownId
from sfdesk.i18n import _

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class ListView:
    """One list view. `name` is what people see, `developer_name` what administrators call it.

    `usable` is false where Salesforce itself cannot tell the filter as a query.
    """

    id: str
    name: str
    developer_name: str = ""
    usable: bool = True


def named(views: Sequence[ListView], text: str) -> ListView:
    """Return the view that an id, a name or a developer name means, whatever the case.

    Raise UnknownId with the nearest names where there is none, or more than one.
    """
    wanted = text.strip()
    for fits in (
        lambda view: len(wanted) >= 15 and view.id[:15] == wanted[:15],
        lambda view: view.name == wanted,
        lambda view: wanted.lower() in {view.name.lower(), view.developer_name.lower()},
    ):
        found = [view for view in views if fits(view)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(wanted, found)
    raise _unknown(wanted, views)


def _ambiguous(wanted: str, found: Sequence[ListView]) -> UnknownId:
    return UnknownId(
        _('{n} list views are called "{name}"').format(n=len(found), name=wanted),
        _("Give the id of one: {ids}.").format(
            ids=", ".join(f"{view.id} ({view.developer_name})" for view in found)
        ),
    )


def _unknown(wanted: str, views: Sequence[ListView]) -> UnknownId:
    names = {view.name.lower(): view.name for view in views}
    near = get_close_matches(wanted.lower(), names, n=_MOST_NAMES, cutoff=0.4)
    shown = [names[name] for name in near] or sorted(names.values(), key=str.lower)[:_MOST_NAMES]
    hint = (
        _("The nearest names are: {names}.").format(names=", ".join(shown))
        if shown
        else _("You have no list views for accounts in this Salesforce.")
    )
    return UnknownId(_('There is no list view "{name}"').format(name=wanted), hint)
