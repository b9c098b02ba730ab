"""Compares addresses as one thing: street, number, postcode, city, state and country together.

Judged one by one, an office that moved would count against the pair four times over.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from sfdesk.domain.matching import alike_sound
from sfdesk.domain.matching.coding import Ints, Mask, coded
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.once import blocks
from sfdesk.domain.matching.outcome import Outcome, outcome

_AT_ONCE = 20_000
(SAME, STREET, DOOR, POSTCODE, CITY_ONLY, CITY, NEAR, REGION, ELSEWHERE, COUNTRY) = range(10)


def place(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare addresses; levels from the same door to another country, see the names above."""
    eq, ne = {}, {}
    for name in ("number", "street", "city", "postcode", "state", "country"):
        codes = corpus.coded(name).codes
        both = (codes[left] >= 0) & (codes[right] >= 0)
        eq[name] = both & (codes[left] == codes[right])
        ne[name] = both & ~eq[name]
    _forgive(corpus, left, right, eq, ne)
    near_street = eq["street"] | _alike(corpus, "street", left, right, ne["street"], 72.0)
    town = eq["city"] | eq["postcode"] | ~(_known(eq, ne, "city") | _known(eq, ne, "postcode"))
    region = _prefix_equal(corpus, left, right)
    level = np.full(len(left), -1, dtype=np.int64)
    anything = _known(eq, ne, "city") | _known(eq, ne, "postcode") | _known(eq, ne, "state")
    level[anything | _known(eq, ne, "street")] = ELSEWHERE
    level[eq["state"] & ~eq["city"]] = REGION
    level[eq["country"] & ~anything] = -1
    level[region & ~ne["country"]] = NEAR
    level[eq["city"] & ~ne["state"]] = CITY
    level[eq["city"] & ~ne["state"] & ~(_known(eq, ne, "street") | ne["postcode"])] = CITY_ONLY
    level[eq["postcode"] & ~ne["state"]] = POSTCODE
    level[near_street & town & ne["number"]] = DOOR
    level[eq["street"] & eq["number"] & ~town] = DOOR
    same_door = eq["number"] | ~_known(eq, ne, "number")
    level[near_street & town & same_door] = STREET
    numbered = corpus.coded("number").codes
    no_number = (numbered[left] < 0) & (numbered[right] < 0)
    level[eq["street"] & (eq["number"] | no_number) & town] = SAME
    level[ne["country"]] = COUNTRY
    return outcome(level, _sharers(corpus, left, level))


def _known(eq: dict[str, Mask], ne: dict[str, Mask], name: str) -> Mask:
    return np.asarray(eq[name] | ne[name])


def _forgive(
    corpus: Corpus, left: Ints, right: Ints, eq: dict[str, Mask], ne: dict[str, Mask]
) -> None:
    """Count a city with a slip in it, or as it sounds in another script, as the same city."""
    for name in ("street", "city", "state"):
        apart = alike_sound.across(corpus, name, left, right)
        if apart is not None:
            at = np.flatnonzero(ne[name] & apart)
            ne[name][at] = False
            eq[name][at] = alike_sound.alike(corpus, name, left[at], right[at])
    alike = _alike(corpus, "city", left, right, ne["city"], 83.0)
    eq["city"] = eq["city"] | alike
    ne["city"] = ne["city"] & ~alike


def _alike(corpus: Corpus, name: str, left: Ints, right: Ints, where: Mask, least: float) -> Mask:
    """Tell where two different values are spellings of the same; each different pair once."""
    column = corpus.coded(name)
    alike = np.zeros(len(left), dtype=bool)
    at = np.flatnonzero(where)
    if len(at):
        keys, back = np.unique(
            column.codes[left[at]].astype(np.int64) << 32 | column.codes[right[at]],
            return_inverse=True,
        )
        mine = [column.values[code] for code in (keys >> 32).tolist()]
        theirs = [column.values[code] for code in (keys & 0xFFFFFFFF).tolist()]
        found = np.zeros(len(keys), dtype=bool)
        for part in blocks(len(keys), corpus.check, _AT_ONCE):
            a, b = mine[part], theirs[part]
            found[part] = cpdist(a, b, scorer=fuzz.token_sort_ratio, workers=2) >= least
            found[part] |= np.fromiter(map(_within, a, b), dtype=bool, count=len(a))
        alike[at] = found[back]
    return alike


def _within(a: str, b: str) -> bool:
    """Tell whether all words of the shorter text stand in the longer one, one of them telling."""
    words, others = set(a.split()), set(b.split())
    shared = words & others
    return shared in (words, others) and any(len(w) >= 4 or w[0].isdigit() for w in shared)


def _prefix_equal(corpus: Corpus, left: Ints, right: Ints) -> Mask:
    """Tell where postcodes begin with the same three characters: the same area of a country."""
    column = corpus.coded("postcode")
    area = np.append(coded([value[:3] for value in column.values], 0).codes, np.int32(-1))
    mine, theirs = area[column.codes[left]], area[column.codes[right]]
    return np.asarray((mine == theirs) & (mine >= 0))


def _sharers(corpus: Corpus, left: Ints, level: NDArray[np.int64]) -> NDArray[np.float32]:
    """Say how many records the shared place has: a village tells more than a capital."""
    out = np.full(len(left), np.nan, dtype=np.float32)
    for name, levels in (("city", (CITY, CITY_ONLY)), ("postcode", (POSTCODE,))):
        column = corpus.coded(name)
        at = np.flatnonzero(np.isin(level, levels) & (column.codes[left] >= 0))
        out[at] = np.log2(column.sharers[column.codes[left[at]]] + 1.0)
    return out
