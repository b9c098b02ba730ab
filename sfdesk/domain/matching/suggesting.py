"""The matcher for those who use it as a library: suggest links, and explain one pair."""

from collections.abc import Mapping, Sequence

from sfdesk.domain.matching.contradictions import contradictions
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.model import (
    Decided,
    Party,
    Shape,
    Suggestion,
    Suggestions,
    Verdict,
)
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.teaching import learned
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket


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
    learning: bool = True,
    shared_contacts: Mapping[tuple[str, str], int] | None = None,
) -> Suggestions:
    """Return up to `most` possible partners in `right` for each record of `left`.

    `account_links` maps left account ids to right ones and is used for contacts;
    `shared_contacts` counts the people that two accounts have in common (see
    `contacts.shared_contacts`) and is used for accounts. Decided pairs
    bind: "not same" never comes back, "same" takes both records out of the search. From twenty
    decisions on they also correct the weights, unless `learning` is off. Raise `Cancelled` when
    the ticket is cancelled.
    """
    ticket = ticket or Ticket()
    mine, theirs = (Table.of_parties(side).by_id() for side in (left, right))
    corpus = Corpus.of(mine, theirs, kind, account_links, ticket=ticket)
    corpus.shared_contacts = shared_contacts or {}
    done = run(corpus, decided, shape, ticket, learning=learning)
    ids = corpus.table.ids
    assigned = dict.fromkeys((d.left_id, d.right_id) for d in decided if d.verdict is Verdict.SAME)
    for place in done.assigned.tolist():
        pair = int(done.pairs.rows[place]), int(done.pairs.cols[place])
        assigned[ids[pair[0]], ids[corpus.n_left + pair[1]]] = None
    items = Explainer(done).suggestions(most)
    told = learned(done.known, done.weights, done.taught)
    against = contradictions(decided, left, right, shape)
    factors = done.taught.factors
    return Suggestions(
        tuple(items), tuple(assigned), done.notes, factors, told, against, done.known
    )


def explain(
    left: Party,
    right: Party,
    kind: Kind,
    *,
    account_links: Mapping[str, str] | None = None,
) -> Suggestion:
    """Return the full account of one pair, however unlikely it is.

    It is that of a run over the two alone: near the shipped weights, from which one pair moves a
    run little, and without what only all records tell, as how rare a name is and who else competes.
    """
    tables = Table.of_parties([left]), Table.of_parties([right])
    corpus = Corpus.of(*tables, kind, account_links)
    return Explainer(run(corpus, (), Shape.ONE_TO_ONE, Ticket())).suggestion(0)
