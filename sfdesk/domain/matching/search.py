"""Says what to search by for each kind, and unites the searches into candidate pairs."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from sfdesk.domain.matching.candidates import (
    Pairs,
    both_ways,
    halves,
    initials,
    merged,
    neighbours,
    stacked,
)
from sfdesk.domain.matching.coding import Coded, Words, words
from sfdesk.domain.matching.compare import keyed
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import grams
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

BEST = 5
"""Partners kept per record and search: no record is skipped, however common its words are."""
_BUDGET = 2e8
_ALL_PAIRS = 2_500
_KEY_SHARERS = 20
_GRAM_BUDGET = 1e9


def candidates(corpus: Corpus, ticket: Ticket) -> Pairs:
    """Return the pairs worth comparing."""
    small = corpus.n_left * corpus.n_right <= _ALL_PAIRS
    typed = both_ways(*halves(stacked(tokens(corpus)), corpus.n_left, _BUDGET), BEST, ticket)
    pieces = grams(everything(corpus))
    alike = both_ways(*halves(pieces, corpus.n_left, _GRAM_BUDGET), BEST, ticket)
    return merged([typed, alike, _by_key(corpus), *([_all(corpus)] if small else [])])


def _all(corpus: Corpus) -> Pairs:
    rows, cols = np.divmod(
        np.arange(corpus.n_left * corpus.n_right, dtype=np.int32), corpus.n_right
    )
    return Pairs(rows, cols, np.zeros(len(rows), dtype=np.float32))


def _by_key(corpus: Corpus) -> Pairs:
    """Return pairs with an external id in common, however little else they share."""
    found = [Pairs(*(np.zeros(0, dtype=np.int32),) * 2, np.zeros(0, dtype=np.float32))]
    for name, values in corpus.table.keys.items():
        column = corpus.made(f"id {name}", [keyed(name, value) for value in values])
        rare = np.flatnonzero((column.codes >= 0) & (column.sharers[column.codes] <= _KEY_SHARERS))
        shape = (len(corpus), len(column.values))
        ones = np.ones(len(rare), dtype=np.int8)
        has = sparse.csr_matrix((ones, (rare, column.codes[rare])), shape=shape)
        both = (has[: corpus.n_left] @ has[corpus.n_left :].T).tocoo()
        rows, cols = both.row.astype(np.int32), both.col.astype(np.int32)
        found.append(Pairs(rows, cols, np.ones(len(rows), dtype=np.float32)))
    return merged(found)


def tokens(corpus: Corpus) -> list[tuple[Coded | Words, float]]:
    """Return the typed tokens of every record, with their weights."""
    f, n = corpus.features, corpus.n_left
    found: list[tuple[Coded | Words, float]] = []
    if corpus.kind is Kind.ACCOUNT:
        names = [f"{a} {b}".strip() for a, b in zip(f.core, f.alias, strict=True)]
        plain = corpus.made("core without spaces", [core.replace(" ", "") for core in f.core])
        found += [(words(names, n), 1.0), (corpus.coded("core"), 1.0), (plain, 1.0)]
        found += [(neighbours(names, n), 0.7), (initials(f.core, n), 1.0)]
    else:
        names = [f"{a} {b}".strip() for a, b in zip(f.first, f.last, strict=True)]
        whole = [" ".join(sorted(name.split())) if " " in name else "" for name in names]
        found += [(words(names, n), 1.0), (corpus.made("whole name", whole), 1.0)]
        found += [(corpus.coded(name), 1.0) for name in ("email", "local", "birth", "mobile")]
    domain = [a or b for a, b in zip(f.site, f.mail_domain, strict=True)]
    found += [(corpus.made("any domain", domain), 1.0), (corpus.coded("phone"), 1.0)]
    town = [a or b for a, b in zip(f.postcode, f.city, strict=True)]
    found += [
        (corpus.made("door", _both(f.number, town)), 1.0),
        (
            corpus.made(
                "street in town",
                _both(f.street, [c or p for c, p in zip(f.city, f.postcode, strict=True)]),
            ),
            1.0,
        ),
        (corpus.made("street and number", _both(f.number, f.street)), 0.7),
    ]
    return found


def _both(a: Sequence[str], b: Sequence[str]) -> list[str]:
    return [f"{x} {y}" if x and y else "" for x, y in zip(a, b, strict=True)]


def everything(corpus: Corpus) -> list[str]:
    """Return, per record, all that it says as one folded text."""
    f = corpus.features
    mails = [v.replace("@", " ").replace(".", " ") for v in f.email]
    columns = (
        f.core,
        f.alias,
        f.first,
        f.last,
        f.number,
        f.street,
        f.city,
        f.postcode,
        f.phone,
        f.site,
        mails,
        f.birth,
    )
    used = [column for column in columns if any(column)]
    return [" ".join(row) for row in zip(*used, strict=True)] if used else [""] * len(corpus)
