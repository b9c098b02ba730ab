"""Whoever follows a store hears of every write, and is told when it cannot be told."""

from datetime import timedelta
from pathlib import Path

import pytest

from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.integration.store.customers import (
    LATER,
    NOW,
    account_id,
    add_account,
    add_contact,
    put_account,
)

EARLY = NOW - timedelta(days=1)


def test_the_crm_names_what_was_added_changed_or_removed_since(crm: Crm) -> None:
    old, changed, gone, many = (add_account(crm, f"Customer {n}") for n in range(4))
    person = add_contact(crm, "Ito", account_id=old)
    since, people = crm.pulse(Kind.ACCOUNT), crm.pulse(Kind.CONTACT)
    assert crm.moved(Kind.ACCOUNT, since) == frozenset()
    crm.change(Kind.ACCOUNT, changed, {"city": "Graz"}, now=EARLY)  # a clock that is late
    crm.remove(Kind.ACCOUNT, gone)
    crm.remove_many(Kind.ACCOUNT, [many])
    fresh = add_account(crm, "Customer 5")
    assert crm.moved(Kind.ACCOUNT, since) == frozenset({changed, gone, many, fresh})
    assert crm.pulse(Kind.ACCOUNT) != since
    assert crm.pulse(Kind.CONTACT) == people
    crm.remove(Kind.CONTACT, person)
    assert crm.moved(Kind.CONTACT, people) == frozenset({person})


def test_a_removed_record_that_comes_back_and_goes_again_is_named_each_time(crm: Crm) -> None:
    for _round in range(2):
        crm.add(Kind.ACCOUNT, {"name": "Orion"}, now=NOW, crm_id="A-000009")
        since = crm.pulse(Kind.ACCOUNT)
        crm.remove(Kind.ACCOUNT, "A-000009")
        assert crm.moved(Kind.ACCOUNT, since) == frozenset({"A-000009"})


def test_a_write_that_is_rolled_back_is_not_named(crm: Crm) -> None:
    old = add_account(crm, "Customer")
    since = crm.pulse(Kind.ACCOUNT)
    with pytest.raises(InputError):
        _change_and_fail(crm, old)
    assert crm.pulse(Kind.ACCOUNT) == since
    assert crm.moved(Kind.ACCOUNT, since) == frozenset()


def _change_and_fail(crm: Crm, crm_id: str) -> None:
    with crm.writing():
        crm.change(Kind.ACCOUNT, crm_id, {"city": "Graz"}, now=LATER)
        crm.change(Kind.ACCOUNT, crm_id, {"name": None}, now=LATER)


def test_a_database_that_was_put_back_from_a_copy_cannot_tell(tmp_path: Path) -> None:
    with Crm(f"sqlite:///{tmp_path / 'now.sqlite'}") as crm:
        for n in range(3):
            add_account(crm, f"Customer {n}")
        since = crm.pulse(Kind.ACCOUNT)
    with Crm(f"sqlite:///{tmp_path / 'copy.sqlite'}") as crm:
        add_account(crm, "Customer 0")
        assert crm.moved(Kind.ACCOUNT, since) is None
        for n in range(2):
            crm.add(Kind.ACCOUNT, {"name": f"Other {n}"}, now=LATER)
        assert crm.pulse(Kind.ACCOUNT) != since  # as many writes, but others


def test_the_cache_names_what_was_read_deleted_or_left_outside_since(cache: Cache) -> None:
    for n in range(4):
        put_account(cache, n)
    since = cache.pulse(Kind.ACCOUNT)
    assert cache.moved(Kind.ACCOUNT, since) == frozenset()
    put_account(cache, 1, at=EARLY, Name="Read before, stored after")
    assert cache.moved(Kind.ACCOUNT, since) == frozenset()
    put_account(cache, 1, at=LATER, Name="Another")
    cache.mark_deleted(Kind.ACCOUNT, {account_id(2): None, account_id(7): account_id(1)}, at=NOW)
    cache.mark_outside(Kind.ACCOUNT, [account_id(3)], at=NOW)
    named = frozenset(account_id(n) for n in (1, 2, 3, 7))
    assert cache.moved(Kind.ACCOUNT, since) == named
    assert cache.pulse(Kind.ACCOUNT) != since
    assert cache.moved(Kind.CONTACT, cache.pulse(Kind.CONTACT)) == frozenset()


def test_a_cache_that_was_made_anew_cannot_tell(tmp_path: Path) -> None:
    pulses = []
    for name in ("one", "other"):
        with Cache(tmp_path / name) as cache:
            put_account(cache, 1)
            pulses.append(cache.pulse(Kind.ACCOUNT))
    assert pulses[0] != pulses[1]
    with Cache(tmp_path / "other") as cache:
        assert cache.moved(Kind.ACCOUNT, pulses[0]) is None
