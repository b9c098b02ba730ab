"""List views answer as a real org's do, to each person what that person may see."""

from collections.abc import Iterator
from typing import Any

import pytest

from sfdesk.practice.server import running
from tests.integration.practice.conftest import Caller

_JULIE = "julie.roux@acme.example"
_BEN = "ben.ito@acme.example"
_AT = "/sobjects/Account/listviews"


@pytest.fixture(scope="module")
def anna() -> Iterator[Caller]:
    with running(accounts=120) as address:
        caller = Caller(address)
        yield caller
        caller.close()


def listed(caller: Caller) -> dict[str, dict[str, Any]]:
    return {each["label"]: each for each in caller.get(f"{_AT}?limit=2000").json()["listviews"]}


def described(caller: Caller, label: str) -> dict[str, Any]:
    found: dict[str, Any] = caller.get(listed(caller)[label]["describeUrl"]).json()
    return found


def test_the_list_has_the_documented_keys(anna: Caller) -> None:
    body = anna.get(_AT).json()
    assert set(body) == {"done", "listviews", "nextRecordsUrl", "size", "sobjectType"}
    (mine,) = [each for each in body["listviews"] if each["developerName"] == "MyAccounts"]
    assert set(mine) == {
        "describeUrl", "developerName", "id", "label", "resultsUrl", "soqlCompatible", "url",
    }  # fmt: skip
    assert anna.get(mine["url"]).json() == mine


def test_the_list_comes_in_pages(anna: Caller) -> None:
    body = anna.get(f"{_AT}?limit=3").json()
    seen = [each["id"] for each in body["listviews"]]
    while body["nextRecordsUrl"]:
        body = anna.get(body["nextRecordsUrl"]).json()
        seen += [each["id"] for each in body["listviews"]]
    assert body["done"]
    assert len(seen) == len(set(seen)) == len(listed(anna)) > 3


def test_a_description_has_the_documented_keys(anna: Caller) -> None:
    body = described(anna, "My Renewals")
    assert set(body) == {
        "columns", "id", "orderBy", "query", "scope", "sobjectType", "whereCondition",
    }  # fmt: skip
    assert body["whereCondition"] == {
        "field": "Renewal_Date__c",
        "operator": "equals",
        "values": ["NEXT_N_DAYS:120"],
    }
    assert (body["scope"], len(body["id"])) == ("mine", 15)
    assert body["orderBy"][0]["fieldNameOrPath"] == "Name"
    assert next(c["fieldNameOrPath"] for c in body["columns"] if c["hidden"]) == "Id"


def test_conditions_are_told_as_a_tree(anna: Caller) -> None:
    where = described(anna, "Germany and Austria")["whereCondition"]
    assert where["conjunction"] == "and"
    assert where["conditions"][0]["values"] == ["'Germany'", "'Austria'"]
    assert where["conditions"][1]["condition"]["operator"] == "like"
    everything = described(anna, "All Accounts")
    assert everything["whereCondition"] == {"conditions": [], "conjunction": "and"}
    assert everything["scope"] is None


def test_the_described_query_can_be_run_and_shows_the_same(anna: Caller) -> None:
    for label, view in listed(anna).items():
        rows = anna.query(described(anna, label)["query"])["records"]
        shown = anna.get(f"{view['resultsUrl']}?limit=2000").json()
        ids = [
            next(c["value"] for c in row["columns"] if c["fieldNameOrPath"] == "Id")
            for row in shown["records"]
        ]
        assert ids == [row["Id"] for row in rows], label
        assert shown["done"]


def test_results_come_in_pages_of_25(anna: Caller) -> None:
    url = listed(anna)["All Accounts"]["resultsUrl"]
    first = anna.get(url).json()
    assert (first["size"], first["done"]) == (25, False)
    last = anna.get(f"{url}?limit=100&offset=100").json()
    assert (last["size"], last["done"]) == (20, True)
    assert anna.get(f"{url}?limit=2001").json()[0]["errorCode"] == "NUMBER_OUTSIDE_VALID_RANGE"
    assert anna.get(f"{url}?offset=2001").status_code == 400
    assert anna.get(f"{url}?limit=x").status_code == 400


def test_what_was_opened_last_is_recent(anna: Caller) -> None:
    for label in ("Tier A", "My Accounts"):
        anna.get(listed(anna)[label]["resultsUrl"])
    recent = anna.get(f"{_AT}/recent").json()["listviews"]
    assert [each["label"] for each in recent][:2] == ["My Accounts", "Tier A"]


def test_a_private_view_is_its_owners_alone(anna: Caller) -> None:
    ben = Caller(anna.address, _BEN)
    hers = listed(ben)["Ben's Watchlist"]
    assert "Ben's Watchlist" not in listed(anna)
    assert ben.get(hers["describeUrl"]).status_code == 200
    assert anna.get(hers["describeUrl"]).json()[0]["errorCode"] == "NOT_FOUND"
    soql = "SELECT Id, IsSoqlCompatible FROM ListView WHERE Name = 'Ben\\'s Watchlist'"
    assert (anna.query(soql)["totalSize"], ben.query(soql)["totalSize"]) == (0, 1)
    ben.close()


def test_a_view_on_a_field_that_one_may_not_see_is_refused(anna: Caller) -> None:
    julie = Caller(anna.address, _JULIE)
    view = listed(julie)["Large Contracts"]
    for url in (view["describeUrl"], view["resultsUrl"]):
        assert julie.get(url).json()[0]["errorCode"] == "INVALID_FIELD"
    assert all(c["fieldNameOrPath"] != "ARR__c" for c in described(julie, "My Renewals")["columns"])
    julie.close()


def test_mine_and_team_are_those_of_whoever_asks(anna: Caller) -> None:
    mine = anna.query("SELECT COUNT() FROM Account USING SCOPE mine")["totalSize"]
    everything = anna.query("SELECT COUNT() FROM Account USING SCOPE everything")["totalSize"]
    assert 0 < mine < everything == 120
    before = anna.query("SELECT Id FROM Account USING SCOPE team")["records"]
    account = before[0]["Id"]
    anna.order("team", id=account, user="anna.berg@acme.example", on=False)
    assert anna.query("SELECT COUNT() FROM Account USING SCOPE team")["totalSize"] == (
        len(before) - 1
    )
    contacts = anna.query("SELECT AccountId FROM Contact USING SCOPE team")["records"]
    assert {each["AccountId"] for each in contacts} <= {each["Id"] for each in before[1:]}
    assert anna.refused("SELECT Id FROM Account USING SCOPE nowhere")["errorCode"] == (
        "MALFORMED_QUERY"
    )
    assert anna.refused("SELECT Id FROM User USING SCOPE mine")["errorCode"] == "MALFORMED_QUERY"


def test_a_colleague_makes_changes_hides_and_deletes_one(anna: Caller) -> None:
    made = anna.order("list_view", name="Far Away", condition="BillingCity = 'Oban'")["id"]
    assert listed(anna)["Far Away"]["developerName"] == "Far_Away"
    anna.order("list_view", id=made, name="Nearer", condition="BillingCity = 'Hamburg'")
    assert "Hamburg" in described(anna, "Nearer")["query"]
    anna.order("list_view", id=made, private_to=_BEN)
    assert "Nearer" not in listed(anna)
    anna.order("list_view", id=made, private_to=None)
    assert "Nearer" in listed(anna)
    anna.order("delete_list_view", id=made)
    assert anna.get(f"{_AT}/{made}").status_code == 404


@pytest.mark.parametrize(
    "order",
    [
        {"name": "Broken", "condition": "Name ="},
        {"name": "Broken", "scope": "nobody"},
        {"id": "00BQ8000000zzzzMAA", "name": "Nowhere"},
        {"scope": "mine"},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(anna: Caller, order: dict[str, str]) -> None:
    reply = anna.call("POST", "/practice/faults", json={"do": "list_view", **order})
    assert reply.status_code == 400


@pytest.mark.parametrize("path", ["/sobjects/Organization/listviews", "/sobjects/Nope/listviews"])
def test_an_object_without_list_views_has_none(anna: Caller, path: str) -> None:
    assert anna.get(path).status_code == 404
    mine = listed(anna)["My Accounts"]["id"]
    assert anna.get(f"/sobjects/Contact/listviews/{mine}").status_code == 404
