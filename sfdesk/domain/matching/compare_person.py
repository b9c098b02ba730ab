"""Compares people's names: short forms, initials, slips, and first and last name exchanged."""

from functools import cache

import numpy as np
from nicknames import NickNamer
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from sfdesk.domain.matching.coding import Coded, Ints
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.once import Check, blocks, never
from sfdesk.domain.matching.outcome import Outcome, outcome

EQUAL, SHORT, CLOSE, INITIAL, SIMILAR, DIFFERS = range(6)
_GOOD = np.array([6.0, 4.5, 4.0, 2.5, 1.0, -3.0, 0.0])
"""How much each level speaks for an order of names; the last is for a blank."""
CROSSED, CROSSED_CLOSE = 3, 4
_STRAIGHT = np.array([0, 1, 2, 5, 6, 7, -1])
_TURNED = np.array([3, 4, 4, 5, 6, 7, -1])
_AT_ONCE = 10_000


def names(corpus: Corpus, left: Ints, right: Ints) -> tuple[Outcome, Outcome]:
    """Compare first names and last names, in the order that fits better.

    Levels: equal, short form, close, equal when exchanged, close when exchanged, initial or part,
    similar, different.
    """
    first, last = corpus.together("first", "last")
    texts = corpus.joint("first", "last")
    columns = ((first, first), (last, last), (first, last), (last, first))
    ff, ll, fl, lf = (grades(texts, a[left], b[right], corpus.check) for a, b in columns)
    turned = _GOOD[fl] + _GOOD[lf] > _GOOD[ff] + _GOOD[ll] + 1.0
    # Exchanged names are shared out by how well they fit, not by side, so that the two sides of a
    # run can be exchanged too.
    better, worse = np.minimum(fl % 7, lf % 7), np.maximum(fl % 7, lf % 7)
    level_first = np.where(turned, _TURNED[better], _STRAIGHT[ff])
    level_last = np.where(turned, _TURNED[worse], _STRAIGHT[ll])
    counts = np.log2(np.append(texts.total, 1).astype(np.float32) + 1.0)
    straight = [np.minimum(counts[x[left]], counts[x[right]]) for x in (first, last)]
    crossed = np.minimum(*straight)
    rare = [np.where(turned, crossed, one) for one in straight]
    return (
        outcome(level_first, np.where(_tells(level_first), rare[0], np.nan)),
        outcome(level_last, np.where(_tells(level_last), rare[1], np.nan)),
    )


def _tells(level: NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray((level >= 0) & (level <= CROSSED_CLOSE))


def grades(texts: Coded, left: Ints, right: Ints, check: Check = never) -> NDArray[np.int_]:
    """Grade pairs of names given by their codes; each different pair is looked at once.

    Return EQUAL to DIFFERS, or -1 where a side is blank.
    """
    grade = np.full(len(left), -1, dtype=np.int64)
    both = (left >= 0) & (right >= 0)
    grade[both & (left == right)] = EQUAL
    open_ = np.flatnonzero(both & (left != right))
    if len(open_):
        low, high = np.minimum(left, right)[open_], np.maximum(left, right)[open_]
        keys, back = np.unique(low.astype(np.int64) << 32 | high, return_inverse=True)
        mine = [texts.values[code] for code in (keys >> 32).tolist()]
        theirs = [texts.values[code] for code in (keys & 0xFFFFFFFF).tolist()]
        made = [_grades(mine[part], theirs[part]) for part in blocks(len(keys), check, _AT_ONCE)]
        grade[open_] = np.concatenate(made)[back]
    return grade


def _grades(mine: list[str], theirs: list[str]) -> NDArray[np.int_]:
    slips = cpdist(mine, theirs, scorer=OSA.distance, workers=2)
    likeness = cpdist(mine, theirs, scorer=JaroWinkler.normalized_similarity, workers=2)
    shortest = np.array([min(len(a), len(b)) for a, b in zip(mine, theirs, strict=True)])
    grade = np.where(likeness >= 0.80, SIMILAR, DIFFERS)
    pairs = list(zip(mine, theirs, strict=True))
    sounds = np.array([_sound(a) == _sound(b) for a, b in pairs])
    grade[sounds & (shortest >= 3)] = SIMILAR
    grade[np.array([_is_part(a, b) for a, b in pairs])] = INITIAL
    close = (slips <= np.where(shortest >= 8, 2, 1)) & (shortest >= 3)
    grade[close | ((likeness >= 0.93) & (shortest >= 4))] = CLOSE
    grade[np.array([_is_short_form(a, b) for a, b in pairs])] = SHORT
    return grade


def _is_part(a: str, b: str) -> bool:
    """Tell whether one is the initial of the other, or one of its words, or its beginning."""
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return b.startswith(a)
    words, others = a.split(), b.split()
    if len(words) != len(others) or len(words) > 1:
        return all(
            any(w == o or ((len(w) == 1 or len(o) == 1) and w[0] == o[0]) for o in others)
            for w in words
        )
    return len(a) >= 3 and b.startswith(a)


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@cache
def _forms(name: str) -> frozenset[str]:
    found = _nicknames()
    return frozenset({name, *found.canonicals_of(name), *_MORE.get(name, ())})


_MORE = {
    "sasha": ("aleksandr", "alexander", "aleksandra", "alexandra"),
    "sascha": ("alexander",), "aleksandr": ("alexander",), "misha": ("mikhail", "michael"),
    "mikhail": ("michael",), "kolya": ("nikolai", "nikolay"), "vanya": ("ivan",),
    "dima": ("dmitri", "dmitry", "dmitrii"), "volodya": ("vladimir",), "katya": ("ekaterina",),
    "tanya": ("tatiana", "tatyana"), "natasha": ("natalia", "natalya"), "lena": ("elena",),
    "hans": ("johannes", "johann"), "jupp": ("josef",), "sepp": ("josef",), "uli": ("ulrich",),
    "wolfi": ("wolfgang",), "heinz": ("heinrich",), "klaus": ("nikolaus",), "jan": ("johannes",),
    "pepe": ("jose",), "paco": ("francisco",), "pancho": ("francisco",), "lupe": ("guadalupe",),
    "nacho": ("ignacio",), "chema": ("jose maria",), "gigi": ("luigi",), "beppe": ("giuseppe",),
    "pippo": ("filippo",), "gosia": ("malgorzata",), "kasia": ("katarzyna",), "zosia": ("zofia",),
}  # fmt: skip


def _is_short_form(a: str, b: str) -> bool:
    if " " in a:
        a = a.split(" ", 1)[0]
    if " " in b:
        b = b.split(" ", 1)[0]
    return a != b and len(a) > 1 and len(b) > 1 and not _forms(a).isdisjoint(_forms(b))


_SOUND = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "w": "f", "j": "g", "d": "t",
                        "b": "p", "a": None, "e": None, "i": None, "o": None, "u": None,
                        "y": None, "h": None, " ": None})  # fmt: skip


@cache
def _sound(name: str) -> str:
    """Return the consonants of a name, those that spellings confuse made equal, none doubled."""
    bare = name.replace("ph", "f").replace("x", "ks").translate(_SOUND)
    return "".join(c for n, c in enumerate(bare) if not n or bare[n - 1] != c)
