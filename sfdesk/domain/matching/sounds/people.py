"""Parts names of people that are written in one, family name first: Chinese, Japanese, Korean."""

import re

from sfdesk.domain.matching.sounds import kanji
from sfdesk.domain.matching.text import LONGEST
from sfdesk.domain.matching.words import split_words

_HANGUL = re.compile("[\uac00-\ud7a3]+")
_HAN = re.compile("[\u3005\u4e00-\u9fff\uf900-\ufaff]+")
_EAST = re.compile("[\u3005\u3041-\u30ff\u4e00-\u9fff\uf900-\ufaff]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_KOREAN_TWO = split_words("남궁 황보 제갈 사공 선우 서문 독고 동방")
_CHINESE_TWO = split_words("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟")
_SAID = {"이": "리", "임": "림"}
"""Korean family names that most write in Latin with the L that is no longer said (Lee, Lim)."""
_MOST = 5


def named(first: str, last: str) -> tuple[str, str]:
    """Return first and last name as they are to be spelt.

    A whole name in `last` is parted where its script says how; Japanese names in Chinese characters
    are read where they can be told from Chinese ones.
    """
    first, last = first[:LONGEST], last[:LONGEST]
    if not first:
        return _parted(last.strip())
    if _HANGUL.fullmatch(last):
        return first, _SAID.get(last, last)
    if _EAST.fullmatch(last) and _EAST.fullmatch(first) and _is_japanese(first, last):
        return kanji.given(first), kanji.surname(last)
    return first, last


def as_japanese(first: str, last: str) -> list[tuple[str, str]]:
    """Return first and last name read as Japanese, if they can be in Chinese characters."""
    if not first:
        head, rest = _halves(last)
        if not _is_eastern(head + rest):
            return []
        if not rest:
            at = _surname_size(head) or min(2, len(head) - 1)
            head, rest = head[:at], head[at:]
        first, last = rest, head
    if not (_EAST.fullmatch(last) and _EAST.fullmatch(first)):
        return []
    return [(kanji.given(first), kanji.surname(last))]


def as_chinese(first: str, last: str) -> list[tuple[str, str]]:
    """Return first and last name in Chinese characters alone, parted as Chinese ones."""
    if not first:
        head, rest = _halves(last)
        if not rest and 1 < len(head) < _MOST:
            at = 2 if head[:2] in _CHINESE_TWO and len(head) > 2 else 1
            head, rest = head[:at], head[at:]
        first, last = rest, head
    return [(first, last)] if _HAN.fullmatch(last) and _HAN.fullmatch(first) else []


def as_korean(first: str, last: str) -> list[tuple[str, str]]:
    """Return first and last name with a family name as it is said today: Yi, not Lee."""
    if not first:
        head, rest = _halves(last)
        if not rest:
            head, rest = head[:1], head[1:]
        first, last = rest, head
    return [(first, last)] if last in _SAID and _HANGUL.fullmatch(first) else []


def _halves(name: str) -> tuple[str, str]:
    head, _space, rest = (part.strip() for part in name.replace("\u3000", " ").partition(" "))
    return head, rest


def _is_eastern(whole: str) -> bool:
    return bool(_EAST.fullmatch(whole) and _HAN.match(whole) and len(whole) > 1)


def _parted(name: str) -> tuple[str, str]:
    head, rest = _halves(name)
    whole = head + rest
    if _HANGUL.fullmatch(whole) and len(whole) <= _MOST:
        return _korean(head, rest)
    if not _EAST.fullmatch(whole) or not _HAN.match(whole):
        return "", name
    return _spaced(head, rest) if rest else _unspaced(whole)


def _spaced(head: str, rest: str) -> tuple[str, str]:
    if _is_japanese(rest, head):
        return kanji.given(rest), kanji.surname(head)
    return rest, head


def _unspaced(whole: str) -> tuple[str, str]:
    size = _surname_size(whole)
    if size and (kanji.surname_at(whole) or _KANA.search(whole) or len(whole) >= _MOST - 1):
        return kanji.given(whole[size:]), kanji.surname(whole[:size])
    if not 1 < len(whole) < _MOST:
        return "", whole
    at = 2 if whole[:2] in _CHINESE_TWO and len(whole) > 2 else 1
    return whole[at:], whole[:at]


def _korean(head: str, rest: str) -> tuple[str, str]:
    if not rest:
        at = 2 if head[:2] in _KOREAN_TWO and len(head) > 2 else 1
        head, rest = head[:at], head[at:]
    return rest, _SAID.get(head, head)


def _surname_size(name: str) -> int:
    """Return how many characters of a Japanese name are the surname: a known one, or two."""
    known = kanji.surname_at(name)
    if known and known < len(name):
        return known
    return 2 if len(name) > 2 and kanji.is_surname(name[:2]) and name[:2] not in _CHINESE_TWO else 0


def _is_japanese(first: str, last: str) -> bool:
    if last in _CHINESE_TWO:
        return False
    return bool(_KANA.search(first + last)) or kanji.is_surname(last)
