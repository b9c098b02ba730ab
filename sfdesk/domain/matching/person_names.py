"""Makes first and last names of whatever columns hold the names of people."""

import re
from typing import TYPE_CHECKING

from sfdesk.domain.matching.once import Check, once
from sfdesk.domain.matching.sounds.people import named
from sfdesk.domain.matching.text import plain
from sfdesk.domain.matching.words import HONORIFICS, PARTICLES

if TYPE_CHECKING:
    from sfdesk.domain.matching.normalise import Table

_TURNED = re.compile(r"^([^,]+),\s*([^,]+)$")


def persons(table: "Table", check: Check) -> tuple[list[str], list[str]]:
    """Return first and last names, folded; a name in one field only is split at its last word.

    Where `name` stands beside a first name without a last name it is that, whether it repeats the
    first name or not; so it is the first name beside a last name alone.
    """
    columns = (table.column(name) for name in ("first_name", "last_name", "name"))
    firsts, lasts, wholes = ([cell.strip() for cell in column] for column in columns)
    half_first, half_last = [], []
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        turned = None if first else _TURNED.match(last or wholes[row])
        if turned:
            lasts[row], firsts[row] = turned.groups()
        elif not last:
            lasts[row] = wholes[row]
            half_last += [row] if first else []
        elif not first:
            firsts[row] = wholes[row]
            half_first.append(row)
        if not lasts[row].isascii():
            firsts[row], lasts[row] = named(firsts[row], lasts[row])
    split = "first_name" not in table.columns
    folded_first, folded_last = once(firsts, _bare, check), once(lasts, _bare, check)
    _part(half_first, folded_first, folded_last)
    _part(half_last, folded_last, folded_first)
    for row, (first, last) in enumerate(zip(folded_first, folded_last, strict=True)):
        if not first and " " in last and (split or last.split(" ", 1)[0] not in PARTICLES):
            folded_first[row], folded_last[row] = _split(last)
    return folded_first, folded_last


def _part(rows: list[int], halves: list[str], others: list[str]) -> None:
    """Take the other half out of each half that may be the whole name."""
    for row in rows:
        known = others[row].split()
        halves[row] = " ".join(word for word in halves[row].split() if word not in known)


def _split(name: str) -> tuple[str, str]:
    """Split a full name before its last word and the particles that lead up to it."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _bare(values: list[str]) -> list[str]:
    return [name if " " not in name else _without_titles(name) or name for name in plain(values)]


def _without_titles(name: str) -> str:
    return " ".join(word for word in name.split() if word not in HONORIFICS)
