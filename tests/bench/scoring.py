"""Compares links with the truth, and answers questions from it."""

import csv
import time
from dataclasses import dataclass
from pathlib import Path

from sfdesk.actions.table_reading import read_table
from sfdesk.domain.matching import engine
from sfdesk.domain.matching.asking import in_turn
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.model import Decided, Shape, Verdict
from sfdesk.domain.matching.teaching import known
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares between 0 and 1; `expected` is the precision that the engine estimated."""

    f1: float
    precision: float
    recall: float
    expected: float
    certain_precision: float
    certain_cover: float


def pairs_of(path: Path) -> Pairs:
    """Read pairs of ids; none where there is no file."""
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["left_id"], row["right_id"]) for row in csv.DictReader(file)}


def f1_of(links: Pairs, truth: Pairs) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * len(links & truth) / max(1, len(links) + len(truth))


def scored(folder: Path, expected: float) -> Score:
    """Score `out.csv` of a folder; pairs in `ignore.csv` are neither right nor wrong."""
    truth, ignored = pairs_of(folder / "truth.csv"), pairs_of(folder / "ignore.csv")
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        bands = {(row["left_id"], row["right_id"]): row["band"] for row in csv.DictReader(file)}
    links = set(bands) - ignored
    certain = {pair for pair in links if bands[pair] == "certain"}
    right = len(links & truth)
    return Score(
        f1_of(links, truth), right / max(1, len(links)), right / max(1, len(truth)), expected,
        len(certain & truth) / max(1, len(certain)), len(certain & truth) / max(1, len(truth)),
    )  # fmt: skip


def learnt(folder: Path, kind: Kind) -> tuple[float, float, float]:
    """Return F1 before and after 100 questions answered by the truth, and the refit in ms."""
    truth, ignored = pairs_of(folder / "truth.csv"), pairs_of(folder / "ignore.csv")
    left = read_table(folder / "left.csv", kind, {}, Ticket()).table
    right = read_table(folder / "right.csv", kind, {}, Ticket()).table
    corpus = Corpus.of(left, right, kind)
    first = engine.run(corpus, (), Shape.ONE_TO_ONE, Ticket())
    best = [one for one in Explainer(first).suggestions(3) if one.rank == 1]
    turns = in_turn([(one.probability, one.band) for one in best], seed=1)
    asked = [best[turn.place] for turn in turns[:100]]
    pairs = [(one.left_id, one.right_id) for one in asked]
    said = [Decided(*p, Verdict.SAME if p in truth else Verdict.NOT_SAME) for p in pairs]
    second = engine.run(corpus, said, Shape.ONE_TO_ONE, Ticket())
    start = time.perf_counter()
    known(corpus, said, first.weights, Ticket()).taught()
    milliseconds = (time.perf_counter() - start) * 1000
    accepted = {p for p in pairs if p in truth}
    before = f1_of(_links(first) - ignored, truth)
    return before, f1_of((_links(second) | accepted) - ignored, truth), milliseconds


def _links(run: engine.Run) -> Pairs:
    ids, n = run.corpus.table.ids, run.corpus.n_left
    rows, cols = run.pairs.rows[run.assigned].tolist(), run.pairs.cols[run.assigned].tolist()
    return {(ids[row], ids[n + col]) for row, col in zip(rows, cols, strict=True)}
