"""Which records of two lists are the same customer or person, how sure that is, and why."""

from typing import TYPE_CHECKING, Any

from sfdesk.domain.matching.model import (
    Band,
    Decided,
    Evidence,
    Party,
    Relation,
    Shape,
    Span,
    Suggestion,
    Suggestions,
    Verdict,
    Weight,
)

if TYPE_CHECKING:
    from sfdesk.domain.matching.contacts import shared_contacts
    from sfdesk.domain.matching.suggesting import explain, suggest

__all__ = [
    "Band",
    "Decided",
    "Evidence",
    "Party",
    "Relation",
    "Shape",
    "Span",
    "Suggestion",
    "Suggestions",
    "Verdict",
    "Weight",
    "explain",
    "shared_contacts",
    "suggest",
]


def __getattr__(name: str) -> Any:
    """Load the engine when it is first asked for: scipy takes a second that no start may cost."""
    if name in {"explain", "suggest"}:
        from sfdesk.domain.matching import suggesting  # noqa: PLC0415

        return getattr(suggesting, name)
    if name == "shared_contacts":
        from sfdesk.domain.matching import contacts  # noqa: PLC0415

        return contacts.shared_contacts
    raise AttributeError(name)
