"""Which records of two lists are the same customer or person, how sure that is, and why."""

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
    "suggest",
]
