"""Turns records into what is compared: one list per feature, both sides one after the other.

`VERSION` changes whenever the outcome for any record may change, so that stored features can be
told from current ones. A record's features depend on that record alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfdesk.domain.matching import phone, text, web
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.words import (
    ABBREVIATIONS,
    COUNTRIES,
    HONORIFICS,
    LEGAL_FORMS,
    PARTICLES,
    PLACEHOLDERS,
    STATES,
    STREET_WORDS,
)
from sfdesk.domain.records import Kind

VERSION = 2

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


def joined(left: Table, right: Table) -> Table:
    """Put the right records behind the left ones; a column of one side is blank on the other."""

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


def features(table: Table, kind: Kind) -> Features:
    """Fold, split and repair every column."""
    names = _known(text.fold(table.column("name")))
    number, street = _streets(table.column("street"))
    mails = _mails(table.column("email"))
    first, last = persons(table) if kind is Kind.CONTACT else (_blank(table), _blank(table))
    return Features(
        name=names,
        core=[core(name) for name in names] if kind is Kind.ACCOUNT else _blank(table),
        alias=[core(v) for v in _known(text.fold(table.column("alias")))],
        number=number,
        street=street,
        city=_known(text.fold(table.column("city"))),
        state=_mapped(_known(text.fold(table.column("state"))), STATES),
        postcode=_postcodes(table.column("postcode")),
        country=_mapped(_known(text.fold(table.column("country"))), COUNTRIES),
        site=web.domains(table.column("website")),
        mail_domain=web.domains([mail.rpartition("@")[2] for mail in mails]),
        phone=phone.nationals(table.column("phone")),
        mobile=phone.nationals(table.column("mobile")),
        email=mails,
        local=[mail.rpartition("@")[0] for mail in mails],
        first=first,
        last=last,
        account=[core(v) for v in _known(text.fold(table.column("account")))],
        birth=[v.replace(" ", "") for v in _known(text.fold(table.column("birth_date")))],
        title=_known(text.fold(table.column("title"))),
        industry=_known(text.fold(table.column("industry"))),
        others={
            name: _known(text.fold(values))
            for name, values in table.columns.items()
            if name not in KNOWN
        },
    )


def _blank(table: Table) -> list[str]:
    return [""] * len(table)


def _mapped(values: list[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(value, value) for value in values]


def core(name: str) -> str:
    """Return a folded company name without its legal form, abbreviations written out.

    A name that is nothing but legal forms is returned whole.
    """
    if not name:
        return ""
    words = [ABBREVIATIONS.get(word, word) for word in name.split()]
    kept = [word for word in words if word not in LEGAL_FORMS and word not in _SMALL]
    return " ".join(kept or words)


_SMALL = frozenset({"and", "the", "of", "for", "de", "la", "le", "du", "der", "die", "das", "at"})


def _known(values: list[str]) -> list[str]:
    return ["" if value in PLACEHOLDERS else value for value in values]


def _postcodes(values: Sequence[str]) -> list[str]:
    """Return postcodes without spaces; an American ZIP+4 is cut to its ZIP, a lost 0 put back."""
    codes = []
    for value in text.fold(values):
        head, _space, rest = value.partition(" ")
        if (
            head.isdigit()
            and len(head) in (4, 5)
            and (not rest or (rest.isdigit() and len(rest) == 4))
        ):
            codes.append(head if len(head) == 5 or not rest else "0" + head)
        elif value.isdigit() and len(value) == 9:
            codes.append(value[:5])
        else:
            codes.append(value.replace(" ", ""))
    return codes


def _streets(values: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split each street into its number and the rest with its words shortened."""
    known: dict[str, tuple[str, str]] = {"": ("", "")}
    numbers, streets = [], []
    for value in _known(text.fold(values)):
        pair = known.get(value)
        if pair is None:
            pair = known[value] = _street(value)
        numbers.append(pair[0])
        streets.append(pair[1])
    return numbers, streets


_UNITS = frozenset({"ste", "fl", "apt", "unit", "rm", "room", "bldg", "box", "po"})


def _street(value: str) -> tuple[str, str]:
    words = [STREET_WORDS.get(word, word) for word in value.split()]
    number = ""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip or word in _UNITS:
            skip = word in _UNITS and not skip
            if word in ("box", "po"):
                kept.append(word)
                skip = False
            continue
        if not number and word[0].isdigit() and word not in _ORDINALS:
            number = word
        else:
            kept.append(word)
    return number, " ".join(kept)


_ORDINALS = frozenset(f"{n}{s}" for n in range(1, 200) for s in ("st", "nd", "rd", "th"))


def _mails(values: Sequence[str]) -> list[str]:
    """Return addresses in lower case without "+tag"; what is no address stays as it was typed."""
    return [
        "" if v in PLACEHOLDERS else _mail(v) if "+" in v else v
        for v in (value.strip().lower() for value in values)
    ]


def _mail(value: str) -> str:
    local, host = web.mail_parts(value)
    return f"{local}@{host}" if local else value


_TURNED = re.compile(r"^([^,]+),\s*([^,]+)$")


def persons(table: Table) -> tuple[list[str], list[str]]:
    """Return first and last names; a name in one field only is split at its last word."""
    firsts, lasts = list(table.column("first_name")), list(table.column("last_name"))
    wholes = table.column("name")
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        whole = "" if first or last else wholes[row]
        turned = _TURNED.match(last if not first and last else whole)
        if turned:
            lasts[row], firsts[row] = turned.groups()
        elif whole:
            lasts[row] = whole
    split = "first_name" not in table.columns
    folded_first = [_bare(v) for v in _known(text.fold(firsts))]
    folded_last = [_bare(v) for v in _known(text.fold(lasts))]
    for row, (first, last) in enumerate(zip(folded_first, folded_last, strict=True)):
        if not first and " " in last and (split or last.split(" ", 1)[0] not in PARTICLES):
            folded_first[row], folded_last[row] = _split(last)
    return folded_first, folded_last


def _split(name: str) -> tuple[str, str]:
    """Split a full name before its last word and the particles that lead up to it."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _bare(name: str) -> str:
    if " " not in name:
        return name
    return " ".join(w for w in name.split() if w not in HONORIFICS) or name
