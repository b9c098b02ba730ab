"""Learns along with a walk: after each decision the open cases are weighed anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sfdesk.actions.cases import Case, Review
from sfdesk.domain.matching import relearning
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.suggestions import Suggestion
from sfdesk.emptying import empty


class Learner:
    """What was known when the cases were read, and what was said of them since."""

    def __init__(self, review: Review) -> None:
        self._known = review.known or Known()
        self._read = _told({lesson.field: lesson.factor for lesson in review.learned.lessons})
        self.factors: Mapping[str, float] = self._read
        self.decisions = review.learned.decisions
        self._firsts = {case.crm.id: n for n, case in enumerate(review.cases)}
        self._cases = review.cases
        self._chances: relearning.Chances | None = None
        self._weighed: dict[str, Case] = {}

    def let_go(self) -> None:
        """End case by case; nothing is asked of it any more."""
        empty(self._firsts, self._weighed)

    def learn(self, said: Sequence[tuple[Suggestion, bool]]) -> bool:
        """Take in everything that was said in this sitting; tell whether any weight moved."""
        taught = relearning.taught(self._known, said)
        self.decisions = taught.decisions
        factors = _told(taught.factors)
        if factors == self.factors:
            return False
        self.factors = factors
        self._weighed.clear()
        return True

    @property
    def learns(self) -> bool:
        """Whether there are decisions enough."""
        return bool(self.factors)

    def weighed(self, case: Case) -> Case:
        """Return a case by the weights of now."""
        if self.factors == self._read:
            return case
        known = self._weighed.get(case.crm.id)
        if known is None or _records(known) != _records(case):
            options = tuple(
                replace(o, brief=relearning.reweighed(o.suggestion, self.factors))
                for o in case.options
            )
            known = self._weighed[case.crm.id] = replace(case, options=options)
        return known

    def chances(self) -> Callable[[Case], float]:
        """Return what tells how likely the first suggestion of a case is right, as weighed now.

        Takes seconds for 100,000 cases where any weight moved: all their reasons are read.
        """
        factors = self.factors
        if factors == self._read:
            return lambda case: case.options[0].brief.probability
        if self._chances is None:
            firsts = (case.options[0].suggestion for case in self._cases)
            self._chances = relearning.Chances(firsts)
        sure = self._chances.by(factors)
        return lambda case: sure[self._firsts[case.crm.id]]


def _told(factors: Mapping[str, float]) -> dict[str, float]:
    """Return the factors that say anything."""
    return {name: factor for name, factor in factors.items() if abs(factor - 1.0) > 1e-9}


def _records(case: Case) -> list[str]:
    return [option.record.id for option in case.options]
