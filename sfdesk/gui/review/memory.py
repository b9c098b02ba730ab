"""What the steps of a walk come to: who is linked, what is apart, and what is left of a case."""

from collections.abc import Sequence
from dataclasses import replace

from sfdesk.actions.cases import Case, Review
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import Suggestion
from sfdesk.emptying import empty
from sfdesk.gui.review.steps import Step, Tally


class Memory:
    """Hears all steps anew after each of them; only cases that they touch are ever looked at.

    `later` are CRM ids that were put aside, `touched` those of which anything was said, `changed`
    those whose case is not what it was.
    """

    def __init__(self, review: Review) -> None:
        self._cases = {case.crm.id: case for case in review.cases}
        self._wanting: dict[str, list[str]] = {}
        for case in review.cases:
            for option in case.options:
                self._wanting.setdefault(option.record.id, []).append(case.crm.id)
        self.hear(())

    def let_go(self) -> None:
        """End case by case; nothing is asked of it any more."""
        empty(self._cases, self._wanting)

    def hear(self, steps: Sequence[Step]) -> None:
        """Work out from the steps what is decided."""
        self._links = [step for step in steps if step.first is not None]
        said = self._said = [one for step in steps for one in step.said]
        links = [one for one in said if one.outcome is Outcome.LINK]
        self._linked = {one.crm_id for one in links}
        self._taken = {one.record_id for one in links}
        self._apart = {(o.crm_id, o.record_id) for o in said if o.outcome is Outcome.NOT_SAME}
        self.later = {o.crm_id for o in said if o.outcome is Outcome.LATER} - self._linked
        self.touched = {one.crm_id for one in said}
        self.changed = {
            crm_id
            for one in said
            for crm_id in (one.crm_id, *self._wanting.get(one.record_id, ()))
            if crm_id in self._cases
        }

    def told(self) -> list[tuple[Suggestion, bool]]:
        """Return the suggestions that were accepted or rejected, as far as they are cases here."""
        return [
            (option.suggestion, one.outcome is Outcome.LINK)
            for one in self._said
            if one.outcome is not Outcome.LATER and one.crm_id in self._cases
            for option in self._cases[one.crm_id].options
            if option.record.id == one.record_id
        ]

    def tally(self) -> Tally:
        """Count what was said so far."""
        linked = sum(len(step.said) for step in self._links)
        touched = (self._cases[i] for i in self.touched if i in self._cases)
        away = [case for case in touched if not self.undecided(case)]
        later = len(self.later & self.touched)
        return Tally(
            decided=len(away) + later,
            linked=linked,
            not_same=max(len(away) - linked, 0),
            later=later,
            agreed=sum(len(step.said) for step in self._links if step.first),
        )

    def rest(self, case: Case) -> Case:
        """Return a case without what was decided meanwhile."""
        if case.crm.id not in self.changed:
            return case
        options = tuple(
            o
            for o in case.options
            if o.record.id not in self._taken and (case.crm.id, o.record.id) not in self._apart
        )
        rivals = tuple(
            r
            for r in case.rivals
            if r.id not in self._linked
            and not any((r.id, o.record.id) in self._apart for o in options[:1])
        )
        return replace(case, options=options, rivals=rivals)

    def undecided(self, case: Case) -> bool:
        """Tell whether anything is left to say of a case."""
        return case.crm.id not in self._linked and bool(self.rest(case).options)

    def is_later(self, case: Case) -> bool:
        """Tell whether a case was put aside, in this walk or before."""
        return case.later or case.crm.id in self.later
