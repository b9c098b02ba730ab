"""What the practice org costs: making it, opening it, its memory, a page, a stream of CSV.

`python -m tests.bench practice [--accounts N] [--contacts-per-account M] [--state FILE]`
The org runs in a process of its own, as a client's benchmark meets it.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
API = "/services/data/v60.0"
PAGES = 60
COLUMNS = (
    "Id, Name, AccountNumber, Website, Phone, BillingStreet, BillingCity, BillingPostalCode, "
    "BillingCountry, Industry, NumberOfEmployees, OwnerId, SystemModstamp"
)
_START = (
    "import argparse, sys; from sfdesk.practice import command; p = argparse.ArgumentParser(); "
    "command.add_arguments(p); sys.exit(command.run(p.parse_args()))"
)


def tell(metric: str, value: float, unit: str, reference: str, bar: float) -> None:
    """Print one figure; the bar is what the practice org promises."""
    print(
        json.dumps(
            {
                "bench": "practice",
                "metric": metric,
                "value": round(value, 4),
                "unit": unit,
                "reference": reference,
                "reference_value": bar,
                "ratio": round(value / bar, 4),
            }
        ),
        flush=True,
    )


@contextmanager
def served(state: Path, args: argparse.Namespace) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    command = [sys.executable, "-c", _START, "--json", "--until-stdin-closes"]
    command += ["--state", str(state), "--accounts", str(args.accounts)]
    command += ["--contacts-per-account", str(args.contacts_per_account)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.communicate()


class Client:
    """As little of a client as can be, so that it is the org that is measured."""

    def __init__(self, address: dict[str, Any]) -> None:
        where = urlsplit(address["login"])
        self.connection = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=300)
        user = address["users"][0]
        form = {
            "grant_type": "password",
            "client_id": address["client_id"],
            "username": user["username"],
            "password": user["password"],
        }
        answer = json.loads(self.ask("POST", "/services/oauth2/token", urlencode(form), {}))
        self.headers = {"Authorization": f"Bearer {answer['access_token']}"}

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        self.connection.request(method, path, body, headers)
        reply = self.connection.getresponse()
        content = reply.read()
        assert reply.status in (200, 201), content[:300]
        self.last = reply
        return content

    def get(self, path: str) -> bytes:
        return self.ask("GET", path, None, self.headers)


def resident(pid: int) -> float:
    """Return the peak memory of a process in MB, where the system tells it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def processor(pid: int) -> float:
    """Return the seconds that a process has computed, which other programs do not lengthen."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def paging(client: Client, pid: int, sobject: str, columns: str) -> tuple[float, float, float]:
    """Return seconds: of the first page, the median of those that follow, computed for each."""
    began = time.perf_counter()
    page = json.loads(client.get(f"{API}/query?q={quote(f'SELECT {columns} FROM {sobject}')}"))
    first = time.perf_counter() - began
    spent = []
    computed = processor(pid)
    for _ in range(PAGES):
        if page["done"]:
            break
        began = time.perf_counter()
        content = client.get(page["nextRecordsUrl"])
        spent.append(time.perf_counter() - began)
        page = json.loads(content)
    computed = processor(pid) - computed
    return first, median(spent) if spent else first, computed / max(len(spent), 1)


def bulk(client: Client, sobject: str, columns: str) -> tuple[int, float, float]:
    """Return rows, the seconds until the job was complete, the seconds of reading its results."""
    body = json.dumps({"operation": "query", "query": f"SELECT {columns} FROM {sobject}"})
    headers = {**client.headers, "Content-Type": "application/json"}
    began = time.perf_counter()
    job = json.loads(client.ask("POST", f"{API}/jobs/query", body, headers))
    while job["state"] not in ("JobComplete", "Failed"):
        time.sleep(0.1)
        job = json.loads(client.get(f"{API}/jobs/query/{job['id']}"))
    made = time.perf_counter() - began
    assert job["state"] == "JobComplete", job
    began = time.perf_counter()
    locator, rows = "", 0
    while locator != "null":
        client.get(f"{API}/jobs/query/{job['id']}/results?locator={locator}")
        rows += int(client.last.headers["Sforce-NumberOfRecords"])
        locator = client.last.headers["Sforce-Locator"]
    return rows, made, time.perf_counter() - began


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench practice")
    parser.add_argument("--accounts", type=int, default=1_000_000)
    parser.add_argument("--contacts-per-account", type=int, default=3)
    parser.add_argument("--state", type=Path, help="an org made before, or where to keep it")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-practice-") as folder:
        state = args.state or Path(folder) / "org.db"
        made = not state.exists()
        began = time.perf_counter()
        if made:
            with served(state, args):
                tell("generate", time.perf_counter() - began, "s", "promised at most", 120)
            tell("file", state.stat().st_size / 1e6, "MB", "1 kB a record",
                 args.accounts * (1 + args.contacts_per_account) / 1000)  # fmt: skip
        began = time.perf_counter()
        with served(state, args) as (process, address):
            tell("open", time.perf_counter() - began, "s", "promised at most", 2)
            measure(Client(address), process.pid)
            tell("memory", resident(process.pid), "MB", "promised at most", 400)


def measure(client: Client, pid: int) -> None:
    spent = []
    for _ in range(50):
        began = time.perf_counter()
        client.get(f"{API}/sobjects/Account/001Q80000000001")
        spent.append(time.perf_counter() - began)
    tell("retrieve", median(spent) * 1000, "ms", "a page at most", 15)
    first, page, computed = paging(client, pid, "Account", COLUMNS)
    tell("page of 2,000 accounts", page * 1000, "ms", "promised at most", 15)
    tell("processor time of a page", computed * 1000, "ms", "promised at most", 15)
    tell("first page of all accounts", first * 1000, "ms", "500 pages at most", 7500)
    columns = "Id, Name, Email, Phone, AccountId, Account.Name"
    _first, page, _computed = paging(client, pid, "Contact", columns)
    tell("page of 2,000 contacts", page * 1000, "ms", "promised at most", 15)
    rows, made, read = bulk(client, "Account", COLUMNS)
    tell("bulk stream", rows / read, "rows/s", "promised at least", 500_000)
    tell("bulk job", rows / made, "rows/s", "a REST client at 15 ms a page", 2000 / 0.015)


if __name__ == "__main__":
    main(sys.argv[1:])
