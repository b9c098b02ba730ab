"""Several requests in one, windows of time, search, and records reached through others."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sfdesk.practice import ids

V = "/services/data/v60.0"


def part(method: str, url: str, reference: str, body: Any = None) -> dict[str, Any]:
    return {"method": method, "url": V + url, "referenceId": reference, "body": body}


def test_a_part_uses_what_an_earlier_one_answered(caller: Any) -> None:
    body = {
        "compositeRequest": [
            part("POST", "/sobjects/Account", "a", {"Name": "Referred"}),
            part("POST", "/sobjects/Contact", "c", {"LastName": "To", "AccountId": "@{a.id}"}),
            part("GET", "/query?q=SELECT+Id+FROM+Contact+WHERE+AccountId='@{a.id}'", "q"),
            part("GET", "/sobjects/Contact/@{q.records[0].Id}?fields=LastName", "r"),
        ]
    }
    answers = caller.call("POST", "/composite", json=body).json()["compositeResponse"]
    assert [each["httpStatusCode"] for each in answers] == [201, 201, 200, 200]
    assert answers[3]["body"]["LastName"] == "To"
    assert answers[0]["httpHeaders"]["Location"].startswith(f"{V}/sobjects/Account/001")
    assert caller.get("/practice/log").json()["counts"]["POST /composite"] == 1


def test_all_or_none_halts_the_others(caller: Any) -> None:
    body = {
        "allOrNone": True,
        "compositeRequest": [
            part("POST", "/sobjects/Account", "a", {"Name": "Half Way"}),
            part("POST", "/sobjects/Account", "b", {}),
        ],
    }
    answers = caller.call("POST", "/composite", json=body).json()["compositeResponse"]
    assert [each["httpStatusCode"] for each in answers] == [400, 400]
    assert answers[0]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert caller.query("SELECT Id FROM Account WHERE Name = 'Half Way'")["totalSize"] == 0


def test_a_graph_is_all_or_nothing_for_itself(caller: Any) -> None:
    good = {
        "graphId": "1",
        "compositeRequest": [part("POST", "/sobjects/Account", "a", {"Name": "In"})],
    }
    bad = {
        "graphId": "2",
        "compositeRequest": [
            part("POST", "/sobjects/Account", "a", {"Name": "Out"}),
            part("POST", "/sobjects/Account", "b", {}),
        ],
    }
    answer = caller.call("POST", "/composite/graph", json={"graphs": [good, bad]}).json()
    assert [each["isSuccessful"] for each in answer["graphs"]] == [True, False]
    assert caller.query("SELECT COUNT() FROM Account WHERE Name IN ('In', 'Out')")["totalSize"] == 1


def test_a_batch_goes_on_unless_it_shall_halt(caller: Any) -> None:
    requests = [
        {"method": "GET", "url": "v60.0/limits"},
        {"method": "GET", "url": "v60.0/nope"},
        {"method": "POST", "url": "v60.0/sobjects/Account", "richInput": {"Name": "Batched"}},
    ]
    answer = caller.call("POST", "/composite/batch", json={"batchRequests": requests}).json()
    assert [each["statusCode"] for each in answer["results"]] == [200, 404, 201]
    assert answer["hasErrors"] is True
    body = {"haltOnError": True, "batchRequests": requests}
    halted = caller.call("POST", "/composite/batch", json=body).json()
    assert [each["statusCode"] for each in halted["results"]] == [200, 404, 412]


def test_a_tree_makes_parents_and_children_or_nothing(caller: Any) -> None:
    child = {"attributes": {"type": "Contact", "referenceId": "c1"}, "LastName": "Leaf"}
    root = {
        "attributes": {"type": "Account", "referenceId": "a1"},
        "Name": "Root",
        "Contacts": {"records": [child]},
    }
    made = caller.call("POST", "/composite/tree/Account", json={"records": [root]})
    assert made.status_code == 201
    assert [each["referenceId"] for each in made.json()["results"]] == ["a1", "c1"]
    found = caller.query("SELECT Account.Name FROM Contact WHERE LastName = 'Leaf'")
    assert found["records"][0]["Account"]["Name"] == "Root"
    child["LastName"] = ""
    root["Name"] = "Unrooted"
    refused = caller.call("POST", "/composite/tree/Account", json={"records": [root]})
    assert (refused.status_code, refused.json()["hasErrors"]) == (400, True)
    assert caller.query("SELECT COUNT() FROM Account WHERE Name = 'Unrooted'")["totalSize"] == 0


def test_updated_and_deleted_tell_how_far_they_know(caller: Any) -> None:
    record = caller.create("Account", Name="Window")
    other = caller.create("Account", Name="Gone")
    caller.call("DELETE", f"/sobjects/Account/{other}")
    now = datetime.now(UTC)
    window = {
        "start": (now - timedelta(hours=1)).isoformat(),
        "end": (now + timedelta(minutes=2)).isoformat(),
    }
    updated = caller.get("/sobjects/Account/updated/", params=window).json()
    assert record in updated["ids"]
    assert other not in updated["ids"]
    until = datetime.now(UTC)  # a minute may have begun meanwhile
    assert updated["latestDateCovered"] <= until.strftime("%Y-%m-%dT%H:%M:00.000+0000")
    deleted = caller.get("/sobjects/Account/deleted/", params=window).json()
    assert [each["id"] for each in deleted["deletedRecords"]] == [other]
    assert set(deleted) == {"deletedRecords", "earliestDateAvailable", "latestDateCovered"}
    for changed in ({"start": window["end"]}, {"start": "2020-01-01T00:00:00Z"}, {"end": "x"}):
        reply = caller.get("/sobjects/Account/updated", params={**window, **changed})
        assert reply.json()[0]["errorCode"] == "INVALID_REPLICATION_DATE"


def test_search_finds_words_in_names(reader: Any) -> None:
    statement = "FIND {Nordwind} IN NAME FIELDS RETURNING Account(Id, Name ORDER BY Name), Contact"
    found = reader.get("/search", params={"q": statement}).json()["searchRecords"]
    assert [each["Name"] for each in found] == sorted(each["Name"] for each in found)
    assert len(found) == 3
    where = "FIND {nord*} RETURNING Account(Id, Name WHERE BillingCity = 'Hamburg')"
    found = reader.get("/search", params={"q": where}).json()["searchRecords"]
    assert [each["Name"] for each in found] == ["Nordwind AG"]
    bad = reader.get("/search", params={"q": "FIND Nordwind"})
    assert bad.json()[0]["errorCode"] == "MALFORMED_SEARCH"


def test_related_records_recent_items_and_counts(caller: Any) -> None:
    nordwind = ids.make("001", 1)
    contacts = caller.get(f"/sobjects/Account/{nordwind}/Contacts").json()
    assert contacts["totalSize"] >= 3
    owner = caller.get(f"/sobjects/Account/{nordwind}/Owner").json()
    assert owner["Name"] == "Anna Berg"
    caller.get(f"/sobjects/Account/{nordwind}")
    recent = caller.get("/recent").json()
    assert recent[0]["Id"] == nordwind
    assert caller.get("/sobjects/Account").json()["recentItems"][0]["Name"] == "Nordwind AG"
    counted = caller.get("/limits/recordCount", params={"sObjects": "Account,Contact,Lead"})
    assert counted.json() == {
        "sObjects": [{"count": 120, "name": "Account"}, {"count": 600, "name": "Contact"}]
    }
    assert caller.get("/limits").json()["DailyApiRequests"]["Max"] == 15_000


def test_conditional_requests_say_304_and_412(caller: Any) -> None:
    path = f"/sobjects/Account/{ids.make('001', 1)}"
    first = caller.get(path)
    assert caller.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert caller.get(path, headers=since).status_code == 304
    caller.order("edit", id=ids.make("001", 1), fields={"Fax": "1"})
    assert caller.get(path, headers=since).status_code == 200
    stale = {"If-Match": first.headers["ETag"]}
    assert caller.call("PATCH", path, json={"Fax": "2"}, headers=stale).status_code == 412
    late = {"If-Unmodified-Since": first.headers["Last-Modified"]}
    assert caller.call("PATCH", path, json={"Fax": "2"}, headers=late).status_code == 412
    iso = {"If-Unmodified-Since": "2026-05-01T00:00:00Z"}
    assert caller.call("PATCH", path, json={"Fax": "2"}, headers=iso).status_code == 400
    described = caller.get("/sobjects/Account/describe")
    again = {"If-None-Match": described.headers["ETag"]}
    assert caller.get("/sobjects/Account/describe", headers=again).status_code == 304
    user = caller.get(f"/sobjects/User/{ids.make('005', 1)}")
    assert "ETag" not in user.headers
    assert user.headers["Last-Modified"]
