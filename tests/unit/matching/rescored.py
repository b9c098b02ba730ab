"""The referee of the live matcher: all of its pairs compared, scored and assigned from scratch."""

from collections.abc import Mapping, Sequence

import numpy as np

from sfdesk.domain.matching import assign
from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run, bound_bits, run
from sfdesk.domain.matching.live import Live
from sfdesk.domain.matching.model import Decided, Party, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.rivals import rival_bits
from sfdesk.domain.matching.search import candidates
from sfdesk.domain.matching.weights import total
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

SHAPE = Shape.ONE_TO_ONE


def whole_run(
    left: Sequence[Party],
    right: Sequence[Party],
    kind: Kind,
    *,
    decided: Sequence[Decided] = (),
    links: Mapping[str, str] | None = None,
    shared: Mapping[tuple[str, str], int] | None = None,
    shape: Shape = SHAPE,
) -> Run:
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), kind, links)
    corpus.shared_contacts = shared or {}
    return run(corpus, decided, shape, Ticket(), learning=False)


def pairs_of(live: Live) -> set[tuple[str, str]]:
    standing, ids = live._standing, live._rows.ids
    at = np.flatnonzero(standing.alive)
    return {
        (ids[a], ids[b])
        for a, b in zip(standing.a[at].tolist(), standing.b[at].tolist(), strict=True)
    }


def links_of(live: Live) -> set[tuple[str, str]]:
    """Return the pairs that would be linked if nobody looked."""
    standing, ids = live._standing, live._rows.ids
    at = np.flatnonzero(standing.alive & standing.assigned)
    pairs = zip(standing.a[at].tolist(), standing.b[at].tolist(), strict=True)
    return {(ids[a], ids[b]) for a, b in pairs}


def searched(live: Live, left: Sequence[Party], right: Sequence[Party]) -> set[tuple[str, str]]:
    """Return the links that a search through everything finds, by the weights of a run."""
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), live._run.corpus.kind)
    found = candidates(corpus, Ticket())
    rows, cols = found.rows.tolist(), found.cols.tolist()
    pairs = {(left[a].id, right[b].id) for a, b in zip(rows, cols, strict=True)}
    return rescored(live._run, pairs, left, right)[1]


def rescored(
    before: Run,
    pairs: set[tuple[str, str]],
    left: Sequence[Party],
    right: Sequence[Party],
    *,
    links: Mapping[str, str] | None = None,
    shared: Mapping[tuple[str, str], int] | None = None,
) -> tuple[dict[tuple[str, str], float], set[tuple[str, str]]]:
    """Return the score of each pair and which are assigned, by the weights of a run."""
    whole = before.corpus
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), whole.kind, links)
    corpus.among, corpus.shared_contacts = whole, shared or {}
    rows = {party.id: n for n, party in enumerate(left)}
    cols = {party.id: n for n, party in enumerate(right)}
    places = sorted((rows[a], cols[b]) for a, b in pairs)
    names = [(left[a].id, right[b].id) for a, b in places]
    a, b = (np.array([place[n] for place in places], dtype=np.int32) for n in (0, 1))
    found = compare(corpus, a, b, Ticket()) if len(a) else {}
    found = {name: one for name, one in found.items() if name in before.weights.bits}
    made = Pairs(a, b, np.zeros(len(a), dtype=np.float32))
    bound = bound_bits(corpus, made)
    score = total(before.weights, found, len(a)) + bound
    rivals = rival_bits(a, b, score, SHAPE) if len(a) else score
    chosen = assign.assign(a, b, score + rivals, before.lines.linked, SHAPE)
    final = dict(zip(names, (score + rivals).tolist(), strict=True))
    return final, {names[place] for place in chosen.tolist()}
