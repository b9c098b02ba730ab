"""A practice org for each module, and a sign-in to it; a test that breaks things takes its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.domain.orgs import Scope
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.integration.salesforce.pull_desk import PullDesk
from tests.integration.salesforce.push_desk import Desk
from tests.practice import ADMIN, Practice, practice


@pytest.fixture
def org_here() -> Iterator[Practice]:
    """A practice org of this test's own, small."""
    with practice(accounts=12, contacts_per_account=2) as made:
        yield made


@pytest.fixture
def desk(org_here: Practice, tmp_path: Path) -> Iterator[Desk]:
    """Give a CRM with one account that is linked to one of a practice org."""
    info, vault = org_here.connect(ADMIN)
    with Cache(tmp_path / "cache.sqlite") as cache, Crm(f"sqlite:///{tmp_path}/crm.sqlite") as crm:
        yield Desk(org_here, info, vault, cache, crm)


@pytest.fixture
def pull_desk(org_here: Practice, tmp_path: Path) -> Iterator[PullDesk]:
    """Give a copy of a practice org that was just read."""
    info, vault = org_here.connect(scope=Scope.ALL)
    with Cache(tmp_path / "cache.sqlite") as cache:
        made = PullDesk(org_here, info, vault, cache)
        made.sync()
        yield made
