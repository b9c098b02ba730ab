"""Turns records into what is compared: one list per feature, aligned with the records.

`VERSION` changes whenever the outcome for any record may change, so that stored features can be
told from current ones. Nothing here looks at the other side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfdesk.domain.matching import phone, text, web
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.words import (
    ABBREVIATIONS,
    HONORIFICS,
    LEGAL_FORMS,
    PLACEHOLDERS,
    STREET_WORDS,
)
from sfdesk.domain.records import Kind

VERSION = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Records of one side by column: `columns[name][row]`, "" where blank.

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
            {name: [party.fields.get(name, "") for party in parties] for name in names},
            {name: [party.ids.get(name, "") for party in parties] for name in keys},
            [party.account_id for party in parties],
        )

    def column(self, name: str) -> Sequence[str]:
        """Return a column; all blank if the records do not have it."""
        return self.columns.get(name) or [""] * len(self.ids)

    def first_of(self, *names: str) -> list[str]:
        """Return, per record, the first of these columns that says something."""
        columns = [self.columns[name] for name in names if name in self.columns]
        if not columns:
            return [""] * len(self.ids)
        return [next((v for v in row if v), "") for row in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Features:
    """Everything compared, one list per feature, aligned with `table.ids`; "" where blank."""

    table: Table
    name: list[str]
    core: list[str]
    alias: list[str]
    number: list[str]
    street: list[str]
    city: list[str]
    state: list[str]
    postcode: list[str]
    country: list[str]
    domain: list[str]
    phone: list[str]
    mobile: list[str]
    email: list[str]
    first: list[str]
    last: list[str]
    account: list[str]
    birth: list[str]
    title: list[str]
    industry: list[str]


def features(table: Table, kind: Kind) -> Features:
    """Fold, split and repair every column of one side."""
    names = _known(text.fold(table.first_of("name")))
    number, street = _streets(table.column("street"))
    mails = [v.strip().lower() if "@" in v else "" for v in table.column("email")]
    first, last = _persons(table, names)
    return Features(
        table=table,
        name=names,
        core=[core(name) for name in names] if kind is Kind.ACCOUNT else names,
        alias=[core(v) for v in _known(text.fold(table.column("alias")))],
        number=number,
        street=street,
        city=_known(text.fold(table.column("city"))),
        state=_known(text.fold(table.column("state"))),
        postcode=[v.replace(" ", "") for v in text.fold(_zip5(table.column("postcode")))],
        country=_known(text.fold(table.column("country"))),
        domain=_domains(table, mails),
        phone=phone.nationals(table.column("phone")),
        mobile=phone.nationals(table.column("mobile")),
        email=mails,
        first=first,
        last=last,
        account=[core(v) for v in _known(text.fold(table.column("account")))],
        birth=[v.replace(" ", "") for v in text.fold(table.column("birth_date"))],
        title=_known(text.fold(table.first_of("title"))),
        industry=_known(text.fold(table.first_of("industry"))),
    )


def core(name: str) -> str:
    """Return a folded company name without its legal form, abbreviations written out.

    A name that is nothing but legal forms is returned whole.
    """
    words = [ABBREVIATIONS.get(word, word) for word in name.split()]
    kept = [word for word in words if word not in LEGAL_FORMS and word not in ("and", "the")]
    return " ".join(kept or words)


def _known(values: list[str]) -> list[str]:
    return ["" if value in PLACEHOLDERS else value for value in values]


def _zip5(values: Sequence[str]) -> list[str]:
    return [v.split("-")[0] if len(v) == 10 and v[5] == "-" else v for v in values]


def _streets(values: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split each street into its number and the rest with its words shortened."""
    numbers, streets = [], []
    for value in text.fold(values):
        words = [STREET_WORDS.get(word, word) for word in value.split()]
        number = next((word for word in words if word[0].isdigit() and word not in _ORDINALS), "")
        numbers.append(number)
        streets.append(" ".join(word for word in words if word != number))
    return numbers, streets


_ORDINALS = frozenset(f"{n}{s}" for n in range(1, 200) for s in ("st", "nd", "rd", "th"))


def _domains(table: Table, mails: list[str]) -> list[str]:
    own = web.domains(table.column("website"))
    hosts = web.domains([mail.rpartition("@")[2] for mail in mails])
    return [a or b for a, b in zip(own, hosts, strict=True)]


def _persons(table: Table, names: list[str]) -> tuple[list[str], list[str]]:
    """Return first and last names; a name in one field only is split at its last word."""
    firsts = [_bare(v) for v in text.fold(table.column("first_name"))]
    lasts = [_bare(v) for v in text.fold(table.column("last_name"))]
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if not first and (last or names[row]):
            firsts[row], _space, lasts[row] = _bare(last or names[row]).rpartition(" ")
    return firsts, lasts


def _bare(name: str) -> str:
    words = name.split()
    return " ".join(w for w in words if w not in HONORIFICS) or name
