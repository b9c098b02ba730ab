"""What the morning list says, worked out from the numbers. Pure."""

from dataclasses import dataclass

from sfdesk.actions.browsing import Home
from sfdesk.domain.records import Kind
from sfdesk.gui.screens import Place
from sfdesk.gui.widgets.labels import Tone
from sfdesk.i18n import _, counted


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs a person: a word for its state, a sentence, and where it is solved."""

    word: str
    tone: Tone
    text: str
    step: str
    place: Place


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its words, and the place that shows its rows."""

    number: int
    words: str
    place: Place


def tiles(home: Home) -> list[Tile]:
    """Return the numbers that stand at the top."""
    linked = sum(home.linked.values())
    return [
        Tile(home.accounts, _("accounts in Salesforce"), Place.ACCOUNTS),
        Tile(home.contacts, _("contacts in Salesforce"), Place.CONTACTS),
        Tile(linked, _("linked with the CRM"), Place.REVIEW),
    ]


def greeting(hour: int) -> str:
    """Return how to greet at this hour of the day (0 to 23)."""
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def needs_you(home: Home) -> list[Item]:
    """Return what only a person can decide, the most pressing first."""
    items = [
        Item(
            _("Link broke"),
            Tone.DANGER,
            _("{name} was merged into another record in Salesforce").format(name=row.name)
            if row.merged_into
            else _("{name} was deleted in Salesforce").format(name=row.name),
            _("Show"),
            Place.ACCOUNTS if row.kind is Kind.ACCOUNT else Place.CONTACTS,
        )
        for row in home.broken
    ]
    accounts = home.crm_accounts - home.linked.get(Kind.ACCOUNT, 0)
    contacts = home.crm_contacts - home.linked.get(Kind.CONTACT, 0)
    waiting = sum(home.to_review.values())
    if waiting:
        text = counted(
            "{n} CRM record looks like one in Salesforce",
            "{n} CRM records look like one in Salesforce",
            waiting,
        )
        items.append(Item(_("To review"), Tone.WATCH, text, _("Review"), Place.REVIEW))
    if accounts > 0 and home.accounts:
        text = counted(
            "{n} CRM account has no partner in Salesforce yet",
            "{n} CRM accounts have no partner in Salesforce yet",
            accounts,
        )
        items.append(Item(_("To link"), Tone.WATCH, text, _("Review"), Place.REVIEW))
    if contacts > 0 and home.contacts:
        text = counted(
            "{n} CRM contact has no partner in Salesforce yet",
            "{n} CRM contacts have no partner in Salesforce yet",
            contacts,
        )
        items.append(Item(_("To link"), Tone.WATCH, text, _("Review"), Place.REVIEW))
    return items
