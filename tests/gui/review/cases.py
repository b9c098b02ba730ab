"""Plain cases for the review tests: invented customers, no store and no matcher."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sfdesk.actions.reviewing import Case, FieldRow, Option, Review
from sfdesk.domain.matching.suggestions import Band, Evidence, Relation, Suggestion, Weight
from sfdesk.domain.records import CrmRecord, Kind, Record

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(n: int, name: str, **fields: str) -> Record:
    return Record(Kind.ACCOUNT, f"001{n:015d}", {"Name": name, **fields}, NOW, NOW)


def evidence(text: str, bits: float, weight: Weight) -> Evidence:
    return Evidence("name", "Name", "", "", "x", bits, weight, text)


def option(
    crm: CrmRecord,
    rec: Record,
    rows: Sequence[FieldRow] = (),
    band: Band = Band.LIKELY,
    score: float = 6.0,
    rank: int = 1,
    reasons: Sequence[Evidence] = (),
) -> Option:
    found = tuple(reasons) or (evidence("Same web domain", 7.0, Weight.STRONG),)
    suggestion = Suggestion(
        crm.id, rec.id, score, -3.0, 0.9, band, Relation.SAME, found, "Same web domain.", rank=rank
    )
    kept = tuple(rows) or (FieldRow("Name", crm.name, rec.name, "differs"),)
    return Option(rec, suggestion, kept)


def crm_record(n: int, name: str, **fields: str) -> CrmRecord:
    return CrmRecord(Kind.ACCOUNT, f"A-{n:06d}", {"name": name, **fields}, NOW)


def case(
    n: int, band: Band = Band.LIKELY, options: int = 1, *, later: bool = False, score: float = 6.0
) -> Case:
    crm = crm_record(n, f"Customer {n}")
    found = tuple(
        option(crm, record(n * 10 + k, f"Account {n}.{k}"), (), band, score - k, k + 1)
        for k in range(options)
    )
    return Case(Kind.ACCOUNT, crm, found, band, later=later)


def review(*cases: Case) -> Review:
    bands = {band: sum(c.band is band for c in cases) for band in Band}
    later = sum(c.later for c in cases)
    return Review(Kind.ACCOUNT, tuple(cases), linked=0, later=later, bands=bands)
