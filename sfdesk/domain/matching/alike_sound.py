"""Tells whether a town, a street or an employer in one script is that in another, by its sound.

A name that is another word in the other language (Cologne, Кёльн) cannot be heard: values of two
scripts that do not sound alike are not taken for different ones.
"""

import numpy as np

from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.sounds.align import Spelt, fits
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.scripts import Script

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
    spelt = Spelt.of(sounds([value.replace(" ", "") for value in column.values]))
    for script in np.unique(scripts[own]).tolist():
        at = np.flatnonzero(scripts[own] == script)
        pairs = column.codes[own[at]].astype(np.int64) << 32 | column.codes[latin[at]]
        keys, back = np.unique(pairs, return_inverse=True)
        mine, theirs = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        value = fits(spelt, spelt, mine, theirs, Script(script).writing)
        most = np.stack([spelt.most[mine], spelt.most[theirs]])
        same = (value >= _OF_SHORTER * most.min(0)) & (value >= _OF_LONGER * most.max(0))
        found[at] = (same & (value >= _LEAST))[back]
    return found
