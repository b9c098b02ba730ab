"""Tells whether a town, a street or an employer in one script is that in another, by its sound.

A name that is another word in the other language (Cologne, Кёльн) cannot be heard: values of two
scripts that do not sound alike are not taken for different ones.
"""

import re
from collections.abc import Sequence

import numpy as np

from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.sounds import kanji
from sfdesk.domain.matching.sounds.align import Spelt, fits
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.scripts import Script, Scripts
from sfdesk.domain.matching.sounds.streets import streets, towns
from sfdesk.domain.matching.text import fold
from sfdesk.domain.matching.words import STREET_WORDS

_OF_SHORTER, _OF_LONGER, _LEAST = 0.6, 0.4, 8.0


def across(corpus: Corpus, name: str, left: Ints, right: Ints) -> Mask | None:
    """Tell which pairs have a feature in two scripts; None where all values are in one."""
    scripts = corpus.scripts(name)
    return None if scripts is None else np.asarray(scripts[left] != scripts[right])


def alike(corpus: Corpus, name: str, left: Ints, right: Ints) -> Mask:
    """Tell which pairs of values, known on both sides and in two scripts, sound the same."""
    scripts, column = corpus.scripts(name), corpus.coded(name)
    found = np.zeros(len(left), dtype=bool)
    if scripts is None or not len(left):
        return found
    turned = scripts[left] < scripts[right]
    own, latin = np.where(turned, right, left), np.where(turned, left, right)
    spelt = _spelt(column.values)
    readings = [spelt, *(_spelt(read) for read in _read(corpus, name, scripts))]
    for script in np.unique(scripts[own]).tolist():
        at = np.flatnonzero(scripts[own] == script)
        pairs = column.codes[own[at]].astype(np.int64) << 32 | column.codes[latin[at]]
        keys, back = np.unique(pairs, return_inverse=True)
        mine, theirs = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        for said in readings if script == Script.EAST else readings[:1]:
            value = fits(said, spelt, mine, theirs, Script(script).writing)
            most = np.stack([said.most[mine], spelt.most[theirs]])
            same = (value >= _OF_SHORTER * most.min(0)) & (value >= _OF_LONGER * most.max(0))
            found[at] |= (same & (value >= _LEAST))[back]
    return found


def _spelt(values: Sequence[str]) -> Spelt:
    """Return values in signs, without spaces and without what kind of street one is."""
    own = (" ".join(w for w in value.split() if w not in _KINDS) or value for value in values)
    return Spelt.of(sounds([value.replace(" ", "") for value in own]))


_KINDS = frozenset(STREET_WORDS.values()) | {"district", "embankment"}


def _read(corpus: Corpus, name: str, scripts: Scripts) -> list[list[str]]:
    """Return the values in Chinese characters as Japanese reads and says them, others as known."""
    column, cells = corpus.coded(name), corpus.table.column(name)
    found = [list(column.values), list(column.values)]
    rows = np.flatnonzero((scripts == Script.EAST) & (column.codes >= 0))
    codes, first = np.unique(column.codes[rows], return_index=True)
    written = [cells[row] for row in rows[first].tolist()]
    prepared = streets(written) if name == "street" else towns(written)
    for values, way in zip(found, (kanji.read, kanji.said), strict=True):
        folded = [_DIGITS.sub("", text) for text in fold([way(text) for text in prepared])]
        for code, value in zip(codes.tolist(), folded, strict=True):
            values[code] = value
    return found


_DIGITS = re.compile(r"\d+")
