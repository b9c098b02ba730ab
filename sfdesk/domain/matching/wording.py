"""Says what was found in a sentence that a person would say, with the words that made it so."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.names import ROMAN
from sfdesk.domain.matching.normalise import Features
from sfdesk.i18n import _, counted

_RARE_BITS = 1.0
_TELLING = 5


def level_text(field: str, level: int) -> str:
    """Return what a level says, or that a side is blank for -1."""
    found = comparison(field)
    return found.levels[level].text if level >= 0 else found.blank


def with_rarity(text: str, rare: float) -> str:
    """Add that a value is rare or common, where that moved the weight by a bit or more."""
    if rare >= _RARE_BITS:
        return _("{text}, a rare one").format(text=text)
    if rare <= -_RARE_BITS:
        return _("{text}, a common one").format(text=text)
    return text


def name_text(features: Features, row: int, col: int, counts: dict[str, int]) -> str:
    """Say how two company names agree. `counts` tells in how many records a word is."""
    a, b = features.core[row], features.core[col]
    if features.name[row] == features.name[col]:
        return _("Same name")
    if a == b:
        return _("Name agrees apart from legal form or punctuation")
    if a.replace(" ", "") == b.replace(" ", ""):
        return _("Same name, spaced differently")
    if a == features.alias[col] or b == features.alias[row]:
        return _("The name is the other's second name")
    return _by_words(a, b, counts)


def sound_text(level: int, written: str, spelt: str) -> str:
    """Say how alike names of two scripts sound, and how one that is `written` so reads."""
    text = level_text("sound", level)
    return _("{text}: “{written}” reads “{spelt}”").format(text=text, written=written, spelt=spelt)


def _by_words(a: str, b: str, counts: dict[str, int]) -> str:
    words, others = a.split(), b.split()
    if sorted(words) == sorted(others):
        return _("Same words in another order")
    if _initials(words) == b or _initials(others) == a:
        return _("One name is made of the other's initials")
    return _by_shared_words(words, others, counts)


def _by_shared_words(words: list[str], others: list[str], counts: dict[str, int]) -> str:
    shared = [w for w in words if w in others]
    extra = [w for w in words if w not in others] + [w for w in others if w not in words]
    if any(w[0].isdigit() or w in ROMAN for w in extra):
        return _("Names differ in a number")
    if shared and (len(shared) == len(words) or len(shared) == len(others)):
        return _("Name agrees apart from {words}").format(words=_quoted(extra))
    if fuzz.ratio("".join(words), "".join(others)) >= 88.0:
        return _("Name differs in a letter or two")
    if not shared:
        return _("Names differ")
    rarest = min(shared, key=lambda w: (counts.get(w, 1), w))
    number = counts.get(rarest, 1)
    if number <= _TELLING:
        return _("Names share {word}, which is in {records}").format(
            word=_quoted([rarest]), records=counted("{n} record", "{n} records", number)
        )
    return _("Names share {words} only").format(words=_quoted(shared))


def rarest_word(features: Features, row: int, col: int, counts: dict[str, int]) -> str:
    """Say in how many names the rarest word is that two names share; "" where they share none."""
    others = set(features.core[col].split())
    shared = [word for word in features.core[row].split() if word in others]
    if not shared or not counts:
        return ""
    rarest = min(shared, key=lambda word: (counts.get(word, 1), word))
    number = counts.get(rarest, 1)
    return _("{word} is in {records}").format(
        word=_quoted([rarest]), records=counted("{n} record", "{n} records", number)
    )


def held_by(number: int) -> str:
    """Say how many records of a side have what agrees."""
    return counted("{n} record has it", "{n} records have it", max(number, 1))


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:3])
