"""Import some accounts with their contacts, and find them in the CRM as Salesforce has them."""

from PySide6.QtCore import Qt

from sfdesk.actions.importing import ImportReport, ImportRow, What
from sfdesk.domain.diffing import equal
from sfdesk.domain.records import Kind
from sfdesk.gui.importing.rows import every
from sfdesk.gui.importing.window import ImportWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.tour.report import StepFailed, expect
from sfdesk.gui.tour.scene import Scene

_ROWS = 14


def bring_in(scene: Scene) -> dict[str, object]:
    """Choose a dozen accounts in the list, press Ctrl+I, look, import."""
    person = scene.person
    accounts = scene.records(Place.ACCOUNTS)
    last = min(_ROWS, len(accounts.model.rows)) - 1
    person.pick(accounts.table, 0, last)
    person.key(accounts.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    window = scene.window.window_called("import")
    if not isinstance(window, ImportWindow):
        raise StepFailed("The import window did not open")
    person.until("The preview", lambda: window.draft is not None)
    person.look(window, "import-preview")
    draft = window.draft
    rows = [r for r in every(draft.plan.rows) if r.ticked] if draft is not None else []
    person.press(window.go)
    person.until("The end of the import", lambda: window.report is not None)
    person.look(window, "import-result")
    report = window.report
    if report is None:
        raise StepFailed("The import gave no report")
    checked = _read_back(scene, report, {row.record.id: row for row in rows})
    window.close()
    return {
        "accounts": report.count(Kind.ACCOUNT, What.NEW, What.FILL, What.CHANGE),
        "contacts": report.count(Kind.CONTACT, What.NEW, What.FILL, What.CHANGE),
        "fields read back": checked,
    }


def _read_back(scene: Scene, report: ImportReport, rows: dict[str, ImportRow]) -> int:
    """Find every imported field in the CRM; return how many there are."""
    bad = [outcome.problem for outcome in report.outcomes if outcome.problem]
    expect(that=not bad, otherwise=f"{len(bad)} records came back: {bad[:1]}")
    kept = {**scene.crm_records(Kind.ACCOUNT), **scene.crm_records(Kind.CONTACT)}
    checked = 0
    for outcome in report.outcomes:
        row = rows.get(outcome.record_id)
        if row is None or outcome.what is What.SAME:
            continue
        record = kept.get(outcome.crm_id)
        if record is None:
            raise StepFailed(f"{outcome.crm_id} is not in the CRM")
        for change in row.changes:
            if change.ticked:
                held = record.fields.get(change.field)
                expect(
                    that=equal(held, change.after),
                    otherwise=f"{change.label} of {outcome.crm_id} is {held} in the CRM",
                )
                checked += 1
    expect(that=checked > 0, otherwise="Nothing was imported")
    return checked
