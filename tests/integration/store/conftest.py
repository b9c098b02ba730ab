"""One empty CRM on each database that SFDesk keeps it in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


@pytest.fixture(params=["sqlite", "postgresql"])
def crm_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'crm.sqlite'}"
    return str(request.getfixturevalue("postgresql_address"))


@pytest.fixture
def crm(crm_address: str) -> Iterator[Crm]:
    with Crm(crm_address) as crm:
        yield crm


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "salesforce.sqlite") as cache:
        yield cache
