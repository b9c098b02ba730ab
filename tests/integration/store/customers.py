"""Invented customers on both sides, for the tests of what is done with them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from sfdesk.domain.records import Kind, Record, Value, id18
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ORG = "00D000000000001EAA"
_TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
_WORDS = ("Bako", "Kelim", "Lirano", "Mosuti", "Nuvera", "Rakobi", "Solinu", "Tizamo")


def no_org() -> NoReturn:
    """What is undone here needs no Salesforce."""
    raise AssertionError("only a push needs its Salesforce")


def account_id(n: int) -> str:
    return id18(f"001A0000006V{n:03}")


def contact_id(n: int) -> str:
    return id18(f"003A0000006V{n:03}")


def put_account(cache: Cache, n: int, at: datetime = NOW, **fields: Value) -> str:
    """Store a Salesforce account and return its id."""
    values = {
        "Id": account_id(n), "Name": f"Account {n}", "Website": None, "Phone": None,
        "BillingStreet": None, "BillingCity": None, "BillingCountry": None, "AccountNumber": None,
        "ARR__c": None, "Renewal_Date__c": None, "Owner.Name": None, **fields,
    }  # fmt: skip
    cache.store_page(Kind.ACCOUNT, [Record(Kind.ACCOUNT, account_id(n), values, at, at)])
    return account_id(n)


def put_contact(
    cache: Cache, n: int, account: str | None, at: datetime = NOW, **fields: Value
) -> str:
    """Store a Salesforce contact and return its id."""
    first, last = fields.get("FirstName"), fields.get("LastName", f"Person {n}")
    values: Mapping[str, Value] = {
        "Id": contact_id(n), "FirstName": None, "LastName": last, "Email": None, "Phone": None,
        "MobilePhone": None, "Title": None, "AccountId": account,
        "Name": " ".join(str(part) for part in (first, last) if part), **fields,
    }  # fmt: skip
    cache.store_page(Kind.CONTACT, [Record(Kind.CONTACT, contact_id(n), values, at, at)])
    return contact_id(n)


def add_account(crm: Crm, name: str, **fields: Value) -> str:
    """Add a CRM account and return its id."""
    return crm.add(Kind.ACCOUNT, {"name": name, **fields}, now=NOW)


def add_contact(crm: Crm, last_name: str, **fields: Value) -> str:
    """Add a CRM contact and return its id."""
    return crm.add(Kind.CONTACT, {"last_name": last_name, **fields}, now=NOW)


def put_customer(cache: Cache, crm: Crm, n: int) -> str:
    """Put one customer on both sides and return the CRM's id."""
    name, town = f"{_WORDS[n % 8]}{_WORDS[n // 8 % 8].lower()} Trading", _TOWNS[n % 5]
    put_account(cache, n, Name=name + " Ltd", BillingCity=town)
    return add_account(crm, name, city=town)


def contents(crm: Crm) -> dict[str, dict[str, Value]]:
    """Return everything that the CRM's records say, by id."""
    return {r.id: dict(r.fields) for kind in Kind for r in crm.records(kind)}
