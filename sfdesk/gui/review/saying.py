"""What can be said of cases, as steps that are not stored yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sfdesk.actions.cases import Case, Option
from sfdesk.domain.links import Outcome, Shown
from sfdesk.gui.review.steps import Said, Step
from sfdesk.i18n import _, counted


@dataclass(frozen=True, slots=True)
class Asked:
    """A case on the screen, with the suggestion that is looked at, counted from 0.

    `side` is which of the CRM records that want it, `drawn` whether chance picked the case, and
    `note` what goes with the answer.
    """

    case: Case
    option: int
    side: int
    drawn: bool
    note: str

    @property
    def chosen(self) -> Option:
        """The suggestion that is looked at."""
        return self.case.options[min(self.option, len(self.case.options) - 1)]

    def pair(self, outcome: Outcome) -> Step:
        """Say something of the pair that is looked at."""
        crm = (self.case.crm, *self.case.rivals)[self.side]
        title = {
            Outcome.LINK: _("link {name}"),
            Outcome.NOT_SAME: _("not the same: {name}"),
            Outcome.LATER: _("later: {name}"),
        }[outcome].format(name=crm.name)
        option = self.chosen
        first = option.brief.rank == 1 if outcome is Outcome.LINK else None
        said = Said(crm.id, option.record.id, outcome, self._stood(option, crm.id))
        return Step(title, self.case.crm.id, self.option, (said,), first)

    def by_hand(self, record_id: str) -> Step:
        """Link the case to a record that was found by hand, suggested or not."""
        crm, best = self.case.crm, self.case.options[0]
        shown = self._stood(best, crm.id)
        right = best.record.id == record_id
        said = Said(crm.id, record_id, Outcome.LINK, replace(shown, first=shown.first and right))
        return Step(_("link {name}").format(name=crm.name), crm.id, self.option, (said,), right)

    def none_of_these(self) -> Step:
        """Say of every suggestion of the case that it is not the same."""
        crm = self.case.crm
        said = tuple(
            Said(crm.id, o.record.id, Outcome.NOT_SAME, self._stood(o, crm.id))
            for o in self.case.options
        )
        return Step(_("none of these: {name}").format(name=crm.name), crm.id, self.option, said)

    def _stood(self, option: Option, crm_id: str) -> Shown:
        """Say how a pair stood; once its best suggestion is gone, a chance pick is answered."""
        drawn = self.drawn and self.case.options[0].brief.rank == 1
        first = option.brief.rank == 1 and crm_id == self.case.crm.id
        return Shown(option.brief.band.value, drawn, first, self.note)


def together(cases: Sequence[Case], option: int) -> Step:
    """Link every one of some cases to its first suggestion; undo comes back to `option`."""
    said = tuple(
        Said(c.crm.id, best.record.id, Outcome.LINK, Shown(best.brief.band.value))
        for c in cases
        for best in c.options[:1]
    )
    title = counted("link {n} certain one", "link {n} certain ones", len(cases))
    return Step(title, cases[0].crm.id, option, said, first=True)
