"""Spells text of other scripts in Latin letters as people of that script do for a foreigner.

Only scripts are here whose letters depend on their neighbours or that a letter-by-letter table
gets wrong; any other is left to the caller's table. Vowels that a script does not write (Arabic,
Hebrew) are not guessed.
"""

import re
from collections.abc import Callable

from sfdesk.domain.matching.sounds import east, indic, west

_RUNS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"), west.greek),
    (re.compile(r"[\u0590-\u05ff]+(?:['\"\u2019][\u0590-\u05ff]+)*"), west.hebrew),
    (re.compile(r"[\u0600-\u06ff\u0750-\u077f]+"), west.arabic),
    (re.compile(r"[\u0900-\u0d7f\u200c\u200d]+"), indic.indic),
    (re.compile(r"[\u0e00-\u0e7f]+"), east.thai),
    (re.compile(r"[\u3041-\u30ff]+"), east.kana),
    (re.compile(r"[\uac00-\ud7a3]+"), east.hangul),
)
_ANY = re.compile(
    r"[\u0370-\u03ff\u0590-\u06ff\u0750-\u077f\u0900-\u0d7f\u0e00-\u0e7f\u1f00-\u1fff"
    r"\u3041-\u30ff\uac00-\ud7a3]"
)


def romanised(text: str) -> str:
    """Return the text (in Unicode's NFKC form) with the scripts named above spelt in Latin."""
    if not _ANY.search(text):
        return text
    for pattern, spelt in _RUNS:
        text = pattern.sub(_each(spelt), text)
    return text


def _each(spelt: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: spelt(found.group())
