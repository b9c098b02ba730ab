"""The columns of the two lists, and the words for how a record stands."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from sfdesk.actions.browsing import LinkState, Row
from sfdesk.domain.records import Kind
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.table import Column
from sfdesk.gui.words import age
from sfdesk.i18n import _


def state_word(row: Row) -> str:
    """Return how a record stands, as one or two words."""
    return _state_word(row.kind, row.link, row.merged_into != "")


@cache  # asked for each of 100,000 rows that are sorted
def _state_word(kind: Kind, link: LinkState, merged: bool) -> str:  # noqa: FBT001 - named costs half
    if link is LinkState.DELETED:
        return _("Merged there") if merged else _("Deleted there")
    if link is LinkState.OUTSIDE:
        return _("Not kept here")
    if kind is Kind.CONTACT:
        return _("In CRM") if link is LinkState.LINKED else _("Not in CRM")
    return _("Linked") if link is LinkState.LINKED else _("Unlinked")


def state_tone(row: Row) -> Tone:
    """Return the colour that goes with the word."""
    return {
        LinkState.LINKED: Tone.GOOD,
        LinkState.UNLINKED: Tone.NEUTRAL,
        LinkState.DELETED: Tone.DANGER,
        LinkState.OUTSIDE: Tone.NEUTRAL,
    }[row.link]


def _deleted(row: Row) -> bool:
    return row.link is LinkState.DELETED


def _quiet(_row: Row) -> Tone:
    return Tone.NEUTRAL


def columns(kind: Kind, now: Callable[[], datetime]) -> list[Column[Row]]:
    """Return the columns of a list. `now` is asked at each paint, so that ages stay true."""
    name = Column[Row](
        _("Account") if kind is Kind.ACCOUNT else _("Contact"),
        lambda row: row.name,
        struck=_deleted,
    )
    state = Column[Row](
        _("Link") if kind is Kind.ACCOUNT else _("Status"), state_word, 116, tone=state_tone
    )
    owner = Column[Row](_("Owner"), lambda row: row.owner, 120, tone=_quiet, room=640)
    old = Column[Row](
        _("Age"),
        lambda row: age(row.pulled_at, now()),
        76,
        tone=_quiet,
        key=lambda row: -row.pulled_at.timestamp(),
    )
    if kind is Kind.ACCOUNT:
        return [
            name,
            state,
            Column(_("City"), lambda row: row.city, 120, tone=_quiet, room=480),
            Column(_("Country"), lambda row: row.country, 130, tone=_quiet, room=780),
            owner,
            old,
        ]
    return [
        name,
        Column(_("Account"), lambda row: row.account, 150, tone=_quiet, room=420),
        Column(_("Title"), lambda row: row.title, 150, tone=_quiet, room=780),
        Column(_("E-mail"), lambda row: row.email, 200, tone=_quiet, room=640),
        state,
        old,
    ]
