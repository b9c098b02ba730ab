"""Says names of other scripts in the ways in which their people, and others, say them.

A reading that does not fit costs nothing: of all readings of two names the best pair counts.
"""

import re
from collections.abc import Callable, Mapping

from anyascii import anyascii

from sfdesk.domain.matching.sounds import cantonese, kanji, people
from sfdesk.domain.matching.sounds.glossary import Depth, in_english, says_japanese
from sfdesk.domain.matching.sounds.mandarin import in_names, wade_giles

_HAN = re.compile("[\u3005\u4e00-\u9fff\uf900-\ufaff]+")
_ARABIC_ARTICLE = re.compile("\\b(?:ال|لل)(?=[\u0620-\u06ff]{3})")
_SLAVIC = re.compile(
    r"\b([а-яёіїєў]{3,}?)(с|ск|ськ|цк|цьк)(?:[иіыо]й|[аоияе]я|[оі]е|ого|[аоиіе])\b", re.IGNORECASE
)
"""Adjectives of places beside a word of trade, where other languages put the place itself."""
_MAINLAND, _TAIWAN, _HONG_KONG = frozenset({"cn", "sg"}), "tw", frozenset({"hk", "mo"})
_CHINESE = _MAINLAND | _HONG_KONG | {_TAIWAN}


def of_company(name: str, country: str) -> list[str]:
    """Return a company's name as it may be said, its common words translated or spelt.

    `country` is a code, or blank.
    """
    texts = list(dict.fromkeys(in_english(name, depth) for depth in reversed(Depth)))
    bare = _ARABIC_ARTICLE.sub("", name)
    if bare != name:
        texts += [_ARABIC_ARTICLE.sub("", text) for text in texts]
    if len(texts) > 1 and _SLAVIC.search(texts[0]):
        texts += [_SLAVIC.sub(kept, texts[0]) for kept in (r"\1\2", r"\1")]
    if not _HAN.search(name):
        return texts
    ways: list[Callable[[str], str]] = []
    if country not in _CHINESE:
        ways += [kanji.read, kanji.said]
    if country != "jp" and not says_japanese(name):
        ways.append(in_names)
        if country not in _MAINLAND | _HONG_KONG:
            ways.append(_taiwanese)
        if country not in _MAINLAND | {_TAIWAN}:
            ways.append(_cantonese)
    return [way(text) for way in ways for text in texts]


def of_person(first: str, last: str, whole: str) -> list[str]:
    """Return a person's name as it may be said."""
    if not first and not last:
        last = whole
    bare = _ARABIC_ARTICLE.sub("", f"{first} {last}")
    if bare != f"{first} {last}":
        return [bare]
    return [
        f"{given} {family}"
        for given, family in (
            *people.as_japanese(first, last),
            *(
                (way(a), way(b))
                for a, b in people.as_chinese(first, last)
                for way in (in_names, _taiwanese, _cantonese)
            ),
            *people.as_korean(first, last),
        )
    ]


def _taiwanese(text: str) -> str:
    return _each(text, lambda char: wade_giles(anyascii(char).lower()))


def _cantonese(text: str) -> str:
    known: Mapping[str, str] = cantonese.READINGS
    return _each(text, lambda char: f" {known.get(char, char)} ")


def _each(text: str, way: Callable[[str], str]) -> str:
    return _HAN.sub(lambda found: " " + "".join(map(way, found.group())) + " ", text)
