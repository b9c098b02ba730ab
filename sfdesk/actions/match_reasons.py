"""Suggestions with their reasons, as they are stored."""

from collections.abc import Iterable, Iterator, Sequence

from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.live import MOST
from sfdesk.domain.matching.model import Line, Reason
from sfdesk.domain.matching.telling import reasons_to_json, warning
from sfdesk.i18n import _
from sfdesk.store.matches import Reasons
from sfdesk.ticket import Ticket

_BLOCK = 2000


def explained(done: Run, ticket: Ticket) -> tuple[list[Line], list[Reasons]]:
    """Return the suggestions of a whole run, and what speaks for and against each."""
    explainer = Explainer(done, marked=False)
    places, ranks = explainer.listing.shown(MOST)
    lines: list[Line] = []
    reasons: list[Reasons] = []
    for start in range(0, len(places), _BLOCK):
        ticket.progress(_("Putting the reasons into words"), start, len(places))
        part = slice(start, start + _BLOCK)
        some = explainer.listing.lines(places[part], ranks[part])
        lines += some
        reasons += kept_reasons(some, explainer.reasons(places[part]))
    return lines, reasons


def kept_reasons(lines: Iterable[Line], reasons: Iterable[Sequence[Reason]]) -> Iterator[Reasons]:
    """Yield what speaks for and against some suggestions, as it is stored."""
    for line, said in zip(lines, reasons, strict=True):
        yield line.left_id, line.right_id, warning(said), reasons_to_json(said)
