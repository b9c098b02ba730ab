"""Single records and queries over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

NORDWIND = "001Q80000000001"


def test_an_unknown_host_is_refused(org: Any) -> None:
    reply = requests.get(f"{org.login}/services/data", headers={"Host": "salesforce.example"})
    assert reply.status_code == 400


def test_versions_need_no_token_and_retired_ones_are_gone(reader: Any) -> None:
    found = requests.get(f"{reader.address.login}/services/data").json()
    assert found[0]["version"] == "31.0"
    assert found[-1] == {"label": "Winter '27", "url": "/services/data/v68.0", "version": "68.0"}
    assert {"label": "Spring '26", "url": "/services/data/v66.0", "version": "66.0"} in found
    assert reader.get("/services/data/v20.0/sobjects").status_code == 410
    assert reader.get("/services/data/v99.0/sobjects").status_code == 404


def test_an_id_of_15_characters_is_answered_with_18(reader: Any) -> None:
    reply = reader.get(f"/sobjects/Account/{NORDWIND}")
    record = reply.json()
    assert record["Id"] == NORDWIND + "IAA"
    assert record["attributes"]["url"].endswith(NORDWIND + "IAA")
    assert record["BillingAddress"]["city"] == "Hamburg"
    assert reply.headers["ETag"]
    assert reply.headers["Sforce-Limit-Info"].startswith("api-usage=")


def test_the_life_of_a_record(caller: Any) -> None:
    made = caller.call("POST", "/sobjects/Contact", json={"FirstName": "Ada", "LastName": "Byte"})
    assert made.status_code == 201
    assert made.headers["Location"].endswith(made.json()["id"])
    path = f"/sobjects/Contact/{made.json()['id']}"
    assert caller.get(path).json()["Name"] == "Ada Byte"
    changed = caller.call("PATCH", path, json={"LastName": "Word", "FirstName": None})
    assert (changed.status_code, changed.content) == (204, b"")
    assert caller.get(path, params={"fields": "Name,OwnerId"}).json()["Name"] == "Word"
    assert caller.call("DELETE", path).status_code == 204
    again = caller.call("DELETE", path)
    assert again.status_code == 404
    assert again.json() == [
        {"message": "entity is deleted", "errorCode": "ENTITY_IS_DELETED", "fields": []}
    ]


@pytest.mark.parametrize(
    ("fields", "code", "names"),
    [
        ({"Phone": "1"}, "REQUIRED_FIELD_MISSING", ["Name"]),
        ({"Name": "x" * 256}, "STRING_TOO_LONG", ["Name"]),
        ({"Name": "x", "Nope": 1}, "INVALID_FIELD", None),
        ({"Name": "x", "Health__c": 101}, "NUMBER_OUTSIDE_VALID_RANGE", ["Health__c"]),
        ({"Name": "x", "Tier__c": "A"}, "INVALID_FIELD_FOR_INSERT_UPDATE", ["Tier__c"]),
        ({"Name": "x", "ParentId": "nonsense"}, "MALFORMED_ID", ["ParentId"]),
        (
            {"Name": "x", "ParentId": "001Q8000000zzzzIAA"},
            "INVALID_CROSS_REFERENCE_KEY",
            [],
        ),
        ({"Name": "x", "NumberOfEmployees": "many"}, "JSON_PARSER_ERROR", None),
        ({"Name": "x", "BillingAddress": {}}, "INVALID_FIELD", None),
    ],
)
def test_what_is_wrong_with_a_value_is_said(
    caller: Any, fields: dict[str, Any], code: str, names: list[str] | None
) -> None:
    reply = caller.call("POST", "/sobjects/Account", json=fields)
    assert reply.status_code == 400
    assert reply.json()[0]["errorCode"] == code
    assert reply.json()[0].get("fields") == names


def test_a_restricted_list_takes_only_its_values(sign_in: Callable[[str], Any]) -> None:
    operations = sign_in("sales-ops")
    reply = operations.call("PATCH", f"/sobjects/Account/{NORDWIND}", json={"Tier__c": "Gold"})
    assert reply.json() == [
        {
            "message": "Tier: bad value for restricted picklist field: Gold",
            "errorCode": "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "fields": ["Tier__c"],
        }
    ]


def test_a_unique_field_is_unique(caller: Any) -> None:
    first = caller.create("Account", Name="One", CRM_Id__c="A-1")
    reply = caller.call("POST", "/sobjects/Account", json={"Name": "Two", "CRM_Id__c": "a-1"})
    assert reply.json()[0]["errorCode"] == "DUPLICATE_VALUE"
    assert first[:15] in reply.json()[0]["message"]


def test_pages_hold_two_thousand_rows_and_fewer_when_rows_are_long(caller: Any) -> None:
    caller.order("set", switches={"page_size": 200})
    first = caller.query("SELECT Id FROM Contact ORDER BY Name")
    assert (first["totalSize"], first["done"], len(first["records"])) == (600, False, 200)
    second = caller.get(first["nextRecordsUrl"]).json()
    last = caller.get(second["nextRecordsUrl"]).json()
    assert last["done"] is True
    assert "nextRecordsUrl" not in last
    ids = [row["Id"] for page in (first, second, last) for row in page["records"]]
    assert len(set(ids)) == 600
    assert caller.get(first["nextRecordsUrl"]).json() == second
    caller.order("drop_cursors")
    gone = caller.get(first["nextRecordsUrl"])
    assert gone.json()[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_deleting_an_account_takes_its_contacts_along(caller: Any) -> None:
    account = caller.create("Account", Name="Short Lived")
    contact = caller.create("Contact", LastName="Gone", AccountId=account)
    caller.call("DELETE", f"/sobjects/Account/{account}")
    assert caller.get(f"/sobjects/Contact/{contact}").json()[0]["errorCode"] == "ENTITY_IS_DELETED"
    found = caller.get(
        "/queryAll", params={"q": f"SELECT Id FROM Contact WHERE AccountId = '{account}'"}
    ).json()
    assert found["totalSize"] == 1
    caller.order("undelete", id=account)
    assert caller.get(f"/sobjects/Contact/{contact}").status_code == 200


def test_collections_answer_200_even_when_every_row_failed(caller: Any) -> None:
    rows = [
        {"attributes": {"type": "Account"}, "Phone": "1"},
        {"attributes": {"type": "Nope"}, "Name": "x"},
    ]
    reply = caller.call("POST", "/composite/sobjects", json={"records": rows})
    assert reply.status_code == 200
    assert [each["success"] for each in reply.json()] == [False, False]
    assert reply.json()[0] == {
        "success": False,
        "errors": [
            {
                "statusCode": "REQUIRED_FIELD_MISSING",
                "message": "Required fields are missing: [Name]",
                "fields": ["Name"],
            }
        ],
    }


def test_all_or_none_takes_the_good_rows_back(caller: Any) -> None:
    rows = [
        {"attributes": {"type": "Account"}, "Name": "Good"},
        {"attributes": {"type": "Account"}},
    ]
    body = {"allOrNone": True, "records": rows}
    reply = caller.call("POST", "/composite/sobjects", json=body).json()
    assert reply[0]["errors"][0]["statusCode"] == "ALL_OR_NONE_OPERATION_ROLLED_BACK"
    assert caller.query("SELECT Id FROM Account WHERE Name = 'Good'")["totalSize"] == 0


def test_collections_of_every_verb(caller: Any) -> None:
    rows = [{"attributes": {"type": "Account"}, "Name": f"C{n}"} for n in range(3)]
    made = caller.call("POST", "/composite/sobjects", json={"records": rows}).json()
    ids = [each["id"] for each in made]
    changes = [{"attributes": {"type": "Account"}, "Id": each, "Phone": "123"} for each in ids]
    changed = caller.call("PATCH", "/composite/sobjects", json={"records": changes}).json()
    assert all(each["success"] for each in changed)
    body = {"ids": [*ids, "001Q800000zzzzz"], "fields": ["Id", "Phone"]}
    found = caller.call("POST", "/composite/sobjects/Account", json=body).json()
    assert [each and each["Phone"] for each in found] == ["123", "123", "123", None]
    gone = caller.call("DELETE", "/composite/sobjects", params={"ids": ",".join(ids)}).json()
    assert [each["success"] for each in gone] == [True] * 3


def test_upsert_by_an_external_id(caller: Any) -> None:
    path = "/sobjects/Account/CRM_Id__c/A%2F1"
    made = caller.call("PATCH", path, json={"Name": "Made"})
    assert (made.status_code, made.json()["created"]) == (201, True)
    changed = caller.call("PATCH", path, json={"Name": "Changed"})
    assert (changed.status_code, changed.json()["created"]) == (200, False)
    assert caller.get(path).json()["Name"] == "Changed"
    old = caller.call("PATCH", f"/services/data/v45.0{path}", json={"Name": "Old"})
    assert (old.status_code, old.content) == (204, b"")


def test_a_read_only_person_writes_nothing(sign_in: Callable[[str], Any]) -> None:
    julie = sign_in("julie.roux")
    reply = julie.call("PATCH", f"/sobjects/Account/{NORDWIND}", json={"Phone": "1"})
    assert reply.json()[0]["errorCode"] == "INSUFFICIENT_ACCESS_OR_READONLY"
    described = julie.get("/sobjects/Account/describe").json()
    names = {each["name"] for each in described["fields"]}
    assert "ARR__c" not in names
    assert not any(each["updateable"] for each in described["fields"])
    assert julie.refused("SELECT ARR__c FROM Account")["errorCode"] == "INVALID_FIELD"


def test_somebody_else_edits_locks_and_the_log_counts(caller: Any) -> None:
    caller.order("edit", id=NORDWIND, fields={"Phone": "+49 40 1"})
    record = caller.get(f"/sobjects/Account/{NORDWIND}").json()
    assert record["Phone"] == "+49 40 1"
    who = caller.query(f"SELECT LastModifiedBy.Name FROM Account WHERE Id = '{NORDWIND}'")
    assert who["records"][0]["LastModifiedBy"]["Name"] == "Sales Ops"
    caller.order("lock", id=NORDWIND, times=1)
    path = f"/sobjects/Account/{NORDWIND}"
    locked = caller.call("PATCH", path, json={"Phone": "2"})
    assert locked.json()[0]["errorCode"] == "UNABLE_TO_LOCK_ROW"
    assert caller.call("PATCH", path, json={"Phone": "2"}).status_code == 204
    counts = caller.get("/practice/log").json()["counts"]
    assert counts["PATCH /sobjects/Account/{id}"] == 2


def test_faults_happen_as_often_as_they_were_ordered(caller: Any) -> None:
    body = [{"message": "busy", "errorCode": "SERVER_UNAVAILABLE"}]
    caller.order("fail", next=2, path="/query", status=503, body=body)
    url = "/query?q=SELECT+Id+FROM+Account"
    statuses = [caller.get(url).status_code for _ in range(3)]
    assert statuses == [503, 503, 200]
    caller.order("expire_tokens")
    assert caller.get(url).status_code == 401


def test_a_reply_can_be_lost_after_the_commit(caller: Any) -> None:
    caller.order("fail", action="drop_reply", path="/sobjects/Account")
    with pytest.raises(requests.ConnectionError):
        caller.call("POST", "/sobjects/Account", json={"Name": "Lost Reply"})
    assert caller.query("SELECT Id FROM Account WHERE Name = 'Lost Reply'")["totalSize"] == 1
    caller.order("fail", action="truncate", path="/query")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        caller.query("SELECT Id, Name FROM Account")


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", "JSON_PARSER_ERROR"), (b"[]", "JSON_PARSER_ERROR"), (b"", "JSON_PARSER_ERROR")],
)
def test_broken_bodies_are_answered_in_shape(caller: Any, body: bytes, code: str) -> None:
    reply = caller.call("POST", "/sobjects/Account", data=body)
    assert (reply.status_code, reply.json()[0]["errorCode"]) == (400, code)


def test_unknown_addresses_and_methods_are_answered_in_shape(caller: Any) -> None:
    reply = caller.get("/nope")
    assert reply.json() == [
        {"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}
    ]
    assert caller.call("PUT", "/sobjects").status_code == 405
    assert caller.get("/sobjects/Account/23foo").json()[0]["message"] == (
        "Provided external ID field does not exist or is not accessible: 23foo"
    )
    assert caller.get("/query?q=" + "x" * 17_000).status_code == 414
