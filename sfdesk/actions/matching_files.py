"""Match two files: which rows of two CSV files are the same customer or person. Needs no org."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from sfdesk.actions.columns_named import check_fields, check_there
from sfdesk.actions.columns_told import Told
from sfdesk.actions.table_reading import read_table
from sfdesk.actions.whole_files import check_apart, whole_files
from sfdesk.domain.matching.bands import bands
from sfdesk.domain.matching.brief import Brief
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run, run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.model import Band, Shape
from sfdesk.domain.matching.normalise import shown_least
from sfdesk.domain.matching.once import blocks
from sfdesk.domain.records import Kind
from sfdesk.i18n import _
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class MatchFilesReport:
    """What came of it: records read, links written, and what they are based on.

    `bands` counts the links by band, `expected_right` is the estimated share of right ones,
    `used` are the fields that were compared, `not_used` the headers of the columns that were not.
    """

    left: int
    right: int
    links: int
    bands: Mapping[str, int]
    expected_right: float
    used: tuple[str, ...]
    not_used: tuple[str, ...]
    notes: tuple[str, ...]
    out: str

    @property
    def line(self) -> str:
        """One line for people: what was compared and what could not be."""
        said = _("Compared {used}").format(used=", ".join(self.used) or _("nothing"))
        if self.not_used:
            said += _("; not compared: {columns}").format(columns=", ".join(self.not_used))
        return said + "."


def match_files(
    left: Path,
    right: Path,
    kind: Kind,
    *,
    shape: Shape,
    out: Path,
    explain: Path | None,
    columns: Mapping[str, str],
    ticket: Ticket,
) -> MatchFilesReport:
    """Write to `out` the links that are more likely right than wrong, the surest first.

    The file has left_id, right_id, score (bits), probability, band and reason. `explain` gets one
    JSON object per link with all evidence. `columns` maps headers of either file to field names.
    Raise InputError where a file cannot be used, `Cancelled` when the ticket is cancelled.
    """
    written = [out, *([explain] if explain else [])]
    check_apart(written, [left, right])
    check_fields(columns, kind)
    # Opened first: nobody should wait for the links to hear that a folder is not theirs.
    with whole_files(written) as (file, *more):
        ticket.progress(_("Reading files"), 0, 5)
        sides = tuple(read_table(path, kind, columns, ticket) for path in (left, right))
        check_there(columns, [side.header for side in sides], (left, right))
        left_table, right_table = (side.table.by_id() for side in sides)
        corpus = Corpus.of(left_table, right_table, kind, ticket=ticket)
        sizes, notes = [len(side.table) for side in sides], [*sides[0].notes, *sides[1].notes]
        told = Told.of(sides, kind)
        del sides, left_table, right_table
        if not more:
            corpus.table = shown_least(corpus.table)
        done = run(corpus, (), shape, ticket)
        links = _write(done, file, ticket)
        for reasons_file in more:
            _explain(done, reasons_file, ticket)
    counts = {band.value: sum(link == band for link in links) for band in Band}
    return MatchFilesReport(
        sizes[0], sizes[1], len(links), counts, done.lines.precision,
        told.used(done.outcomes), told.not_used(done.outcomes), (*notes, *done.notes), str(out),
    )  # fmt: skip


_AT_ONCE = 4_000


def _write(done: Run, file: TextIO, ticket: Ticket) -> list[Band]:
    final = done.final[done.assigned]
    order = final.argsort(kind="stable")[::-1]
    places, final = done.assigned[order], final[order]
    ids, start = done.corpus.table.ids, done.corpus.n_left
    writer = csv.writer(file)
    writer.writerow(("left_id", "right_id", "score", "probability", "band", "reason"))
    written, brief = list[Band](), Brief(done)
    for part in blocks(len(places), ticket.check, _AT_ONCE):
        some = final[part]
        said = bands(done, places[part].tolist())
        rows = zip(
            [ids[n] for n in done.pairs.rows[places[part]].tolist()],
            [ids[n + start] for n in done.pairs.cols[places[part]].tolist()],
            [f"{score:.3f}" for score in some.tolist()],
            [f"{p:.6f}" for p in done.lines.probability(some).tolist()],
            said,
            brief.reasons(places[part]),
            strict=True,
        )
        writer.writerows(rows)
        written += said
    return written


def _explain(done: Run, file: TextIO, ticket: Ticket) -> None:
    explainer = Explainer(done)
    for number, place in enumerate(done.assigned.tolist()):
        if number % 50 == 0:
            ticket.progress(_("Writing reasons"), number, len(done.assigned))
        told = asdict(explainer.suggestion(place))
        file.write(json.dumps(told, ensure_ascii=False) + "\n")
