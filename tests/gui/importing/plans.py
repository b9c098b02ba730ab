"""Plain import plans for the tests of the preview: invented customers, no store."""

from datetime import UTC, date, datetime

from sfdesk.actions.importing import FieldChange, ImportPlan, ImportRow, What
from sfdesk.domain.records import Kind, Record, Value

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def changed(field: str, label: str, now: Value, after: Value, *, ticked: bool) -> FieldChange:
    return FieldChange(field, label, now, after, ticked)


def contact(n: int, name: str, what: What = What.NEW, *, ticked: bool = True) -> ImportRow:
    record = Record(Kind.CONTACT, f"003{n:012d}AAA", {"Name": name}, NOW, NOW)
    changes = (changed("email", "E-mail", None, f"p{n}@norda.example", ticked=True),)
    return ImportRow(Kind.CONTACT, record, what, "", changes, ticked)


def account(
    n: int,
    name: str,
    what: What,
    *changes: FieldChange,
    contacts: tuple[ImportRow, ...] = (),
    note: str = "",
) -> ImportRow:
    record = Record(Kind.ACCOUNT, f"001{n:012d}AAA", {"Name": name}, NOW, NOW)
    crm_id = "" if what is What.NEW else f"A-{n:06d}"
    ticked = what in (What.NEW, What.FILL)
    return ImportRow(Kind.ACCOUNT, record, what, crm_id, changes, ticked, note, contacts)


NORDA = account(
    1,
    "Norda Werke",
    What.NEW,
    changed("name", "Name", None, "Norda Werke", ticked=True),
    changed("city", "City", None, "Kiel", ticked=True),
    changed("phone", "Phone", None, None, ticked=True),
    contacts=(contact(1, "Ina Holm"), contact(2, "Per Sund")),
)
ORION = account(
    2,
    "Orion Freight",
    What.FILL,
    changed("phone", "Phone", None, "+44 20 5550 101", ticked=True),
    contacts=(contact(3, "Ada Moss"), contact(4, "Tom Reed", What.SAME, ticked=False)),
)
DELTA = account(
    3,
    "Delta Optics",
    What.CHANGE,
    changed("renewal_date", "Renewal date", date(2027, 6, 30), date(2027, 3, 31), ticked=False),
)
KAPPA = account(4, "Kappa", What.LOOKS_LIKE, note="“Kappa Ltd” exists")
SIGMA = account(5, "Sigma Mills", What.SAME)


def plan(*rows: ImportRow) -> ImportPlan:
    return ImportPlan("00D000000000001EAA", rows or (NORDA, ORION, DELTA, KAPPA, SIGMA))
