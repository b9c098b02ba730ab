"""A CRM address is read, or refused without showing what may be a password."""

import traceback
from pathlib import Path

import pytest

from sfdesk.errors import StoreUnreachable
from sfdesk.store import crm_engine


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+pg8000"])
def test_every_usual_scheme_means_the_same_driver(scheme: str) -> None:
    url = crm_engine.parse(f" {scheme}://anna:s%40crt@db.example/crm?sslmode=require\n")
    assert url.drivername == "postgresql+pg8000"
    assert (url.username, url.password, url.host, url.database) == (
        "anna", "s@crt", "db.example", "crm",
    )  # fmt: skip


def test_a_file_is_found() -> None:
    assert crm_engine.sqlite_file(crm_engine.parse("sqlite:////data/crm.sqlite")) == Path(
        "/data/crm.sqlite"
    )
    assert crm_engine.sqlite_file(crm_engine.parse("sqlite://")) is None


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("", "postgresql://name"),
        ("no address SECRET", "postgresql://name"),
        ("postgresql://anna:x@SECRET@db.example/crm", "%40"),
        ("postgresql://anna:x@db:SECRET/crm", "postgresql://name"),
        ("mysql://anna:SECRET@db/crm", "SQLite or PostgreSQL"),
        ("postgresql://anna:SECRET@db.example", "needs a name"),
        ("postgresql://db.example/SECRET", "needs a name"),
        ("postgresql://anna:SECRET@db/crm?channel_binding=require", "sslmode"),
    ],
)
def test_a_wrong_address_is_refused_without_its_password(address: str, word: str) -> None:
    with pytest.raises(StoreUnreachable) as told:
        crm_engine.parse(address)
    assert word in told.value.hint
    said = "".join(traceback.format_exception(told.value)) + told.value.details
    assert "SECRET" not in said
