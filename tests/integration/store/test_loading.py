"""Files of existing records go into the CRM whole, and come out as they went in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.actions import loading
from sfdesk.actions.loading import BadRow, LoadReport
from sfdesk.domain.records import CRM_FIELDS, FieldType, Kind, Value
from sfdesk.errors import Cancelled, InputError
from sfdesk.store.crm import Crm, Verb
from sfdesk.ticket import Ticket

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)

ACCOUNTS = """\
id;Company;Zip;Employees;ARR;Renewal
;Nordwind;20457;120;48000.50;2027-03-31
A-000007;Orion;;;;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records.csv"


def load(crm: Crm, kind: Kind, file: Path, text: str, *, keep_good: bool = False) -> LoadReport:
    file.write_text(text, encoding="utf-8")
    return loading.load(crm, kind, file, Ticket(), now=NOW, by="anna", keep_good=keep_good)


def contents(crm: Crm) -> dict[str, Mapping[str, Value]]:
    return {r.id: r.fields for kind in Kind for r in crm.records(kind)}


def test_a_file_is_loaded_as_one_batch(crm: Crm, file: Path) -> None:
    report = load(crm, Kind.ACCOUNT, file, ACCOUNTS)
    assert report == LoadReport("B-000001", added=2, changed=0, same=0)
    found = {r.id: r for r in crm.records(Kind.ACCOUNT)}
    assert found["A-000007"].name == "Orion"
    fields = found["A-000008"].fields
    assert (fields["arr"], fields["employees"]) == (Decimal("48000.5"), 120)
    assert fields["renewal_date"] == date(2027, 3, 31)
    batch = crm.batch("B-000001")
    assert batch is not None
    assert (batch.verb, batch.org_id, batch.by) == (Verb.LOAD, "", "anna")
    assert "records.csv" in batch.summary
    assert all(change.created for change in crm.changes("B-000001"))


def test_loading_again_changes_nothing(crm: Crm, file: Path) -> None:
    load(crm, Kind.ACCOUNT, file, ACCOUNTS)
    before = contents(crm)
    assert load(crm, Kind.ACCOUNT, file, ACCOUNTS) == LoadReport("", 0, 0, 2)
    assert contents(crm) == before
    assert len(crm.activity()) == 1


def test_two_rows_that_say_the_same_are_two_records(crm: Crm, file: Path) -> None:
    assert load(crm, Kind.ACCOUNT, file, "name\nTwin\nTwin\n").added == 2
    assert load(crm, Kind.ACCOUNT, file, "name\nTwin\nTwin\nTwin\n").added == 1


def test_a_known_id_changes_its_record_and_a_blank_cell_empties_a_field(
    crm: Crm, file: Path
) -> None:
    load(crm, Kind.ACCOUNT, file, "id,name,city,phone\nX,Orion,Bremen,1\n")
    report = load(crm, Kind.ACCOUNT, file, "id,name,city\nX,Orion,\n")
    assert (report.added, report.changed) == (0, 1)
    fields = contents(crm)["X"]
    assert (fields["city"], fields["phone"]) == (None, "1")
    (change,) = crm.changes(report.batch_id)
    assert (change.field, change.old, change.new, change.created) == ("city", "Bremen", None, False)


def test_contacts_find_their_account_by_id_or_name(crm: Crm, file: Path) -> None:
    load(crm, Kind.ACCOUNT, file, "id,name\nA-000001,Orion\nA-000002,Delta GmbH\n")
    text = "account_id,company,last name\nA-000001,nobody,Ito\n,delta  gmbh,Roux\n,,Lone\n"
    load(crm, Kind.CONTACT, file, text)
    found = {r.name: r.fields["account_id"] for r in crm.records(Kind.CONTACT)}
    assert found == {"Ito": "A-000001", "Roux": "A-000002", "Lone": None}


def test_an_account_that_cannot_be_found_is_a_bad_row(crm: Crm, file: Path) -> None:
    load(crm, Kind.ACCOUNT, file, "name\nTwin\nTwin\n")
    text = "Account_Id,Company,Surname\n,Twin,A\n,Nobody,B\nA-9,,C\n,,D\n"
    report = load(crm, Kind.CONTACT, file, text, keep_good=True)
    assert report.added == 1
    assert [(row.line, row.column) for row in report.bad] == [
        (2, "Company"), (3, "Company"), (4, "Account_Id"),
    ]  # fmt: skip
    assert "2 accounts" in report.bad[0].reason


def test_one_bad_row_stops_the_whole_file(crm: Crm, file: Path) -> None:
    text = 'name,arr\nA,1\n"B\nB",x\nC,y\n'
    with pytest.raises(InputError) as told:
        load(crm, Kind.ACCOUNT, file, text)
    assert told.value.title.startswith("Line 3, column arr")
    assert "Line 5" in told.value.details
    assert "nothing" in told.value.hint
    assert contents(crm) == {}
    assert crm.activity() == []


def test_good_rows_can_be_kept(crm: Crm, file: Path) -> None:
    text = "id,name,arr,shoe\n1,A,1,\n2,B,x,\n1,C,3,\n,D\n"
    report = load(crm, Kind.ACCOUNT, file, text, keep_good=True)
    assert report.added == 1
    assert report.ignored == ("shoe",)
    assert [(row.line, row.column) for row in report.bad] == [(3, "arr"), (4, "id"), (5, "")]
    assert str(BadRow(5, "", "short")) == "Line 5: short"


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "empty"), ("\n\n", "empty"), ("city\nBremen\n", "Name"), ("name;name\na;b\n", "same")],
)
def test_a_file_without_usable_columns_is_refused(
    crm: Crm, file: Path, text: str, word: str
) -> None:
    with pytest.raises(InputError) as told:
        load(crm, Kind.ACCOUNT, file, text)
    assert word in str(told.value)


def test_a_file_that_is_not_there_is_named(crm: Crm, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        loading.load(crm, Kind.ACCOUNT, tmp_path / "nowhere", Ticket(), now=NOW, by="a")
    with pytest.raises(InputError, match=str(tmp_path)):
        loading.dump(crm, Kind.ACCOUNT, tmp_path)


def test_a_cancelled_load_leaves_nothing(crm: Crm, file: Path) -> None:
    file.write_text("name\n" + "Orion\n" * 3000, encoding="utf-8")
    steps: list[int] = []

    def stop_at_second(progress: object) -> None:
        steps.append(1)
        if len(steps) == 4:
            ticket.cancel()

    ticket = Ticket(stop_at_second)
    with pytest.raises(Cancelled):
        loading.load(crm, Kind.ACCOUNT, file, ticket, now=NOW, by="a")
    assert contents(crm) == {}


def test_a_dump_is_what_a_load_takes(crm: Crm, file: Path, tmp_path: Path) -> None:
    load(crm, Kind.ACCOUNT, file, ACCOUNTS)
    contacts = 'company,last_name,title\nOrion,Ito,"a ""b"", c"\nNordwind,Roux,\n'
    load(crm, Kind.CONTACT, file, contacts)
    before = contents(crm)
    files = {kind: tmp_path / f"{kind}.csv" for kind in Kind}
    assert [loading.dump(crm, kind, path) for kind, path in files.items()] == [2, 2]
    assert files[Kind.ACCOUNT].read_bytes().startswith(b"\xef\xbb\xbfid,")
    with Crm(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        for kind in Kind:
            loading.load(other, kind, files[kind], Ticket(), now=NOW, by="a")
        assert contents(other) == before


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_VALUES: dict[FieldType, st.SearchStrategy[Value]] = {
    FieldType.TEXT: _TEXT,
    FieldType.INTEGER: st.integers(-(2**63) + 1, 2**63 - 1),
    FieldType.DECIMAL: st.decimals(allow_nan=False, allow_infinity=False, places=4),
    FieldType.DATE: st.dates(date(1000, 1, 1)),
}
_RECORD = st.fixed_dictionaries(
    {f.name: st.none() | _VALUES[f.type] for f in CRM_FIELDS[Kind.ACCOUNT] if not f.required}
    | {"name": _TEXT.filter(str.strip)}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_RECORD, max_size=5))
def test_any_record_survives_dump_and_load(tmp_path: Path, records: list[dict[str, Value]]) -> None:
    path = tmp_path / "dump.csv"
    with Crm("sqlite://") as crm, Crm("sqlite://") as other:
        crm.add_many(Kind.ACCOUNT, [(None, record) for record in records], now=NOW)
        loading.dump(crm, Kind.ACCOUNT, path)
        loading.load(other, Kind.ACCOUNT, path, Ticket(), now=NOW, by="a")
        assert contents(other) == contents(crm)
