"""What is said when nothing is left to decide, or before anything is."""

from datetime import timedelta

from sfdesk.domain.records import Kind
from sfdesk.gui.review import wording
from sfdesk.gui.review.walk import Show, Tally, Walk
from sfdesk.i18n import _, counted


def summary(tally: Tally, took: timedelta) -> str:
    """Say what came out of a walk and how long it took."""
    minutes = round(took.total_seconds() / 60)
    if minutes:
        time = counted("{n} minute", "{n} minutes", minutes)
    else:
        time = counted("{n} second", "{n} seconds", max(1, round(took.total_seconds())))
    decided = counted("{n} decided", "{n} decided", tally.decided)
    return _("{decided} in {time}: {linked} linked, {apart} not the same, {later} later.").format(
        decided=decided, time=time, linked=tally.linked, apart=tally.not_same, later=tally.later
    )


def agreement(tally: Tally) -> str:
    """Say how often the first suggestion was right; "" where nothing was linked."""
    if not tally.linked:
        return ""
    return _("You agreed with the first suggestion {agreed} times of {linked}.").format(
        agreed=tally.agreed, linked=tally.linked
    )


def nothing_left(walk: Walk) -> tuple[str, str]:
    """Return title and text for a walk in which no case is shown."""
    review = walk.review
    if walk.show is Show.LATER:
        return _("Nothing is set aside"), _("What you put aside with L is found here.")
    here, walk.show = walk.show, Show.ALL
    others = walk.left
    walk.show = here
    if here is not Show.ALL and others:
        text = counted("{n} other case is open.", "{n} other cases are open.", others)
        return _("None of these left"), text
    later = walk.count(Show.LATER)
    if not review.linked and not review.cases:
        return _no_suggestions(review.kind, review.notes)
    linked = counted("{n} is linked.", "{n} are linked.", review.linked)
    aside = counted("{n} is set aside for later.", "{n} are set aside for later.", later)
    return (
        _("Everything is decided"),
        f"{linked} {aside}" if later else linked,
    )


def _no_suggestions(kind: Kind, notes: tuple[str, ...]) -> tuple[str, str]:
    text = notes[0] if notes else _("Nothing in Salesforce looks like a record of your CRM.")
    return _("No suggestions for {kind}").format(kind=wording.KINDS[kind].lower()), text
