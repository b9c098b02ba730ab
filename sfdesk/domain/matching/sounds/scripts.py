"""Tells in which script a text is written."""

import re
from collections.abc import Callable, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.sounds.alphabet import Writing
from sfdesk.domain.matching.text import LONGEST


class Script(IntEnum):
    """Scripts that are told apart; Chinese and Japanese share theirs."""

    LATIN = 0
    CYRILLIC = 1
    GREEK = 2
    ARMENIAN = 3
    GEORGIAN = 4
    INDIC = 5
    OTHER = 6
    HEBREW = 7
    ARABIC = 8
    THAI = 9
    HANGUL = 10
    EAST = 11

    @property
    def writing(self) -> Writing:
        """Which sounds it writes."""
        if self in (Script.HEBREW, Script.ARABIC):
            return Writing.CONSONANTS
        return Writing.SYLLABLES if self >= Script.THAI else Writing.ALPHABET


Scripts = NDArray[np.int8]
_LETTERS = {
    Script.CYRILLIC: "\u0400-\u052f\u1c80-\u1c8f",
    Script.GREEK: "\u0370-\u03ff\u1f00-\u1fff",
    Script.ARMENIAN: "\u0531-\u058f",
    Script.HEBREW: "\u05d0-\u05f2",
    Script.ARABIC: "\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    Script.INDIC: "\u0900-\u0d7f",
    Script.THAI: "\u0e00-\u0e7f",
    Script.GEORGIAN: "\u10a0-\u10ff\u1c90-\u1cbf",
    Script.HANGUL: "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    Script.EAST: "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0002ffff",
}
_OF = {script: re.compile(f"[{letters}]") for script, letters in _LETTERS.items()}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_STRANGE = re.compile(
    f"[{''.join(_LETTERS.values())}\u0700-\u074f\u0780-\u08ff\u0e80-\u10ff\u1200-\u1bff]"
)


def is_strange(text: str) -> bool:
    """Tell whether any letter is of a script other than Latin."""
    return not text.isascii() and bool(_STRANGE.search(text))


def script_of(text: str) -> Script:
    """Return the script of most letters; Latin where there is none, or as many Latin ones.

    A Chinese character or a syllable of Hangul counts as the two or three letters that it spells.
    """
    text = text[:LONGEST]
    if not is_strange(text):
        return Script.LATIN
    counts = {script: len(pattern.findall(text)) for script, pattern in _OF.items()}
    counts[Script.HANGUL] *= 2
    counts[Script.EAST] *= 2
    most = max(counts, key=lambda script: counts[script])
    if not counts[most]:
        most = Script.OTHER
        counts[most] = len(_STRANGE.findall(text))
    return most if counts[most] > len(_LATIN.findall(text)) else Script.LATIN


def strange_rows(*columns: Sequence[str]) -> list[int]:
    """Return the rows that have a letter of a script other than Latin in any of the columns."""
    rows: set[int] = set()
    for column in columns:
        ascii_ = np.fromiter(map(str.isascii, column), dtype=np.bool_, count=len(column))
        rows.update(n for n in np.flatnonzero(~ascii_).tolist() if _STRANGE.search(column[n]))
    return sorted(rows)


def scripts_of(values: Sequence[str]) -> Scripts | None:
    """Return the script of each text, None where all are Latin."""
    rows = strange_rows(values)
    found = np.zeros(len(values), dtype=np.int8)
    found[rows] = [script_of(values[row]) for row in rows]
    return found if found.any() else None


def each_strange(values: list[str], work: Callable[[str], str]) -> list[str]:
    """Return texts with `work` done on those in another script; the same list if none is.

    Such a text is cut at `LONGEST` characters first.
    """
    rows = strange_rows(values)
    if not rows:
        return values
    made = list(values)
    for row in rows:
        made[row] = work(values[row][:LONGEST])
    return made
