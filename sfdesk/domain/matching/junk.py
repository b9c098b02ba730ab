"""Knows records that nobody means: tests, leftovers, and those that say not to use them."""

import re

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


def junk(table: Table, row: int) -> bool:
    """Tell whether a record is junk by its name, or by its first and last name together."""
    parts = [table.columns[n][row] for n in ("first_name", "last_name") if n in table.columns]
    person = " ".join(part for part in parts if part)
    return is_junk(person) or is_junk(table.cell("name", row))
