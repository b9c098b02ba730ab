"""Says how many links are wrong where records of both sides may have several partners.

There is no runner-up then: a second partner may be a second copy. But sure links form clusters, and
a pair whose records have sure partners elsewhere, none of which belong together, joins two clusters
that are two things. Such pairs are a sample of what wrong pairs score. They lean to records of
which much is known, so they see too few wrong pairs, while the bits, which take fields for
independent, fear too many: the truth was between the two on every list measured, near their
geometric mean.
"""

import numpy as np
from scipy import sparse

from sfdesk.domain.matching.coding import Floats, Ints, Mask

_SURE = 3.0


def wrong_links(rows: Ints, cols: Ints, final: Floats, sizes: tuple[int, int]) -> Floats | None:
    """Estimate, per pair in the order of falling score, how many pairs down to it are wrong.

    None where too few links are sure to sample anything.
    """
    sure = final >= _SURE
    partners = [np.bincount(side[sure], minlength=n) for side, n in zip((rows, cols), sizes,
                strict=True)]  # fmt: skip
    seen = float(np.prod([np.count_nonzero(one) / max(len(one), 1) for one in partners]))
    if np.count_nonzero(sure) < _FEW or seen < _LEAST_SEEN:
        return None
    elsewhere = (partners[0][rows] > sure) & (partners[1][cols] > sure)
    apart = elsewhere & (_paths(rows, cols, sure, sizes) <= 0)
    order = np.argsort(-final, kind="stable")
    sampled = (np.cumsum(apart[order]) + 0.5) / seen
    feared = np.cumsum(1.0 / (1.0 + np.exp2(np.clip(final[order], -1000.0, 1000.0))))
    return np.asarray(np.sqrt(sampled * feared))


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
