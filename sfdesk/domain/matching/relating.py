"""Tells what two records are to each other: the same, parts of one group, a person who moved."""

from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.model import Relation
from sfdesk.domain.records import Kind

_SAME_PERSON = ("equal", "short-form", "close", "crossed")
_ALIKE, _PARTLY = 5, 8
_OWN_SITE = ("own", "few", "some")
_AWAY = ("region", "elsewhere", "country", "near", "city")
_TELLS_KIN = ("other-place", "one-place", "group")


def relation(run: Run, place: int, *, linked: bool) -> Relation:
    """Return what the records of a pair are to each other; `linked` ones are the same or moved.

    Accounts are related where something ties them (names that are alike, or names alike in part
    and a site in common) and something sets them apart (a word of place or group, another
    address). A site that more than ten accounts use ties nobody by itself, and neither does a
    word in common.
    """
    if run.corpus.kind is Kind.CONTACT:
        return _person(run, place, linked=linked)
    if linked:
        return Relation.SAME
    name = int(run.outcomes["name"].level[place]) if "name" in run.outcomes else -1
    branch, site = level(run, "branch", place), level(run, "domain", place)
    # A parent and its branch have the shorter name whole in the longer one.
    alike = 0 <= name <= (_PARTLY if branch in _TELLS_KIN else _ALIKE)
    tied = alike or site in _OWN_SITE or (site == "many" and 0 <= name <= _PARTLY)
    apart = branch in _TELLS_KIN or level(run, "place", place) in _AWAY
    return Relation.RELATED if tied and apart else Relation.SAME


def _person(run: Run, place: int, *, linked: bool) -> Relation:
    left = level(run, "account", place) in ("other", "differs")
    same = level(run, "first_name", place) in _SAME_PERSON
    same = same and level(run, "last_name", place) in ("equal", "close")
    known = level(run, "phone", place) in ("own", "few") or linked
    return Relation.MOVED if left and same and known else Relation.SAME


def level(run: Run, field: str, place: int) -> str:
    """Return the name of the level that a comparison found for a pair; "" for none."""
    if field not in run.outcomes:
        return ""
    at = int(run.outcomes[field].level[place])
    return comparison(field).levels[at].name if at >= 0 else ""
