"""The list of connected orgs: whole or untouched, for its owner's eyes only."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sfdesk import paths
from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.errors import StoreDamaged
from sfdesk.store import orgs

ACME = OrgInfo(
    alias="acme",
    org_id="00D000000000001EAA",
    org_name="Acme GmbH",
    kind=OrgKind.PRODUCTION,
    login_url="https://login.salesforce.com",
    instance_url="https://acme.my.salesforce.com",
    client_id="sample",
    user_id="005000000000001AAA",
    username="anna@acme.example",
    display_name="Anna Berg",
    may_push=False,
    scope=Scope.MINE,
    connected_at=datetime(2026, 5, 1, 8, tzinfo=UTC),
)


def test_what_was_put_comes_back_in_order() -> None:
    other = replace(ACME, alias="other", kind=OrgKind.SANDBOX, scope=Scope.ALL, may_push=True)
    orgs.put(ACME)
    orgs.put(other)
    orgs.put(replace(ACME, org_name="Acme AG"))
    assert orgs.load() == [replace(ACME, org_name="Acme AG"), other]


def test_a_list_view_comes_back_with_its_name() -> None:
    view = ListView("00BD0000005WcBeMAK", "My Renewals", "My_Renewals")
    chosen = replace(ACME, scope=Scope.LIST_VIEW, list_view=view)
    orgs.put(chosen)
    assert orgs.load() == [chosen]


@pytest.mark.parametrize(
    ("scope", "view"),
    [
        ("list_view", None),
        ("mine", {"id": "00B", "name": "x"}),
        ("list_view", {"id": 5, "name": "x"}),
        ("list_view", {"name": "x"}),
        ("list_view", "00B"),
        ("list_view", 3),
    ],
)
def test_a_list_view_that_is_none_is_a_damaged_file(scope: str, view: object) -> None:
    orgs.put(ACME)
    path = paths.config_folder() / "orgs.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["orgs"][0] |= {"scope": scope, "list_view": view}
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(StoreDamaged):
        orgs.load()


def test_a_list_of_a_version_without_list_views_is_read() -> None:
    orgs.put(ACME)
    path = paths.config_folder() / "orgs.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    del raw["orgs"][0]["list_view"]
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert orgs.load() == [ACME]


def test_no_file_means_nothing_connected() -> None:
    assert orgs.load() == []


def test_an_unknown_alias_is_removed_in_peace() -> None:
    orgs.put(ACME)
    orgs.remove("nobody")
    orgs.remove("acme")
    assert orgs.load() == []


def test_only_its_owner_may_read_it() -> None:
    orgs.put(ACME)
    assert (paths.config_folder() / "orgs.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"orgs": 3}', b'{"orgs": [{"alias": "x"}]}'],
)
def test_a_damaged_file_is_a_known_error_and_stays(content: bytes) -> None:
    path = paths.config_folder() / "orgs.json"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        orgs.put(ACME)
    assert str(path) in caught.value.hint
    assert path.read_bytes() == content


def test_may_push_is_never_guessed() -> None:
    orgs.put(ACME)
    path = paths.config_folder() / "orgs.json"
    raw = json.loads(path.read_text())
    raw["orgs"][0]["may_push"] = "false"
    path.write_text(json.dumps(raw))
    with pytest.raises(StoreDamaged):
        orgs.load()


def test_only_the_address_moves() -> None:
    orgs.put(replace(ACME, scope=Scope.ALL))
    orgs.set_instance_url("acme", "https://acme2.my.salesforce.com")
    wanted = replace(ACME, scope=Scope.ALL, instance_url="https://acme2.my.salesforce.com")
    assert orgs.load() == [wanted]
