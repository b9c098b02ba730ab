"""simple-salesforce, the Python client of Salesforce: Bulk 2.0."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from simple_salesforce import exceptions

from sfdesk.practice.options import Address
from tests.e2e.clients import person
from tests.e2e.clients.loopback import connected


@pytest.fixture
def sf(org: Address) -> Iterator[Any]:
    client = connected(org, person.password_token(org))
    yield client
    client.session.close()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_bulk_load_and_its_results(sf: Any) -> None:
    street = 'One, "Two"\nThree'
    (job,) = sf.bulk2.Account.insert(
        records=[
            {"Name": "Bulk One", "BillingStreet": street},
            {"Name": "Bulk Two", "BillingStreet": ""},
            {"Name": "", "BillingStreet": "nameless"},
        ],
        wait=0,
    )
    assert (job["numberRecordsProcessed"], job["numberRecordsFailed"]) == (3, 1)
    good = _rows(sf.bulk2.Account.get_successful_records(job["job_id"]))
    assert [row["Name"] for row in good] == ["Bulk One", "Bulk Two"]
    assert [row["sf__Created"] for row in good] == ["true", "true"]
    (bad,) = _rows(sf.bulk2.Account.get_failed_records(job["job_id"]))
    assert bad["sf__Error"].startswith("REQUIRED_FIELD_MISSING:")
    assert bad["BillingStreet"] == "nameless"
    assert _rows(sf.bulk2.Account.get_unprocessed_records(job["job_id"])) == []
    assert sf.Account.get(good[0]["sf__Id"])["BillingStreet"] == street

    sf.bulk2.Account.update(records=[{"Id": good[0]["sf__Id"], "BillingStreet": "#N/A"}], wait=0)
    assert sf.Account.get(good[0]["sf__Id"])["BillingStreet"] is None
    (gone,) = sf.bulk2.Account.delete(records=[{"Id": row["sf__Id"]} for row in good], wait=0)
    assert gone["numberRecordsFailed"] == 0


def test_bulk_query_of_several_pages(sf: Any) -> None:
    soql = "SELECT Id, Name, Account.Name, CreatedDate FROM Contact"
    expected = {row["Id"] for row in sf.query_all_iter("SELECT Id FROM Contact")}
    pages = [_rows(text) for text in sf.bulk2.Contact.query(soql, max_records=100, wait=0)]
    assert [len(page) for page in pages[:-1]] == [100] * (len(pages) - 1)
    assert len(pages) > 2
    rows = [row for page in pages for row in page]
    assert {row["Id"] for row in rows} == expected
    assert len(rows) == len(expected)
    assert list(rows[0]) == ["Id", "Name", "Account.Name", "CreatedDate"]
    assert rows[0]["CreatedDate"].endswith("Z")


def test_a_bulk_query_that_cannot_be(sf: Any) -> None:
    with pytest.raises(exceptions.SalesforceMalformedRequest):
        list(sf.bulk2.Account.query("SELECT COUNT(Id) FROM Account", wait=0))
