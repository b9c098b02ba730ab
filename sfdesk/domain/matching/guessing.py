"""Tells by their content what columns are whose names say nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sfdesk.domain.matching.headers import Columns
from sfdesk.domain.matching.strangers import shuffled
from sfdesk.domain.records import Kind

_LOOKED_AT = 300
_MOST = 0.7
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")
_SITE = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|de|uk)/?"
)
_PHONE = re.compile(r"\+?[\d\s()./-]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_BY_FORM = (("email", _MAIL), ("website", _SITE), ("phone", _PHONE))
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEAST_DISTINCT = 0.5
_NAMES = {
    Kind.ACCOUNT: frozenset({"name", "alias"}),
    Kind.CONTACT: frozenset({"name", "first_name", "last_name"}),
}


def guessed(found: Columns, cells: Sequence[Sequence[str]], kind: Kind) -> Columns:
    """Return the columns with those that are known by their content moved to what they are.

    E-mail, web address and telephone are known by their form; where nothing is called a name, the
    column of words that repeats least is one. `cells` are the columns of the file; which rows are
    looked at depends on their ids, not on their order.
    """
    if not found.others:
        return found
    fields, others = dict(found.fields), dict(found.others)
    rows = shuffled(cells[found.id]).tolist()
    samples = {header: _sample(cells[at], rows) for header, at in others.items()}
    for name, form in _BY_FORM:
        fits = [header for header in others if name not in fields and _is(form, samples[header])]
        if fits:
            fields[name] = (others.pop(fits[0]),)
    if _NAMES[kind].isdisjoint(fields):
        header = _name(others, samples)
        if header:
            fields["name"] = (others.pop(header),)
    return replace(found, fields=fields, others=others)


def _sample(column: Sequence[str], rows: Sequence[int]) -> list[str]:
    """Return the first values of a column that are not blank, in this order of the rows."""
    kept: list[str] = []
    for row in rows:
        cell = column[row].strip()
        if cell:
            kept.append(cell)
            if len(kept) == _LOOKED_AT:
                break
    return kept


def _is(form: re.Pattern[str], sample: Sequence[str]) -> bool:
    fits = sum(form.fullmatch(value) is not None for value in sample)
    if form is _PHONE:
        fits -= sum(_DATE.fullmatch(value) is not None for value in sample)
        fits -= sum(sum(c.isdigit() for c in value) < 7 for value in sample)
        fits -= sum(value.isdecimal() and len(value) < 10 for value in sample)
    return len(sample) > 0 and fits >= _MOST * len(sample)


def _name(others: Mapping[str, int], samples: Mapping[str, list[str]]) -> str:
    """Return the column of words without numbers whose values repeat least; "" for none."""
    best, most = "", _LEAST_DISTINCT
    for header in sorted(others, key=others.__getitem__):
        sample = samples[header]
        wordy = sum(
            bool(_WORDS.search(value)) and sum(c.isdigit() for c in value) <= 1 for value in sample
        )
        distinct = len(set(sample)) / max(len(sample), 1)
        if wordy >= _MOST * len(sample) and distinct > most:
            best, most = header, distinct + 0.02
    return best
