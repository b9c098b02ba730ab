"""Orgs with person accounts and orgs with several currencies."""

from typing import Any


def test_an_account_can_be_a_person(caller: Any) -> None:
    caller.order("set", switches={"person_accounts": True})
    described = caller.get("/sobjects/Account/describe").json()["fields"]
    required = [
        each["name"] for each in described
        if each["createable"] and not each["nillable"] and not each["defaultedOnCreate"]
    ]  # fmt: skip
    assert required == []
    person = caller.create("Account", FirstName="Ida", LastName="Solo", PersonEmail="ida@solo.io")
    fields = "Name,IsPersonAccount,PersonContactId,PersonEmail"
    row = caller.get(f"/sobjects/Account/{person}", params={"fields": fields}).json()
    assert (row["Name"], row["IsPersonAccount"]) == ("Ida Solo", True)
    contact = caller.get(f"/sobjects/Contact/{row['PersonContactId']}").json()
    assert (contact["Email"], contact["AccountId"]) == ("ida@solo.io", person)
    assert contact["IsPersonAccount"] is True


def test_the_contact_behind_a_person_follows_and_is_not_written(caller: Any) -> None:
    caller.order("set", switches={"person_accounts": True})
    person = caller.create("Account", LastName="Solo")
    path = f"/sobjects/Account/{person}"
    contact = f"/sobjects/Contact/{caller.get(path).json()['PersonContactId']}"
    assert caller.call("PATCH", path, json={"LastName": "Duo"}).status_code == 204
    assert caller.get(path).json()["Name"] == caller.get(contact).json()["Name"] == "Duo"
    refused = caller.call("PATCH", contact, json={"LastName": "Trio"})
    assert refused.json()[0]["errorCode"] == "INSUFFICIENT_ACCESS_OR_READONLY"
    named = caller.call("PATCH", path, json={"Name": "Quartet"})
    assert named.json()[0]["errorCode"] == "INVALID_FIELD_FOR_INSERT_UPDATE"
    nameless = caller.call("POST", "/sobjects/Account", json={"Phone": "1"})
    assert nameless.json()[0]["fields"] == ["Name"]
    caller.call("DELETE", path)
    assert caller.get(contact).json()[0]["errorCode"] == "ENTITY_IS_DELETED"
    companies = caller.query("SELECT COUNT() FROM Account WHERE IsPersonAccount = false")
    assert companies["totalSize"] == 120


def test_amounts_are_in_the_records_own_currency(caller: Any) -> None:
    assert caller.refused("SELECT CurrencyIsoCode FROM Account")["errorCode"] == "INVALID_FIELD"
    caller.order("set", switches={"multi_currency": True})
    made = caller.create("Account", Name="Dollars", AnnualRevenue=1000, CurrencyIsoCode="USD")
    found = caller.query(
        "SELECT CurrencyIsoCode, AnnualRevenue, convertCurrency(AnnualRevenue) here FROM Account "
        f"WHERE Id = '{made}'"
    )["records"][0]
    assert (found["CurrencyIsoCode"], found["AnnualRevenue"], found["here"]) == ("USD", 1000, 920)
    euros = caller.query("SELECT COUNT() FROM Account WHERE CurrencyIsoCode = 'EUR'")
    assert euros["totalSize"] == 120
    bad = caller.call("POST", "/sobjects/Account", json={"Name": "x", "CurrencyIsoCode": "XXX"})
    assert bad.json()[0]["errorCode"] == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"


def test_countries_can_come_from_a_list(caller: Any) -> None:
    path = "/sobjects/Account/001Q80000000001"
    plain = caller.get(path).json()
    assert "BillingCountryCode" not in plain
    assert "countryCode" not in plain["BillingAddress"]
    caller.order("set", switches={"state_picklists": True})
    coded = caller.get(path).json()
    assert coded["BillingAddress"]["countryCode"] == coded["BillingCountryCode"] == "DE"
    assert coded["BillingAddress"]["stateCode"] is None
    refused = caller.call("PATCH", path, json={"BillingCountry": "UK"})
    assert refused.json()[0]["errorCode"] == "FIELD_INTEGRITY_EXCEPTION"
    assert caller.call("PATCH", path, json={"BillingCountryCode": "GB"}).status_code == 204
    assert caller.get(path).json()["BillingCountry"] == "United Kingdom"
