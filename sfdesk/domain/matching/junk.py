"""Knows records that nobody means: tests, leftovers, and those that say not to use them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.words import PLACEHOLDERS, split_words

_SAID = re.compile(
    r"\b(?:do not|don'?t) (?:use|contact|call|delete|touch)\b|\b(?:to be|please) deleted?\b"
    r"|\bdelete (?:me|this)\b|\bnicht (?:verwenden|benutzen|nutzen)\b|\bne pas utiliser\b"
    r"|\bno usar\b|\b(?:duplicate|dublette|doublon)\b|^\W*(?:zz+|xxx+)\W",
    re.IGNORECASE,
)
_ONE_KEY = re.compile(r"^(.)\1{2,}$|^(?:as|qw|er|zx|ui|df)*(?:asd|qwe|zxc|jkl|dfg)\w{0,6}$")
_STRONG = split_words(
    "test tests testing tester dummy junk demo sample fake foo bar foobar tmp temp"
)
_WEAK = split_words(
    "account accounts company companies customer contact record person user lead client org name "
    "data entry only please ignore old new first last mr mrs one two three a b c x y z gmbh inc "
    "ltd llc co"
)

_PART = re.compile("|".join(sorted(_STRONG)))


def is_junk(name: str) -> bool:
    """Tell whether a name means nobody: "test account 2", "asdf", "DO NOT USE - Acme", "n/a".

    A blank name is none, and neither is a real one with such a word in it ("Test Rite Inc").
    """
    text = " ".join(name.casefold().split())
    if not text:
        return False
    if text in PLACEHOLDERS or _SAID.search(text) or _ONE_KEY.match(text):
        return True
    if not _PART.search(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return all(w in _STRONG or w in _WEAK for w in words) and any(w in _STRONG for w in words)


def junk(table: Table, rows: Sequence[int]) -> list[bool]:
    """Tell which records are junk by their name, or by their first and last name together."""
    columns = [table.columns[n] for n in ("first_name", "last_name") if n in table.columns]
    found = are_junk([table.cell("name", row) for row in rows])
    if columns:
        people = [" ".join(c[row] for c in columns if c[row]) for row in rows]
        found = [one or other for one, other in zip(found, are_junk(people), strict=True)]
    return found


def are_junk(names: Sequence[str]) -> list[bool]:
    """Return `is_junk` of each name; nearly all are found to be none at a glance."""
    lines = [" ".join(name.split()) for name in names]
    text = "\n".join(lines).casefold()
    found = [line in PLACEHOLDERS for line in text.split("\n")] if lines else []
    starts = list(accumulate((len(line.casefold()) + 1 for line in lines), initial=0))
    for clue in _CLUES:
        at = text.find(clue)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            found[line] = found[line] or is_junk(lines[line])
            at = text.find(clue, starts[line + 1])
    for key in _ONE_KEY_LINE.finditer(text):
        found[bisect_right(starts, key.start()) - 1] = True
    return found


_ONE_KEY_LINE = re.compile(r"^(.)\1{2,}$", re.MULTILINE)
_CLUES = (
    "test", "dummy", "junk", "demo", "sample", "fake", "foo", "bar", "tmp", "temp",
    "asd", "qwe", "zxc", "jkl", "dfg", "zz", "xxx",
    "not", "don't", "dont", "delete", "nicht", "utiliser", "usar",
    "duplicate", "dublette", "doublon",
)  # fmt: skip
"""Whatever is junk, but for one key pressed over and over, has one of these in it."""
