"""How many records have a value: each once, alike for both sides and for a few out of many."""

from collections.abc import Sequence

import numpy as np
import pytest

from sfdesk.domain.matching import compare_fields
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind

Rows = Sequence[dict[str, str]]
CHAIN = 12


def _corpus(left: Rows, right: Rows, kind: Kind = Kind.ACCOUNT) -> Corpus:
    sides = [
        Table.of_parties([Party(f"{side}{n}", row) for n, row in enumerate(rows)])
        for side, rows in (("l", left), ("r", right))
    ]
    return Corpus.of(sides[0], sides[1], kind)


def _first(corpus: Corpus, field: str) -> int:
    """Return the level of the first records of both sides."""
    at = np.zeros(1, dtype=np.int32)
    compare = {"domain": compare_fields.domain, "phone": compare_fields.phones}[field]
    return int(compare(corpus, at, at + np.int32(corpus.n_left)).level[0])


def _branches(side: str, **more: str) -> list[dict[str, str]]:
    return [
        {"name": f"Shop {n}", "email": f"{side}{n}@chain.com"}
        | {field: value.format(n=n) for field, value in more.items()}
        for n in range(CHAIN)
    ]


def test_a_mail_domain_of_a_chain_is_no_ones_own_though_each_shop_has_its_website() -> None:
    bare = _corpus(_branches("s"), _branches("t"))
    sites = _corpus(_branches("s", website="a{n}.com"), _branches("t", website="b{n}.net"))
    assert _first(bare, "domain") == _first(sites, "domain") == 3


def test_a_record_counts_once_however_many_of_its_columns_have_the_value() -> None:
    twice = {"name": "Acme", "website": "acme.com", "email": "a@acme.com"}
    assert _first(_corpus([twice], [twice]), "domain") == 0
    twice = {"last_name": "Moss", "phone": "2035550123", "mobile": "2035550123"}
    assert _first(_corpus([twice], [{**twice, "mobile": ""}], Kind.CONTACT), "phone") == 0


def test_where_site_and_mail_are_exchanged_the_rarer_of_the_two_tells_from_both_sides() -> None:
    mine = {"name": "Acme", "website": "acme.com", "email": "a@chain.com"}
    theirs = {"name": "Acme", "website": "chain.com", "email": "a@acme.com"}
    left, right = [mine, *_branches("s")], [theirs, *_branches("t")]
    assert _first(_corpus(left, right), "domain") == 0
    assert _first(_corpus(right, left), "domain") == 0


@pytest.mark.parametrize("names", [("site", "mail_domain"), ("phone", "mobile")])
def test_a_few_records_out_of_many_know_the_counts_of_all(names: tuple[str, str]) -> None:
    rows = _branches("s", website="chain.com", phone="2035550123", mobile="2035550123")
    whole, few = _corpus(rows, rows[:3]), _corpus(rows[:1], rows[:1])
    few.among = whole
    assert whole.sharers(*names).tolist() == few.sharers(*names).tolist() == [CHAIN]


def test_no_records_share_nothing() -> None:
    assert _corpus([], []).sharers("phone", "mobile").tolist() == []
