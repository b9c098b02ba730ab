"""simple-salesforce, the Python client of Salesforce: REST and errors."""

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


def _code(error: Any) -> str:
    return str(error.content[0]["errorCode"])


def test_queries_of_one_and_of_several_pages(sf: Any) -> None:
    first = sf.query("SELECT Id, Name FROM Contact")
    rows = list(sf.query_all_iter("SELECT Id, Account.Name FROM Contact ORDER BY Id"))
    assert len(rows) == first["totalSize"] > 0
    assert [row["Id"] for row in rows] == sorted({row["Id"] for row in rows})
    assert sf.api_usage["api-usage"].total == 15_000

    pages = 1
    page = sf.query("SELECT Id FROM Contact", headers={"Sforce-Query-Options": "batchSize=200"})
    while not page["done"]:
        page = sf.query_more(page["nextRecordsUrl"], identifier_is_url=True)
        pages += 1
    assert pages > 1


def test_one_record_from_its_making_to_its_end(sf: Any) -> None:
    made = sf.Account.create({"Name": "Lantern Street Press", "CRM_Id__c": "L/1"})
    assert made["success"] is True
    assert sf.Account.update(made["id"], {"Phone": "1"}) == 204
    assert sf.Account.upsert("CRM_Id__c/L%2F1", {"Phone": "2"}) == 200
    assert sf.Account.get(made["id"])["Phone"] == "2"
    assert sf.Account.get_by_custom_id("CRM_Id__c", "L/1")["Id"] == made["id"]
    assert sf.Account.delete(made["id"]) == 204
    with pytest.raises(exceptions.SalesforceResourceNotFound):
        sf.Account.get(made["id"])


def test_describe(sf: Any) -> None:
    described = sf.describe()
    assert described is not None
    assert "Account" in {each["name"] for each in described["sobjects"]}
    fields = {each["name"]: each for each in sf.Account.describe()["fields"]}
    assert fields["Name"]["nillable"] is False
    assert fields["CRM_Id__c"]["externalId"] is True
    assert sf.Account.metadata()["objectDescribe"]["name"] == "Account"


def test_search(sf: Any) -> None:
    made = sf.Account.create({"Name": "Wandering Albatross"})
    found = sf.quick_search("Albatross")
    assert [row["Id"] for row in found["searchRecords"]] == [made["id"]]


@pytest.mark.parametrize(
    ("do", "error", "status", "code"),
    [
        (lambda sf: sf.query("SELECT Nope FROM Account"),
         exceptions.SalesforceMalformedRequest, 400, "INVALID_FIELD"),
        (lambda sf: sf.query("SELECT FROM"),
         exceptions.SalesforceMalformedRequest, 400, "MALFORMED_QUERY"),
        (lambda sf: sf.Account.create({"Phone": "1"}),
         exceptions.SalesforceMalformedRequest, 400, "REQUIRED_FIELD_MISSING"),
        (lambda sf: sf.Account.get("001000000000001AAA"),
         exceptions.SalesforceResourceNotFound, 404, "NOT_FOUND"),
        (lambda sf: sf.Nothing__c.describe(),
         exceptions.SalesforceResourceNotFound, 404, "NOT_FOUND"),
    ],
)  # fmt: skip
def test_a_refusal_has_its_own_exception(
    sf: Any, do: Any, error: Any, status: int, code: str
) -> None:
    with pytest.raises(error) as refused:
        do(sf)
    assert refused.value.status == status
    assert _code(refused.value) == code


def test_sessions_and_limits_that_end_have_their_own_exception(org: Address, sf: Any) -> None:
    person.order(org, "set", switches={"daily_limit": 1, "daily_used": 1})
    with pytest.raises(exceptions.SalesforceRefusedRequest) as refused:
        sf.query("SELECT Id FROM Account")
    assert _code(refused.value) == "REQUEST_LIMIT_EXCEEDED"

    person.order(org, "expire_tokens")
    with pytest.raises(exceptions.SalesforceExpiredSession) as expired:
        sf.query("SELECT Id FROM Account")
    assert _code(expired.value) == "INVALID_SESSION_ID"
