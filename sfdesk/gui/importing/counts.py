"""How many records come out how, as chips above the list; and one box for the contacts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from sfdesk.actions.importing import What
from sfdesk.domain.records import Kind
from sfdesk.gui.importing.rows import MARKS, WORDS, Draft, every
from sfdesk.gui.palette import M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import StateChip, Tone
from sfdesk.gui.widgets.layouts import clear, row
from sfdesk.i18n import _, counted

_TONES = {
    What.NEW: Tone.GOOD,
    What.FILL: Tone.ACCENT,
    What.CHANGE: Tone.WATCH,
    What.SAME: Tone.NEUTRAL,
    What.LOOKS_LIKE: Tone.DANGER,
}


class Counts(QWidget):
    """`contacts` says whether contacts come along; `changes` ticks all that would change."""

    contacts = Signal(bool)
    changes = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = row(space=S)
        self.with_contacts = QCheckBox()
        self.with_contacts.setChecked(True)
        self.with_contacts.clicked.connect(self.contacts)
        self.all_changes = button(_("Tick all changes"), self._all, tone="link")
        self._on = True
        self.setLayout(row(self._chips, self.all_changes, None, self.with_contacts, space=M))

    def present(self, draft: Draft) -> None:
        """Count a draft."""
        clear(self._chips)
        kinds = {r.kind for r in draft.plan.rows}
        kind = Kind.ACCOUNT if Kind.ACCOUNT in kinds or not kinds else Kind.CONTACT
        for what in What:
            number = draft.count(kind, what)
            if number:
                self._chips.addWidget(
                    StateChip(f"{MARKS[what]} {WORDS[what]} {number:,}", _TONES[what])
                )
        waiting = draft.count(kind, What.CHANGE) - draft.count(kind, What.CHANGE, ticked=True)
        self._on = waiting > 0
        self.all_changes.setText(_("Tick all changes") if self._on else _("Untick all changes"))
        self.all_changes.setAccessibleName(self.all_changes.text())
        self.all_changes.setVisible(draft.count(kind, What.CHANGE) > 0)
        people = [r for r in every(draft.plan.rows) if r.kind is Kind.CONTACT]
        self.with_contacts.setVisible(kind is Kind.ACCOUNT and bool(people))
        self.with_contacts.setText(contacts_in_words(draft))
        self.with_contacts.setChecked(any(r.ticked for r in people))

    def _all(self) -> None:
        self.changes.emit(self._on)


def contacts_in_words(draft: Draft) -> str:
    """Say what would happen to contacts: `with contacts: 31 new, 4 fill blanks`."""
    parts = [
        f"{draft.count(Kind.CONTACT, what):,} {WORDS[what]}"
        for what in (What.NEW, What.FILL, What.CHANGE)
        if draft.count(Kind.CONTACT, what)
    ]
    if not parts:
        return _("with contacts")
    return _("with contacts: {counts}").format(counts=", ".join(parts))


def chosen_in_words(draft: Draft) -> str:
    """Say how many records were chosen."""
    accounts = sum(r.kind is Kind.ACCOUNT for r in draft.plan.rows)
    if accounts or not draft.plan.rows:
        return counted("{n} account chosen", "{n} accounts chosen", accounts)
    return counted("{n} contact chosen", "{n} contacts chosen", len(draft.plan.rows))
