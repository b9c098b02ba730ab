"""The sf CLI: log in, query, write, load and export in bulk."""

import csv
from pathlib import Path

import pytest

from sfdesk.practice.options import Address
from tests.e2e.clients import person
from tests.e2e.clients.node import Node


@pytest.fixture
def sf(javascript: Node, org: Address) -> Node:
    """The CLI, logged in under the alias `practice`."""
    said = javascript.sf(
        "org", "login", "access-token", "--instance-url", org.login, "--alias", "practice",
        "--set-default", "--no-prompt", SF_ACCESS_TOKEN=person.password_token(org),
    )  # fmt: skip
    assert said["result"]["username"] == org.users[0][0]
    assert said["result"]["orgId"] == org.org_id
    return javascript


def test_web_login_with_a_browser(javascript: Node, org: Address, tmp_path: Path) -> None:
    said = javascript.sf(
        "org", "login", "web", "--instance-url", org.login, "--alias", "practice",
        BROWSER=str(person.browser(org, tmp_path)),
    )  # fmt: skip
    assert said["result"]["username"] == org.users[0][0]
    assert said["result"]["instanceUrl"] == org.login
    person.order(org, "expire_tokens")
    counted = javascript.sf(
        "data", "query", "--query", "SELECT COUNT() FROM Contact", "--target-org", "practice"
    )
    assert counted["result"]["totalSize"] > 0


def test_query_create_update_and_delete(sf: Node) -> None:
    found = sf.sf("data", "query", "--query", "SELECT Id, Name, Owner.Name FROM Account LIMIT 2")
    assert len(found["result"]["records"]) == 2
    assert found["result"]["records"][0]["Owner"]["Name"]

    made = sf.sf(
        "data", "create", "record", "--sobject", "Account", "--values", "Name='Tide Mill' Site=Quay"
    )["result"]["id"]
    sf.sf(
        "data", "update", "record", "--sobject", "Account", "--record-id", made,
        "--values", "Phone=1234",
    )  # fmt: skip
    row = sf.sf("data", "get", "record", "--sobject", "Account", "--record-id", made)["result"]
    assert (row["Name"], row["Site"], row["Phone"]) == ("Tide Mill", "Quay", "1234")
    sf.sf("data", "delete", "record", "--sobject", "Account", "--record-id", made)

    refused = sf.sf("data", "query", "--query", "SELECT Nope FROM Account", code=1)
    assert refused["name"] == "INVALID_FIELD"


def test_what_it_knows_about_the_org(sf: Node) -> None:
    shown = sf.sf("org", "display")["result"]
    assert shown["connectedStatus"] == "Connected"
    described = sf.sf("sobject", "describe", "--sobject", "Account")["result"]
    assert described["keyPrefix"] == "001"
    limits = {each["name"]: each["max"] for each in sf.sf("limits", "api", "display")["result"]}
    assert limits["DailyApiRequests"] == 15_000


def test_export_of_several_pages_in_bulk(sf: Node, org: Address) -> None:
    person.order(org, "set", switches={"bulk_page": 50})
    file = sf.folder / "accounts.csv"
    said = sf.sf(
        "data", "export", "bulk", "--query", "SELECT Id, Name, BillingStreet FROM Account",
        "--output-file", str(file), "--wait", "2",
    )  # fmt: skip
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == said["result"]["totalSize"] > 100
    assert len({row["Id"] for row in rows}) == len(rows)
    assert all(row["Id"].startswith("001") for row in rows)


def test_import_in_bulk(sf: Node) -> None:
    file = sf.folder / "new.csv"
    file.write_text('Name,BillingStreet\n"Reed, Sedge & Rush","One\nTwo"\nBog Bean,\n')
    said = sf.sf(
        "data", "import", "bulk", "--sobject", "Account", "--file", str(file), "--wait", "2"
    )
    assert said["result"]["successfulRecords"] == 2
    found = sf.sf(
        "data", "query", "--query",
        "SELECT BillingStreet FROM Account WHERE Name = 'Reed, Sedge & Rush'",
    )  # fmt: skip
    assert [row["BillingStreet"] for row in found["result"]["records"]] == ["One\nTwo"]


def test_accounts_with_their_contacts_go_out_and_come_in(sf: Node) -> None:
    soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account LIMIT 2"
    out = sf.sf("data", "export", "tree", "--query", soql)["result"]["records"]
    made = sf.sf("data", "import", "tree", "--files", "Account-Contact.json")["result"]
    contacts = [each for account in out for each in account["Contacts"]["records"]]
    assert len(contacts) > 1
    assert [each["type"] for each in made].count("Contact") == len(contacts)
    assert len({each["id"] for each in made}) == len(out) + len(contacts)


def test_search(sf: Node) -> None:
    sf.sf("data", "create", "record", "--sobject", "Account", "--values", "Name='Curlew Sands'")
    found = sf.sf(
        "data", "search", "--query", "FIND {Curlew} IN NAME FIELDS RETURNING Account(Name)"
    )
    assert [row["Name"] for row in found["result"]["searchRecords"]] == ["Curlew Sands"]
