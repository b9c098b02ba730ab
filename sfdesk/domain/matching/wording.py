"""Says what was found in a sentence that a person would say, with the words that made it so."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.names import ROMAN
from sfdesk.domain.matching.normalise import Features
from sfdesk.i18n import _, counted

RARE_BITS = 1.0
"""How much a rare or common value has to move a weight to be spoken of."""
_TELLING = 5


def level_text(field: str, level: int, *, against: bool = False) -> str:
    """Return what a level says, for or against a pair, or that a side is blank for -1."""
    found = comparison(field)
    if level < 0:
        return found.blank
    one = found.levels[level]
    return (against and one.doubt) or one.text


def with_rarity(text: str, rare: float) -> str:
    """Add that a value is rare or common, where that moved the weight by a bit or more."""
    if rare >= RARE_BITS:
        return _("{text}, a rare one").format(text=text)
    if rare <= -RARE_BITS:
        return _("{text}, a common one").format(text=text)
    return text


def name_text(
    features: Features, row: int, col: int, counts: Mapping[str, int], level: int, *, against: bool
) -> str:
    """Say how two company names agree, or how they differ where that counts `against` the pair.

    `counts` tells in how many records a word is.
    """
    a, b = features.core[row], features.core[col]
    if a == b and against:
        return _("The name is a common one")
    if features.name[row] == features.name[col]:
        return _("Same name")
    if a == b:
        return _("Name agrees apart from legal form or punctuation")
    if a == features.alias[col] or b == features.alias[row]:
        return _("The name is the other's second name")
    said = level_text("name", level, against=against)
    return _by_words(a.split(), b.split(), counts, said, against=against)


def sound_text(level: int, written: str, spelt: str) -> str:
    """Say how alike names of two scripts sound, and how one that is `written` so reads."""
    text = level_text("sound", level)
    return _("{text}: “{written}” reads “{spelt}”").format(text=text, written=written, spelt=spelt)


def _by_words(
    words: Sequence[str], others: Sequence[str], counts: Mapping[str, int], said: str,
    *, against: bool,
) -> str:  # fmt: skip
    mine, theirs = "".join(words), "".join(others)
    if mine == theirs:
        return _("Same name, spaced differently")
    if sorted(words) == sorted(others):
        return _("Same words in another order")
    if _initials(words) == theirs or _initials(others) == mine:
        return _("One name is made of the other's initials")
    if against:
        return _differing(words, others, said)
    return _agreeing(words, others, counts, said)


def _differing(words: Sequence[str], others: Sequence[str], said: str) -> str:
    shared, extra = _parted(words, others)
    if _has_number(extra):
        return _("Names differ in a number")
    if _is_slip(words, others):
        return _("Name differs in a letter or two")
    if not shared:
        return said
    if len(shared) in (len(words), len(others)):
        return _("Names differ in {words}").format(words=_quoted(extra))
    return _("Names share {words} only").format(words=_quoted(shared))


def _agreeing(
    words: Sequence[str], others: Sequence[str], counts: Mapping[str, int], said: str
) -> str:
    shared, extra = _parted(words, others)
    if _has_number(extra):
        return _("{text}, apart from a number").format(text=said)
    if shared and len(shared) in (len(words), len(others)):
        return _("Name agrees apart from {words}").format(words=_quoted(extra))
    if _is_slip(words, others):
        return _("Name differs in a letter or two")
    if not shared:
        return said
    rarest, number = _rarest(shared, counts)
    if number > _TELLING:
        return _("Names share {words}").format(words=_quoted(shared))
    return _("Names share {word}, which is in {records}").format(
        word=_quoted([rarest]), records=counted("{n} record", "{n} records", number)
    )


def _parted(words: Sequence[str], others: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that both names have, and those that one has alone."""
    shared = [w for w in words if w in others]
    return shared, [w for w in (*words, *others) if w not in shared]


def _has_number(words: Sequence[str]) -> bool:
    return any(w[0].isdigit() or w in ROMAN for w in words)


def _is_slip(words: Sequence[str], others: Sequence[str]) -> bool:
    return fuzz.ratio("".join(words), "".join(others)) >= 88.0


def _rarest(shared: Sequence[str], counts: Mapping[str, int]) -> tuple[str, int]:
    """Return the word that fewest records have, and how many they are."""
    rarest = min(shared, key=lambda word: (counts.get(word, 1), word))
    return rarest, counts.get(rarest, 1)


def rarest_word(features: Features, row: int, col: int, counts: Mapping[str, int]) -> str:
    """Say in how many names the rarest word is that two names share; "" where they share none."""
    others = set(features.core[col].split())
    shared = [word for word in features.core[row].split() if word in others]
    if not shared or not counts:
        return ""
    rarest, number = _rarest(shared, counts)
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
