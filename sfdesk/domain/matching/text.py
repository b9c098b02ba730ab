"""Folds text of any script to plain letters and digits, a whole column at a time.

A column is folded as one long string, because one call of a fast function on 100,000 lines costs
a tenth of 100,000 calls on one line each.
"""

import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii

from sfdesk.domain.matching.sounds.romanise import romanised
from sfdesk.domain.matching.words import PLACEHOLDERS

_OWN = {
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae",
    "Æ": "Ae", "ø": "oe", "Ø": "Oe", "œ": "oe", "Œ": "Oe", "å": "aa", "Å": "Aa",
    "х": "kh", "Х": "Kh", "ё": "e", "Ё": "E", "ъ": "", "ь": "", "Ъ": "", "Ь": "",
    "ъ".upper(): "", "є": "ie", "ї": "i", "’": "'", "‘": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "\u00a0": " ", "\u200b": "", "\u200d": "", "\ufeff": "",
    "\x85": " ", "\u2028": " ", "\u2029": " ",
}  # fmt: skip
_KEEP = "abcdefghijklmnopqrstuvwxyz0123456789\n"
_PLAIN = str.maketrans({chr(code): " " for code in range(128) if chr(code) not in _KEEP})
_SPELT_OUT = (("'", ""), ("&", " and "), ("+", " and "), ("@", " at "))
_DOTTED = re.compile(r"\.(?<=\b[a-z]\.)(?=[a-z]\b)")
_SPACES = re.compile("  +")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
LONGEST = 2_000
"""Characters of one value that are looked at; whatever follows is ignored."""


def lines(values: Sequence[str]) -> str:
    """Return the values as one text with one line each, cut at `LONGEST` characters."""
    joined = "\n".join(values)
    if joined.count("\n") == len(values) - 1 and len(joined) <= LONGEST + len(values):
        return joined
    if joined.count("\n") != len(values) - 1 or max(map(len, values), default=0) > LONGEST:
        joined = "\n".join(_BREAKS.sub(" ", value[:LONGEST]) for value in values)
    return joined


def to_ascii(text: str) -> str:
    """Return the text in ASCII: accents dropped, other scripts spelt in Latin letters."""
    if text.isascii():
        return text
    text = romanised(unicodedata.normalize("NFKC", text))
    strange = {char for char in set(text) if not char.isascii()}
    table = {ord(char): _spelt(char) for char in strange}
    return text.translate(table)


def _spelt(char: str) -> str:
    if char in _OWN:
        return _OWN[char]
    if unicodedata.category(char) in ("So", "Sk", "Mn", "Cf"):
        return ""
    # Two ideographs are two syllables and stay one word: companies write them so as often as not.
    return anyascii(char).replace("\n", " ")


def fold(values: Sequence[str]) -> list[str]:
    """Fold each value to lower-case words of letters and digits with one space between.

    "A.B.C. Müller & Söhne GmbH" becomes "abc mueller and soehne gmbh". Blank stays "".
    """
    if not values:
        return []
    text = _ascii_lines(lines(values)).lower()
    if "." in text:
        text = _DOTTED.sub("", text)
    # A table of one letter for one is what str.translate is ten times faster with.
    for mark, words in _SPELT_OUT:
        text = text.replace(mark, words)
    text = _SPACES.sub(" ", text.translate(_PLAIN))
    return text.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")


def plain(values: Sequence[str]) -> list[str]:
    """Fold values; what only says that nobody knew is blank."""
    return ["" if value in PLACEHOLDERS else value for value in fold(values)]


def _ascii_lines(text: str) -> str:
    """Do what `to_ascii` does, line by line where only some lines need it."""
    if text.isascii():
        return text
    parts = text.split("\n")
    strange = [at for at, line in enumerate(parts) if not line.isascii()]
    spelt = to_ascii("\n".join([parts[at] for at in strange])).split("\n")
    for at, line in zip(strange, spelt, strict=True):
        parts[at] = line
    return "\n".join(parts)
