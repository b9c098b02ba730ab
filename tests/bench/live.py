"""How soon suggestions follow a change, and whether any window notices the work.

Figures are seconds of CPU where a machine may be shared; a stall is what a person would see.
"""

import random
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sfdesk.actions import match_requests, reviewing
from sfdesk.actions.match_requests import MatchRequest
from sfdesk.actions.rematching import Here
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run, run
from sfdesk.domain.matching.keeping import pack, unpack
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Party, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind, Record, Value, id18
from sfdesk.staying import staying
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.ticket import Ticket
from tests.bench import synthetic
from tests.unit.matching.rescored import links_of, searched

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
ORG = "00D000000000001EAA"
_PLACES = {
    "Name": "name", "BillingStreet": "street", "BillingCity": "city", "BillingState": "state",
    "BillingPostalCode": "postcode", "BillingCountry": "country", "Phone": "phone",
    "Website": "website",
}  # fmt: skip
T = TypeVar("T")
Say = Callable[[str, str, float, str, str, float], None]


def measure(say: Say, size_name: str, size: int, folder: Path) -> None:
    """Print what it takes at one size."""
    name, stores = f"live {size_name}", folder / f"live-{size_name}"
    stores.mkdir()
    _stores(say, name, stores, size)
    _stalls(say, name, stores)
    with staying():  # as the worker process works
        _memory(say, name, size)


def _memory(say: Say, name: str, size: int) -> None:
    """Measure the matcher alone, from parties to suggestions."""
    lists = synthetic.accounts(size, size, 7)
    left, right = (
        [Party(r["id"], {k: v for k, v in r.items() if k != "id" and v}) for r in side]
        for side in (lists.left, lists.right)
    )
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), Kind.ACCOUNT)
    done = run(corpus, (), Shape.ONE_TO_ONE, Ticket())
    data, seconds = _timed(lambda: pack(done))
    say(name, "size of a kept run", len(data) / 1e6, "MB", "records a side", size)
    again, reading = _timed(lambda: unpack(data)[0])
    say(name, "read a kept run", reading, "s", "write it", seconds)
    live, building = _timed(lambda: _indexed(again))
    say(name, "index it for changes", building, "s", "goal", 3.0)
    chance, each = random.Random(3), []
    for n in range(60):
        side = (left, right)[n % 2]
        change = Changes([_edited(chance, chance.choice(side))])
        both = (change,) if n % 2 == 0 else (Changes(), change)
        each.append(_timed(lambda both=both: live.update(*both))[1] * 1000)  # type: ignore[misc]
    each.sort()
    say(name, "match 1 record again, median", each[30], "ms", "goal with storing", 50.0)
    say(name, "match 1 record again, 95 %", each[56], "ms", "goal with storing", 50.0)
    some = [_edited(chance, party) for party in chance.sample(left, min(1000, size // 25))]
    told, seconds = _timed(lambda: live.update(Changes(some)))
    say(name, f"match {len(some):,} records again", seconds, "s", "goal", 0.4)
    say(name, "suggestions told of", len(told), "records", "changed", len(some))
    _coverage(say, name, Live(again), ({p.id: p for p in left}, {p.id: p for p in right}))


def _indexed(done: Run) -> Live:
    """Return a run that takes changes, ready for the first on either side."""
    live = Live(done)
    deque(live.ahead(), maxlen=0)
    return live


def _coverage(
    say: Say, name: str, live: Live, sides: tuple[dict[str, Party], dict[str, Party]]
) -> None:
    """Compare the links after changes with those that a search through everything would find."""
    chance = random.Random(11)
    changes: list[Changes] = []
    for letter, side, other in zip("lr", sides, sides[::-1], strict=True):
        known, there = list(side.values()), list(other.values())
        some = chance.sample(known, len(known) // 50)
        parts = [some[n::4] for n in range(4)]
        new = [_edited(chance, party) for party in parts[0]]
        new += [replace(party, fields={"name": party.fields["name"]}) for party in parts[1]]
        new += [replace(party, fields=chance.choice(there).fields) for party in parts[2]]
        new += [
            Party(f"new {letter} {n}", chance.choice(there).fields) for n in range(len(parts[3]))
        ]
        changes.append(Changes(new, [party.id for party in parts[3]]))
        side.update({party.id: party for party in new})
        for party in parts[3]:
            del side[party.id]
    live.update(*changes)
    mine = links_of(live)
    whole = searched(live, *(list(side.values()) for side in sides))
    share = len(mine & whole) / max(len(mine | whole), 1)
    say(name, "links as a whole search would find", share, "share", "changed", 0.02)


def _edited(chance: random.Random, party: Party) -> Party:
    fields = {**party.fields, "phone": f"206555{chance.randrange(10_000):04}"}
    if chance.random() < 0.3:
        fields["name"] = fields["name"][:-1] or "x"
    return replace(party, fields=fields)


def _stores(say: Say, name: str, folder: Path, size: int) -> None:
    """Measure the whole way: read both stores, match, store, read for the window."""
    request = fill(folder, size)
    here = Here()

    def match() -> float:
        """Return the seconds by the clock until the answer is there, as from the worker process."""
        start = time.perf_counter()
        with here.answering(request, Ticket()):
            seconds = time.perf_counter() - start
        deque(here.ahead(), maxlen=0)
        return seconds

    say(name, "all suggestions through both stores", match(), "s", "records a side", size)
    with match_requests.opened(request) as (cache, crm, matches):
        ask = lambda: reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())  # noqa: E731
        found, seconds = _timed(ask)
        assert found is not None
        say(name, "read them for the window", seconds, "s", "cases", len(found.cases))
    say(name, "find that nothing changed", match() * 1000, "ms", "goal", 500.0)
    each, at = [], NOW
    match()
    for n in range(8):
        at += timedelta(minutes=1)
        with Crm(request.crm) as crm:
            crm.change(Kind.ACCOUNT, f"A-{n + 1:06}", {"phone": f"206555{n:04}"}, now=at)
        each.append(match() * 1000)
    each = sorted(each[1:])
    say(name, "an edit, found, matched and stored", each[3], "ms", "goal of the match", 50.0)
    count, hours = min(1000, size // 75), [at + timedelta(hours=n) for n in range(1, 4)]
    many = sorted(_edited_at(hour, request, (count, size), match) for hour in hours)
    say(name, f"{count:,} edits, found, matched and stored", many[1], "s", "goal", 0.4)
    cold = _timed(lambda: _afresh(request, hours[-1] + timedelta(minutes=1)))[1]
    say(name, "the same by a program that starts afresh", cold, "s", "records a side", size)


def _edited_at(
    hour: datetime, request: MatchRequest, among: tuple[int, int], match: Callable[[], float]
) -> float:
    """Change some among all accounts, others at every hour; return what matching them takes."""
    count, size = among
    with Crm(request.crm) as crm, crm.writing():
        for n in random.Random(hour.hour).sample(range(size), count):
            fields = {"phone": f"206555{n % 9973:04}"}
            crm.change(Kind.ACCOUNT, f"A-{n + 1:06}", fields, now=hour)
    return match()


def _afresh(request: MatchRequest, at: datetime) -> None:
    with Crm(request.crm) as crm:
        crm.change(Kind.ACCOUNT, "A-000009", {"phone": "2065559999"}, now=at)
    assert not Here().match(request, Ticket()).whole


def fill(folder: Path, size: int) -> MatchRequest:
    """Put made-up accounts into a cache and a CRM."""
    lists = synthetic.accounts(size, size, 7)
    request = MatchRequest(
        folder / "cache.sqlite", folder / "matches.sqlite",
        f"sqlite:///{folder / 'crm.sqlite'}", ORG,
    )  # fmt: skip
    with Crm(request.crm) as crm, Cache(request.cache) as cache:
        ours = [(None, {k: v for k, v in row.items() if k != "id"}) for row in lists.left]
        crm.add_many(Kind.ACCOUNT, [(i, {**f, "name": f["name"] or "?"}) for i, f in ours], now=NOW)
        for start in range(0, size, 2000):
            page = [_record(n, lists.right[n]) for n in range(start, min(start + 2000, size))]
            cache.store_page(Kind.ACCOUNT, page)
    return request


def _record(n: int, row: dict[str, str]) -> Record:
    record_id = id18(f"001A0000{n:07}")
    fields: dict[str, Value] = {theirs: row.get(ours) or None for theirs, ours in _PLACES.items()}
    return Record(Kind.ACCOUNT, record_id, {"Id": record_id, **fields}, NOW, NOW)


def _stalls(say: Say, name: str, folder: Path) -> None:
    """Let another interpreter show a window, match all anew behind it, and watch it beat."""
    command = [sys.executable, "-m", "tests.bench.stalling", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=synthetic.ROOT)
    for line in done.stdout.splitlines():
        metric, value, reference, other = line.split("|")
        say(name, metric, float(value), "ms", reference, float(other))


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    with _spent() as spent:
        made = work()
    return made, spent[0]


@contextmanager
def _spent() -> Iterator[list[float]]:
    spent = [0.0]
    start = time.process_time()
    yield spent
    spent[0] = time.process_time() - start
