"""What makes a real org awkward: automation, rules, locks, late commits, merges, purges."""

import threading
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from sfdesk.practice import ids, moments

NORDWIND = ids.make("001", 1)
ORION = ids.make("001", 2)


def row(caller: Any, record_id: str, fields: str) -> dict[str, Any]:
    found: dict[str, Any] = caller.get(
        f"/sobjects/Account/{record_id}", params={"fields": fields}
    ).json()
    return found


def test_automation_changes_what_was_saved(caller: Any) -> None:
    caller.order("set", switches={"automation": True})
    caller.call("PATCH", f"/sobjects/Account/{NORDWIND}", json={"Phone": "0405550199"})
    assert row(caller, NORDWIND, "Phone")["Phone"] == "+49 40 5550199"


def test_a_system_process_moves_only_the_modstamp(caller: Any) -> None:
    before = row(caller, NORDWIND, "LastModifiedDate,SystemModstamp")
    caller.order("touch", id=NORDWIND, fields={"Rating": "Hot"})
    after = row(caller, NORDWIND, "LastModifiedDate,SystemModstamp,Rating")
    assert after["LastModifiedDate"] == before["LastModifiedDate"]
    assert after["SystemModstamp"] > before["SystemModstamp"]
    assert after["Rating"] == "Hot"


def test_an_admins_rule_speaks_in_the_admins_words(caller: Any) -> None:
    caller.order("set", switches={"validation_rules": True})
    reply = caller.call("PATCH", f"/sobjects/Account/{NORDWIND}", json={"Website": "nowhere"})
    (error,) = reply.json()
    assert error["errorCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    assert error["fields"] == ["Website"]
    assert error["message"].startswith("Website: enter the address")


def test_duplicate_rules_warn_or_block_with_both_spellings(caller: Any) -> None:
    body = {"Name": "Nordwind AG"}
    allow = {"Sforce-Duplicate-Rule-Header": "allowSave=true; includeRecordDetails=true"}
    caller.order("set", switches={"duplicate_rules": "allow"})
    warned = caller.call("POST", "/sobjects/Account", json=body)
    (error,) = warned.json()
    assert (warned.status_code, error["errorCode"]) == (400, "DUPLICATES_DETECTED")
    assert error["duplicateResult"]["allowSave"] is True
    old = caller.call("POST", "/services/data/v56.0/sobjects/Account", json=body).json()
    assert "duplicateResut" in old[0]
    assert caller.call("POST", "/sobjects/Account", json=body, headers=allow).status_code == 201
    caller.order("set", switches={"duplicate_rules": "block"})
    blocked = caller.call("POST", "/sobjects/Account", json=body, headers=allow).json()
    assert blocked[0]["duplicateResult"]["allowSave"] is False
    match = blocked[0]["duplicateResult"]["matchResults"][0]["matchRecords"][0]["record"]
    assert match["Name"] == "Nordwind AG"


def test_a_late_commit_is_seen_later_with_the_older_stamp(caller: Any, org: Any) -> None:
    caller.order("set", switches={"commit_delay": 2.5})
    began = parsedate_to_datetime(caller.get("/limits").headers["Date"])
    thread = threading.Thread(
        target=lambda: caller.call("POST", "/sobjects/Account", json={"Name": "Late"})
    )
    thread.start()
    ask = "SELECT SystemModstamp FROM Account WHERE Name = 'Late'"
    assert caller.query(ask)["totalSize"] == 0
    thread.join()
    seen = parsedate_to_datetime(caller.get("/limits").headers["Date"])
    stamp = moments.moment(caller.query(ask)["records"][0]["SystemModstamp"])
    assert seen - stamp >= timedelta(seconds=2)
    assert stamp - began <= timedelta(seconds=2)


def test_a_merge_names_the_winner_and_moves_the_children(caller: Any) -> None:
    contacts = caller.query(f"SELECT Id FROM Contact WHERE AccountId = '{ORION}'")["totalSize"]
    kept = caller.query(f"SELECT Id FROM Contact WHERE AccountId = '{NORDWIND}'")["totalSize"]
    caller.order("merge", winner=NORDWIND, losers=[ORION])
    gone = caller.get(
        "/queryAll",
        params={"q": "SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true "
                     "AND MasterRecordId != null"},
    ).json()  # fmt: skip
    assert {"Id": ORION, "MasterRecordId": NORDWIND} in [
        {key: each[key] for key in ("Id", "MasterRecordId")} for each in gone["records"]
    ]
    moved = caller.query(f"SELECT Id FROM Contact WHERE AccountId = '{NORDWIND}'")["totalSize"]
    assert moved == contacts + kept
    assert caller.get(f"/sobjects/Account/{ORION}").json()[0]["errorCode"] == "ENTITY_IS_DELETED"


def test_a_purged_record_leaves_no_row(caller: Any) -> None:
    record = caller.create("Account", Name="Purged")
    caller.order("delete", id=record)
    caller.order("purge", id=record)
    ask = {"q": f"SELECT Id FROM Account WHERE Id = '{record}'"}
    assert caller.get("/queryAll", params=ask).json()["totalSize"] == 0
    assert caller.get(f"/sobjects/Account/{record}").status_code == 404


def test_a_changed_profile_changes_describe_at_once(
    caller: Any, sign_in: Callable[[str], Any]
) -> None:
    caller.order("profile", name="Customer Success", hidden=["Account.Phone"],
                 locked=["Account.Website"])  # fmt: skip
    fields = {
        each["name"]: each for each in caller.get("/sobjects/Account/describe").json()["fields"]
    }
    assert "Phone" not in fields
    assert fields["Website"]["updateable"] is False
    assert fields["Tier__c"]["updateable"] is True
    operations = sign_in("sales-ops").get("/sobjects/Account/describe").json()["fields"]
    assert "Phone" in {each["name"] for each in operations}


def test_orders_that_make_no_sense_are_refused(caller: Any) -> None:
    senseless: tuple[Any, ...] = (
        {},
        {"do": "nope"},
        {"do": "edit"},
        {"do": "set", "switches": {"nope": 1}},
        {"do": "set", "switches": {"slow": True}},
        {"do": "fail", "action": "x"},
        [],
    )
    for order in senseless:
        reply = caller.call("POST", "/practice/faults", json=order)
        assert reply.status_code == (200 if order == [] else 400), order
    assert caller.call("POST", "/practice/faults", data="{}").status_code == 415


def test_limits_end_the_day_and_jump_about(caller: Any) -> None:
    caller.order("set", switches={"per_app_limit": 250, "daily_limit": 30, "daily_used": 28})
    assert "per-app-api-usage=29/250(appName=" in caller.get("/limits").headers["Sforce-Limit-Info"]
    assert caller.get("/sobjects").status_code == 200
    over = caller.get("/sobjects")
    assert (over.status_code, over.json()[0]["message"]) == (403, "TotalRequests Limit exceeded.")
    caller.order("set", switches={"maintenance": True})
    down = caller.get("/sobjects")
    assert (down.status_code, down.headers["Content-Type"]) == (503, "text/html;charset=UTF-8")
    assert caller.get("/practice/log").status_code == 200


def test_a_query_that_runs_too_long_is_stopped(caller: Any) -> None:
    ask = "SELECT Account.Owner.Name n, COUNT(Id) FROM Contact GROUP BY Account.Owner.Name"
    caller.order("set", switches={"query_seconds": 0.0})
    error = caller.refused(ask)
    assert (error["errorCode"], error["message"]) == (
        "QUERY_TIMEOUT",
        "Your query request was running for too long.",
    )
    caller.order("set", switches={"query_seconds": 60.0})
    assert caller.query(ask)["totalSize"] == 4


def test_the_edge_may_answer_without_a_body(caller: Any) -> None:
    for status in (406, 420):
        caller.order("fail", path="/limits", status=status)
        reply = caller.get("/limits")
        assert (reply.status_code, reply.content) == (status, b"")
    caller.order("fail", path="/limits", status=503, body="<html>soon</html>", media="text/html")
    reply = caller.get("/limits")
    assert (reply.status_code, reply.text) == (503, "<html>soon</html>")
    caller.order("fail", path="/limits", action="slow", seconds=0.3)
    assert caller.get("/limits").elapsed.total_seconds() >= 0.3
