"""Which cases may be linked in one go: certain, undisputed, one record each."""

from collections.abc import Mapping

from sfdesk.actions.cases import Case, Review
from sfdesk.domain.matching.suggestions import Band
from sfdesk.emptying import empty
from sfdesk.gui.review.memory import Memory


class Certain:
    """The cases of a review that may be linked together, kept at hand by their record."""

    def __init__(self, review: Review, memory: Memory) -> None:
        self._memory = memory
        self._plain = {case.crm.id: case for case in review.cases if _plain(case)}
        self._wanting: dict[str, list[str]] = {}
        for crm_id, case in self._plain.items():
            self._wanting.setdefault(case.options[0].record.id, []).append(crm_id)
        self._offered = {
            record_id: self._plain[some[0]] for record_id, some in self._wanting.items()
        }

    def let_go(self) -> None:
        """End case by case; nothing is asked of it any more."""
        empty(self._offered, self._wanting, self._plain)

    def now(self) -> Mapping[str, Case]:
        """Return those cases by their record; only cases that were touched are looked at."""
        touched = {i: self._still(i) for i in self._memory.changed if i in self._plain}
        wanting: dict[str, list[str]] = {
            self._plain[crm_id].options[0].record.id: [] for crm_id in touched
        }
        for crm_id, record_id in touched.items():
            if record_id:
                wanting.setdefault(record_id, []).append(crm_id)
        found = dict(self._offered)
        for record_id, some in wanting.items():
            others = (i for i in self._wanting.get(record_id, ()) if i not in touched)
            first = next(others, some[0] if some else None)
            if first is None:
                found.pop(record_id, None)
            else:
                found[record_id] = self._memory.rest(self._plain[first])
        return found

    def _still(self, crm_id: str) -> str:
        """Return the record that a touched plain case may be linked to now; "" for none."""
        case = self._plain[crm_id]
        if not self._memory.undecided(case) or self._memory.is_later(case):
            return ""
        return self._memory.rest(case).options[0].record.id


def _plain(case: Case) -> bool:
    """Tell whether a case may be linked together with others: certain and undisputed."""
    undisputed = not case.rivals and not case.warning and not case.later
    return case.band is Band.CERTAIN and undisputed and bool(case.options)
