"""Pairs drawn at random keep wrong candidates from telling of the search instead of the data."""

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.strangers import drawn
from sfdesk.domain.records import Kind


def _corpus(left: list[str], right: list[str]) -> Corpus:
    tables = [Table.of_parties([Party(i, {"name": i}) for i in ids]) for ids in (left, right)]
    return Corpus.of(tables[0], tables[1], Kind.ACCOUNT)


def _ids(corpus: Corpus, pairs: Pairs) -> set[tuple[str, str]]:
    ids = corpus.table.ids
    rows, cols = drawn(corpus, pairs)
    return {(ids[a], ids[corpus.n_left + b]) for a, b in zip(rows, cols, strict=True)}


def _pairs(rows: list[int], cols: list[int]) -> Pairs:
    made = np.array(rows, dtype=np.int32), np.array(cols, dtype=np.int32)
    return Pairs(*made, np.zeros(len(rows), dtype=np.float32))


def test_no_candidate_is_drawn() -> None:
    corpus = _corpus(["a", "b", "c"], ["x", "y"])
    assert _ids(corpus, _pairs([0, 2], [1, 0])) == {("a", "x"), ("b", "x"), ("b", "y"), ("c", "y")}


def test_nothing_is_drawn_where_every_pair_is_a_candidate() -> None:
    corpus = _corpus(["a"], ["x", "y"])
    assert _ids(corpus, _pairs([0, 0], [0, 1])) == set()


def test_what_is_drawn_does_not_hang_on_the_order_of_records() -> None:
    left, right = [f"l{n}" for n in range(300)], [f"r{n}" for n in range(400)]
    none = _pairs([], [])
    assert _ids(_corpus(left, right), none) == _ids(_corpus(left[::-1], right[::-1]), none)
