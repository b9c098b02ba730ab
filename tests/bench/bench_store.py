"""How fast the stores are: rows into a cache, a list of 50,000, a review of 200 accounts.

References are what the machine can do at best, measured in the same run: sqlite3 without a layer
above it, a list read and built by hand, and the matcher alone.
"""

import argparse
import json
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sfdesk.actions import browsing, importing, reviewing
from sfdesk.actions.rematching import Matcher
from sfdesk.domain import matching
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.records import Kind, Record, Value, id18
from sfdesk.domain.sides import crm_party, salesforce_party
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
ORG = "00D000000000001EAA"
PAGE = 2000

_WORDS = ("Nord", "Wind", "Alba", "Tatra", "Kiel", "Orion", "Delta", "Norda", "Sund", "Helix")
_CITIES = ("Hamburg", "Leeds", "Porto", "Oslo", "Kiel", "York", "Graz")


def main(argv: list[str]) -> None:
    """Print one JSON object per metric."""
    parser = argparse.ArgumentParser(prog="bench store", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000, help="records in the cache")
    parser.add_argument("--accounts", type=int, default=200, help="accounts on each side to review")
    parser.add_argument("--times", type=int, default=5, help="how often; the best counts")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        _cache(Path(folder), options.rows, options.times)
    with tempfile.TemporaryDirectory() as folder:
        _review(Path(folder), options.accounts, options.times)


def _cache(folder: Path, rows: int, times: int) -> None:
    records = [_account(n) for n in range(rows)]
    names = sorted(records[0].fields)
    plain = [tuple(record.fields[name] for name in names) for record in records]
    ours = _best(times, lambda n: _store(folder / f"ours-{n}.sqlite", records))
    raw = _best(times, lambda n: _store_raw(folder / f"raw-{n}.sqlite", plain, len(names)))
    _tell("store, first time", rows / ours, "rows/s", "sqlite3 executemany", rows / raw)
    path = folder / "ours-0.sqlite"
    again = _best(times, lambda _n: _store(path, records))
    _tell("store, again", rows / again, "rows/s", "sqlite3 executemany", rows / raw)
    with Cache(path) as cache, Crm(f"sqlite:///{folder / 'crm.sqlite'}") as crm:
        whole = _best(times, lambda _n: browsing.rows(cache, crm, ORG, Kind.ACCOUNT))
        bare = _best(times, lambda _n: list(cache.lines(Kind.ACCOUNT)))
        _tell(f"rows() of {rows:,}", whole * 1000, "ms", "the query alone", bare * 1000)
        every = _best(times, lambda _n: list(cache.records(Kind.ACCOUNT)))
        _tell(f"records() of {rows:,}", every * 1000, "ms", "the query alone", bare * 1000)
        home = _best(times, lambda _n: browsing.home(cache, crm, ORG))
        _tell(f"home() over {rows:,}", home * 1000, "ms", "budget of a screen", 300)


def _review(folder: Path, accounts: int, times: int) -> None:
    with Cache(folder / "cache.sqlite") as cache, Crm(f"sqlite:///{folder / 'crm.sqlite'}") as crm:
        cache.store_page(Kind.ACCOUNT, [_account(n) for n in range(accounts)])
        crm.add_many(Kind.ACCOUNT, [(None, _ours(n)) for n in range(accounts)], now=NOW)
        ours = [crm_party(r) for r in crm.records(Kind.ACCOUNT)]
        theirs = [salesforce_party(r, DEFAULT_MAPPING) for r in cache.records(Kind.ACCOUNT)]
        alone = _best(times, lambda _n: matching.suggest(ours, theirs, Kind.ACCOUNT).items)
        whole = _best(times, lambda n: _reviewed(cache, crm, folder / f"matches-{n}.sqlite"))
        _tell(f"review of {accounts}", whole * 1000, "ms", "the matcher alone", alone * 1000)
        ids = sorted(cache.ids(Kind.ACCOUNT))
    with Cache(folder / "cache.sqlite") as cache, Crm(f"sqlite:///{folder / 'new.sqlite'}") as crm:
        plan = importing.plan(cache, crm, ORG, Ticket(), record_ids=ids)
        start = perf_counter()
        importing.apply(plan, crm, Ticket(), now=NOW, by="bench")
        spent = perf_counter() - start
        _tell(
            f"import of {accounts}", spent * 1000 / accounts, "ms each", "budget of 12 in 5 s", 417
        )


def _reviewed(cache: Cache, crm: Crm, path: Path) -> None:
    with Matches(path) as matches:
        Matcher().match(cache, crm, matches, ORG, Ticket())
        reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())


def _account(n: int) -> Record:
    word, city = _WORDS[n % len(_WORDS)], _CITIES[n % len(_CITIES)]
    record_id = id18(f"001A0000{n:07}")
    fields: dict[str, Value] = {
        "Id": record_id, "Name": f"{word} {n} GmbH", "Website": f"www.{word.lower()}{n}.example",
        "Phone": f"+49 40 {n:07}", "BillingStreet": f"Kaiweg {n}", "BillingCity": city,
        "BillingState": None, "BillingPostalCode": f"{n % 99999:05}", "BillingCountry": "Germany",
        "Industry": "Energy", "NumberOfEmployees": n, "AnnualRevenue": n * 1000,
        "AccountNumber": f"N-{n}", "Tier__c": "A", "Health__c": n % 100, "ARR__c": n * 10,
        "Description": "A customer of many years. " * 4, "OwnerId": "005A0000000001AAA",
        "Owner.Name": "Anna Berg", "ParentId": None,
    }  # fmt: skip
    return Record(Kind.ACCOUNT, record_id, fields, NOW, NOW)


def _ours(n: int) -> dict[str, Value]:
    word, city = _WORDS[n % len(_WORDS)], _CITIES[n % len(_CITIES)]
    return {"name": f"{word} {n}", "website": f"{word.lower()}{n}.example", "city": city}


def _store(path: Path, records: Sequence[Record]) -> None:
    with Cache(path) as cache:
        for start in range(0, len(records), PAGE):
            cache.store_page(Kind.ACCOUNT, records[start : start + PAGE])


def _store_raw(path: Path, rows: Sequence[tuple[Value, ...]], width: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(
            f"CREATE TABLE IF NOT EXISTS r ({', '.join(f'c{n} TEXT' for n in range(width))})"
        )
        for start in range(0, len(rows), PAGE):
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                f"INSERT INTO r VALUES ({', '.join('?' * width)})", rows[start : start + PAGE]
            )
            db.execute("COMMIT")


def _best(times: int, work: Callable[[int], object]) -> float:
    best = float("inf")
    for n in range(times):
        start = perf_counter()
        work(n)
        best = min(best, perf_counter() - start)
    return best


def _tell(metric: str, value: float, unit: str, reference: str, reference_value: float) -> None:
    line = {
        "bench": "store",
        "metric": metric,
        "value": round(value, 1),
        "unit": unit,
        "reference": reference,
        "reference_value": round(reference_value, 1),
        "ratio": round(value / reference_value, 3),
    }
    print(json.dumps(line), flush=True)
