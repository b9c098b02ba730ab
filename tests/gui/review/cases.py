"""Plain cases for the review tests: invented customers, no store and no matcher."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sfdesk.actions.cases import Case, FieldRow, Option, Review
from sfdesk.actions.past_decisions import Dispute, Statement
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import Band, Clash, Evidence, Relation, Suggestion, Weight
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


def rich() -> Review:
    """A few cases as a team would have them: one plain, one with a choice, a clash, a warning."""
    e = evidence
    nordwind = crm_record(1, "Nordwind Energie", phone="040 5550 123", city="Hamburg")
    there = record(1, "Nordwind AG", **{"Owner.Name": "Anna Berg"})
    rows = (
        FieldRow("Name", "Nordwind Energie", "Nordwind AG", "differs"),
        FieldRow(
            "Website", "nordwind-energie.example", "https://www.nordwind-energie.example", "same"
        ),
        FieldRow("Phone", "040 5550 123", "+49 40 5550 199", "differs"),
        FieldRow("Street", "Elbchaussee 12", "Elbchaussee 12", "same"),
        FieldRow("City", "Hamburg", "Hamburg", "same"),
        FieldRow("State", "", "", "same"),
        FieldRow("Country", "Germany", "Germany", "same"),
        FieldRow("Owner", "Anna Berg", "Anna Berg", "same"),
        FieldRow("Customer number", "N-2041", "", "missing"),
        FieldRow(
            "Description",
            "Runs four offshore wind farms and their service harbour; renewal talks with Carla",
            "Runs four offshore wind farms and a service harbour. Contract renewed twice, the last "
            "time with a longer term and a lower price for the monitoring of the older turbines",
            "differs",
        ),
    )
    why = (
        e("Same web domain, and no other account uses it", 8.2, Weight.STRONG),
        e("3 contacts share an e-mail", 6.1, Weight.STRONG),
        e("Name agrees apart from legal form and “Energie”", 3.0, Weight.MEDIUM),
        e("Phone differs in the last digits", -0.8, Weight.WEAK),
        e("Customer number is empty in Salesforce", 0.0, Weight.NONE),
    )
    oy = record(2, "Nordwind Wind Oy", **{"Owner.Name": "Ben Ito"})
    weak = (
        FieldRow("Name", "Nordwind Energie", "Nordwind Wind Oy", "differs"),
        FieldRow("City", "Hamburg", "Helsinki", "differs"),
        FieldRow("Country", "Germany", "Finland", "differs"),
    )
    against = (
        e("Name shares its first word", 1.2, Weight.WEAK),
        e("Other country", -4.0, Weight.MEDIUM),
    )
    first = Case(
        Kind.ACCOUNT,
        nordwind,
        (
            option(nordwind, there, rows, Band.LIKELY, 12.0, 1, why),
            option(nordwind, oy, weak, Band.POSSIBLE, 1.0, 2, against),
        ),
        Band.LIKELY,
    )
    kappa = crm_record(2, "Kappa Instruments", city="Lyon", phone="+33 4 55 50 10")
    kappa_too = crm_record(3, "Kappa SAS", city="Villeurbanne", phone="+33 4 55 50 11")
    kappa_there = record(3, "Kappa Instruments SAS", **{"Owner.Name": "Anna Berg"})
    kappa_rows = (
        FieldRow("Name", "Kappa Instruments", "Kappa Instruments SAS", "differs"),
        FieldRow("City", "Lyon", "Lyon", "same"),
        FieldRow("Phone", "+33 4 55 50 10", "+33 4 55 50 10", "same"),
    )
    clash = Case(
        Kind.ACCOUNT,
        kappa,
        (option(kappa, kappa_there, kappa_rows, Band.LIKELY, 9.0, 1, why[:3]),),
        Band.LIKELY,
        rivals=(kappa_too,),
    )
    atlas = crm_record(4, "Atlas Foods", country="Ireland")
    atlas_there = record(4, "Atlas Foods", **{"Owner.Name": "Ben Ito"})
    atlas_rows = (
        FieldRow("Name", "Atlas Foods", "Atlas Foods", "same"),
        FieldRow("Country", "Ireland", "Kenya", "differs"),
    )
    warned = Case(
        Kind.ACCOUNT,
        atlas,
        (option(atlas, atlas_there, atlas_rows, Band.POSSIBLE, 2.0, 1, against),),
        Band.POSSIBLE,
        warning="same name, different country",
    )
    certain = tuple(case(n, Band.CERTAIN, score=12.0 + n) for n in range(10, 25))
    return review(first, clash, warned, *certain, case(30, later=True))


def dispute() -> Dispute:
    crm, there = crm_record(1, "Nordwind Energie"), record(1, "Nordwind AG")
    return Dispute(
        Kind.ACCOUNT,
        Clash.BOTH,
        (
            Statement(crm, there, Outcome.LINK, by="ben", at=NOW),
            Statement(crm, there, Outcome.NOT_SAME, by="anna", at=NOW, note="Sold in March"),
        ),
    )
