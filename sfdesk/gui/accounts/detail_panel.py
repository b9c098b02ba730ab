"""Both sides of the chosen record, field by field, with what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QStackedLayout, QToolButton, QWidget

from sfdesk.actions.browsing import Detail, DetailRow, Row
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.columns import state_tone, state_word
from sfdesk.gui.palette import RING, XS, L, S
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.widgets.notices import EmptyState
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _, counted


def _sides() -> list[Column[DetailRow]]:
    return [
        Column(_("Field"), lambda r: r.label, 104, tone=lambda _r: Tone.NEUTRAL),
        Column(_("Salesforce"), lambda r: r.salesforce or "-"),
        Column(_("CRM"), _ours, tone=lambda r: Tone.WATCH if r.differs else None),
    ]


def _ours(row: DetailRow) -> str:
    value = row.crm or "-"
    return f"{value}\n* {_('differs')}" if row.differs else value


def _people() -> list[Column[Row]]:
    return [
        Column(_("Contact"), lambda r: r.name),
        Column(_("Title"), lambda r: r.title, 150, tone=lambda _r: Tone.NEUTRAL, room=330),
        Column(_("Status"), state_word, 96, tone=state_tone),
    ]


class DetailPanel(QFrame):
    """Shows one record, or says that none is chosen. `person_opened` carries a contact's id."""

    person_opened = Signal(str)

    def __init__(
        self,
        kind: Kind,
        acts: Sequence[QAction],
        wrong: QAction,
        parent: QWidget | None = None,
    ) -> None:
        """Offer these actions on the record, and `wrong` beside the link that it is about."""
        super().__init__(parent)
        self.setAccessibleName(_("Details"))
        self._kind = kind
        self._title = line("", Role.TITLE, wrap=True)
        self._chip = StateChip()
        self._partner = line("", Role.MUTED, wrap=True)
        self._fields = RowsModel(_sides())
        self.fields = Table(self._fields, _("Both sides"), whole=True)
        self._contacts = RowsModel(_people())
        self.contacts = Table(self._contacts, _("Contacts of this account"), whole=True)
        self._people_title = line("", Role.HEADING)
        self._people_title.setIndent(S + RING)
        self._people = QWidget()
        people = column(self._people_title, self.contacts, space=XS)
        self._people.setLayout(people)
        self.contacts.opened.connect(
            lambda number: self.person_opened.emit(self._contacts.rows[number].record_id)
        )
        link = row(self._chip, self._partner, _act_button(wrong), space=S)
        link.setStretch(1, 1)
        head = column(
            self._title,
            link,
            row(*(_act_button(act) for act in acts), None, space=S),
            space=S,
        )
        head.setContentsMargins(L, L, L, S)
        lists = column(self.fields, self._people, None, space=L)
        lists.setContentsMargins(S - RING, 0, S, S)
        body = column(head, lists, space=S)
        body.setStretch(1, 1)
        shown = QWidget()
        shown.setLayout(body)
        self._nothing = EmptyState(
            _("Nothing chosen"),
            _("Choose a line to see both sides of it."),
            icon="accounts",
            width=260,
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(shown)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(300)

    def show_nothing(self) -> None:
        """No row is chosen."""
        self._pages.setCurrentIndex(0)

    def show_detail(self, shown: Row, detail: Detail) -> None:
        """Show both sides of a record."""
        self._title.setText(detail.record.name)
        self._chip.say(state_word(shown), state_tone(shown))
        self._partner.setText(_partner(detail))
        self._fields.show(detail.rows)
        self._contacts.show(detail.contacts)
        self._people_title.setText(
            counted("Contacts ({n})", "Contacts ({n})", len(detail.contacts))
        )
        self._people.setVisible(self._kind is Kind.ACCOUNT and bool(detail.contacts))
        self._pages.setCurrentIndex(1)


def _partner(detail: Detail) -> str:
    if detail.crm is None:
        return _("Only in Salesforce so far")
    return _('with CRM "{name}" ({id})').format(name=detail.crm.name, id=detail.crm.id)


def _act_button(act: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(act)
    made.setAccessibleName(act.text())
    made.setToolTip(f"{act.text()}  ({act.shortcut().toString()})")
    return made
