"""Which comparisons a change of a record can move, and which it cannot."""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from sfdesk.domain.matching import Party
from sfdesk.domain.matching.compare import NAMED, compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.inputs import Inputs
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "Bakeli Trading Leeds", "Бакели Трейдинг", "Bakeli Ltd", "BT Holding", "Nora Bakeli",
        "Бакели Нора",
    ),
    "alias": ("Bakeli", "Бакели", "Moranu"),
    "first_name": ("Nora", "Нора", "N", "Bakeli"),
    "last_name": ("Bakeli", "Бакели", "Bakely", "Nora"),
    "street": ("12 High Street", "14 High Street", "High St", "ул. Ленина 12"),
    "city": ("Leeds", "Лидс", "Leed", "Porto"),
    "state": ("Texas", "TX", "Техас", "Ohio"),
    "postcode": ("LS1 4AP", "LS1 5AA", "4000"),
    "country": ("Germany", "Japan", "China", "de"),
    "phone": ("+44 20 7946 0001", "+44 20 7946 0002", "020 1234"),
    "mobile": ("+44 20 7946 0001", "+44 7700 900001"),
    "website": ("bakeli.com", "bakeli.de", "moranu.com", "bakelitrading.com"),
    "email": ("nora@bakeli.com", "nora@moranu.com", "n.bakeli@bakeli.com"),
    "account": ("Bakeli Trading", "Moranu", "Бакели"),
    "birth_date": ("1980-12-31", "31.12.1980", "1981-12-31"),
    "title": ("Buyer", "Head of buying"),
    "industry": ("Retail", "Retail trade"),
    "colour": ("red", "dark red"),
}  # fmt: skip
RECORDS = [
    {
        name: words[(n + k) % len(words)]
        for k, (name, words) in enumerate(WORDS.items())
        if (n + k) % 5
    }
    for n in range(12)
]
NUMBERS: tuple[dict[str, str], ...] = ({"customer_no": "7"}, {"customer_no": "8"}, {})


def _versions() -> Iterator[tuple[int, Party]]:
    """Yield every record with each of its values changed, with the place of the record before."""
    for n, before in enumerate(RECORDS):
        for name, words in WORDS.items():
            for value in {"", *words} - {before.get(name, "")}:
                after = {k: v for k, v in {**before, name: value}.items() if v}
                yield n, Party(f"{n} {name} {value}", after, NUMBERS[n % 3])
        yield n, Party(f"{n} other id", before, NUMBERS[(n + 1) % 3])


@pytest.mark.parametrize("kind", Kind)
def test_no_comparison_moves_but_those_that_read_what_changed(kind: Kind) -> None:
    ours = [Party(f"{n}", record, NUMBERS[n % 3]) for n, record in enumerate(RECORDS)]
    was, versions = zip(*_versions(), strict=True)
    theirs = [Party(f"r{n}", record, NUMBERS[n % 2]) for n, record in enumerate(RECORDS)]
    corpus = Corpus.of(Table.of_parties([*ours, *versions]), Table.of_parties(theirs), kind)
    rows, cols = np.indices((corpus.n_left, corpus.n_right), dtype=np.int32)
    found = compare(corpus, rows.ravel(), cols.ravel(), Ticket())
    inputs = Inputs(sorted(found))
    old = np.array(was, dtype=np.int32)
    new = np.arange(len(ours), corpus.n_left, dtype=np.int32)
    sets = inputs.moved(corpus.table, corpus.features, old, new)
    for n, field in enumerate(inputs.fields):
        still = sets >> n & 1 == 0
        assert field in ("account", "contacts") or still.any()
        for values in (found[field].level, found[field].sharers):
            of = values.reshape(rows.shape)
            told = np.array_equal(
                of[old[still]], of[new[still]], equal_nan=values.dtype.kind == "f"
            )
            assert told, field


@pytest.mark.parametrize("kind", Kind)
def test_what_is_asked_for_alone_is_found_as_among_all(kind: Kind) -> None:
    fields = [{name: words[n % len(words)] for name, words in WORDS.items()} for n in range(8)]
    ours = [Party(f"l{n}", record, {"customer_no": "7"}) for n, record in enumerate(fields)]
    theirs = [Party(f"r{n}", record, {"customer_no": "7"}) for n, record in enumerate(fields[::-1])]
    corpus = Corpus.of(Table.of_parties(ours), Table.of_parties(theirs), kind)
    corpus.shared_contacts = {("l1", "r2"): 2}
    rows, cols = (axis.ravel().astype(np.int32) for axis in np.indices((8, 8)))
    every = compare(corpus, rows, cols, Ticket())
    assert len(every) > 8
    for field, one in every.items():
        alone = compare(corpus, rows, cols, Ticket(), [field])
        assert alone.keys() <= NAMED | {field}
        assert np.array_equal(alone[field].level, one.level)
        assert np.array_equal(alone[field].sharers, one.sharers, equal_nan=True)
