"""The words of the activity list, and which of its lines a filter lets through. Pure."""

from collections.abc import Sequence
from datetime import datetime

from sfdesk.actions.browsing import Batch, BatchState, Verb
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.words import clock, day_heading
from sfdesk.i18n import _

ALL = "all"
PROBLEMS = "problems"


def chips() -> list[tuple[str, str]]:
    """Return the filters: key and words."""
    verbs = (Verb.DECIDE, Verb.IMPORT, Verb.PUSH, Verb.LOAD, Verb.UNDO)
    return [(ALL, _("All")), *((v.value, verb_word(v)) for v in verbs), (PROBLEMS, _("Problems"))]


def verb_word(verb: Verb) -> str:
    """Return what a step was, as one word."""
    return {
        Verb.LOAD: _("Load"),
        Verb.DECIDE: _("Review"),
        Verb.IMPORT: _("Import"),
        Verb.PUSH: _("Push"),
        Verb.UNDO: _("Undo"),
        Verb.FORGET: _("Learning"),
    }[verb]


def state_word(batch: Batch) -> str:
    """Return how a step stands."""
    return {
        BatchState.PLANNED: _("Not finished"),
        BatchState.DONE: _("Done"),
        BatchState.FAILED: _("Failed"),
        BatchState.UNDONE: _("Undone"),
    }[batch.state]


def state_tone(batch: Batch) -> Tone:
    """Return the colour beside that word."""
    return {
        BatchState.PLANNED: Tone.WATCH,
        BatchState.DONE: Tone.GOOD,
        BatchState.FAILED: Tone.DANGER,
        BatchState.UNDONE: Tone.NEUTRAL,
    }[batch.state]


def when(batch: Batch, now: datetime) -> str:
    """Return day and time of a step: "Today 10:42"."""
    return f"{day_heading(batch.at, now)} {clock(batch.at)}"


def can_undo(batch: Batch) -> bool:
    """Tell whether a step can be taken back at all; what was built on it is looked at then."""
    return batch.state is BatchState.DONE and batch.verb is not Verb.UNDO


def shown(steps: Sequence[Batch], text: str, key: str) -> list[Batch]:
    """Return the steps that contain every typed word and that the filter lets through."""
    words = text.lower().split()
    return [
        step
        for step in steps
        if _passes(step, key)
        and all(w in f"{step.summary} {step.by} {verb_word(step.verb)}".lower() for w in words)
    ]


def _passes(step: Batch, key: str) -> bool:
    if key == PROBLEMS:
        return step.state in {BatchState.FAILED, BatchState.PLANNED}
    return key in {ALL, step.verb.value}
