"""Both sides of one run, coded as numbers when a comparison first asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sfdesk.domain.matching.coding import Coded, Ints, coded
from sfdesk.domain.matching.names import NameBook
from sfdesk.domain.matching.normalise import Features, Table, features, joined
from sfdesk.domain.records import Kind


@dataclass
class Corpus:
    """All records of a run: the first `n_left` rows are the left side, the rest the right one."""

    table: Table
    features: Features
    kind: Kind
    n_left: int
    account_links: Mapping[str, str] = field(default_factory=dict)
    shared_contacts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _coded: dict[str, Coded] = field(default_factory=dict)

    @classmethod
    def of(
        cls, left: Table, right: Table, kind: Kind, account_links: Mapping[str, str] | None = None
    ) -> "Corpus":
        """Fold and repair both sides."""
        table = joined(left, right)
        return cls(table, features(table, kind), kind, len(left), account_links or {})

    def __len__(self) -> int:
        return len(self.table)

    @property
    def n_right(self) -> int:
        """How many records the right side has."""
        return len(self.table) - self.n_left

    def coded(self, name: str) -> Coded:
        """Return one feature as numbers."""
        if name not in self._coded:
            self._coded[name] = coded(getattr(self.features, name), self.n_left)
        return self._coded[name]

    def together(self, *names: str) -> list[Ints]:
        """Return several features as numbers of one common list, so that they can be crossed."""
        key = "+".join(names)
        if key not in self._coded:
            texts = [value for name in names for value in getattr(self.features, name)]
            self._coded[key] = coded(texts, self.n_left)
        codes = self._coded[key].codes
        return [codes[n * len(self) : (n + 1) * len(self)] for n in range(len(names))]

    def joint(self, *names: str) -> Coded:
        """Return the common list that `together` numbers by."""
        self.together(*names)
        return self._coded["+".join(names)]

    def made(self, name: str, values: Sequence[str]) -> Coded:
        """Return a feature made on the spot as numbers; `name` is what it is kept under."""
        if name not in self._coded:
            self._coded[name] = coded(values, self.n_left)
        return self._coded[name]

    @cached_property
    def names(self) -> NameBook:
        """The core names of all records; first and last names for people."""
        if self.kind is Kind.ACCOUNT:
            return NameBook(self.features.core)
        both = zip(self.features.first, self.features.last, strict=True)
        return NameBook([f"{first} {last}".strip() for first, last in both])

    @cached_property
    def names_and_aliases(self) -> NameBook:
        """The core names, then once more with each record's alias in place where it has one."""
        core, alias = self.features.core, self.features.alias
        return NameBook([*core, *(b or a for a, b in zip(core, alias, strict=True))])

    @cached_property
    def account_names(self) -> NameBook:
        """The core names of people's accounts; one entry per different name, then a blank."""
        return NameBook([*self.coded("account").values, ""])

    @cached_property
    def spellings(self) -> tuple[Ints, Ints]:
        """The beginnings of web names and of names without spaces, numbered together.

        Too short ones are -1 and -2, so that they equal nothing.
        """
        f = self.features
        hosts = [(a or b).split(".", 1)[0] for a, b in zip(f.site, f.mail_domain, strict=True)]
        labels = [host.replace("-", "")[:_SPELT] for host in hosts]
        names = [core.replace(" ", "")[:_SPELT] for core in self.names.cores]
        long = [text if len(text) >= _SPELT_LEAST else "" for text in (*labels, *names)]
        codes = coded(long, self.n_left).codes
        label, name = codes[: len(self)], codes[len(self) :]
        return label, np.where(name < 0, -2, name).astype(np.int32)


_SPELT, _SPELT_LEAST = 12, 6
