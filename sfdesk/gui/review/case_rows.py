"""What the table and the list of reasons of one case hold, as values that any view can draw."""

from dataclasses import dataclass

from sfdesk.actions.cases import Case, Option
from sfdesk.domain.matching.suggestions import Evidence, Weight
from sfdesk.domain.records import CRM_FIELDS, CrmRecord
from sfdesk.gui.review import wording
from sfdesk.gui.review.spans import Piece, marked, plain
from sfdesk.gui.values import shown
from sfdesk.i18n import _

SAME = "same"
NOTHING = "\N{EN DASH}"
"""What stands where a side has no value."""
_SEEN = 3  # reasons that even a low screen shows


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its label, the CRM value of each record that wants this one, the word, Salesforce.

    `agrees` is false where the row deserves a look.
    """

    label: str
    crm: tuple[tuple[Piece, ...], ...]
    word: str
    salesforce: tuple[Piece, ...]
    agrees: bool

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        crm = ", ".join(plain(pieces) or _("empty") for pieces in self.crm)
        return _("{label}. CRM {crm}. Salesforce {salesforce}. {word}.").format(
            label=self.label,
            crm=crm,
            salesforce=plain(self.salesforce) or _("empty"),
            word=self.word.capitalize(),
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: its mark, its sentence, and how much it counts, in words."""

    mark: str
    text: str
    weight: str
    bits: float

    @property
    def spoken(self) -> str:
        """The reason as a screen reader says it."""
        return f"{self.text}. {self.weight.capitalize()}."


def lines(case: Case, option: Option, *, every: bool = False) -> tuple[Line, ...]:
    """Return the table of a case; fields that are blank on both sides only when `every` is true."""
    found = []
    for row in option.rows:
        if not every and not row.crm and not row.salesforce:
            continue
        mine, theirs = marked(row.crm, row.salesforce)
        if row.word == SAME:
            mine, theirs = _whole(row.crm), _whole(row.salesforce)
        rivals = tuple(marked(_value(rival, row.label), row.salesforce)[0] for rival in case.rivals)
        found.append(Line(row.label, (mine, *rivals), row.word, theirs, row.word == SAME))
    return tuple(found)


def reasons(option: Option, *, every: bool = False) -> tuple[Reason, ...]:
    """Return the evidence, strongest first; what says nothing comes last, and only if wanted.

    The strongest on either side is among the first three, however strong the other side is.
    """
    evidence = _both_sides_first(
        sorted(option.suggestion.evidence, key=lambda e: (e.weight is Weight.NONE, -abs(e.bits)))
    )
    said = [Reason(wording.mark(e), e.text, wording.weight(e), e.bits) for e in evidence]
    return tuple(
        r for r, e in zip(said, evidence, strict=True) if every or e.weight is not Weight.NONE
    )


def _both_sides_first(evidence: list[Evidence]) -> list[Evidence]:
    for side in (1.0, -1.0):
        telling = (n for n, e in enumerate(evidence) if e.bits * side > 0)
        first = next((n for n in telling if evidence[n].weight is not Weight.NONE), -1)
        if first >= _SEEN:
            evidence.insert(_SEEN - 1, evidence.pop(first))
    return evidence


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def _value(record: CrmRecord, label: str) -> str:
    """Return a rival's value of the field that people call `label`."""
    names = [field.name for field in CRM_FIELDS[record.kind] if field.label == label]
    return shown(record.fields.get(names[0])) if names else ""
