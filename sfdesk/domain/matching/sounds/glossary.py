"""Puts common words of other scripts into English in names of companies, before they are spelt.

A bank is told from its name by *Bank*, *Банк* or 銀行 alike: such a word is translated where a name
would be spelt.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TypeAlias

from sfdesk.domain.matching.sounds import concepts, concepts_more, kanji
from sfdesk.domain.matching.sounds.mandarin import in_names
from sfdesk.domain.matching.sounds.scripts import each_strange, strange_rows
from sfdesk.domain.matching.text import LONGEST, fold

_ENTRY = re.compile(r"^(\w[\w ]*):", re.MULTILINE)
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa]|株式会社|有限会社|合同会社|\u3231|\u3232")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3041-\u9fff\u3200-\u32ff]")
_SYLLABLE = "[\uac00-\ud7a3]"
_HANGUL = re.compile(_SYLLABLE)


class Depth(IntEnum):
    """How much of a name is put into English: legal forms; words of trade too; places and all."""

    LEGAL = 0
    TRADE = 1
    ALL = 2


_KINDS = {Depth.LEGAL: 1, Depth.TRADE: 2, Depth.ALL: 4}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word to be translated: whether it must begin and end as a word, and its pattern if any."""

    text: str
    meaning: str
    begins: bool
    ends: bool
    pattern: re.Pattern[str] | None

    def end(self, name: str, start: int) -> int:
        """Return where the word ends that starts at a place of a name; 0 if it is not there."""
        if self.pattern:
            found = self.pattern.match(name, start)
            return found.end() if found else 0
        end = start + len(self.text)
        if not name.startswith(self.text, start):
            return 0
        return 0 if self.ends and end < len(name) and _is_letter(name[end]) else end


_ByLetter: TypeAlias = Mapping[str, Sequence[_Word]]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words by their first letter: all, and those that may stand inside other words."""

    all: _ByLetter
    inside: _ByLetter


def japanese(names: list[str], written: Sequence[str], countries: Sequence[str]) -> list[str]:
    """Return folded `names`, those of companies in Japan read as Japanese.

    `written` are the names as they stand, `countries` codes.
    """
    rows = strange_rows(written) if "jp" in countries else []
    made = list(names) if rows else names
    for row in rows:
        if countries[row] == "jp":
            made[row] = fold([kanji.read(in_english(written[row]))])[0]
    return made


def translated(names: list[str]) -> list[str]:
    """Return the names with common words of other scripts in English; the same list if none is."""
    return each_strange(names, _translated)


def country_codes(names: Sequence[str]) -> list[str]:
    """Return countries in other scripts as ISO 3166 codes; what is no such name stays."""
    return [
        name if name.isascii() else _countries().get(" ".join(name.lower().split()), name)
        for name in names
    ]


@cache
def meanings() -> frozenset[str]:
    """Return the English words that words of trade of other scripts are put into."""
    texts = (concepts.IDEAS, concepts.QUALITIES, concepts_more.IDEAS, concepts_more.QUALITIES)
    return frozenset(word for text in texts for word in _ENTRY.findall(text))


@cache
def _countries() -> dict[str, str]:
    lines = (line.partition(":") for line in concepts.COUNTRIES.strip().splitlines())
    return {name.replace("_", " "): code for code, _colon, names in lines for name in names.split()}


_DIVISION = re.compile(
    "(?<=[\u3041-\u9fff]{2})(?:自治[区區县縣州]|特别行政区|地区|街道|[省市县縣区區镇鎮乡鄉町村郡盟旗])$"
)
"""Chinese and Japanese say at the end of a place what kind of place it is; Latin lists seldom."""


def in_english(name: str, depth: Depth = Depth.ALL) -> str:
    """Return a name with those of its common words in English that `depth` names."""
    return "".join(f" {text} " if meant else text for text, meant in _of_company(name, depth))


def without_forms(name: str) -> str:
    """Return a name without the legal forms of other scripts."""
    return "".join(text for text, meant in _of_company(name, Depth.LEGAL) if not meant)


def _of_company(name: str, depth: Depth) -> Iterator[tuple[str, bool]]:
    name = _DIVISION.sub("", name[:LONGEST])
    if _HANGUL.search(name):
        name = _compounds(depth).sub(_parted(depth), name)
    return pieces(name, _words(depth))


def pieces(name: str, words: Dictionary) -> Iterator[tuple[str, bool]]:
    """Yield a name's letters as they are, and what stands for a word of it as (English, True)."""
    lowered = name.lower()
    if len(lowered) != len(name):
        yield name, False
        return
    place, within = 0, False
    while place < len(name):
        known = words.inside if within else words.all
        for word in known.get(lowered[place], ()):
            end = word.end(lowered, place)
            if end:
                yield word.meaning, True
                place = end
                break
        else:
            yield name[place], False
            place += 1
        within = _is_letter(lowered[place - 1])


@cache
def _korean(depth: Depth) -> str:
    """Return a pattern for any known word of several syllables in Hangul, the longest first."""
    known = (word.text for words in _words(depth).all.values() for word in words)
    korean = (text for text in known if _HANGUL.match(text) and len(text) > 1)
    return "|".join(sorted(korean, key=len, reverse=True))


@cache
def _compounds(depth: Depth) -> re.Pattern[str]:
    """Find Korean compounds, made of known words or of a name and words of trade behind it."""
    trade = _korean(min(depth, Depth.TRADE))
    return re.compile(
        f"(?<!{_SYLLABLE})(?:()((?:{_korean(depth)})+)|({_SYLLABLE}+?)((?:{trade})+))(?!{_SYLLABLE})"
    )


@cache
def _parted(depth: Depth) -> Callable[[re.Match[str]], str]:
    words = re.compile(_korean(depth))

    def parted(found: re.Match[str]) -> str:
        head, rest = found.group(1, 2) if found.group(2) else found.group(3, 4)
        return f"{head} " + words.sub(r" \g<0> ", rest)

    return parted


def _translated(name: str) -> str:
    whole = in_english(name)
    return kanji.read(whole) if says_japanese(name) else in_names(whole)


def says_japanese(name: str) -> bool:
    """Tell whether a name is Japanese by its kana or its legal form."""
    return bool(_JAPANESE.search(name))


@cache
def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


@cache
def _words(depth: Depth) -> Dictionary:
    kinds = ("LEGAL", "IDEAS", "QUALITIES", "PLACES")[: _KINDS[depth]]
    modules = (concepts, concepts_more)
    return dictionary([getattr(module, kind) for kind in kinds for module in modules])


def dictionary(texts: Sequence[str]) -> Dictionary:
    """Return the words of texts such as those of `concepts` by their first letter, longest first.

    A word that stands in several entries has the meaning of the first.
    """
    found: dict[str, dict[str, _Word]] = {}
    for text in texts:
        parts = _ENTRY.split(text)[1:]
        for meaning, words in zip(parts[::2], parts[1::2], strict=True):
            for word in words.replace("|", " ").lower().split():
                spelt = word.replace("_", " ")
                found.setdefault(spelt[0], {}).setdefault(spelt, _word(spelt, meaning))
    every = {
        first: sorted(words.values(), key=lambda word: -len(word.text))
        for first, words in found.items()
    }
    inside = {first: [w for w in words if not w.begins] for first, words in every.items()}
    return Dictionary(every, inside)


def _word(text: str, meaning: str) -> _Word:
    """Return a word; one of a script without spaces may stand inside, of Hangul at the end."""
    if "*" in text:
        pattern = re.compile(re.escape(text).replace(r"\*", r"\w{0,5}") + r"(?!\w)")
        return _Word(text, meaning, begins=True, ends=True, pattern=pattern)
    inside = not text[0].isalnum() or bool(_UNSPACED.search(text))
    at_end = inside or bool(_HANGUL.search(text))
    return _Word(text, meaning, begins=not at_end, ends=not inside, pattern=None)
