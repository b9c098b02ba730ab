"""The thin engine: candidates that share a key, judged on levels with the shipped weights."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from sfdesk.domain.matching.explain import Judged, to_suggestion
from sfdesk.domain.matching.levels import COMPARISONS
from sfdesk.domain.matching.model import Decided, Party, Shape, Suggestion, Suggestions, Verdict
from sfdesk.domain.matching.normalise import Features, Table, features
from sfdesk.domain.records import Kind
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

_MOST_SHARERS = 200
_NAME_CUT = 72.0


def suggest(
    left: Sequence[Party],
    right: Sequence[Party],
    kind: Kind,
    *,
    decided: Sequence[Decided] = (),
    account_links: Mapping[str, str] | None = None,
    shape: Shape = Shape.ONE_TO_ONE,
    most: int = 3,
    ticket: Ticket | None = None,
) -> Suggestions:
    """Return up to `most` possible partners in `right` for each record of `left`.

    `account_links` maps left account ids to right ones and is used for contacts. Decided pairs
    bind: "not same" never comes back, "same" takes both records out of the search. Raise
    `Cancelled` when the ticket is cancelled.
    """
    ticket = ticket or Ticket()
    sides = (features(Table.of_parties(left), kind), features(Table.of_parties(right), kind))
    judge = _Judge(*sides, kind, account_links or {})
    never = {(d.left_id, d.right_id) for d in decided if d.verdict is Verdict.NOT_SAME}
    done = [(d.left_id, d.right_id) for d in decided if d.verdict is Verdict.SAME]
    gone_left, gone_right = {a for a, _b in done}, {b for _a, b in done}
    judged: list[Judged] = []
    for n, (row, col) in enumerate(sorted(_candidates(*sides))):
        if n % 500 == 0:
            ticket.progress(_("Comparing records"), n)
        pair = (left[row].id, right[col].id)
        if pair in never or pair[0] in gone_left or pair[1] in gone_right:
            continue
        found = judge.judge(row, col)
        if found.score > -1.0:
            judged.append(found)
    return _assemble(judged, sides, most, shape, done)


def explain(
    left: Party, right: Party, kind: Kind, *, account_links: Mapping[str, str] | None = None
) -> Suggestion:
    """Return the full account of one pair, whether or not the search would have found it."""
    sides = (features(Table.of_parties([left]), kind), features(Table.of_parties([right]), kind))
    return to_suggestion(_Judge(*sides, kind, account_links or {}).judge(0, 0), *sides)


def _assemble(
    judged: list[Judged],
    sides: tuple[Features, Features],
    most: int,
    shape: Shape,
    done: list[tuple[str, str]],
) -> Suggestions:
    judged.sort(key=lambda j: (-j.score, sides[0].table.ids[j.row], sides[1].table.ids[j.col]))
    by_row, by_col = defaultdict(list), defaultdict(list)
    for found in judged:
        by_row[found.row].append(found)
        by_col[found.col].append(found)
    items, assigned = [], list(done)
    used_rows: set[int] = set()
    used_cols: set[int] = set()
    for found in judged:
        rank = by_row[found.row].index(found) + 1
        if rank > most:
            continue
        rivals = [j.score for j in (*by_row[found.row], *by_col[found.col]) if j is not found]
        item = to_suggestion(found, *sides, runner_up=max(rivals, default=None), rank=rank)
        items.append(item)
        free = found.row not in used_rows or shape is not Shape.ONE_TO_ONE
        free = free and (found.col not in used_cols or shape is Shape.MANY_TO_MANY)
        if free and found.score > 0:
            used_rows.add(found.row)
            used_cols.add(found.col)
            assigned.append((item.left_id, item.right_id))
    items.sort(key=lambda s: (("certain", "likely", "possible").index(s.band), -s.score))
    return Suggestions(tuple(items), tuple(assigned))


def _keys(side: Features, row: int) -> Iterator[tuple[str, str]]:
    for name, values in side.table.keys.items():
        yield name, values[row][:15]
    for name in ("core", "alias", "domain", "email"):
        yield "name" if name == "alias" else name, getattr(side, name)[row]
    for number in (side.phone[row], side.mobile[row]):
        yield "phone", number
    for person in (side.first[row] + " " + side.last[row], side.last[row] + " " + side.first[row]):
        yield "person", person.strip()
    yield "birth", side.birth[row]
    if side.street[row]:
        yield "street", f"{side.number[row]} {side.street[row]} {side.city[row]}"


def _candidates(left: Features, right: Features) -> set[tuple[int, int]]:
    """Return pairs of rows that share a key that few share, or have similar names."""
    index: tuple[dict[tuple[str, str], list[int]], ...] = (defaultdict(list), defaultdict(list))
    for side, by_key in zip((left, right), index, strict=True):
        for row in range(len(side.table.ids)):
            for key in set(_keys(side, row)):
                if key[1]:
                    by_key[key].append(row)
    pairs: set[tuple[int, int]] = set()
    for key, rows in index[0].items():
        cols = index[1].get(key, [])
        if len(rows) * len(cols) <= _MOST_SHARERS:
            pairs.update(product(rows, cols))
    names = [
        c or f"{f} {s}".strip() for c, f, s in zip(right.core, right.first, right.last, strict=True)
    ]
    if len(names) <= 20_000:
        for row, (c, f, s) in enumerate(zip(left.core, left.first, left.last, strict=True)):
            wanted = c or f"{f} {s}".strip()
            if wanted:
                found = process.extract(
                    wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=_NAME_CUT, limit=5
                )
                pairs.update((row, col) for _name, _score, col in found)
    return pairs


class _Judge:
    """Finds the level of each comparison for a pair of rows."""

    def __init__(
        self, left: Features, right: Features, kind: Kind, account_links: Mapping[str, str]
    ) -> None:
        self.left, self.right, self.kind = left, right, kind
        self.account_links = account_links
        self.shared = {
            name: Counter(v for v in getattr(left, name) if v)
            | Counter(v for v in getattr(right, name) if v)
            for name in ("domain", "phone", "email")
        }

    def judge(self, row: int, col: int) -> Judged:
        """Compare one pair on every field of its kind."""
        levels = {
            comparison.field: getattr(self, f"_{comparison.field}")(row, col)
            for comparison in COMPARISONS[self.kind]
        }
        keys = tuple(
            name
            for name in self.left.table.keys
            if name in self.right.table.keys
            and self.left.table.keys[name][row]
            and self.left.table.keys[name][row][:15] == self.right.table.keys[name][col][:15]
        )
        return Judged.of_levels(row, col, self.kind, levels, keys)

    def _both(self, name: str, row: int, col: int) -> tuple[str, str]:
        return getattr(self.left, name)[row], getattr(self.right, name)[col]

    def _name(self, row: int, col: int) -> str:  # noqa: PLR0911
        (name, other), (a, b) = self._both("name", row, col), self._both("core", row, col)
        if not a or not b:
            return ""
        if name == other:
            return "exact"
        if sorted(a.split()) == sorted(b.split()) or a.replace(" ", "") == b.replace(" ", ""):
            return "core"
        if a == self.right.alias[col] or b == self.left.alias[row]:
            return "alias"
        words, others = set(a.split()), set(b.split())
        if {w for w in words if w.isdigit()} != {w for w in others if w.isdigit()}:
            return "numbers"
        ratio = fuzz.token_sort_ratio(a, b)
        if ratio >= 92:
            return "close"
        if words < others or others < words:
            return "contained"
        if "".join(w[0] for w in b.split()) == a or "".join(w[0] for w in a.split()) == b:
            return "acronym"
        if ratio >= 80:
            return "similar"
        return "partly" if words & others else "different"

    def _place(self, row: int, col: int) -> str:
        same = {
            name: x == y
            for name in ("number", "street", "city", "postcode", "state", "country")
            for x, y in [self._both(name, row, col)]
            if x and y
        }
        if same.get("street") and same.get("city", same.get("postcode", True)):
            return "same" if same.get("number", True) else "street"
        streets = self._both("street", row, col)
        if same.get("number") and fuzz.token_set_ratio(*streets) > 80 and same.get("city", True):
            return "street"
        for name, level in (("postcode", "postcode"), ("city", "city")):
            if same.get(name):
                return level
        if same.get("country") is False:
            return "country"
        if "city" in same or "postcode" in same or "state" in same:
            return "region" if same.get("state") else "elsewhere"
        return ""

    def _domain(self, row: int, col: int) -> str:
        a, b = self._both("domain", row, col)
        if not a or not b:
            return ""
        if a == b:
            sharers = self.shared["domain"][a]
            return "own" if sharers == 1 else "few" if sharers <= 5 else "many"
        return "brand" if a.split(".")[0] == b.split(".")[0] else "differs"

    def _phone(self, row: int, col: int) -> str:
        mine = [n for n in (self.left.mobile[row], self.left.phone[row]) if n]
        theirs = [n for n in (self.right.mobile[col], self.right.phone[col]) if n]
        if not mine or not theirs:
            return ""
        equal = [n for n in mine for m in theirs if n == m or n[-9:] == m[-9:]]
        if equal:
            return "own" if min(self.shared["phone"][n] for n in equal) <= 1 else "shared"
        if any(n[:-2] == m[:-2] for n in mine for m in theirs):
            return "near"
        return "area" if any(n[:3] == m[:3] for n in mine for m in theirs) else "differs"

    def _industry(self, row: int, col: int) -> str:
        return _graded(*self._both("industry", row, col))

    def _title(self, row: int, col: int) -> str:
        return _graded(*self._both("title", row, col))

    def _email(self, row: int, col: int) -> str:
        a, b = self._both("email", row, col)
        if not a or not b:
            return ""
        if a == b:
            return "own" if self.shared["email"][a] == 1 else "shared"
        if Levenshtein.distance(a, b, score_cutoff=2) <= 2:
            return "close"
        if a.partition("@")[0] == b.partition("@")[0]:
            return "local"
        return "domain" if a.partition("@")[2] == b.partition("@")[2] else "differs"

    def _person(self, row: int, col: int) -> str:  # noqa: PLR0911
        (f, g), (s, t) = self._both("first", row, col), self._both("last", row, col)
        if not (f or s) or not (g or t):
            return ""
        if (f, s) == (g, t):
            return "exact"
        if (f, s) == (t, g):
            return "swapped"
        if s and s == t:
            if len(f) == 1 or len(g) == 1:
                return "initial" if f[:1] == g[:1] else "last"
            return "close" if fuzz.ratio(f, g) >= 80 else "last"
        if fuzz.token_sort_ratio(f"{f} {s}", f"{g} {t}") >= 88:
            return "close"
        return "first" if f and f == g else "different"

    def _account(self, row: int, col: int) -> str:
        mine, theirs = self.left.table.accounts[row], self.right.table.accounts[col]
        if mine and theirs and mine in self.account_links:
            return "linked" if self.account_links[mine] == theirs else "other"
        a, b = self._both("account", row, col)
        if a and b:
            return "same" if a == b else "similar" if fuzz.token_sort_ratio(a, b) > 80 else "other"
        return ""

    def _birth_date(self, row: int, col: int) -> str:
        a, b = self._both("birth", row, col)
        if not a or not b:
            return ""
        if a == b:
            return "same"
        return "close" if sorted(a) == sorted(b) or Levenshtein.distance(a, b) == 1 else "differs"


def _graded(a: str, b: str) -> str:
    if not a or not b:
        return ""
    return "same" if a == b else "similar" if fuzz.token_sort_ratio(a, b) >= 75 else "differs"
