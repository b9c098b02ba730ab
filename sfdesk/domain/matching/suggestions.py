"""What a suggestion is made of, for those who show or decide it: names from the matcher's model."""

from sfdesk.domain.matching.model import (
    LEAST,
    Band,
    Clash,
    Contradiction,
    Decided,
    Evidence,
    Learned,
    Lesson,
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
    "LEAST",
    "Band",
    "Clash",
    "Contradiction",
    "Decided",
    "Evidence",
    "Learned",
    "Lesson",
    "Party",
    "Relation",
    "Shape",
    "Span",
    "Suggestion",
    "Suggestions",
    "Verdict",
    "Weight",
]
