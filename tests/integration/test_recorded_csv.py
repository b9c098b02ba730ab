"""CSV that clients upload to Bulk jobs, and what real jobs said about each row."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.practice.server import running
from tests.integration import recordings
from tests.integration.visitor import Visitor

pytestmark = [
    pytest.mark.may_skip("recordings of real orgs lie beside a checkout, not in it"),
    pytest.mark.skipif(recordings.folder() is None, reason="no recordings beside this checkout"),
    pytest.mark.xdist_group("recordings"),
]
_DELIMITERS = {",": "COMMA", "`": "BACKQUOTE"}


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with running(accounts=5, contacts_per_account=1) as org:
        yield Visitor(org)


def _load(visitor: Visitor, content: str, delimiter: str = ",", **more: str) -> str:
    """Run an ingest job to its end; return its address."""
    job = {"object": "Account", "operation": "insert", "contentType": "CSV", "lineEnding": "LF"}
    job |= {"columnDelimiter": _DELIMITERS[delimiter], **more}
    address = f"/jobs/ingest/{visitor.ask('POST', '/jobs/ingest', job).json()['id']}"
    assert visitor.upload(f"{address}/batches", content) == 201
    visitor.ask("PATCH", address, {"state": "UploadComplete"})
    while visitor.ask("GET", address).json()["state"] in {"UploadComplete", "InProgress"}:
        pass
    return address


def _recorded(name: str) -> Path:
    top = recordings.folder()
    assert top is not None
    return top / name


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [("bulk1_test", ","), ("bulk2_test", ","), ("bulk2_test_backquote", "`")],
)
def test_a_file_that_jsforce_uploads_is_taken_whole(
    visitor: Visitor, name: str, delimiter: str
) -> None:
    content = _recorded(f"jsforce-csv/Account_{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter))
    job = visitor.ask("GET", _load(visitor, content, delimiter)).json()
    assert (job["state"], job["numberRecordsFailed"]) == ("JobComplete", 0)
    assert job["numberRecordsProcessed"] == len(rows)
    names = [row["Name"] for row in visitor.query("SELECT Name FROM Account").json()["records"]]
    assert {row["NAME"] for row in rows} <= set(names)


def _quoted(heading: str) -> list[str]:
    """Return the lines that were quoted under a heading."""
    text = _recorded("error-bodies/bulk2-results-quoted.txt").read_text(encoding="utf-8")
    part = next(each for each in text.split("\n# ") if each.startswith(heading))
    return part.splitlines()[1:]


def test_results_are_headed_and_quoted_as_real_ones(visitor: Visitor) -> None:
    quoted = _quoted("successfulResults")
    address = _load(visitor, '"NAME","SITE"\n"0501003","002"\n')
    said = visitor.ask("GET", f"{address}/successfulResults").text.splitlines()
    assert said[0] == quoted[0].replace("TMS_LOCATION__C", "SITE")
    ours, theirs = (next(csv.reader([line])) for line in (said[1], quoted[1]))
    assert ours[1:] == theirs[1:]
    assert all(line.count('"') == quoted[1].count('"') for line in said[1:])


def test_failures_are_headed_and_told_as_real_ones(visitor: Visitor) -> None:
    address = _load(visitor, "Id,Phone\n001000000000001AAA,1\n", operation="update")
    failed = visitor.ask("GET", f"{address}/failedResults").text.splitlines()
    heading, *quoted = _quoted("failedResults: the two")
    assert failed[0] == heading.replace("My_Field__c", "Phone")
    error = next(csv.reader([failed[1]]))
    recorded = next(csv.reader([quoted[1]]))
    assert error[0] == recorded[0] == ""
    assert error[1].split(":")[0] == recorded[1].split(":")[0]
    assert error[1].endswith("--")
    left = visitor.ask("GET", f"{address}/unprocessedrecords").text.splitlines()
    assert [failed[0], *left] == _quoted("failedResults, empty")


def test_a_query_quotes_every_cell(visitor: Visitor) -> None:
    soql = "SELECT Id, AccountId, OwnerId FROM Contact"
    job = visitor.ask("POST", "/jobs/query", {"operation": "query", "query": soql}).json()
    address = f"/jobs/query/{job['id']}"
    while visitor.ask("GET", address).json()["state"] != "JobComplete":
        pass
    said = visitor.ask("GET", f"{address}/results").text.splitlines()
    quoted = _quoted("query results")
    assert said[0] == quoted[0].replace("ContactId", "OwnerId")
    assert {line.count('"') for line in said} == {line.count('"') for line in quoted}
