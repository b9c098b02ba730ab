"""What a few records have to know of all the others, to be compared as they would be among them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sfdesk.domain.matching.coding import Coded, Floats, coded
from sfdesk.domain.matching.corpus import Corpus, keyed
from sfdesk.domain.matching.engine import bits_of_id
from sfdesk.domain.matching.model import SALESFORCE_ID as _STORED
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows


class Population:
    """Counts of what is there now: accounts that have people, and ids that can be named."""

    def __init__(self, table: Table, n_left: int) -> None:
        self._accounts = Counter(account for account in table.accounts if account)
        self._named = Counter(_ids(table, range(n_left, len(table))))

    def count(self, rows: Rows, side: int, some: Sequence[int], sign: int) -> None:
        """Count records in (1) or out (-1)."""
        for row in some:
            account = rows.table.accounts[row]
            if account:
                self._accounts[account] += sign
        if side == RIGHT:
            for named in _ids(rows.table, some):
                self._named[named] += sign

    def bound(self, rows: Rows, left: Sequence[int], right: Sequence[int]) -> Floats:
        """Return the extra bits of a stored Salesforce id, as among all that are there."""
        values = rows.table.keys.get(_STORED)
        if values is None:
            return np.zeros(len(left))
        mine, theirs = ([keyed(_STORED, values[row]) for row in side] for side in (left, right))
        same = [bool(a) and a == b for a, b in zip(mine, theirs, strict=True)]
        there = [bool(a) and self._named[a] > 0 for a in mine]
        return bits_of_id(np.array(same, dtype=bool), np.array(there, dtype=bool))

    def naming(
        self, rows: Rows, going: Sequence[int], coming: Iterable[Mapping[str, str]]
    ) -> list[str]:
        """Return the left records whose stored id one of the right ones has no more, or has now."""
        named = {keyed(_STORED, ids.get(_STORED, "")) for ids in coming} - {""}
        wanted, values = named ^ set(_ids(rows.table, going)), rows.table.keys.get(_STORED)
        if not wanted or values is None:
            return []
        return [r for r, row in rows.at[LEFT].items() if keyed(_STORED, values[row]) in wanted]

    def crossing(self, going: Iterable[str], coming: Iterable[str]) -> set[str]:
        """Return accounts that get their first person by a change, or lose their last."""
        change = Counter(account for account in coming if account)
        change.subtract(account for account in going if account)
        return {
            account
            for account, more in change.items()
            if (self._accounts[account] > 0) is not (self._accounts[account] + more > 0)
        }

    def tell(self, corpus: Corpus, links: Mapping[str, str], back: Mapping[str, str]) -> None:
        """Let a few people know where their accounts are linked to, be it to nobody among them."""
        accounts = corpus.table.accounts
        mine = {a: links[a] for a in accounts[: corpus.n_left] if a in links}
        mine |= {back[b]: b for b in accounts[corpus.n_left :] if b in back}
        there = [a for pair in sorted(mine.items()) for a in pair if self._accounts[a] > 0]
        made = coded([*accounts, *there], corpus.n_left)
        corpus.account_links = mine
        corpus.prepare("account ids", Coded(made.codes[: len(accounts)], made.values, made.n_left))


def _ids(table: Table, rows: Iterable[int]) -> list[str]:
    values = table.keys.get(_STORED)
    if values is None:
        return []
    return [named for row in rows if (named := keyed(_STORED, values[row]))]
