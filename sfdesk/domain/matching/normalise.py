"""Turns records into what is compared: one list per feature, both sides one after the other.

`VERSION` changes whenever the outcome for any record may change, so that stored features can be
told from current ones. A record's features depend on that record alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sfdesk.domain.matching import dates, phone, web
from sfdesk.domain.matching.address import postcodes, split_streets
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.once import Check, never, once, picker
from sfdesk.domain.matching.person_names import persons
from sfdesk.domain.matching.sounds.glossary import country_codes, japanese, translated
from sfdesk.domain.matching.sounds.streets import towns
from sfdesk.domain.matching.text import plain
from sfdesk.domain.matching.words import (
    ABBREVIATIONS,
    COUNTRIES,
    LEGAL_FORMS,
    PLACEHOLDERS,
    STATES,
)
from sfdesk.domain.records import Kind

VERSION = 7

_KNOWN = """
    name alias street city state postcode country phone mobile website email first_name last_name
    title account birth_date industry customer_no owner department
"""
KNOWN = frozenset(_KNOWN.split())
"""Columns that a comparison of their own reads; any other is compared as it stands."""


@dataclass(frozen=True, slots=True)
class Table:
    """Records by column: `columns[name][row]`, "" where blank.

    `keys` are external ids, `accounts` the id of a contact's account on its own side.
    """

    ids: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    keys: Mapping[str, Sequence[str]]
    accounts: Sequence[str]

    @classmethod
    def of_parties(cls, parties: Sequence[Party]) -> "Table":
        """Lay records out by column."""
        names = dict.fromkeys(name for party in parties for name in party.fields)
        keys = dict.fromkeys(name for party in parties for name in party.ids)
        return cls(
            [party.id for party in parties],
            {name: [party.fields.get(name, "") for party in parties] for name in sorted(names)},
            {name: [party.ids.get(name, "") for party in parties] for name in sorted(keys)},
            [party.account_id for party in parties],
        )

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Sequence[str]:
        """Return a column; all blank if the records do not have it."""
        return self.columns.get(name) or [""] * len(self.ids)

    def fills(self, name: str) -> bool:
        """Tell whether any record has a value in a column or key."""
        cells = self.columns.get(name) or self.keys.get(name, ())
        return any(cell and not cell.isspace() for cell in cells)

    def cell(self, name: str, row: int) -> str:
        """Return one value; blank if the records do not have the column."""
        return self.columns[name][row] if name in self.columns else ""

    def by_id(self) -> "Table":
        """Return the records in the order of their ids, so that no outcome depends on theirs."""
        order = sorted(range(len(self)), key=self.ids.__getitem__)
        if order == list(range(len(self))):
            return self
        pick = picker(order)
        columns, keys = (
            {name: pick(values) for name, values in some.items()}
            for some in (self.columns, self.keys)
        )
        return Table(pick(self.ids), columns, keys, pick(self.accounts))


def shown_least(table: Table) -> Table:
    """Let go of columns that, once folded, only explanations show: much of a long list's memory.

    What is left decides between links that score the same, here and where nothing was let go.
    """
    return _without(table, _NUMBERS)


_NUMBERS = frozenset({"website", "phone", "mobile", "email", "birth_date"})


def joined(left: Table, right: Table) -> Table:
    """Put the right records behind the left ones; a column of one side is blank on the other.

    One that no comparison knows is left out unless both sides fill it: nothing can be compared.
    """
    unknown = (left.columns.keys() | right.columns.keys()) - KNOWN
    idle = frozenset(name for name in unknown if not (left.fills(name) and right.fills(name)))
    left, right = _without(left, idle), _without(right, idle)

    def both(
        a: Mapping[str, Sequence[str]], b: Mapping[str, Sequence[str]]
    ) -> dict[str, list[str]]:
        names = sorted(a.keys() | b.keys())
        blank_left, blank_right = [""] * len(left), [""] * len(right)
        return {name: [*a.get(name, blank_left), *b.get(name, blank_right)] for name in names}

    return Table(
        [*left.ids, *right.ids],
        both(left.columns, right.columns),
        both(left.keys, right.keys),
        [*left.accounts, *right.accounts],
    )


def _without(table: Table, names: frozenset[str]) -> Table:
    kept = {name: cells for name, cells in table.columns.items() if name not in names}
    return replace(table, columns=kept)


@dataclass(frozen=True, slots=True)
class Features:
    """Everything compared, one list per feature, aligned with the rows of the table; "" is blank.

    `others` are the columns that no comparison knows, folded, by name.
    """

    name: list[str]
    core: list[str]
    alias: list[str]
    number: list[str]
    street: list[str]
    city: list[str]
    state: list[str]
    postcode: list[str]
    country: list[str]
    site: list[str]
    mail_domain: list[str]
    phone: list[str]
    mobile: list[str]
    email: list[str]
    local: list[str]
    first: list[str]
    last: list[str]
    account: list[str]
    birth: list[str]
    title: list[str]
    industry: list[str]
    others: dict[str, list[str]]


MOST_OTHERS = 6
"""How many columns without a comparison of their own are compared as plain text."""


def features(table: Table, kind: Kind, check: Check = never) -> Features:
    """Fold, split and repair every column."""
    blank = [""] * len(table)

    def each(name: str, work: Callable[[list[str]], list[str]]) -> list[str]:
        return once(table.columns[name], work, check) if name in table.columns else blank

    def of_mails(part: int) -> list[str]:
        return blank if mails is blank else [mail.rpartition("@")[part] for mail in mails]

    names = each("name", _companies if kind is Kind.ACCOUNT else plain)
    countries = each("country", _countries)
    if kind is Kind.ACCOUNT:
        names = japanese(names, table.column("name"), countries)
    streets = once(table.column("street"), split_streets, check)
    mails = each("email", _mails)
    first, last = persons(table, check) if kind is Kind.CONTACT else (blank, blank)
    return Features(
        name=names,
        core=once(names, cores, check) if kind is Kind.ACCOUNT else blank,
        alias=each("alias", _plain_cores),
        number=[number for number, _street in streets],
        street=[street for _number, street in streets],
        city=each("city", _towns),
        state=each("state", _states),
        postcode=each("postcode", postcodes),
        country=countries,
        site=each("website", web.domains),
        mail_domain=once(of_mails(2), web.domains, check),
        phone=each("phone", phone.nationals),
        mobile=each("mobile", phone.nationals),
        email=mails,
        local=of_mails(0),
        first=first,
        last=last,
        account=each("account", _plain_cores),
        birth=each("birth_date", _dates),
        title=each("title", plain),
        industry=each("industry", plain),
        others={
            name: each(name, plain) for name in sorted(table.columns.keys() - KNOWN)[:MOST_OTHERS]
        },
    )


def _states(values: list[str]) -> list[str]:
    return [STATES.get(value, value) for value in plain(values)]


def _towns(values: list[str]) -> list[str]:
    return plain(towns(values))


def _countries(values: list[str]) -> list[str]:
    return [COUNTRIES.get(value, value) for value in plain(country_codes(values))]


def _dates(values: list[str]) -> list[str]:
    """Return dates as YYYYMMDD; what cannot be read stays as it was typed."""
    folded = zip(values, plain(values), strict=True)
    return [dates.day(value) or typed.replace(" ", "") for value, typed in folded]


def _plain_cores(values: list[str]) -> list[str]:
    return cores(_companies(values))


def _companies(values: list[str]) -> list[str]:
    """Fold names of companies; common words of other scripts are put into English first."""
    return plain(translated(values))


def cores(names: list[str]) -> list[str]:
    """Return folded company names without their legal forms, abbreviations written out.

    A name that is nothing but legal forms is returned whole.
    """
    # All names are taken apart and put together again at once, each on a line of its own.
    words = " \n ".join(names).split(" ")
    lines = _SPACES.sub(" ", " ".join(map(_CORE.get, words, words)))
    bare = lines.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
    return [core or _written_out(name) for core, name in zip(bare, names, strict=True)]


def _written_out(name: str) -> str:
    return " ".join(ABBREVIATIONS.get(word, word) for word in name.split())


_SMALL = frozenset({"and", "the", "of", "for", "de", "la", "le", "du", "der", "die", "das", "at"})
_SPACES = re.compile("  +")


def _in_core() -> dict[str, str]:
    """Return what a word becomes in a core name, "" where it is left out."""
    dropped = dict.fromkeys(LEGAL_FORMS | _SMALL, "")
    return dropped | {word: dropped.get(long, long) for word, long in ABBREVIATIONS.items()}


_CORE = _in_core()


def _mails(values: list[str]) -> list[str]:
    """Return addresses in lower case without "+tag"; what is no address stays as it was typed."""
    return [
        "" if v in PLACEHOLDERS else _mail(v) if "+" in v else v
        for v in (value.strip().lower() for value in values)
    ]


def _mail(value: str) -> str:
    local, host = web.mail_parts(value)
    return f"{local}@{host}" if local else value
