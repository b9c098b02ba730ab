"""A change is matched again as scoring the whole anew would, without the whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.domain.matching import finding
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.compare_company import ONE_PLACE, WORD
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Decided, Line, Party, Reason, Verdict
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.unit.matching.rescored import links_of, pairs_of, rescored, searched, whole_run

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
CYRILLIC = str.maketrans("abeiklmnorstuvzBKLMNRSTVZ", "абеиклмнорстувзБКЛМНРСТВЗ")
SOUNDS = ("ba", "ke", "li", "mo", "nu", "ra", "so", "ti", "vu", "za")


def _word(n: int) -> str:
    return "".join(SOUNDS[n // 10**k % 10] for k in range(3)).capitalize()


def _account(record: str, n: int) -> Party:
    name = f"{_word(n)} {('Trading', 'Foods', 'Trading Ltd')[n % 3]}"
    if n % 17 == 0 and record.startswith("r"):
        name = f"{_word(n).translate(CYRILLIC)} Трейдинг"
    fields = {
        "name": name,
        "city": TOWNS[n % 5],
        "phone": f"20355501{n:03}",
        "website": f"{_word(n).lower()}.com",
    }
    kept = {name: value for k, (name, value) in enumerate(fields.items()) if not k or n % (k + 2)}
    ids = {"salesforce_id": record} if record.startswith("r") else {}
    return Party(record, kept, ids | ({"salesforce_id": f"r{n}"} if n % 11 == 0 else {}))


def _person(record: str, n: int) -> Party:
    fields = {"first_name": SOUNDS[n % 7] + "na", "last_name": _word(n)}
    fields |= {"email": f"{n % 20}@{TOWNS[n % 5].lower()}.com"} if n % 2 else {}
    return Party(record, fields, {}, f"{record[0].upper()}{n % 9}" if n % 4 else "")


LEFT = [_account(f"l{n}", n) for n in range(120)]
RIGHT = [_account(f"r{n}", n) for n in range(120)]


def _live(left: Sequence[Party], right: Sequence[Party] = RIGHT) -> Live:
    return Live(whole_run(left, right, Kind.ACCOUNT))


def _best(found: Mapping[str, Sequence[Line]], left: str) -> str:
    return found[left][0].right_id


def test_an_unchanged_record_keeps_the_link_that_the_run_gave_it() -> None:
    assert _best(_live(LEFT).update(Changes([LEFT[7]])), "l7") == "r7"


def test_a_changed_record_gets_another_link_whichever_side_it_is_on() -> None:
    moved = replace(LEFT[7], fields=RIGHT[33].fields)
    live = _live([*LEFT[:33], *LEFT[34:]])
    assert _best(live.update(Changes([moved])), "l7") == "r33"
    back = replace(RIGHT[50], fields=LEFT[7].fields)
    live = _live(LEFT, [*RIGHT[:7], *RIGHT[8:]])
    assert _best(live.update(right=Changes([back])), "l7") == "r50"


def test_what_is_made_ahead_is_there_when_a_change_comes_and_finds_the_same() -> None:
    changes = Changes([replace(LEFT[7], fields=RIGHT[33].fields)]), Changes([], ["r8"])
    waited, ready = _live(LEFT), _live(LEFT)
    assert len(list(ready.ahead())) > len("lr")
    indexes = [finder._index for finder in ready._arrivals._finders]
    assert ready.update(*changes) == waited.update(*changes)
    assert indexes == [finder._index for finder in ready._arrivals._finders]


def test_two_records_that_are_new_on_both_sides_find_each_other() -> None:
    mine = Party("new", {"name": "Quixote Windmills", "city": "Toledo"})
    found = _live(LEFT).update(Changes([mine]), Changes([replace(mine, id="there")]))
    assert _best(found, "new") == "there"


def test_a_new_record_without_anything_in_common_gets_nothing_of_weight() -> None:
    found = _live(LEFT).update(Changes([Party("new", {"name": "Quixote"})]))
    assert all(item.band == "possible" for item in found["new"])


def test_a_deleted_record_is_suggested_no_more_and_frees_its_partner() -> None:
    live = _live(LEFT)
    found = live.update(right=Changes(gone=["r7"]))
    assert all(item.right_id != "r7" for item in found["l7"])
    assert live.update(Changes(gone=["l7"]))["l7"] == []


def test_a_decision_binds_and_frees_again_when_it_is_taken_back() -> None:
    live = _live(LEFT)
    same = Decided("l7", "r7", Verdict.SAME)
    assert live.update(decided=[same])["l7"] == []
    never = Decided("l7", "r7", Verdict.NOT_SAME)
    assert all(item.right_id != "r7" for item in live.update(decided=[never])["l7"])
    assert _best(live.update(decided=[]), "l7") == "r7"


def test_many_changes_make_the_run_stale() -> None:
    live = _live(LEFT)
    live.update(Changes(LEFT[:4]))
    assert not live.stale
    live.update(Changes(LEFT[:20]))
    assert live.stale


NUMBERS = st.integers(0, 44)
SIDE = st.dictionaries(NUMBERS, st.one_of(st.none(), NUMBERS), max_size=4)
DECISIONS = st.dictionaries(st.tuples(NUMBERS, NUMBERS), st.sampled_from(Verdict), max_size=3)
LINKS = st.dictionaries(st.integers(0, 8), st.integers(0, 8), max_size=5)
STEP = st.tuples(SIDE, SIDE, DECISIONS, LINKS)


class _World:
    """Both sides as they are, beside a live matcher that is told of every change only."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.make = _account if kind is Kind.ACCOUNT else _person
        self.sides = [{f"{s}{n}": self.make(f"{s}{n}", n) for n in range(40)} for s in "lr"]
        self.links: dict[str, str] = {}
        self.shared = {("nobody", "nowhere"): 1}
        self.run = whole_run(*self._lists(), kind, links={}, shared=self.shared)
        self.live = Live(self.run)
        self.told: dict[str, list[Line]] = {}
        self.reasons: dict[tuple[str, str], list[Reason]] = {}
        for line, reasons in _in_full(self.run):
            self.told.setdefault(line.left_id, []).append(line)
            self.reasons[_pair(line)] = reasons

    def _lists(self) -> tuple[list[Party], list[Party]]:
        return list(self.sides[0].values()), list(self.sides[1].values())

    def change(
        self,
        sides: Sequence[Mapping[int, int | None]],
        said: Mapping[tuple[int, int], Verdict],
        links: Mapping[int, int],
    ) -> None:
        changes = []
        for side, letter, change in zip(self.sides, "lr", sides, strict=True):
            names = {f"{letter}{n}": new for n, new in change.items()}
            gone = [record for record, new in names.items() if new is None and record in side]
            new = [self.make(record, n) for record, n in names.items() if n is not None]
            for record in gone:
                del side[record]
            side.update({party.id: party for party in new})
            changes.append(Changes(new, gone))
        partners = {a: b for (a, b), verdict in said.items() if verdict is Verdict.SAME}
        decided = [Decided(f"l{a}", f"r{b}", Verdict.NOT_SAME) for a, b in said]
        if len(set(partners.values())) == len(partners):
            decided = [Decided(f"l{a}", f"r{b}", verdict) for (a, b), verdict in said.items()]
        one_to_one = {b: a for a, b in links.items()}
        self.links = {f"L{a}": f"R{b}" for b, a in one_to_one.items()}
        contacts = self.kind is Kind.CONTACT
        if not contacts:
            self.shared |= {(f"l{a}", f"r{b}"): 1 + a % 3 for b, a in one_to_one.items()}
        found = self.live.update(
            *changes,
            decided=decided,
            account_links=self.links if contacts else None,
            shared_contacts=None if contacts else self.shared,
        )
        lines = [line for some in found.values() for line in some]
        fresh = [line for line in lines if line.new or _pair(line) not in self.reasons]
        for record, some in found.items():
            for line in self.told.pop(record, ()):
                if _pair(line) not in {_pair(one) for one in some}:
                    del self.reasons[_pair(line)]
            if some:
                self.told[record] = some
        self.reasons |= zip(map(_pair, fresh), self.live.reasons(fresh), strict=True)

    def check(self) -> None:
        links = self.links if self.kind is Kind.CONTACT else {}
        standing, ids = self.live._standing, self.live._rows.ids
        final, assigned = rescored(
            self.run, pairs_of(self.live), *self._lists(), links=links, shared=self.shared
        )
        at = np.flatnonzero(standing.alive)
        pairs = zip(standing.a[at].tolist(), standing.b[at].tolist(), strict=True)
        names = [(ids[a], ids[b]) for a, b in pairs]
        assert dict(zip(names, standing.final[at].tolist(), strict=True)) == pytest.approx(
            final, abs=0.01
        )
        blank = standing.outcomes(np.full(len(at), -1))
        every = np.full(len(at), self.live._inputs.every)
        a, b = standing.a[at], standing.b[at]
        anew = self.live._comparer.compared(a, b, blank, every)
        for field, stood in standing.outcomes(at).items():
            assert np.array_equal(stood.level, anew[field].level), field
            assert np.array_equal(stood.sharers, anew[field].sharers, equal_nan=True), field
        least = self.run.lines.linked
        chosen = [pair for pair, on in zip(names, standing.assigned[at], strict=True) if on]
        sums = [sum(min(final[p] - least, 60.0) for p in some) for some in (chosen, assigned)]
        assert sums[0] == pytest.approx(sums[1], abs=0.01)
        fresh = {
            _pair(line): (line, reasons) for line, reasons in _in_full(self.live._current.part(at))
        }
        kept = {_pair(line): line for lines in self.told.values() for line in lines}
        assert {pair: _said(line) for pair, line in kept.items()} == {
            pair: _said(line) for pair, (line, _reasons) in fresh.items()
        }
        assert self.reasons.keys() == kept.keys()
        for pair, (line, reasons) in fresh.items():
            assert _numbers(kept[pair]) == pytest.approx(_numbers(line), abs=0.01)
            assert [one[:5] + one[6:8] for one in self.reasons[pair]] == [
                one[:5] + one[6:8] for one in reasons
            ]
            bits = [[one[5] for one in some] for some in (self.reasons[pair], reasons)]
            assert bits[0] == pytest.approx(bits[1], abs=0.01)


def _in_full(run: Run) -> Iterator[tuple[Line, list[Reason]]]:
    explainer = Explainer(run, marked=False)
    places, ranks = explainer.listing.shown(3)
    lines = explainer.listing.lines(places, ranks)
    yield from zip(lines, explainer.reasons(places), strict=True)


def _pair(line: Line) -> tuple[str, str]:
    return line.left_id, line.right_id


def _said(line: Line) -> str:
    return f"{line.rank} {line.band} {line.relation}"


def _numbers(line: Line) -> list[float]:
    return [line.score, line.rivals, line.probability, line.runner_up or 0.0]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(Kind), st.sampled_from([5, 200]), st.lists(STEP, min_size=1, max_size=3))
def test_changes_end_where_scoring_everything_by_the_same_weights_would(
    kind: Kind, few: int, steps: Sequence[tuple[dict[int, int | None], ...]]
) -> None:
    before, finding._FEW = finding._FEW, few  # with 5 partners are looked up, with 200 all are
    try:
        world = _World(kind)
        for left, right, said, links in steps:
            world.change((left, right), said, links)  # type: ignore[arg-type]
            world.check()
    finally:
        finding._FEW = before


def _changed(letter: str, n: int, how: int, there: Sequence[Party]) -> Party:
    """A record that was edited, blanked, made the twin of another, or that is new."""
    before = _account(f"{letter}{n}", n)
    if how == 0:
        return replace(before, fields={**before.fields, "phone": f"20355502{n:03}"})
    if how == 1:
        return replace(before, fields={"name": before.fields["name"]})
    twin = there[(n * 7) % len(there)]
    return Party(before.id if how == 2 else f"new {letter}{n}", twin.fields)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("lr"), st.integers(0, 299), st.integers(0, 4)),
        min_size=1,
        max_size=24,
    )
)
def test_the_links_after_changes_are_those_that_a_search_through_everything_finds(
    changes: Sequence[tuple[str, int, int]],
) -> None:
    sides = {s: {f"{s}{n}": _account(f"{s}{n}", n) for n in range(300)} for s in "lr"}
    live = Live(whole_run(list(sides["l"].values()), list(sides["r"].values()), Kind.ACCOUNT))
    for letter, n, how in changes:
        there = list(sides["r" if letter == "l" else "l"].values())
        gone = [f"{letter}{n}"] if how == 4 and f"{letter}{n}" in sides[letter] else []
        new = [] if how == 4 else [_changed(letter, n, how, there)]
        for record in gone:
            del sides[letter][record]
        sides[letter].update({party.id: party for party in new})
        change = Changes(new, gone)
        live.update(*((change, Changes()) if letter == "l" else (Changes(), change)))
    mine = links_of(live)
    whole = searched(live, list(sides["l"].values()), list(sides["r"].values()))
    assert len(mine & whole) >= 0.99 * len(mine | whole)


def test_the_first_name_in_another_script_makes_a_run_too_old_that_weighed_no_sounds() -> None:
    live = _live(LEFT, [_account(f"r{n}", n) for n in range(120) if n % 17])
    live.update(Changes([Party("l7", {"name": "Bakeli Trading 7"})]))
    assert not live.stale
    live.update(Changes([Party("l7", {"name": "Бакели Трейдинг"})]))
    assert live.stale


def test_a_town_stays_a_town_where_nobody_who_is_compared_is_in_it() -> None:
    head, part = (
        Party("l", {"name": "Zavuki Traders"}),
        Party("r", {"name": "Zavuki Traders Leeds"}),
    )
    few = Corpus.of(Table.of_parties([head]), Table.of_parties([part]), Kind.ACCOUNT)
    first = np.zeros(1, dtype=np.int32)
    assert compare(few, first, first, Ticket())["branch"].level.tolist() == [WORD]
    few.among = Corpus.of(Table.of_parties(LEFT), Table.of_parties(RIGHT), Kind.ACCOUNT)
    assert compare(few, first, first, Ticket())["branch"].level.tolist() == [ONE_PLACE]


def test_a_record_that_says_less_than_before_is_looked_for_among_all_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "_FEW", 5)
    same = RIGHT[9].fields
    left, right = (
        [Party(f"{side}{n}", {**same, "phone": f"2035550{n:04}"}) for n in range(60)]
        for side in ("m", "t")
    )
    mine = Party("mine", {**same, "phone": "20355501007"})
    live = _live([*left, mine], [*RIGHT, *right])
    before = {b for a, b in pairs_of(live) if a == "mine"}
    there = next(one for one in RIGHT if "phone" in one.fields and one.id not in before)
    moved_to = {**same, "phone": there.fields["phone"]}
    live.update(Changes([replace(mine, fields=moved_to)]))
    moved = {b for a, b in pairs_of(live) if a == "mine"}
    live.update(Changes([replace(mine, fields={"name": same["name"]})]))
    after = {b for a, b in pairs_of(live) if a == "mine"}
    assert moved - before == {there.id}
    assert len(after - moved) > 1
