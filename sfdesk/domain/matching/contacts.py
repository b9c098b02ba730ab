"""Lets people speak for their accounts: who is known at both, by e-mail or by name and number.

Accounts are matched first with this as evidence, then contacts with the account links as theirs.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    mine, theirs = _people_by_key(left), _people_by_key(right)
    met: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, people in mine.items():
        others = theirs.get(key, [])
        if len(people) <= _MOST_SHARERS and len(others) <= _MOST_SHARERS:
            for a, b in product(people, others):
                met[a.account_id, b.account_id].add(a.id)
    return {pair: len(people) for pair, people in sorted(met.items())}


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
