"""What SOQL answers, for each part of the language and for each person."""

from collections.abc import Callable
from typing import Any

import pytest


def names(found: dict[str, Any], key: str = "Name") -> list[Any]:
    return [each[key] for each in found["records"]]


def test_parents_children_and_compounds(reader: Any) -> None:
    found = reader.query(
        "SELECT Name, Owner.Name, Owner.Profile.Name, Parent.Name, BillingAddress, IsDeleted, "
        "(SELECT FirstName, Account.Name FROM Contacts ORDER BY FirstName NULLS LAST LIMIT 2) "
        "FROM Account WHERE Name LIKE 'nordwind%' ORDER BY Name"
    )
    first, energy, wind = found["records"]
    assert first["Name"] == "Nordwind AG"
    assert first["Parent"] is None
    assert energy["Parent"]["Name"] == wind["Parent"]["Name"] == "Nordwind AG"
    assert first["Owner"]["attributes"]["type"] == "User"
    assert first["Owner"]["Profile"]["Name"] == "Customer Success"
    assert first["IsDeleted"] is False
    assert set(first["BillingAddress"]) == {
        "city", "country", "geocodeAccuracy", "latitude", "longitude", "postalCode", "state",
        "street",
    }  # fmt: skip
    assert first["Contacts"]["totalSize"] == 2
    assert first["Contacts"]["records"][0]["Account"]["Name"] == "Nordwind AG"
    assert list(first) == ["attributes", "Name", "Owner", "Parent", "BillingAddress",
                           "IsDeleted", "Contacts"]  # fmt: skip


def test_an_account_without_children_has_null_for_them(caller: Any) -> None:
    caller.create("Account", Name="Childless")
    found = caller.query("SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name='Childless'")
    assert found["records"][0]["Contacts"] is None


def test_counts_and_groups(reader: Any) -> None:
    assert reader.query("SELECT COUNT() FROM Contact") == {
        "totalSize": 600, "done": True, "records": [],
    }  # fmt: skip
    (record,) = reader.query("SELECT COUNT(Id), MAX(NumberOfEmployees) big FROM Account")["records"]
    assert record == {"attributes": {"type": "AggregateResult"}, "expr0": 120, "big": 4100}
    grouped = reader.query(
        "SELECT Owner.Name who, COUNT(Id) n FROM Account GROUP BY Owner.Name "
        "HAVING COUNT(Id) > 5 ORDER BY COUNT(Id) DESC"
    )
    assert names(grouped, "n") == sorted(names(grouped, "n"), reverse=True)
    rolled = reader.query("SELECT Tier__c, COUNT(Id) n FROM Account GROUP BY ROLLUP(Tier__c)")
    assert rolled["records"][-1]["Tier__c"] is None
    assert rolled["records"][-1]["n"] == 120
    years = reader.query(
        "SELECT CALENDAR_YEAR(CloseDate) y, SUM(Amount) s FROM Opportunity "
        "GROUP BY CALENDAR_YEAR(CloseDate)"
    )
    assert all(isinstance(each["y"], int) for each in years["records"])


def test_null_is_not_equal_and_not_in(caller: Any) -> None:
    for name, phone in (("N1", "1"), ("N2", None), ("N3", "3")):
        caller.create("Account", Name=name, Phone=phone)
    where = "FROM Account WHERE Name LIKE 'N_' AND"
    assert names(caller.query(f"SELECT Name {where} Phone != '1'")) == ["N2", "N3"]
    assert names(caller.query(f"SELECT Name {where} Phone NOT IN ('1')")) == ["N2", "N3"]
    assert names(caller.query(f"SELECT Name {where} (NOT Phone = '1')")) == ["N2", "N3"]
    assert names(caller.query(f"SELECT Name {where} (NOT Phone LIKE '1')")) == ["N2", "N3"]
    assert names(caller.query(f"SELECT Name {where} Phone = ''")) == ["N2"]
    ordered = f"SELECT Name {where} Name != null ORDER BY Phone"
    assert names(caller.query(ordered)) == ["N2", "N1", "N3"]
    assert names(caller.query(f"{ordered} DESC NULLS LAST")) == ["N3", "N1", "N2"]


def test_semi_joins_and_their_opposite(reader: Any) -> None:
    inner = "(SELECT AccountId FROM Opportunity WHERE IsWon = true)"
    won = reader.query(f"SELECT COUNT() FROM Account WHERE Id IN {inner}")["totalSize"]
    lost = reader.query(f"SELECT COUNT() FROM Account WHERE Id NOT IN {inner}")["totalSize"]
    assert won > 0
    assert won + lost == 120


def test_many_choices_and_their_parts(caller: Any) -> None:
    caller.create("Success_Plan__c", Name="P1", Topics__c="Training;Support")
    caller.create("Success_Plan__c", Name="P2", Topics__c="Training")
    ask = "SELECT Name FROM Success_Plan__c WHERE Topics__c"
    assert names(caller.query(f"{ask} INCLUDES ('Training;Support')")) == ["P1"]
    assert names(caller.query(f"{ask} INCLUDES ('Training', 'Reporting')")) == ["P1", "P2"]
    assert names(caller.query(f"{ask} EXCLUDES ('Support')")) == ["P2"]


def test_dates_and_their_literals(caller: Any) -> None:
    caller.create("Opportunity", Name="Now", StageName="Prospecting", CloseDate="2020-02-29")
    found = caller.query("SELECT Name, CloseDate FROM Opportunity WHERE CloseDate = 2020-02-29")
    assert found["records"][0]["CloseDate"] == "2020-02-29"
    assert caller.query("SELECT Id FROM Account WHERE CreatedDate > TODAY")["totalSize"] == 0
    found = caller.query("SELECT Id FROM Opportunity WHERE CreatedDate = TODAY AND Name = 'Now'")
    assert found["totalSize"] == 1
    every = caller.query("SELECT COUNT() FROM Account WHERE CreatedDate <= LAST_YEAR")["totalSize"]
    newer = caller.query("SELECT COUNT() FROM Account WHERE CreatedDate > LAST_YEAR")["totalSize"]
    assert every + newer == 120


def test_fields_and_columns(reader: Any) -> None:
    described = reader.get("/sobjects/Account/describe").json()
    found = reader.query("SELECT FIELDS(ALL) FROM Account LIMIT 1")["records"][0]
    assert set(found) - {"attributes"} == {each["name"] for each in described["fields"]}
    custom = reader.query("SELECT FIELDS(CUSTOM) FROM Account LIMIT 1")["records"][0]
    assert "Tier__c" in custom
    assert reader.refused("SELECT FIELDS(ALL) FROM Account")["errorCode"] == "MALFORMED_QUERY"
    answer = reader.get(
        "/query", params={"q": "SELECT Id, Owner.Name, COUNT(Id) FROM Account GROUP BY Id, "
                          "Owner.Name LIMIT 1", "columns": "true"},
    ).json()  # fmt: skip
    assert [each["columnName"] for each in answer["columnMetadata"]] == ["Id", "Owner", "expr0"]


def test_typeof_and_names_of_any_kind(reader: Any) -> None:
    found = reader.query(
        "SELECT TYPEOF What WHEN Account THEN Name, Phone ELSE Name END FROM Event "
        "WHERE What.Type = 'Account' LIMIT 1"
    )
    assert found["records"][0]["What"]["attributes"]["type"] == "Account"


@pytest.mark.parametrize(
    ("soql", "code", "part"),
    [
        ("SELECT Foo FROM Account", "INVALID_FIELD", "ERROR at Row:1:Column:8\nNo such column"),
        ("SELECT Foo.Name FROM Account", "INVALID_FIELD", "understand relationship 'Foo'"),
        ("SELECT Id FROM Foo", "INVALID_TYPE", "sObject type 'Foo' is not supported"),
        ("SELECT Id, (SELECT Id FROM Foos) FROM Account", "INVALID_TYPE", "'Foos' in FROM part"),
        ("SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD", "can not be filtered"),
        ("SELECT Id FROM Account ORDER BY Description", "INVALID_FIELD", "can not be sorted"),
        ("SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD", "enclosed in quotes"),
        ("SELECT Id FROM Account WHERE CreatedDate = '2026-01-01'", "INVALID_FIELD", "dateTime"),
        ("SELECT Id FROM Account WHERE Id = 'x'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID"),
        ("SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY", "grouped or aggregated: Name"),
        ("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "2000"),
        ("SELECT Id FROM Account WHERE CreatedDate = SOMEDAY", "MALFORMED_QUERY", "SOMEDAY"),
        ("SELECT SUM(Name) FROM Account", "MALFORMED_QUERY", "SUM"),
    ],
)
def test_refusals_name_what_is_wrong(reader: Any, soql: str, code: str, part: str) -> None:
    error = reader.refused(soql)
    assert error["errorCode"] == code
    assert part in error["message"]


def test_deep_nesting_is_refused(reader: Any) -> None:
    soql = "SELECT Id FROM Account WHERE " + "(" * 1500 + "Name = 'x'" + ")" * 1500
    assert reader.refused(soql)["errorCode"] == "MALFORMED_QUERY"


def test_long_texts_make_pages_short(caller: Any) -> None:
    caller.order("set", switches={"page_size": 2000})
    plain = caller.query("SELECT Id FROM Contact")
    assert len(plain["records"]) == 600
    small = caller.query("SELECT Id FROM Contact", headers={
        "Sforce-Query-Options": "batchSize=10"})  # fmt: skip
    assert len(small["records"]) == 200
    nested = caller.query("SELECT Id, (SELECT Id FROM Tasks) FROM Account")
    assert nested["totalSize"] == 120


def test_a_hidden_field_is_no_field(sign_in: Callable[[str], Any]) -> None:
    mara = sign_in("mara.lind")
    for soql in (
        "SELECT ARR__c FROM Account",
        "SELECT Id FROM Account WHERE ARR__c > 1",
        "SELECT Id FROM Account ORDER BY ARR__c",
        "SELECT SUM(ARR__c) FROM Account",
        "SELECT Account.ARR__c FROM Contact",
    ):
        assert mara.refused(soql)["errorCode"] == "INVALID_FIELD"
    everything = mara.query("SELECT FIELDS(ALL) FROM Account LIMIT 1")["records"][0]
    assert "ARR__c" not in everything


def test_people_see_their_own_records_and_what_is_shared(
    sign_in: Callable[[str], Any], caller: Any
) -> None:
    mara = sign_in("mara.lind")
    mine = mara.query("SELECT Owner.Name FROM Account")
    assert {each["Owner"]["Name"] for each in mine["records"]} == {"Mara Lind"}
    assert mine["totalSize"] < 120
    contacts = mara.query("SELECT Account.Owner.Name FROM Contact")
    assert {each["Account"]["Owner"]["Name"] for each in contacts["records"]} == {"Mara Lind"}
    (nordwind,) = caller.query("SELECT Id, SystemModstamp FROM Account WHERE Name='Nordwind AG'")[
        "records"
    ]
    assert mara.get(f"/sobjects/Account/{nordwind['Id']}").status_code == 404
    caller.order("share", user="mara.lind@acme.example", id=nordwind["Id"])
    seen = mara.get(f"/sobjects/Account/{nordwind['Id']}").json()
    assert seen["SystemModstamp"] == nordwind["SystemModstamp"]
    assert mara.query("SELECT Id FROM Account")["totalSize"] == mine["totalSize"] + 1
    caller.order("share", user="anna.berg@acme.example", id=nordwind["Id"], seen=False)
    assert caller.query("SELECT Id FROM Account")["totalSize"] == 119


def test_the_opposite_of_a_condition_is_the_rest(reader: Any) -> None:
    conditions = [
        "Phone LIKE '+49%'", "NumberOfEmployees > 100", "Website = null", "ParentId != null",
        "Tier__c IN ('A', null)", "ARR__c >= 50000", "Renewal_Date__c < NEXT_N_DAYS:90",
    ]  # fmt: skip
    for each in conditions:
        ask = "SELECT COUNT() FROM Account WHERE"
        held = reader.query(f"{ask} {each}")["totalSize"]
        other = reader.query(f"{ask} (NOT {each})")["totalSize"]
        assert held + other == 120, each
