"""One empty CRM on each database that SFDesk keeps it in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.postgres import Postgres


@pytest.fixture(scope="session")
def shared_database(postgresql: Postgres) -> str:
    return postgresql.fresh()


@pytest.fixture(params=["sqlite", "postgresql"])
def crm_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'crm.sqlite'}"
    address = str(request.getfixturevalue("shared_database"))
    engine = sqlalchemy.create_engine(address)
    with engine.begin() as db:  # ten times as quick as a database for each test
        db.exec_driver_sql("DROP SCHEMA public CASCADE")
        db.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return address


@pytest.fixture
def crm(crm_address: str) -> Iterator[Crm]:
    with Crm(crm_address) as crm:
        yield crm


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "salesforce.sqlite") as cache:
        yield cache
