"""Lets people speak for their accounts: who is known at both, by e-mail or by name and number.

Accounts are matched first with this as evidence, then contacts with the account links as theirs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.words import ROLE_MAILBOXES
from sfdesk.domain.records import Kind

_MOST_SHARERS = 3
"""A key that more people have on one side is a shared box or a switchboard."""


def shared_contacts(left: Sequence[Party], right: Sequence[Party]) -> Mapping[tuple[str, str], int]:
    """Return how many people each pair of accounts (left id, right id) has in common.

    A person counts once per pair of accounts. Role mailboxes do not count, and neither do
    addresses or numbers that more than three people of a side have.
    """
    return Acquaintances(left, right).shared()


class Acquaintances:
    """Who is known at which accounts of both sides. People may come, go and change."""

    def __init__(self, left: Sequence[Party], right: Sequence[Party]) -> None:
        self._keys: tuple[dict[str, tuple[str, ...]], ...] = ({}, {})
        self._known: tuple[dict[str, dict[str, str]], ...] = (defaultdict(dict), defaultdict(dict))
        self._met: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for side, people in enumerate((left, right)):
            self._enter(side, people)
        for key in self._known[0]:
            self._count(key, 1)

    def change(self, side: int, people: Sequence[Party], gone: Iterable[str]) -> None:
        """Take changed and new people in, and let others go; side 0 is the left one."""
        leaving = [*gone, *(party.id for party in people)]
        old = {key for person in leaving for key in self._keys[side].get(person, ())}
        fresh = _people_by_key(people)
        for key in old | fresh.keys():
            self._count(key, -1)
        for person in leaving:
            for key in self._keys[side].pop(person, ()):
                self._known[side][key].pop(person, None)
        self._enter(side, people, fresh)
        for key in old | fresh.keys():
            self._count(key, 1)

    def shared(self) -> dict[tuple[str, str], int]:
        """Return how many people each pair of accounts has in common."""
        return {pair: len(people) for pair, people in sorted(self._met.items())}

    def _enter(
        self, side: int, people: Sequence[Party], keys: Mapping[str, list[Party]] | None = None
    ) -> None:
        mine: dict[str, list[str]] = defaultdict(list)
        for key, some in (_people_by_key(people) if keys is None else keys).items():
            for person in some:
                self._known[side][key][person.id] = person.account_id
                mine[person.id].append(key)
        self._keys[side].update({person: tuple(some) for person, some in mine.items()})

    def _count(self, key: str, sign: int) -> None:
        """Count in (1) or out (-1) what one key says."""
        people, others = (known.get(key, {}) for known in self._known)
        if len(people) > _MOST_SHARERS or len(others) > _MOST_SHARERS:
            return
        for (person, mine), theirs in product(people.items(), others.values()):
            met = self._met[mine, theirs]
            met[person] += sign
            if not met[person]:
                del met[person]
            if not met:
                del self._met[mine, theirs]


def _people_by_key(parties: Sequence[Party]) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = defaultdict(list)
    table = Table.of_parties(parties)
    if not parties:
        return found
    f = features(table, Kind.CONTACT)
    for row, party in enumerate(parties):
        if not party.account_id:
            continue
        person = f"{f.first[row]} {f.last[row]}"
        for key in _keys(f.email[row], person, (f.mobile[row], f.phone[row])):
            found[key].append(party)
    return found


def _keys(email: str, person: str, numbers: Sequence[str]) -> Iterator[str]:
    local, at, _host = email.partition("@")
    if at and local not in ROLE_MAILBOXES:
        yield email
    if len(person) > 3:
        yield from {f"{person} {number}" for number in numbers if number}
