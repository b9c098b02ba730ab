"""Made-up records, and a world of them that changes beside a live matcher."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Decided, Line, Party, Reason, Verdict
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import pairs_of, rescored, whole_run

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
CYRILLIC = str.maketrans("abeiklmnorstuvzBKLMNRSTVZ", "абеиклмнорстувзБКЛМНРСТВЗ")
SOUNDS = ("ba", "ke", "li", "mo", "nu", "ra", "so", "ti", "vu", "za")


def _word(n: int) -> str:
    return "".join(SOUNDS[n // 10**k % 10] for k in range(3)).capitalize()


def account(record: str, n: int) -> Party:
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


def company(record: str, n: int) -> Party:
    """An account as there are: with branches and a parent, an alias, further numbers and hosts."""
    plain, head = account(record, n), account(record, n - n % 4).fields
    fields = dict(plain.fields)
    if n % 4 == 1:
        fields |= {"name": f"{head['name']} {TOWNS[n % 5]}", "website": head.get("website", "")}
    if n % 4 == 2:
        fields |= {"name": f"{_word(n - 2)} Holding", "email": f"info@{_word(n - 2).lower()}.com"}
    if n % 5 == 2:
        fields["mobile"] = fields.get("phone", "20355503000")
    if n % 7 == 3:
        fields["alias"] = _word(n + 1)
    return replace(plain, fields={name: value for name, value in fields.items() if value})


def person(record: str, n: int) -> Party:
    fields = {"first_name": SOUNDS[n % 7] + "na", "last_name": _word(n)}
    fields |= {"email": f"{n % 20}@{TOWNS[n % 5].lower()}.com"} if n % 2 else {}
    return Party(record, fields, {}, f"{record[0].upper()}{n % 9}" if n % 4 else "")


class World:
    """Both sides as they are, beside a live matcher that is told of every change only."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.make = company if kind is Kind.ACCOUNT else person
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
