"""What a suggestion is made of, for those who show or decide it: names from the matcher's model."""

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
]
