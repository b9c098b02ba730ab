"""Both sides as the matcher takes them: read once, then followed change by change.

Both stores number their writes, so that it does not matter who changed a record: a sync, another
window, or a colleague in the team's database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.matching.contradictions import ids_of
from sfdesk.domain.matching.model import Decided, Party
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.domain.sides import crm_party, salesforce_party
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm

CRM, SALESFORCE = 0, 1
R = TypeVar("R", Record, CrmRecord)


@dataclass(frozen=True, slots=True)
class Moved:
    """Records of one side and kind that are other than they were, and those that went.

    `ids` are external ids (see `contradictions.ids_of`) that came to a record or left one.
    """

    parties: Sequence[Party] = ()
    gone: Sequence[str] = ()
    ids: AbstractSet[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Side(Generic[R]):
    """How one side is read."""

    pulse: Callable[[Kind], str]
    moved: Callable[[Kind, str], frozenset[str] | None]
    every: Callable[[Kind], Iterable[R]]
    some: Callable[[Kind, Iterable[str]], Mapping[str, R]]
    people_of: Callable[[Iterable[str]], Mapping[str, list[R]]]
    party: Callable[[R, Iterable[R], str], Party]


def _ours(crm: Crm) -> _Side[CrmRecord]:
    return _Side(crm.pulse, crm.moved, crm.records, crm.some, crm.contacts_of, crm_party)


def _theirs(cache: Cache, pairs: Sequence[FieldPair]) -> _Side[Record]:
    def some(kind: Kind, ids: Iterable[str]) -> dict[str, Record]:
        found = cache.some(kind, ids)
        return {key: record for key, record in found.items() if not record.is_deleted}

    def party(record: Record, people: Iterable[Record], account: str) -> Party:
        return salesforce_party(record, pairs, people, account)

    return _Side(cache.pulse, cache.moved, cache.records, some, cache.contacts_of, party)


def _home(person: Record | CrmRecord) -> str:
    key = "AccountId" if isinstance(person, Record) else "account_id"
    return str(person.fields.get(key) or "")


class BothSides:
    """All parties of both sides by kind and id, with the pulse that they were read under."""

    def __init__(self, cache: Cache, crm: Crm, pairs: Sequence[FieldPair]) -> None:
        """Read everything. Raise StoreError."""
        self._pulse: dict[tuple[int, Kind], str] = {}
        self._parties: dict[tuple[int, Kind], dict[str, Party]] = {}
        self._read(CRM, _ours(crm))
        self._read(SALESFORCE, _theirs(cache, pairs))

    def _read(self, side: int, read: _Side[R]) -> None:
        for kind in Kind:  # first the pulse: what changes while it is read is read once more
            self._pulse[side, kind] = read.pulse(kind)
        people: dict[str, list[R]] = {}
        for person in read.every(Kind.CONTACT):
            people.setdefault(_home(person), []).append(person)
        names: dict[str, str] = {}
        accounts: dict[str, Party] = {}
        for record in read.every(Kind.ACCOUNT):
            names[record.id] = record.name
            accounts[record.id] = read.party(record, people.get(record.id, ()), "")
        self._parties[side, Kind.ACCOUNT] = accounts
        self._parties[side, Kind.CONTACT] = {
            person.id: read.party(person, (), names.get(home, ""))
            for home, some in people.items()
            for person in some
        }

    def parties(self, side: int, kind: Kind) -> list[Party]:
        """Return the parties of one side and kind, by id."""
        found = self._parties[side, kind]
        return [found[record] for record in sorted(found)]

    def ids(self, kind: Kind, decided: Iterable[Decided]) -> set[tuple[str, str]]:
        """Return the external ids of the records in some decisions, as far as these are here."""
        records = (
            self._parties[side, kind].get(record)
            for d in decided
            for side, record in ((CRM, d.left_id), (SALESFORCE, d.right_id))
        )
        return {one for party in records if party is not None for one in ids_of(party)}

    def look(
        self, cache: Cache, crm: Crm, pairs: Sequence[FieldPair]
    ) -> dict[tuple[int, Kind], Moved] | None:
        """Read what changed since the last look; None if a store cannot tell.

        Raise StoreError. After it, and after None, all has to be read again.
        """
        ours = self._look(CRM, _ours(crm))
        theirs = self._look(SALESFORCE, _theirs(cache, pairs))
        return None if ours is None or theirs is None else {**ours, **theirs}

    def _look(self, side: int, read: _Side[R]) -> dict[tuple[int, Kind], Moved] | None:
        changed: dict[Kind, frozenset[str]] = {}
        for kind in Kind:
            since, self._pulse[side, kind] = self._pulse[side, kind], read.pulse(kind)
            moved = read.moved(kind, since)
            if moved is None:
                return None
            changed[kind] = moved
        if not any(changed.values()):
            return {}
        known = self._parties[side, Kind.CONTACT]
        found = read.some(Kind.CONTACT, changed[Kind.CONTACT])
        homes = {known[person].account_id for person in changed[Kind.CONTACT] if person in known}
        homes |= {_home(person) for person in found.values()}
        # an account is known by its people's e-mails, and people by their account's name
        touched = (changed[Kind.ACCOUNT] | homes) - {""}
        accounts, people = read.some(Kind.ACCOUNT, touched), read.people_of(touched)
        firms = {key: read.party(one, people.get(key, ()), "") for key, one in accounts.items()}
        members = (p for key in changed[Kind.ACCOUNT] for p in people.get(key, ()))
        persons = {**{person.id: person for person in members}, **found}
        names = {key: one.name for key, one in accounts.items()}
        made = {key: read.party(one, (), names.get(_home(one), "")) for key, one in persons.items()}
        return {
            (side, Kind.ACCOUNT): self._took(side, Kind.ACCOUNT, firms, touched),
            (side, Kind.CONTACT): self._took(
                side, Kind.CONTACT, made, changed[Kind.CONTACT] | made.keys()
            ),
        }

    def _took(
        self, side: int, kind: Kind, made: Mapping[str, Party], asked: Iterable[str]
    ) -> Moved:
        """Keep what was read; return what the matcher has to know of it."""
        known = self._parties[side, kind]
        new = [party for record, party in made.items() if known.get(record) != party]
        gone = [record for record in asked if record not in made and record in known]
        ids = {one for record in gone for one in ids_of(known[record])}
        for party in new:
            old = known.get(party.id)
            if old is None or old.ids != party.ids:
                ids |= ids_of(party) ^ (ids_of(old) if old else frozenset())
        known.update({party.id: party for party in new})
        for record in gone:
            del known[record]
        return Moved(new, gone, ids)
