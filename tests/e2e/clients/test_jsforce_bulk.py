"""jsforce loads and exports with Bulk API 2.0."""

import pytest

from sfdesk.practice.options import Address
from tests.e2e.clients import person
from tests.e2e.clients.node import Node


def test_bulk_load_results_and_query(javascript: Node, org: Address) -> None:
    said = javascript.script(
        "jsforce_bulk.mjs", {"login": org.login, "token": person.password_token(org)}
    )
    load = said["load"]
    assert [row["sf__Created"] for row in load["successfulResults"]] == ["true", "true"]
    assert load["successfulResults"][0]["Name"] == 'Birch, "Bark" & Co'
    (failed,) = load["failedResults"]
    assert failed["sf__Error"].startswith("REQUIRED_FIELD_MISSING:")
    assert failed["CRM_Id__c"] == "b3"
    assert load["unprocessedRecords"] == []
    assert [row["sf__Created"] for row in said["again"]["successfulResults"]] == ["false"]

    rows = {row["Name"]: row for row in said["rows"]}
    assert set(rows) == {'Birch, "Bark" & Co', "Bulrush Reeds"}
    birch = rows['Birch, "Bark" & Co']
    assert birch["BillingStreet"] == "Line one\nLine two"
    assert birch["Phone"] in {"", None}
    assert len(said["removed"]["successfulResults"]) == 2

    assert said["open"]["state"] == "Open"
    assert said["open"]["contentUrl"].endswith(f"jobs/ingest/{said['open']['id']}/batches")
    assert said["aborted"] == "Aborted"
    assert said["unknown"]["code"] == "NOT_FOUND"
    assert said["refused"]["code"] == "API_ERROR"


def test_every_page_of_a_long_bulk_query(javascript: Node, org: Address) -> None:
    person.order(org, "set", switches={"bulk_page": 100})
    token = person.password_token(org)
    given = {"login": org.login, "token": token, "soql": "SELECT Id, Name FROM Contact"}
    said = javascript.script("jsforce_bulk.mjs", given)
    if said.get("broken") == "ERR_STREAM_WRITE_AFTER_END":
        pytest.xfail("jsforce 3.10 ends its stream with the first page of several")
    assert said["rows"] > 400
