"""What a list view asks for, taken out of the query that Salesforce describes it with.

Scope and condition are used as Salesforce composed them, so that nothing is quoted anew. Whatever
is not plainly `SELECT ... FROM Account [USING SCOPE ...] [WHERE ...] [ORDER BY ...]` is refused.
Source: REST API Developer Guide, "List View Describe".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s+|(?P<text>'(?:[^'\\]|\\.)*')|(?P<word>[A-Za-z_][\w.]*(?::\d+)?)"
    r"|(?P<number>[+-]?\d[\w.:+-]*)|(?P<mark>[(),]|[<>!]=|<>|[=<>])",
    re.DOTALL,
)
_ENDS = {"ORDER"}
_REFUSED = {"GROUP", "HAVING", "LIMIT", "OFFSET", "WITH", "FOR", "UPDATE", "ALL", "TYPEOF"}
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """Which accounts a list view shows: `scope` of USING SCOPE, and the condition of WHERE.

    `owner_id` is whose records the scope "mine" means. `nested` conditions hold a query of their
    own, and so cannot be part of another's.
    """

    scope: str = ""
    condition: str = ""
    owner_id: str = ""
    nested: bool = False

    @property
    def joins(self) -> bool:
        """Tell whether a query for contacts can hold this filter as a condition on accounts."""
        return not self.nested and self.scope in {"", "everything", "mine"}


def read(query: str, scope: str | None, sobject: str, *, owner_id: str) -> ViewFilter:
    """Read the query and the scope of a description; raise ValueError for what is not understood.

    `owner_id` is the user who asks.
    """
    parts = _Parts(query, sobject)
    named = (parts.scope or scope or "").lower()
    if named and not _NAME.fullmatch(named):
        raise ValueError(named)
    return ViewFilter(named, parts.condition, owner_id if named == "mine" else "", parts.nested)


class _Parts:
    """The parts of one query, told apart by its words outside of quotes and parentheses."""

    def __init__(self, query: str, sobject: str) -> None:
        self.scope = ""
        self.nested = False
        self._words = list(_tokens(query))
        self._at = 0
        self._pass_until("FROM")
        self._take("FROM", sobject.upper())
        if self._word() == "USING":
            self._take("USING", "SCOPE")
            self.scope = self._word()
            self._take(self.scope or "a scope")
        start = end = len(query)
        if self._word() == "WHERE":
            self._take("WHERE")
            start = self._words[self._at][1] if self._word() else end
            end = self._condition(end)
        if self._word() not in {"", *_ENDS} or any(word in _REFUSED for word in self._outside()):
            raise ValueError(self._word())
        self.condition = query[start:end].strip()

    def _word(self) -> str:
        return self._words[self._at][0].upper() if self._at < len(self._words) else ""

    def _take(self, *words: str) -> None:
        for word in words:
            if self._word() != word:
                raise ValueError(word)
            self._at += 1

    def _pass_until(self, word: str) -> None:
        self._take("SELECT")
        depth = 0
        while self._word() and (depth or self._word() != word):
            depth += _step(self._word(), depth)
            self._at += 1

    def _condition(self, end: int) -> int:
        """Pass over the condition; return where it ends."""
        depth, first = 0, self._at
        while self._word() and (depth or self._word() not in _ENDS):
            self.nested = self.nested or self._word() == "SELECT"
            depth += _step(self._word(), depth)
            self._at += 1
        if depth or self._at == first:
            raise ValueError(self._word())
        return self._words[self._at][1] if self._word() else end

    def _outside(self) -> Iterator[str]:
        depth = 0
        for word, _start in self._words:
            if not depth:
                yield word.upper()
            depth += _step(word, depth)


def _step(word: str, depth: int) -> int:
    step = {"(": 1, ")": -1}.get(word, 0)
    if depth + step < 0:
        raise ValueError(word)
    return step


def _tokens(query: str) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        if found is None:
            raise ValueError(query[at])
        if found.lastgroup:
            # A text is no word, whatever stands in it.
            yield ("''" if found.lastgroup == "text" else found[0]), at
        at = found.end()
