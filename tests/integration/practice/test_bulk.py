"""Bulk API 2.0: query and ingest jobs."""

import csv
import io
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfdesk.practice import ids
from sfdesk.practice.bulk import dialect


def wait(caller: Any, path: str) -> dict[str, Any]:
    """Poll as a client does, until the job is over."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        job: dict[str, Any] = caller.get(path).json()
        if job["state"] in ("JobComplete", "Failed", "Aborted"):
            return job
    raise AssertionError(path)


def ask(caller: Any, soql: str, **more: Any) -> str:
    body = {"operation": "query", "query": soql, **more}
    reply = caller.call("POST", "/jobs/query", json=body)
    assert reply.status_code == 200, reply.text
    assert reply.json()["state"] == "UploadComplete"
    return f"/jobs/query/{reply.json()['id']}"


def load(caller: Any, text: str, operation: str, sobject: str = "Account", **more: Any) -> str:
    body = {"object": sobject, "operation": operation, "contentType": "CSV", **more}
    job = caller.call("POST", "/jobs/ingest", json=body).json()
    assert job["state"] == "Open"
    path = f"/jobs/ingest/{job['id']}"
    sent = caller.call("PUT", "/" + job["contentUrl"], data=text.encode(),
                       headers={"Content-Type": "text/csv"})  # fmt: skip
    assert sent.status_code == 201
    assert caller.call("PATCH", path, json={"state": "UploadComplete"}).status_code == 200
    return path


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_query_job_ends_with_the_locator_null(caller: Any) -> None:
    path = ask(caller, "SELECT Id, Name, Account.Name, IsDeleted, SystemModstamp FROM Contact")
    job = wait(caller, path)
    assert (job["state"], job["jobType"], job["numberRecordsProcessed"]) == (
        "JobComplete", "V2Query", 600,
    )  # fmt: skip
    assert job["apiVersion"] == 60.0
    rows: list[dict[str, str]] = []
    locator = ""
    while locator != "null":
        reply = caller.get(f"{path}/results", params={"maxRecords": 250, "locator": locator})
        assert reply.headers["Content-Type"].startswith("text/csv")
        page = table(reply.content.decode())
        assert int(reply.headers["Sforce-NumberOfRecords"]) == len(page)
        rows += page
        locator = reply.headers["Sforce-Locator"]
    assert len({each["Id"] for each in rows}) == 600
    assert list(rows[0]) == ["Id", "Name", "Account.Name", "IsDeleted", "SystemModstamp"]
    assert rows[0]["IsDeleted"] == "false"
    assert rows[0]["SystemModstamp"].endswith(".000Z")


def test_newlines_quotes_and_blanks_survive(caller: Any) -> None:
    text = 'He said "no",\nthen; `left`'
    caller.create("Account", Name="Odd", Description=text)
    path = ask(caller, "SELECT Name, Description, Phone FROM Account WHERE Name = 'Odd'",
               columnDelimiter="SEMICOLON", lineEnding="CRLF")  # fmt: skip
    wait(caller, path)
    reply = caller.get(f"{path}/results").content.decode()
    assert reply.startswith('"Name";"Description";"Phone"\r\n')
    (row,) = csv.DictReader(io.StringIO(reply, newline=""), delimiter=";")
    assert row == {"Name": "Odd", "Description": text, "Phone": ""}


def test_pages_can_be_read_side_by_side(caller: Any) -> None:
    path = ask(caller, "SELECT Id FROM Contact")
    wait(caller, path)
    first = caller.get(f"{path}/resultPages", params={"maxRecords": 100}).json()
    assert (len(first["resultPages"]), first["done"]) == (5, False)
    second = caller.get(first["nextRecordsUrl"]).json()
    assert (len(second["resultPages"]), second["done"]) == (1, True)
    pages = [*first["resultPages"], *second["resultPages"]]
    found = [row for page in pages for row in table(caller.get(page["resultUrl"]).text)]
    assert len({each["Id"] for each in found}) == 600


def test_another_version_is_a_conflict_and_no_result_is_a_header(caller: Any) -> None:
    path = ask(caller, "SELECT Id FROM Account WHERE Name = 'nobody'")
    wait(caller, path)
    assert caller.get(f"/services/data/v61.0{path}").status_code == 409
    reply = caller.get(f"{path}/results")
    assert reply.text == '"Id"\n'
    assert reply.headers["Sforce-Locator"] == "null"
    assert caller.call("DELETE", path).status_code == 204
    assert caller.get(path).status_code == 404


def test_a_job_can_be_aborted(caller: Any) -> None:
    caller.order("set", switches={"bulk_seconds": 30.0})
    path = ask(caller, "SELECT Id FROM Account")
    aborted = caller.call("PATCH", path, json={"state": "Aborted"})
    assert aborted.json()["state"] == "Aborted"
    assert caller.get(f"{path}/results").status_code == 400
    listed = caller.get("/jobs/query").json()
    assert listed["records"][-1]["state"] == "Aborted"


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT COUNT(Id) FROM Account",
        "SELECT Id FROM Account OFFSET 1",
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
        "SELECT BillingAddress FROM Account",
        "SELECT Nope FROM Account",
    ],
)
def test_what_bulk_does_not_support_is_said_at_once(reader: Any, soql: str) -> None:
    body = {"operation": "query", "query": soql}
    assert reader.call("POST", "/jobs/query", json=body).status_code == 400


def test_rows_are_saved_one_by_one(caller: Any) -> None:
    text = 'Name,Phone,Health__c\n"Good, one",,50\n,1,\nBad,1,500\nLast,#N/A,\n'
    path = load(caller, text, "insert")
    job = wait(caller, path)
    assert (job["state"], job["numberRecordsProcessed"], job["numberRecordsFailed"]) == (
        "JobComplete", 4, 2,
    )  # fmt: skip
    good = caller.get(f"{path}/successfulResults").text
    assert good.startswith('"sf__Id","sf__Created",Name,Phone,Health__c\n"001')
    assert [each["sf__Created"] for each in table(good)] == ["true", "true"]
    bad = table(caller.get(f"{path}/failedResults").text)
    assert bad[0]["sf__Error"] == (
        "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name--"
    )
    assert caller.get(f"{path}/unprocessedrecords").text == "Name,Phone,Health__c\n"
    found = caller.query("SELECT Phone, Health__c FROM Account WHERE Name = 'Good, one'")
    assert found["records"][0]["Health__c"] == 50


def test_upsert_update_and_delete(caller: Any) -> None:
    text = '"CRM_Id__c","Name"\r\n"B-1","First"\r\n"B-2","Second"\r\n'
    more = {"externalIdFieldName": "CRM_Id__c", "lineEnding": "CRLF"}
    wait(caller, load(caller, text, "upsert", **more))
    again = load(caller, text.replace("Second", "Changed"), "upsert", **more)
    wait(caller, again)
    good = table(caller.get(f"{again}/successfulResults").text)
    assert [each["sf__Created"] for each in good] == ["false", "false"]
    below = load(caller, "LastName,Account.CRM_Id__c\nChild,B-2\nLost,B-9\n", "insert", "Contact")
    assert wait(caller, below)["numberRecordsFailed"] == 1
    found = caller.query("SELECT Account.Name FROM Contact WHERE LastName = 'Child'")
    assert found["records"][0]["Account"]["Name"] == "Changed"
    keys = [each["sf__Id"] for each in good]
    wait(caller, load(caller, f"Id,Phone\n{keys[0]},123\n", "update"))
    assert caller.get(f"/sobjects/Account/{keys[0]}").json()["Phone"] == "123"
    gone = load(caller, f"Id\n{keys[0]}\n{keys[0]}\nnonsense\n", "delete")
    assert wait(caller, gone)["numberRecordsFailed"] == 2
    errors = [each["sf__Error"].split(":")[0] for each in
              table(caller.get(f"{gone}/failedResults").text)]  # fmt: skip
    assert errors == ["ENTITY_IS_DELETED", "MALFORMED_ID"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Nope\nx\n", "Field name not found : Nope"),
        ("", "no data"),
        ("Name\r\nx\r\n", "LineEnding is invalid"),
        ('Name\n"x\n', "InvalidBatch"),
    ],
)
def test_a_file_that_cannot_be_used_fails_the_job(caller: Any, text: str, part: str) -> None:
    job = wait(caller, load(caller, text, "insert"))
    assert job["state"] == "Failed"
    assert part in job["errorMessage"]


def test_an_unknown_object_is_refused(caller: Any) -> None:
    body = {"object": "Nope", "operation": "insert", "contentType": "CSV"}
    reply = caller.call("POST", "/jobs/ingest", json=body)
    assert reply.json()[0]["errorCode"] == "INVALIDENTITY"
    assert caller.get(f"/jobs/ingest/{ids.make('750', 99)}").status_code == 404


@settings(max_examples=200)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")),
                min_size=1, max_size=6), st.sampled_from(list(dialect.DELIMITERS)))  # fmt: skip
def test_what_is_written_is_read_again(values: list[str], name: str) -> None:
    between = dialect.delimiter(name)
    (row,) = dialect.rows(dialect.line(values, between) + "\n", between)
    assert row == values
