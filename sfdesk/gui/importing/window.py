"""The import window: what would come into the CRM, one click, what came, and Undo."""

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from sfdesk.actions.importing import ImportPlan, ImportReport, ImportRow, What
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.records import Kind, is_blank
from sfdesk.errors import SfdeskError
from sfdesk.gui.importing.counts import Counts, chosen_in_words
from sfdesk.gui.importing.result import ImportResult
from sfdesk.gui.importing.rows import Draft
from sfdesk.gui.importing.table import FieldsTable, LinesTable
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.screens import Desk, Place
from sfdesk.gui.state import State
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import EmptyState, problem_banner
from sfdesk.gui.words import ago
from sfdesk.i18n import _, counted
from sfdesk.ticket import Progress


class ImportWindow(QWidget):
    """An import of some records, or of every linked account where none are named."""

    def __init__(
        self, desk: Desk, record_ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle(_("Import into CRM"))
        self.resize(1180, 760)
        self.setMinimumSize(920, 560)
        self.desk, self._ids = desk, tuple(record_ids)
        self.draft: Draft | None = None
        self.report: ImportReport | None = None
        self._job: Job | None = None
        self._build()
        self.read()

    def _build(self) -> None:
        self._as_of = line("", Role.MUTED)
        self._chosen = line("", Role.MUTED)
        self._banners = column(space=S)
        self.counts = Counts()
        self.table = LinesTable(_("Account"))
        self.contacts = LinesTable(_("Contact"))
        self.fields = FieldsTable()
        self.detail_title = line("", Role.HEADING)
        self.detail_note = line("", Role.MUTED, wrap=True)
        self.to_review = button(_("Review this"), self._review, icon="review")
        self.waiting = EmptyState("", "", icon="import")
        self.result = ImportResult()
        self._pages = QStackedWidget()
        self._preview = QWidget()
        self._preview.setLayout(column(self.counts, self._split(), space=M))
        for page in (self.waiting, self._preview, self.result):
            self._pages.addWidget(page)
        head = column(
            line(_("Import into CRM from Salesforce"), Role.TITLE),
            row(self._chosen, self._as_of, None, space=M),
            space=2,
        )
        body = column(head, self._banners, self._pages, self._buttons(), space=M)
        body.setContentsMargins(XL, L, XL, L)
        body.setStretch(2, 1)
        self.setLayout(body)
        self._wire()

    def _split(self) -> QSplitter:
        detail = QWidget()
        beside = row(self.fields, self.contacts, space=L)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        inside = column(
            row(self.detail_title, None, self.to_review, space=S),
            self.detail_note,
            beside,
            None,
            space=S,
        )
        inside.setContentsMargins(0, M, 0, 0)
        inside.setStretch(2, 1000)
        detail.setLayout(inside)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        return split

    def _wire(self) -> None:
        self.table.toggled.connect(lambda n: self._toggle(self.table, n))
        self.contacts.toggled.connect(lambda n: self._toggle(self.contacts, n))
        self.fields.toggled.connect(self._toggle_field)
        self.table.chosen.connect(lambda _n: self._detail())
        self.table.opened.connect(self._open_row)
        self.counts.contacts.connect(lambda on: self._with(lambda d: d.with_contacts(on=on)))
        self.counts.changes.connect(lambda on: self._with(lambda d: d.tick_all(What.CHANGE, on=on)))
        self.result.undo.connect(self.undo)
        self.result.show_accounts.connect(self._show_accounts)
        self.result.close_window.connect(self.close)
        self.result.back.connect(self._back)

    def _buttons(self) -> QWidget:
        self.cancel = button(_("Cancel"), self.close)
        self.go = button("", self.start_import, tone="primary", icon="import")
        self.go.setMinimumHeight(34)
        self._foot = QWidget()
        self._foot.setLayout(row(self.cancel, None, self.go, space=S))
        return self._foot

    # reading

    def read(self) -> None:
        """Compare the chosen records with the CRM; no call to Salesforce."""
        org = self.desk.state.org
        if org is None:
            return
        self._foot.hide()
        self._pages.setCurrentWidget(self.waiting)
        self.waiting.say(_("Comparing…"), _("Nothing is written before you press Import."))
        alias, ids = org.alias, self._ids
        self._job = self.desk.jobs.start(
            Lane.LOCAL,
            lambda ticket: self.desk.workspace.plan_import(ticket, ids, alias, linked=not ids),
            on_done=self.show_plan,
            on_error=self._not_read,
        )

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what an import would do."""
        self.draft = Draft(plan)
        self._chosen.setText(chosen_in_words(self.draft))
        pulled = [r.record.pulled_at for r in plan.rows]
        if pulled:
            when = ago(min(pulled), self.desk.workspace.now())
            self._as_of.setText(_("as Salesforce was {when}").format(when=when))
        if not plan.rows:
            self._show_nothing()
            return
        self._foot.show()
        self._pages.setCurrentWidget(self._preview)
        self._present()
        self.table.setFocus()

    def _show_nothing(self) -> None:
        self._foot.hide()
        self.waiting.say(
            _("Nothing to import yet"),
            _("Link accounts in Review first, or choose some in Accounts."),
            ((_("Go to Review"), self._review), (_("Close"), self.close)),
        )

    def _not_read(self, error: SfdeskError) -> None:
        steps: list[tuple[str, Callable[[], object]]] = [(_("Close"), self.close)]
        if error.retry:
            steps.insert(0, (_("Try again"), self.read))
        self.waiting.say(error.title, error.hint, steps)

    # changing one's mind

    def _with(self, change: Callable[[Draft], Draft]) -> None:
        if self.draft is not None:
            self.draft = change(self.draft)
            self._present()

    def _toggle(self, table: LinesTable, number: int) -> None:
        record_id = table.record_at(number)
        row = self.draft.row(record_id) if self.draft is not None else None
        if row is not None:
            self._with(lambda draft: draft.tick(record_id, on=not row.ticked))

    def _toggle_field(self, number: int) -> None:
        change, record_id = self.fields.field_at(number), self.table.record_at(self.table.row)
        if change is not None:
            self._with(lambda d: d.tick_field(record_id, change.field, on=not change.ticked))

    def _present(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self.counts.present(draft)
        self.table.present(draft.lines())
        self.go.setText(draft.button())
        self.go.setAccessibleName(draft.button())
        self.go.setEnabled(draft.ready)
        self._detail()

    def _detail(self) -> None:
        chosen = self._row_in_focus()
        if chosen is None or self.draft is None:
            return
        self.detail_title.setText(chosen.record.name)
        self.detail_note.setText(_note(chosen))
        self.detail_note.setVisible(bool(_note(chosen)))
        self.to_review.setVisible(chosen.what is What.LOOKS_LIKE)
        telling = [c for c in chosen.changes if not (is_blank(c.now) and is_blank(c.after))]
        self.fields.present(telling)
        self.fields.setVisible(bool(telling))
        self.contacts.present(self.draft.lines(chosen.contacts))
        self.contacts.setVisible(bool(chosen.contacts))

    def _row_in_focus(self) -> ImportRow | None:
        record_id = self.table.record_at(self.table.row)
        return self.draft.row(record_id) if self.draft is not None and record_id else None

    def _open_row(self, _number: int) -> None:
        chosen = self._row_in_focus()
        if chosen is not None and chosen.what is What.LOOKS_LIKE:
            self._review()
        elif self.fields.isVisible():
            self.fields.setFocus()

    def _review(self) -> None:
        chosen = self._row_in_focus()
        kind = chosen.kind if chosen is not None else Kind.ACCOUNT
        self.desk.open_review(kind, chosen.crm_id if chosen is not None else "")
        self.close()

    # the one click

    def start_import(self) -> None:
        """Do what is ticked."""
        if self.draft is None or not self.draft.ready:
            return
        plan = self.draft.plan
        clear(self._banners)
        self._foot.setEnabled(False)
        self.go.setText(_("Importing…"))
        self._job = self.desk.jobs.start(
            Lane.LOCAL,
            lambda ticket: self.desk.workspace.apply_import(plan, ticket),
            on_done=partial(_finished, self.desk.state, self),
            on_error=self._failed,
            on_progress=self._progressed,
            on_end=self._let_go,
        )

    def _progressed(self, progress: Progress) -> None:
        if progress.total:
            self.go.setText(
                _("Importing {done} of {total}").format(done=progress.done, total=progress.total)
            )

    def _let_go(self) -> None:
        self._foot.setEnabled(True)

    def show_report(self, report: ImportReport) -> None:
        """Say what was imported."""
        self.report = report
        if self.draft is not None:
            self.result.show_report(report, self.draft)
            self.draft = self.draft.after(report)
        self._foot.hide()
        self._pages.setCurrentWidget(self.result)

    def _failed(self, error: SfdeskError) -> None:
        self._banners.addWidget(problem_banner(error))
        self._present()

    def _back(self) -> None:
        """Look again at the rows that came back."""
        self._foot.show()
        self._pages.setCurrentWidget(self._preview)
        self._present()

    def _show_accounts(self) -> None:
        self.desk.navigate(Place.ACCOUNTS)
        self.close()

    # taking back

    def undo(self) -> None:
        """Take the import back; what was edited since stays."""
        report, org = self.report, self.desk.state.org
        if report is None or org is None:
            return
        alias = org.alias
        self.result.show_undoing()
        self.desk.jobs.start(
            Lane.LOCAL,
            lambda _ticket: self.desk.workspace.undo(report.batch_id, alias),
            on_done=self._undone,
            on_error=self._not_undone,
        )

    def _undone(self, report: UndoReport) -> None:
        self.result.show_undone(report)
        self.desk.state.report_import()

    def _not_undone(self, error: SfdeskError) -> None:
        self.result.show_not_undone()
        clear(self._banners)
        self._banners.addWidget(problem_banner(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc: nothing was imported."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _finished(state: State, window: ImportWindow, report: ImportReport) -> None:
    """Tell every window, also where the one that asked was closed meanwhile."""
    state.report_import()
    if shiboken6.isValid(window):
        window.show_report(report)


def _note(row: ImportRow) -> str:
    """Say below a record's name what is special about it."""
    if row.what is What.LOOKS_LIKE:
        said = row.note or _("A record of the CRM may be the same customer.")
        return (
            _("{said} Decide first whether they are the same.")
            .format(said=f"{said}.")
            .replace("..", ".")
        )
    if row.what is What.SAME and not row.contacts:
        return _("Nothing to do: both sides say the same.")
    if row.what is What.CHANGE:
        changes = sum(not change.ticked for change in row.changes)
        return (
            counted(
                "{n} field has another value in the CRM. It stays until you tick it.",
                "{n} fields have another value in the CRM. They stay until you tick them.",
                changes,
            )
            if changes
            else ""
        )
    return row.note
