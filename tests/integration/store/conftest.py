"""One CRM on each database that SFDesk keeps it in, empty or with some customers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from tests.integration.store.customers import account_id, add_contact, put_contact, put_customer
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


@pytest.fixture
def matches(tmp_path: Path) -> Iterator[Matches]:
    with Matches(tmp_path / "matches.sqlite") as matches:
        yield matches


@pytest.fixture
def filled(crm: Crm, cache: Cache) -> list[str]:
    """Forty customers on both sides, the first with a person; return the CRM's ids."""
    ours = [put_customer(cache, crm, n) for n in range(40)]
    add_contact(crm, "Ito", first_name="Bea", account_id=ours[0], email="bea.ito@bako.example")
    put_contact(cache, 1, account_id(0), FirstName="Bea", LastName="Ito")
    return ours
