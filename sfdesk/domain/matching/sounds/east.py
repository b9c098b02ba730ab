"""Kana, Hangul and Thai in Latin letters."""

import re

from anyascii import anyascii

from sfdesk.domain.matching.sounds.table import numbered_from, table

_ROWS = {
    "アイウエオ": "a i u e o", "カキクケコ": "ka ki ku ke ko", "ガギグゲゴ": "ga gi gu ge go",
    "サシスセソ": "sa shi su se so", "ザジズゼゾ": "za ji zu ze zo",
    "タチツテト": "ta chi tsu te to",
    "ダヂヅデド": "da ji zu de do", "ナニヌネノ": "na ni nu ne no", "ハヒフヘホ": "ha hi fu he ho",
    "バビブベボ": "ba bi bu be bo", "パピプペポ": "pa pi pu pe po", "マミムメモ": "ma mi mu me mo",
    "ヤユヨ": "ya yu yo", "ラリルレロ": "ra ri ru re ro", "ワヰヱヲン": "wa i e o n", "ヴ": "vu",
}  # fmt: skip
_KANA = {kana: latin for row, spelt in _ROWS.items() for kana, latin in table(row, spelt).items()}
_SMALL = table("ァィゥェォャュョヮ", "a i u e o ya yu yo wa")
_HUSHED = ("sh", "ch", "j")
_HIRAGANA_ON = 0x60


def kana(run: str) -> str:
    """Spell a run of kana as Hepburn did; a long vowel is written once."""
    made: list[str] = []
    double = False
    for char in run:
        sign = chr(ord(char) + _HIRAGANA_ON) if "ぁ" <= char <= "ゖ" else char
        if sign == "ッ":
            double = True
        elif sign in _SMALL and made:
            made[-1] = _joined(made[-1], _SMALL[sign])
        elif sign in _KANA or sign in _SMALL:
            latin = _KANA.get(sign) or _SMALL[sign]
            made.append(latin[0] + latin if double else latin)
            double = False
        elif sign in "・゠":
            made.append(" ")
        elif sign not in "ーゝヽゞヾ":
            made.append(anyascii(char))
    return "".join(made)


def _joined(before: str, small: str) -> str:
    """Put a small kana to the syllable before it: shi + ya is sha, fu + a is fa, te + i is ti."""
    head = before[:-1]
    if not head:
        return f"w{small}" if before == "u" and small[0] in "aeio" else before + small
    return head + (small[1:] if head.endswith(_HUSHED) and small[0] == "y" else small)


_FIRST = numbered_from(0, "g kk n d tt r m b pp s ss - j jj ch k t p h")
_MIDDLE = numbered_from(0, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_LAST = numbered_from(0, "- g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h")
_CLOSED = {"g": "k", "kk": "k", "gs": "k", "nj": "n", "nh": "n", "d": "t", "lg": "k", "lb": "l",
           "ls": "l", "lt": "l", "lh": "l", "b": "p", "bs": "p", "s": "t", "ss": "t", "j": "t",
           "ch": "t", "h": "", "lp": "p", "lm": "m"}  # fmt: skip
_MOVED = {"h": "", "l": "r"}
_OPEN = 11
_SYLLABLES = 0xAC00


def hangul(run: str) -> str:
    """Spell a run of Hangul in the Revised Romanisation (2000), sounds of neighbours adapted."""
    parts = [divmod(ord(char) - _SYLLABLES, 28) for char in run]
    made: list[str] = []
    for n, (open_, last) in enumerate(parts):
        first, middle = divmod(open_, 21)
        before = parts[n - 1][1] if n else 0
        made.append(_initial(first, before) + _MIDDLE[middle])
        following = parts[n + 1][0] // 21 if n + 1 < len(parts) else -1
        made.append(_final(_LAST[last], following))
    return "".join(made)


def _initial(first: int, before: int) -> str:
    latin = _FIRST[first]
    if latin == "r" and before:
        return "l" if _LAST[before] in ("n", "l") else "n" if _LAST[before] in ("m", "ng") else "r"
    if latin == "n" and before and _LAST[before] == "l":
        return "l"
    return latin


def _final(last: str, following: int) -> str:
    if following == _OPEN:
        return _MOVED.get(last, last)
    after = _FIRST.get(following, "")
    closed = _CLOSED.get(last, last)
    if after in ("n", "m", "r"):
        closed = {"k": "ng", "t": "n", "p": "m"}.get(closed, closed)
        if closed == "n" and after == "r":
            return "l"
    return closed


_LEADING = re.compile("([เแโไใ])([ก-ฮ])")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")


def thai(run: str) -> str:
    """Spell a run of Thai; vowels written before their consonant are said after it."""
    return anyascii(_LEADING.sub(r"\2\1", _SILENT.sub("", run)))
