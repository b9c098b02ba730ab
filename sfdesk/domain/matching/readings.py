"""Further ways to read a name of another script, beside the one that stands among the features.

A word that is common may be translated or spelt ("Torgovy Dom"), a Chinese character is said in
Chinese or in one of the Japanese ways, and an alias is a name of its own.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from sfdesk.domain.matching.normalise import Features, Table, cores
from sfdesk.domain.matching.once import Check, blocks
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.glossary import meanings
from sfdesk.domain.matching.sounds.sayings import of_company, of_person
from sfdesk.domain.matching.sounds.synonyms import english
from sfdesk.domain.matching.text import LONGEST, plain
from sfdesk.domain.records import Kind


def named_by(table: Table, kind: Kind) -> list[Sequence[str]]:
    """Return the columns that name the records of a kind."""
    names = ("name",) if kind is Kind.ACCOUNT else ("first_name", "last_name", "name")
    return [table.columns[name] for name in names if name in table.columns]


_AT_ONCE = 500


def further(
    table: Table, made: Features, kind: Kind, rows: Sequence[int], check: Check
) -> list[tuple[int, str]]:
    """Return further readings of some records, folded, as (record, name) by record."""
    found: list[tuple[int, str]] = []
    for part in blocks(len(rows), check, _AT_ONCE):
        some = rows[part]
        if kind is Kind.ACCOUNT:
            found += _companies(table, made, some)
        else:
            found += _people(table, made, some)
    return found


def _companies(table: Table, made: Features, rows: Sequence[int]) -> list[tuple[int, str]]:
    texts = [
        (row, text)
        for row in rows
        for text in of_company(table.cell("name", row)[:LONGEST], made.country[row])
    ]
    names = in_one_language(cores(plain([text for _row, text in texts])))
    known = in_one_language([made.core[row] for row in rows])
    return _new(
        zip((row for row, _text in texts), names, strict=True), zip(rows, known, strict=True)
    )


def _people(table: Table, made: Features, rows: Sequence[int]) -> list[tuple[int, str]]:
    texts = [
        (row, text)
        for row in rows
        for text in of_person(
            *(table.cell(name, row)[:LONGEST] for name in ("first_name", "last_name", "name"))
        )
    ]
    names = plain([text for _row, text in texts])
    known = ((row, f"{made.first[row]} {made.last[row]}".strip()) for row in rows)
    return _new(zip((row for row, _text in texts), names, strict=True), known)


def _new(
    found: Iterable[tuple[int, str]], known: Iterable[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Return what is found and not known, each once."""
    seen = set(known)
    return [one for one in dict.fromkeys(found) if one[1] and one not in seen]


def in_one_language(names: Sequence[str]) -> list[str]:
    """Return folded names with their common words in English."""
    one = english()
    words = " \n ".join(names).split(" ")
    return " ".join(map(one.get, words, words)).split(" \n ")


@cache
def common() -> frozenset[str]:
    """Return the common words of company names, in signs."""
    return frozenset(sounds(cores(sorted(meanings()))))
