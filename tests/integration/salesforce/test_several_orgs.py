"""Several Salesforces, and several people of one: kept apart, switched, ended one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk import paths
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import ConnectError, SignInNeeded, UnknownId
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.practice import ANNA, BEN, Practice, practice

A = Kind.ACCOUNT


def _connect(
    workspace: Workspace, here: Practice, who: str = ANNA, scope: Scope = Scope.ALL, alias: str = ""
) -> OrgInfo:
    attempt = here.begin(alias=alias, may_push=False)
    try:
        here.browse(attempt, who)
        info = workspace.finish_sign_in(attempt, Ticket())
    finally:
        workspace.give_up_sign_in(attempt)
    return workspace.choose_scope(scope, info.alias)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace()


@pytest.fixture
def other_org() -> Iterator[Practice]:
    with practice(accounts=9, contacts_per_account=1, seed=11) as made:
        yield made


def _ids(workspace: Workspace, info: OrgInfo) -> frozenset[str]:
    with workspace.cache(info) as cache:
        return cache.ids(A)


def test_two_orgs_are_shown_and_read_one_at_a_time(
    workspace: Workspace, org_here: Practice, other_org: Practice
) -> None:
    first = _connect(workspace, org_here)
    second = _connect(workspace, other_org, alias="second")
    assert workspace.org().alias == "second"
    workspace.sync(Ticket())
    assert not _ids(workspace, first)
    assert workspace.use(first.alias).alias == workspace.org().alias == first.alias
    workspace.sync(Ticket())
    assert len(_ids(workspace, first)) == 12
    assert len(_ids(workspace, second)) == 9
    workspace.disconnect("second", erase=True)
    assert [info.alias for info in workspace.orgs()] == [first.alias]
    assert workspace.sync(Ticket()).complete
    with pytest.raises(UnknownId, match="second"):
        workspace.org("second")


def test_two_people_of_one_org_have_a_copy_each(workspace: Workspace, org_here: Practice) -> None:
    anna = _connect(workspace, org_here, ANNA, Scope.MINE)
    ben = _connect(workspace, org_here, BEN, Scope.MINE, alias="ben")
    assert anna.org_id == ben.org_id
    for info in (anna, ben):
        workspace.sync(Ticket(), info.alias)
    mine, his = _ids(workspace, anna), _ids(workspace, ben)
    assert mine
    assert his
    assert mine.isdisjoint(his)
    assert workspace.sync(Ticket(), anna.alias).deleted[A] == 0
    workspace.disconnect("ben", erase=True)
    assert _ids(workspace, anna) == mine
    assert workspace.sync(Ticket(), anna.alias).complete


def test_erasing_names_every_file_and_leaves_no_record(
    workspace: Workspace, org_here: Practice
) -> None:
    info = _connect(workspace, org_here)
    workspace.sync(Ticket())
    with workspace.cache(info) as cache:
        names = [record.name for record in cache.records(A)]
        path = workspace._cache_path(info)
        for more in ("before-step-2", "damaged-20260101-000000-000000"):
            path.with_name(f"{path.name}.{more}").write_bytes(path.read_bytes())
        wal = path.with_name(f"{path.name}-wal")
        wal.touch()
    assert any(_holding(name) for name in names)
    done = workspace.disconnect(info.alias, erase=True)
    assert done[0] == f"Ended the sign-in of {ANNA} at {org_here.address.login[7:]}"
    assert done[1] == "Removed the sign-in from this computer's keyring"
    erased = [text.removeprefix("Erased ") for text in done[2:]]
    assert {str(path), str(path) + ".before-step-2"} <= set(erased)
    assert any("damaged" in text for text in erased)
    assert not [text for text in erased if Path(text).exists()]
    for name in names:
        assert _holding(name) == []


def _holding(name: str) -> list[Path]:
    """Return the files with a name in them."""
    folders = {paths.data_folder(), paths.config_folder(), paths.log_folder()}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if name.encode() in path.read_bytes()]


def test_what_is_kept_is_used_again_after_signing_in_again(
    workspace: Workspace, org_here: Practice
) -> None:
    info = _connect(workspace, org_here)
    workspace.sync(Ticket())
    before = _ids(workspace, info)
    done = workspace.disconnect(info.alias)
    assert not any("Erased" in text for text in done)
    (left,) = workspace.orgs()
    assert not left.signed_in
    assert _ids(workspace, left) == before
    with pytest.raises(SignInNeeded):
        workspace.sync(Ticket())
    again = _connect(workspace, org_here)
    assert again.alias == info.alias
    report = workspace.sync(Ticket())
    assert not report.full
    assert report.pulled[A] == 0


def test_another_person_or_org_under_a_known_name_is_refused_and_nothing_is_kept(
    workspace: Workspace, org_here: Practice, other_org: Practice
) -> None:
    info = _connect(workspace, org_here, alias="work")
    for where, who in ((org_here, BEN), (other_org, BEN)):
        with pytest.raises(ConnectError) as caught:
            _connect(workspace, where, who, alias="work")
        assert caught.value.code == "E12"
        assert sum(r["path"].endswith("/revoke") for r in where.log()) == 1  # given back
    assert workspace.orgs() == [info]
    assert workspace.sync(Ticket()).complete


def test_a_refreshed_sandbox_is_noticed_and_connects_beside_the_old_one(
    workspace: Workspace, org_here: Practice, other_org: Practice
) -> None:
    """The same person at what was the same address: another org answers there now."""
    info = _connect(workspace, org_here, alias="uat")
    workspace.sync(Ticket())
    before = _ids(workspace, info)
    with pytest.raises(ConnectError, match="This address now belongs to another Salesforce"):
        _connect(workspace, other_org, alias="uat")
    fresh = _connect(workspace, other_org)
    assert fresh.org_id != info.org_id
    assert fresh.alias != "uat"
    assert _ids(workspace, info) == before
    assert not _ids(workspace, fresh)
