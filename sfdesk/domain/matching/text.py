"""Folds text of any script to plain letters and digits, a whole column at a time.

A column is folded as one long string, because one call of a fast function on 100,000 lines costs
a tenth of 100,000 calls on one line each.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from anyascii import anyascii

_OWN = {
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae",
    "Æ": "Ae", "ø": "oe", "Ø": "Oe", "œ": "oe", "Œ": "Oe", "å": "aa", "Å": "Aa",
    "х": "kh", "Х": "Kh", "ё": "e", "Ё": "E", "ъ": "", "ь": "", "Ъ": "", "Ь": "",
    "ъ".upper(): "", "є": "ie", "ї": "i", "’": "'", "‘": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "\u00a0": " ", "\u200b": "", "\u200d": "", "\ufeff": "",
}  # fmt: skip
_KEEP = "abcdefghijklmnopqrstuvwxyz0123456789\n"
_PLAIN = {code: " " for code in range(128) if chr(code) not in _KEEP}
_PLAIN[ord("'")] = ""
_PLAIN[ord("&")] = " and "
_PLAIN[ord("+")] = " and "
_PLAIN[ord("@")] = " at "
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_SPACES = re.compile(" +")
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
    text = unicodedata.normalize("NFKC", text)
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
    text = to_ascii(lines(values)).lower()
    if "." in text:
        text = _DOTTED.sub(r"\1", text)
    text = _SPACES.sub(" ", text.translate(_PLAIN))
    return [line.strip() for line in text.split("\n")]


def fold_one(value: str) -> str:
    """Fold a single value, see `fold`."""
    return fold([value])[0]


def digits(values: Sequence[str]) -> list[str]:
    """Keep the digits of each value only (any script's digits)."""
    if not values:
        return []
    text = to_ascii(lines(values))
    drop = {code: None for code in range(128) if not chr(code).isdigit() and code != 10}
    return text.translate(drop).split("\n")


def unique(values: Iterable[str]) -> dict[str, int]:
    """Number the different values in their order of coming."""
    return {value: n for n, value in enumerate(dict.fromkeys(values))}
