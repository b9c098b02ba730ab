"""Compares what has one value of its own: web domain, telephone, e-mail, birth date, any text."""

from collections.abc import Sequence
from operator import eq

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sfdesk.domain.matching.coding import Coded, Ints
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.once import blocks
from sfdesk.domain.matching.outcome import Outcome, outcome
from sfdesk.domain.matching.words import ROLE_MAILBOXES
from sfdesk.domain.records import Kind

_AT_ONCE = 20_000


def unlike(
    column: Coded, left: Ints, right: Ints
) -> tuple[Ints, NDArray[np.intp], list[str], list[str]]:
    """Return where both sides have a value and differ, and the different pairs of values once.

    The second result says which of the pairs of values stands at each of the places.
    """
    at, back, low, high = _unlike(column, left, right)
    return (
        at,
        back,
        [column.values[code] for code in low.tolist()],
        [column.values[code] for code in high.tolist()],
    )


def _unlike(
    column: Coded, left: Ints, right: Ints
) -> tuple[Ints, NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]:
    """Do the same with numbers of values."""
    mine, theirs = column.codes[left], column.codes[right]
    at = np.flatnonzero((mine >= 0) & (theirs >= 0) & (mine != theirs)).astype(np.int32)
    low, high = np.minimum(mine[at], theirs[at]), np.maximum(mine[at], theirs[at])
    keys, back = np.unique(low.astype(np.int64) << 32 | high, return_inverse=True)
    return at, back, keys >> 32, keys & 0xFFFFFFFF


def _by_sharers(sharers: Ints) -> NDArray[np.int_]:
    """Return 0 for a value of one record, 1 for up to three, 2 for up to ten, 3 for more."""
    return np.asarray(np.searchsorted([1, 3, 10], sharers, side="left"))


def domain(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare registered web domains; the e-mail's stands in where there is no website.

    Levels: same and had as either by 1, 3, 10 or more records a side; same name with another
    ending; one side has none and the other's is spelt like the name; similar; different.
    """
    site, mail = corpus.together("site", "mail_domain")
    texts = corpus.joint("site", "mail_domain")
    own = np.where(site >= 0, site, mail)
    sharers = corpus.sharers("site", "mail_domain")
    column = Coded(own, texts.values, corpus.n_left)
    level = np.full(len(left), 99, dtype=np.int64)
    at, back, mine, theirs = _unlike(column, left, right)
    labels = [value.split(".", 1)[0] for value in texts.values]
    grade = np.full(len(mine), 7)
    for part in blocks(len(mine), corpus.check, _AT_ONCE):
        names = [[labels[code] for code in side[part].tolist()] for side in (mine, theirs)]
        grade[part][cpdist(*names, scorer=fuzz.ratio, score_cutoff=80, workers=2) >= 80] = 6
        grade[part][np.fromiter(map(eq, *names), dtype=bool, count=len(names[0]))] = 4
    level[at] = grade[back]
    for a, b in ((own, own), (site, mail), (mail, site), (mail, mail)):
        same = np.flatnonzero((a[left] >= 0) & (a[left] == b[right]))
        level[same] = np.minimum(level[same], _by_sharers(sharers[a[left[same]]]))
    if corpus.kind is Kind.ACCOUNT:
        label, name = corpus.spellings
        one = (own[left] < 0) != (own[right] < 0)
        crossed = np.where(own[left] < 0, name[left] == label[right], label[left] == name[right])
        level[one & crossed] = 5
    return outcome(np.where(level == 99, -1, level))


def key(column: Coded, left: Ints, right: Ints) -> Outcome:
    """Compare external ids: same and had by 1, 3, 10 or more records a side; different."""
    mine, theirs = column.codes[left], column.codes[right]
    level = np.where((mine >= 0) & (theirs >= 0), 4, -1)
    same = np.flatnonzero((mine >= 0) & (mine == theirs))
    level[same] = _by_sharers(column.sharers[mine[same]])
    return outcome(level)


def phones(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare telephone and mobile numbers, any with any.

    Levels: same and had by 1, 3, 10 or more a side; same last seven digits; a digit wrong; same
    exchange; same area; different.
    """
    columns = corpus.together("phone", "mobile")
    texts = corpus.joint("phone", "mobile")
    sharers = corpus.sharers("phone", "mobile")
    parts = _phone_parts(texts.values)
    level = np.full(len(left), 99, dtype=np.int64)
    used = [column for column in columns if (column >= 0).any()]
    for a in used:
        for b in used:
            corpus.check()
            both = (a[left] >= 0) & (b[right] >= 0)
            same = np.flatnonzero(both & (a[left] == b[right]))
            level[same] = np.minimum(level[same], _by_sharers(sharers[a[left[same]]]))
            at = np.flatnonzero(both & (a[left] != b[right]))
            mine, theirs = a[left[at]], b[right[at]]
            level[at] = np.minimum(level[at], _unlike_phones(texts.values, parts, mine, theirs))
    return outcome(np.where(level == 99, -1, level))


def _phone_parts(values: list[str]) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the first three digits of each number, the first six, the last seven, the last three.

    A number of six digits has no last seven, and counts as one that ends like any other: a slip
    may touch both its first three digits and its last three.
    """
    number = np.fromiter(map(int, values), dtype=np.int64, count=len(values))
    length = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    area, exchange = number // 10 ** (length - 3), number // 10 ** (length - 6)
    local = np.where(length < 7, -number, number % 10**7)
    end = np.where(length < 7, -1, number % 1000)
    found = [part.astype(np.int32) for part in (area, exchange, local, end)]
    return found[0], found[1], found[2], found[3]


def _unlike_phones(
    values: list[str], parts: Sequence[Ints], mine: Ints, theirs: Ints
) -> NDArray[np.int_]:
    """Grade different numbers; `parts` are those of each value, see `_phone_parts`."""
    area, exchange, local, end = (part[mine] == part[theirs] for part in parts)
    level = np.where(exchange, 6, np.where(area, 7, 8))
    # One slip leaves the beginning or the end as it was; most pairs share neither.
    at = np.flatnonzero(area | end | (parts[3][mine] < 0) | (parts[3][theirs] < 0))
    a = [values[code] for code in mine[at].tolist()]
    b = [values[code] for code in theirs[at].tolist()]
    slips = cpdist(a, b, scorer=OSA.distance, score_cutoff=1, workers=2) if a else np.zeros(0)
    level[at[slips <= 1]] = 5
    level[local] = 4
    return level


def email(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare e-mail addresses.

    Levels: same and had by 1, 3 or more people; a letter or two wrong; similar; same mailbox name
    at another domain; same company domain; different. A mailbox like info@ is nobody's own, however
    few have it, and says nothing at another domain.
    """
    column = corpus.coded("email")
    local, hosts = corpus.coded("local"), corpus.coded("mail_domain")
    role = np.array([*(value in ROLE_MAILBOXES for value in local.values), False])
    level = np.full(len(left), -1, dtype=np.int64)
    same = np.flatnonzero((column.codes[left] >= 0) & (column.codes[left] == column.codes[right]))
    sharers = np.minimum(_by_sharers(column.sharers[column.codes[left[same]]]), 2)
    level[same] = np.where(role[local.codes[left[same]]], 2, sharers)
    at, back, mine, theirs = unlike(column, left, right)
    if len(at):
        slips = cpdist(mine, theirs, scorer=OSA.distance, workers=2)[back]
        ratio = cpdist(mine, theirs, scorer=fuzz.ratio, workers=2)[back]
        boxes = local.codes[left[at]] == local.codes[right[at]]
        host = hosts.codes[left[at]]
        grade = np.full(len(at), 7)
        grade[(host == hosts.codes[right[at]]) & (host >= 0)] = 6
        long = np.array([*(len(v) >= 5 for v in local.values), False]) & ~role
        grade[boxes & long[local.codes[left[at]]]] = 5
        grade[ratio >= 80] = 4
        grade[(slips <= 2) & (ratio >= 80)] = 3
        level[at] = grade
    return outcome(level)


def birth_date(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare dates: same; a digit wrong or day and month exchanged; two parts, one part, none."""
    column = corpus.coded("birth")
    level = np.where((column.codes[left] >= 0) & (column.codes[left] == column.codes[right]), 0, -1)
    at, back, mine, theirs = unlike(column, left, right)
    if len(at):
        grade = [_dates(a, b) for a, b in zip(mine, theirs, strict=True)]
        level[at] = np.array(grade)[back]
    return outcome(level)


def _dates(a: str, b: str) -> int:
    wrong = sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
    if wrong <= 1 or (a[:4] == b[:4] and a[4:6] == b[6:8] and a[6:8] == b[4:6]):
        return 1
    parts = (a[:4] == b[:4]) + (a[4:6] == b[4:6]) + (a[6:8] == b[6:8])
    if parts == 2 or OSA.distance(a, b, score_cutoff=2) <= 2:
        return 2
    return 3 if parts else 4


def free_text(column: Coded, left: Ints, right: Ints) -> Outcome:
    """Compare any text: same; nearly; similar or part; different. A rare value says more."""
    mine, theirs = column.codes[left], column.codes[right]
    level = np.where((mine >= 0) & (mine == theirs), 0, -1)
    at, back, texts, others = unlike(column, left, right)
    if len(at):
        score = cpdist(texts, others, scorer=fuzz.token_sort_ratio, workers=2)
        part = cpdist(texts, others, scorer=fuzz.token_set_ratio, workers=2)
        grade = np.where(score >= 88, 1, np.where((score >= 70) | (part >= 90), 2, 3))
        level[at] = grade[back]
    counts = np.log2(np.append(column.sharers, 0).astype(np.float32) + 1.0)
    rare = np.minimum(counts[mine], counts[theirs])
    return outcome(level, np.where((level >= 0) & (level <= 1), rare, np.nan))
