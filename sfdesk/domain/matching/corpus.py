"""Both sides of one run, coded as numbers when a comparison first asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from sfdesk.domain.matching.coding import Coded, Ints, coded, in_order
from sfdesk.domain.matching.model import SALESFORCE_ID
from sfdesk.domain.matching.names import NameBook
from sfdesk.domain.matching.normalise import Features, Table, features, joined
from sfdesk.domain.matching.once import blocks
from sfdesk.domain.matching.readings import common, further, named_by
from sfdesk.domain.matching.sounds.book import SoundBook
from sfdesk.domain.matching.sounds.glossary import without_forms
from sfdesk.domain.matching.sounds.scripts import Scripts, script_of, scripts_of, strange_rows
from sfdesk.domain.matching.sounds.synonyms import english
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket


@dataclass
class Corpus:
    """All records of a run: the first `n_left` rows are the left side, the rest the right one."""

    table: Table
    features: Features
    kind: Kind
    n_left: int
    account_links: Mapping[str, str] = field(default_factory=dict)
    shared_contacts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    among: "Corpus | None" = None
    ticket: Ticket = field(default_factory=Ticket)
    known_readings: list[tuple[int, str]] | None = None
    _scripts: dict[str, Scripts | None] = field(default_factory=dict)
    _coded: dict[str, Coded] = field(default_factory=dict)
    _counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        left: Table,
        right: Table,
        kind: Kind,
        account_links: Mapping[str, str] | None = None,
        *,
        ticket: Ticket | None = None,
    ) -> "Corpus":
        """Fold and repair both sides. Raise `Cancelled` when the ticket is cancelled."""
        table = joined(left, right)
        made = features(table, kind, (ticket or Ticket()).check)
        return cls(table, made, kind, len(left), account_links or {})

    def __len__(self) -> int:
        return len(self.table)

    def check(self) -> None:
        """Raise `Cancelled` if the run that is at work on these records was cancelled."""
        self.ticket.check()

    @property
    def n_right(self) -> int:
        """How many records the right side has."""
        return len(self.table) - self.n_left

    def coded(self, name: str) -> Coded:
        """Return one feature as numbers."""
        if name not in self._coded:
            made = coded(getattr(self.features, name), self.n_left, self.check)
            self._coded[name] = self._counted(name, made)
        return self._coded[name]

    def _counted(self, name: str, made: Coded) -> Coded:
        """Let a part of many records know how many of all of them share a value."""
        if self.among is None:
            return made
        counts, totals = partial(self.among.counts, name), partial(self.among.totals, name)
        return replace(made, known=counts, known_total=totals)

    def counts(self, name: str) -> dict[str, int]:
        """Return how many records of a side share each value of a feature."""
        if name not in self._counts:
            made = self._column(name)
            shared = _shared(made, len(self)).tolist()
            self._counts[name] = dict(zip(made.values, shared, strict=True))
        return self._counts[name]

    def totals(self, name: str) -> dict[str, int]:
        """Return how many records of both sides have each value of a feature."""
        key = f"{name} in all"
        if key not in self._counts:
            made = self._column(name)
            self._counts[key] = dict(zip(made.values, made.total.tolist(), strict=True))
        return self._counts[key]

    def _column(self, name: str) -> Coded:
        """Return what any of the other methods numbers, by the name that it is kept under."""
        what, _space, of = name.partition(" ")
        if name in self._coded:
            return self._coded[name]
        if what in (_ID, _OTHER):
            return self.key(of) if what == _ID else self.other(of)
        return self.joint(*name.split("+")) if "+" in name else self.coded(name)

    def key(self, name: str) -> Coded:
        """Return an external id as numbers; all blank if the records do not have it."""
        values = self.table.keys.get(name) or [""] * len(self)
        return self.made(f"{_ID} {name}", [keyed(name, value) for value in values])

    def other(self, name: str) -> Coded:
        """Return a column that no comparison knows as numbers; all blank if there is none."""
        return self.made(f"{_OTHER} {name}", self.features.others.get(name) or [""] * len(self))

    def together(self, *names: str) -> list[Ints]:
        """Return several features as numbers of one common list, so that they can be crossed."""
        key = "+".join(names)
        if key not in self._coded:
            texts = [value for name in names for value in getattr(self.features, name)]
            self._coded[key] = self._counted(key, coded(texts, self.n_left, self.check))
        codes = self._coded[key].codes
        return [codes[n * len(self) : (n + 1) * len(self)] for n in range(len(names))]

    def joint(self, *names: str) -> Coded:
        """Return the common list that `together` numbers by."""
        self.together(*names)
        return self._coded["+".join(names)]

    def sharers(self, *names: str) -> Ints:
        """Return how many records share each value of `joint`, whichever of the features has it.

        A record counts once; of the two sides the one where more records have the value counts.
        """
        return _shared(self.joint(*names), len(self))

    def made(self, name: str, values: Sequence[str]) -> Coded:
        """Return a feature made on the spot as numbers; `name` is what it is kept under."""
        if name not in self._coded:
            self._coded[name] = self._counted(name, coded(values, self.n_left, self.check))
        return self._coded[name]

    def prepare(self, name: str, made: Coded) -> None:
        """Keep a feature that was coded elsewhere; `made(name, ...)` will return it."""
        self._coded[name] = made

    @cached_property
    def names(self) -> NameBook:
        """The core names of all records; first and last names for people."""
        wider = self.among.names if self.among else None
        if self.kind is Kind.ACCOUNT:
            return NameBook(self.features.core, wider, self.check)
        both = zip(self.features.first, self.features.last, strict=True)
        spelt = [f"{first} {last}".strip() for first, last in both]
        return NameBook(spelt, wider, self.check)

    @cached_property
    def names_and_aliases(self) -> NameBook:
        """The core names, then once more with each record's alias in place where it has one."""
        core, alias = self.features.core, self.features.alias
        both = [*core, *(b or a for a, b in zip(core, alias, strict=True))]
        return NameBook(both, self.among.names_and_aliases if self.among else None, self.check)

    @cached_property
    def towns(self) -> frozenset[str]:
        """The words of towns, but for short ones."""
        cities = self.coded("city").values
        return frozenset(word for city in cities for word in city.split() if len(word) > _SHORT)

    @cached_property
    def name_scripts(self) -> Scripts | None:
        """The script that each record is named in; None where all names are in Latin letters."""
        columns, rows = named_by(self.table, self.kind), self._strange
        scripts = np.zeros(len(self), dtype=np.int8)
        for part in blocks(len(rows), self.check, _TRANSLATED):
            written = [" ".join(column[row] for column in columns) for row in rows[part]]
            if self.kind is Kind.ACCOUNT:
                written = [without_forms(name) for name in written]
            scripts[rows[part]] = [script_of(text) for text in written]
        return scripts if scripts.any() else None

    @cached_property
    def readings(self) -> list[tuple[int, str]]:
        """Further readings of names in other scripts, folded, as (record, name) by record."""
        if self.known_readings is not None:
            return self.known_readings
        return further(self.table, self.features, self.kind, self._strange, self.check)

    @cached_property
    def _strange(self) -> list[int]:
        return strange_rows(*named_by(self.table, self.kind))

    @cached_property
    def sounds(self) -> SoundBook | None:
        """How the names sound; None where all of them are in Latin letters."""
        if self.name_scripts is None:
            return None
        among = self.among.sounds if self.among else None
        company = self.kind is Kind.ACCOUNT
        return SoundBook.of(
            self.names.words, self.name_scripts, self.readings, said=english() if company else {},
            common=common() if company else frozenset(), among=among, check=self.check,
        )  # fmt: skip

    def scripts(self, name: str) -> Scripts | None:
        """Return the script that each record's column is written in; None where all are Latin."""
        if name not in self._scripts:
            self._scripts[name] = scripts_of(self.table.column(name))
        return self._scripts[name]

    @cached_property
    def account_names(self) -> NameBook:
        """The core names of people's accounts; one entry per different name, then a blank."""
        names = [*self.coded("account").values, ""]
        return NameBook(names, self.among.account_names if self.among else None, self.check)

    @cached_property
    def spellings(self) -> tuple[Ints, Ints]:
        """The beginnings of web names and of names without spaces, numbered together.

        Too short ones are -1 and -2, so that they equal nothing.
        """
        site, mail = self.together("site", "mail_domain")
        plain = self.names.plain
        hosts = [host.split(".", 1)[0] for host in self.joint("site", "mail_domain").values]
        self.check()
        beginnings = [
            *(host.replace("-", "")[:_SPELT] for host in hosts),
            *(name[:_SPELT] for name in plain.values),
        ]
        self.check()
        long = [text if len(text) >= _SPELT_LEAST else "" for text in beginnings]
        codes = np.append(coded(long, 0, self.check).codes, np.int32(-1))  # the last for a blank
        label = codes[np.where(site >= 0, site, mail)]
        name = codes[len(hosts) :][plain.codes]
        # Numbered in the order of records, whatever order their parts were numbered in.
        codes = in_order(np.append(label, name))
        label, name = codes[: len(self)], codes[len(self) :]
        return label, np.where(name < 0, -2, name).astype(np.int32)


def keyed(name: str, value: str) -> str:
    """Return an external id as it is compared: a Salesforce id by its first 15 characters."""
    return value[:15] if name == SALESFORCE_ID else value.strip().casefold()


_ID, _OTHER, _SHORT = "id", "other", 2
_TRANSLATED = 1_000
"""Names translated between two looks at the ticket."""
_SPELT, _SPELT_LEAST = 12, 6


def _shared(made: Coded, rows: int) -> Ints:
    """Count the records of a side that have a value in any of the columns, of `rows` each."""
    if made.known is not None or len(made.codes) == rows:
        return made.sharers
    found = np.zeros((2, len(made.values)), dtype=np.int64)
    columns = made.codes.reshape(-1, rows)
    for n, column in enumerate(columns):
        new = np.where((columns[:n] == column).any(axis=0), np.int32(-1), column)
        for side, codes in enumerate((new[: made.n_left], new[made.n_left :])):
            found[side] += np.bincount(codes[codes >= 0], minlength=len(made.values))
    return np.asarray(found.max(axis=0), dtype=np.int32)
