"""Says how many links are wrong where records of both sides may have several partners.

There is no runner-up then: a second partner may be a second copy. But links form clusters, and a
doubtful pair whose records both have partners elsewhere, none of which belong together, joins two
clusters that are two things. Such pairs are a sample of what wrong pairs score. They lean to
records of which much is known, so they see too few wrong pairs, while the bits, which take fields
for independent, fear too many: on the lists measured, of several makings, the truth was between
the two.
"""

import numpy as np
from scipy import sparse

from sfdesk.domain.matching.coding import Floats, Ints, Mask

_LINKED, _SURE = 1.0, 3.0
_UNSEEN = 1.5
"""Wrong pairs for each that is seen, beside those whose records have no partner elsewhere."""
_HIDDEN = 0.3
"""Wrong pairs that a sample of none leaves room for."""


def wrong_links(
    rows: Ints, cols: Ints, final: Floats, sizes: tuple[int, int]
) -> tuple[Floats, Floats] | None:
    """Estimate, per pair in the order of falling score, how many pairs down to it are wrong.

    Return the likely number and the most it may well be; None where too few links are sure to
    sample anything.
    """
    linked = final >= _LINKED
    partners = [np.bincount(side[linked], minlength=n) for side, n in zip((rows, cols), sizes,
                strict=True)]  # fmt: skip
    seen = float(np.prod([np.count_nonzero(one) / max(len(one), 1) for one in partners]))
    if np.count_nonzero(linked) < _FEW or seen < _LEAST_SEEN:
        return None
    elsewhere = (partners[0][rows] > linked) & (partners[1][cols] > linked)
    apart = elsewhere & (final < _SURE) & (_paths(rows, cols, linked, sizes) <= 0)
    order = np.argsort(-final, kind="stable")
    sampled = _UNSEEN * np.cumsum(apart[order]) / seen
    feared = np.cumsum(1.0 / (1.0 + np.exp2(np.clip(final[order], -1000.0, 1000.0))))
    return np.sqrt((sampled + _HIDDEN / seen) * feared), np.maximum(sampled, feared)


_FEW, _LEAST_SEEN = 40, 0.01


def _paths(rows: Ints, cols: Ints, sure: Mask, sizes: tuple[int, int]) -> Floats:
    """Count, per pair, the ways from its left to its right record over other records.

    A way goes along a sure pair to another right record, from there by any pair to another left
    one, and on along a sure pair.
    """
    anyhow = np.ones(len(rows), dtype=bool)
    firm, slack = (
        sparse.csr_matrix((np.ones(int(mask.sum())), (rows[mask], cols[mask])), shape=sizes)
        for mask in (sure, anyhow)
    )
    product = sparse.csr_matrix(firm @ slack.T @ firm)
    ways = np.asarray(product[rows, cols]).ravel()
    # Of a sure pair those that come back over its own records are no other ways.
    own = np.asarray(firm.sum(axis=1)).ravel()[rows] + np.asarray(firm.sum(axis=0)).ravel()[cols]
    return np.asarray(ways - sure * (own - 1.0))
