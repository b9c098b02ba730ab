"""Puts common words of other scripts into English in names of companies, before they are spelt.

A bank is told from its name by *Bank*, *Банк* or 銀行 alike: such a word is translated where a name
would be spelt.
"""

import re
from collections.abc import Sequence
from functools import cache

from sfdesk.domain.matching.sounds.concepts import IDEAS, LEGAL, PLACES

_ENTRY = re.compile(r"^(\w+):", re.MULTILINE)
_UNSPACED = re.compile("[\u3041-\u9fff\u3200-\u32ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def translated(names: Sequence[str]) -> Sequence[str]:
    """Return the names with common words of other scripts in English; the same list if none is."""
    if all(map(str.isascii, names)):
        return names
    return [name if name.isascii() else _translated(name) for name in names]


def _translated(name: str) -> str:
    meanings, pattern, endings = _words()
    lowered = name.lower()
    if len(lowered) != len(name) or not pattern.search(lowered):
        return name
    made, last = [], 0
    for found in pattern.finditer(lowered):
        word = found.group().strip()
        meaning = meanings.get(word) or next(en for stem, en in endings if stem.fullmatch(word))
        made += [name[last : found.start()], f" {meaning} "]
        last = found.end()
    return "".join([*made, name[last:]])


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """Return what words mean, a pattern that finds them, and stems that take any ending."""
    meanings: dict[str, str] = {}
    endings: dict[str, str] = {}
    for text in (LEGAL, IDEAS, PLACES):
        parts = _ENTRY.split(text)[1:]
        for meaning, words in zip(parts[::2], parts[1::2], strict=True):
            for word in words.replace("|", " ").split():
                spaced = word.replace("_", " ").lower()
                if "*" in spaced:
                    endings.setdefault(re.escape(spaced).replace(r"\*", r"\w*"), meaning)
                else:
                    meanings.setdefault(spaced, meaning)
    found = [_found(word) for word in meanings] + [rf"(?<!\w){stem}(?!\w)" for stem in endings]
    found.sort(key=len, reverse=True)
    stems = [(re.compile(stem), meaning) for stem, meaning in endings.items()]
    return meanings, re.compile("|".join(found)), stems


def _found(word: str) -> str:
    """Return a pattern for a word: as a word, or inside where a script sets no spaces."""
    quoted = re.escape(word)
    if not word[0].isalnum() or _UNSPACED.search(word):
        return quoted
    return rf"{quoted}(?!\w)" if _HANGUL.search(word) else rf"(?<!\w){quoted}(?!\w)"
