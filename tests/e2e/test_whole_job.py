"""The whole job as a script does it: connect, sync, load, suggest, decide, import, push, undo."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk import paths
from sfdesk.demo import pages
from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess
from tests.e2e.program import connect, sfdesk

# Each holds one of the three ports for the answer; some tests take all of them.
pytestmark = pytest.mark.xdist_group("callback ports")

DEMO = paths.resources() / "demo"


@pytest.fixture
def org() -> Iterator[PracticeAddress]:
    with PracticeProcess() as address:
        yield address


@pytest.fixture
def connected(org: PracticeAddress) -> PracticeAddress:
    user = org.users[0]
    answer = connect(
        org.login,
        org.client_id,
        lambda address: pages.sign_in(address, user.username, user.password),
        "--may-push",
    )
    assert answer.json["username"] == user.username
    assert answer.json["may_push"]
    return org


def test_the_whole_job_runs_headless(connected: PracticeAddress, tmp_path: Path) -> None:
    assert [o["org_id"] for o in sfdesk("orgs").json["orgs"]] == [connected.org_id]

    first = sfdesk("sync").json
    assert first["accounts"]["total"] > 0
    assert first["contacts"]["total"] > 0
    again = sfdesk("sync").json
    assert again["accounts"]["total"] == first["accounts"]["total"]
    assert again["calls"] < 12

    for what in ("accounts", "contacts"):
        loaded = sfdesk("crm", "load", what, DEMO / f"crm_{what}.csv").json
        assert loaded["added"] > 0
        assert loaded["bad"] == []

    found = tmp_path / "suggestions.csv"
    suggested = sfdesk("suggest", "--out", found).json["suggestions"]
    with found.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(suggested)
    certain, linked = _importable(suggested)
    assert certain["crm_id"] not in {
        s["crm_id"] for s in sfdesk("suggest", "--kind", "account").json["suggestions"]
    }

    plan = sfdesk("import", certain["record_id"], "--plan").json["rows"]
    assert [row["crm_id"] for row in plan] == [certain["crm_id"]]
    imported = sfdesk("import", certain["record_id"]).json
    assert not [o for o in imported["outcomes"] if o["problem"]]

    plan_of_push = sfdesk("push", certain["crm_id"], "--plan").json
    assert {"last_refreshed", "salesforce_now", "crm", "state"} <= plan_of_push["changes"][0].keys()

    sfdesk("undo", imported["batch_id"])
    sfdesk("undo", linked["batch_id"])
    back = sfdesk("suggest", "--kind", "account").json["suggestions"]
    assert certain["crm_id"] in {s["crm_id"] for s in back}

    verbs = [b["verb"] for b in sfdesk("log").json["batches"]]
    assert verbs[:4] == ["undo", "undo", "import", "decide"]
    assert verbs[-2:] == ["load", "load"]

    sfdesk("disconnect", sfdesk("orgs").json["orgs"][0]["alias"], "--erase")
    assert sfdesk("orgs").json["orgs"] == []
    assert sfdesk("sync", code=3).title == "No Salesforce is connected yet"


def _importable(suggested: list[dict[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Link certain accounts until one has something that an import brings; say which, and how."""
    for one in suggested:
        if one["kind"] != "account" or one["band"] != "certain":
            continue
        linked = sfdesk("decide", one["crm_id"], one["record_id"], "link").json
        (row,) = sfdesk("import", one["record_id"], "--plan").json["rows"]
        if any(each["ticked"] for each in (row, *row["contacts"])):
            return one, linked
    pytest.fail("the sample data has nothing to import")


def test_a_push_changes_only_what_was_ticked_and_undo_brings_it_back(
    connected: PracticeAddress,
) -> None:
    sfdesk("sync")
    for what in ("accounts", "contacts"):
        sfdesk("crm", "load", what, DEMO / f"crm_{what}.csv")
    crm_id, record_id, change = _pushable()
    before = _live(crm_id)

    receipt = sfdesk("push", crm_id, "--fields", change["field"], "--yes").json
    assert [s["field"] for s in receipt["sent"]] == [change["field"]]
    after = _live(crm_id)
    assert after[change["field"]] == change["crm"]
    assert {k: v for k, v in after.items() if k != change["field"]} == {
        k: v for k, v in before.items() if k != change["field"]
    }

    sfdesk("undo", receipt["batch_id"])
    assert _live(crm_id) == before
    assert record_id == receipt["record_id"]


def _pushable() -> tuple[str, str, dict[str, str]]:
    """Link certain accounts until one has a field that only the CRM changed."""
    suggested = sfdesk("suggest", "--kind", "account").json["suggestions"]
    for one in suggested:
        if one["band"] != "certain":
            continue
        sfdesk("decide", one["crm_id"], one["record_id"], "link")
        for change in sfdesk("push", one["crm_id"], "--plan").json["changes"]:
            if change["state"] == "push":
                return one["crm_id"], one["record_id"], change
    pytest.fail("the sample data has nothing to push")


def _live(crm_id: str) -> dict[str, object]:
    changes = sfdesk("push", crm_id, "--plan").json["changes"]
    return {change["field"]: change["salesforce_now"] for change in changes}


def test_questions_are_answered_measured_contradicted_and_forgotten(
    connected: PracticeAddress,
) -> None:
    sfdesk("sync")
    sfdesk("crm", "load", "accounts", DEMO / "crm_accounts.csv")
    asked = sfdesk("suggest", "--kind", "account", "--questions", 8, "--seed", 3).json
    assert [s["asked"] for s in asked["suggestions"]] == [*["doubtful"] * 3, "drawn"] * 2
    one = next(s for s in asked["suggestions"] if s["asked"] == "drawn")
    pair = one["crm_id"], one["record_id"]
    said = sfdesk("decide", *pair, "link", "--drawn", one["band"], "--note", "Known").json
    assert said["note"] == "Known"

    doubtful = asked["suggestions"][0]
    pair = doubtful["crm_id"], doubtful["record_id"]
    sfdesk("decide", *pair, "not-same")
    sfdesk("decide", *pair, "link")
    (clash,) = sfdesk("suggest", "--kind", "account").json["contradictions"]
    assert clash["clash"] == "same-and-not-same"
    assert {s["outcome"] for s in clash["said"]} == {"link", "not-same"}
    sfdesk("unlink", pair[0], "--reason", "Sold")
    (told,) = sfdesk("learning", "--kind", "account").json["kinds"]
    assert {band: s["right"] for band, s in told["sampled"].items()} == {one["band"]: 1}
    assert (told["accepted"], told["rejected"], told["learnt"]) == (1, 1, False)
    sfdesk("learning", "reset")
    assert sfdesk("learning", "off").json == {"learning": "off"}
    told = sfdesk("learning", "--kind", "account").json
    assert (told["learning"], told["kinds"][0]["decisions"]) == ("off", 0)
