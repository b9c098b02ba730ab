"""Turns the words of many names into sounds, each different word once."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from sfdesk.domain.matching.coding import Words, spread, words
from sfdesk.domain.matching.once import Check, blocks
from sfdesk.domain.matching.sounds.alphabet import sounds


def heard(names: Words, said: Mapping[str, str], further: Sequence[str], check: Check) -> Words:
    """Return the words of folded names in signs, behind them those of `further` names.

    `said` are words that stand for others. The Arabic article is left out where it stands apart:
    as many leave it out as write it.
    """
    spoken = [said.get(word, word) for word in names.values]
    spelt: list[str] = []
    for part in blocks(len(spoken), check):
        spelt += sounds(spoken[part])
    # Sounds do not cross words, but for an article and what it belongs to: names that may have
    # one are heard as a whole, and so are the further ones.
    joining = np.array([not _JOINING.isdisjoint(one.split()) for one in spoken], dtype=bool)
    odd = np.unique(names.rows[joining[names.codes]])
    whole = [
        " ".join(said.get(word, word) for word in name.split()) for name in names.of(odd).texts()
    ]
    check()
    pieces = words([*spelt, *sounds([_article(name) for name in (*whole, *further)])], 0, check)
    size, more = len(names.starts) - 1, len(whole) + len(further)
    starts = np.append(names.starts, names.starts[-1] + np.arange(1, more + 1))
    of_names = np.append(names.codes, np.arange(len(spelt), len(spelt) + more, dtype=np.int32))
    order = np.append(np.arange(size), size + np.arange(len(whole), more))
    order[odd] = size + np.arange(len(whole))
    ends, at = spread(starts, order)
    check()
    inner, places = spread(pieces.starts, of_names[at].astype(np.int32))
    return Words(inner[ends], pieces.codes[places], pieces.values, 0)


def _article(name: str) -> str:
    return _APART.sub(r"\1", _ARTICLE.sub("", name))


_APART = re.compile(r"\b(abd|abu|abou|ibn|bin) (?=\w)")
_ARTICLE = re.compile(r"\b(?:[aeu]l |[ae](sh|th|dh|[rstdnz]) (?=\1))(?=\w)")
"""Before some sounds the L of the article is said and often written as they are: ash-Sham."""
_JOINING = frozenset(
    {"abd", "abu", "abou", "ibn", "bin", "al", "el", "ul"}
    | {vowel + sound for vowel in "ae" for sound in ("sh", "th", "dh", *"rstdnz")}
)
"""Words that either pattern may begin with."""
