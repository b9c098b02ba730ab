"""Bulk accept: which ten are looked at first, and what they say about the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sfdesk.actions.cases import Case
from sfdesk.i18n import _, counted

SIZE = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """Certain cases that could be linked in one go, and the few that are looked at first.

    `verdicts` says of each looked-at CRM id whether the suggestion is right.
    """

    cases: tuple[Case, ...]
    looked_at: tuple[Case, ...]
    verdicts: Mapping[str, bool]

    @classmethod
    def draw(cls, cases: Sequence[Case], random: Random) -> "Sample":
        """Pick ten at random (all, where there are fewer), in the order of the list."""
        picked = sorted(random.sample(range(len(cases)), min(SIZE, len(cases))))
        return cls(tuple(cases), tuple(cases[n] for n in picked), {})

    def judged(self, crm_id: str, *, right: bool) -> "Sample":
        """Return the sample with one more verdict."""
        return Sample(self.cases, self.looked_at, {**self.verdicts, crm_id: right})

    @property
    def wrong(self) -> tuple[Case, ...]:
        """The cases of the sample that were found wrong."""
        return tuple(c for c in self.looked_at if self.verdicts.get(c.crm.id) is False)

    @property
    def left(self) -> int:
        """How many are still to be looked at."""
        return sum(case.crm.id not in self.verdicts for case in self.looked_at)

    @property
    def may_accept(self) -> bool:
        """Whether the whole sample was looked at and found right."""
        return bool(self.looked_at) and not self.left and not self.wrong

    @property
    def likely_wrong(self) -> int:
        """How many of all cases may be wrong, by the share of the sample; at least one."""
        share = len(self.wrong) / max(len(self.looked_at), 1)
        return max(round(share * len(self.cases)), len(self.wrong))

    def stricter(self) -> tuple[Case, ...]:
        """The cases that are surer than every wrong one: what is left to accept in one go."""
        if not self.wrong:
            return self.cases
        bar = max(c.options[0].brief.score for c in self.wrong)
        return tuple(c for c in self.cases if c.options[0].brief.score > bar)

    def verdict(self) -> str:
        """Say how it stands, in one or two sentences."""
        looked, wrong = len(self.looked_at), len(self.wrong)
        if self.left:
            return counted("{n} to look at", "{n} to look at", self.left)
        if not wrong:
            return _("{right} of {looked} right").format(right=looked, looked=looked)
        said = (
            _("One of {looked} was wrong.") if wrong == 1 else _("{wrong} of {looked} were wrong.")
        )
        rest = _("About {some} of the {all} may be. Decide them one by one?")
        return f"{said} {rest}".format(
            looked=looked, wrong=wrong, some=self.likely_wrong, all=len(self.cases)
        )
