"""Several pieces of work at the same time."""

import random
import threading
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pytest

from sfdesk.domain.matching.at_once import at_once, one_by_one
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled
from sfdesk.ticket import Ticket
from tests.bench.synthetic import KIN, KINDS, LEGAL, LOOKS, STREETS, TRADES

_Do = Callable[[Mapping[str, Callable[[], str]]], dict[str, str]]


@pytest.mark.parametrize("do", [at_once, one_by_one])
def test_outcomes_come_in_the_order_of_the_works(do: _Do) -> None:
    made = do({name: partial(str.upper, name) for name in "cab"})
    assert list(made.items()) == [("c", "C"), ("a", "A"), ("b", "B")]


def test_what_one_work_raises_comes_out_when_the_others_have_ended() -> None:
    ended = threading.Event()

    def breaks() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        at_once({"breaks": breaks, "ends": ended.set})
    assert ended.is_set()


def _company(chance: random.Random, number: int) -> Party:
    town = chance.choice(STREETS)
    fields = {
        "name": " ".join(chance.choice(words) for words in (LOOKS, TRADES, ["", *KIN], LEGAL)),
        "street": f"{chance.randrange(300)} {chance.choice(STREETS)} {chance.choice(KINDS)[0]}",
        "city": town,
        "postcode": f"{chance.randrange(90_000, 90_040)}",
        "phone": f"206555{chance.randrange(3_000):04}",
        "website": f"www.{town.lower()}{chance.randrange(40)}.com",
    }
    return Party(
        f"{number}", {name: chance.choice((text, text, "")) for name, text in fields.items()}
    )


def test_many_pairs_compared_at_once_come_out_as_a_few_at_a_time_do() -> None:
    chance = random.Random(5)
    left, right = (Table.of_parties([_company(chance, n) for n in range(300)]) for _side in "lr")
    rows, cols = np.divmod(np.arange(300 * 300, dtype=np.int32), np.int32(300))
    whole = compare(Corpus.of(left, right, Kind.ACCOUNT), rows, cols, Ticket())
    corpus = Corpus.of(left, right, Kind.ACCOUNT)
    parts = [
        compare(corpus, rows[part], cols[part], Ticket())
        for part in (slice(n, n + 15_000) for n in range(0, len(rows), 15_000))
    ]
    assert set(whole) == {"name", "branch", "place", "domain", "phone"}
    for field, one in whole.items():
        assert np.array_equal(one.level, np.concatenate([part[field].level for part in parts]))
        sharers = np.concatenate([part[field].sharers for part in parts])
        assert np.array_equal(one.sharers, sharers, equal_nan=True)
