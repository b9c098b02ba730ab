"""Decisions that cannot both hold: who said what, when, and a button to take one of them back."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from sfdesk.actions.past_decisions import Dispute, Statement
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import Clash
from sfdesk.gui.palette import L, M, S
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.key_button import KeyButton
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import card, clear, column, row
from sfdesk.gui.words import clock
from sfdesk.i18n import _, counted


class DisputePanel(QWidget):
    """`taken_back` carries the statement to take back; `later` leaves things as they are."""

    taken_back = Signal(object)  # Statement
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dispute: Dispute | None = None
        self._chip = StateChip(_("CONTRADICTION"), Tone.DANGER)
        self._title = line("", Role.HEADING, wrap=True)
        self._text = line("", Role.MUTED, wrap=True)
        self._count = line("", Role.MUTED)
        self._statements = row(space=L)
        self.buttons: list[QPushButton] = []
        self.leave = KeyButton("L", _("Later"), self.later.emit)
        for key in ("L", "Esc"):
            act = QAction(_("Later"), self)
            act.setShortcut(QKeySequence(key))
            act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            act.triggered.connect(lambda _checked: self.later.emit())
            self.addAction(act)
        head = row(self._chip, self._title, self._count, space=M)
        head.setStretch(1, 1)
        self.setLayout(
            column(head, self._text, self._statements, row(self.leave, None), None, space=M)
        )

    def present(self, dispute: Dispute, number: int) -> None:
        """Show a contradiction; `number` of them are open."""
        about_id = dispute.clash is Clash.ID
        title = (
            _("This decision and an id cannot both hold")
            if about_id
            else _("These decisions cannot both hold")
        )
        self._title.setText(title)
        self._text.setText(_consequence(dispute))
        self._count.setText(counted("{n} is open", "{n} are open", number))
        if dispute == self._dispute:
            return
        self._dispute = dispute
        clear(self._statements)
        self.buttons = []
        for statement in dispute.statements:
            made = self._card(statement)
            self._statements.addWidget(made)
            made.show()
        for before, after in pairwise((*self.buttons, self.leave)):
            self.setTabOrder(before, after)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(s.text for s in dispute.statements))
        announce(self, f"{title}. {self.accessibleDescription()}")
        first = (*self.buttons, self.leave)[0]
        self.setFocusProxy(first)
        first.setFocus()

    def _card(self, statement: Statement) -> QFrame:
        parts = column(
            line(statement.text, Role.HEADING, wrap=True),
            line(_who(statement), Role.MUTED, wrap=True),
            space=S,
        )
        if statement.note:
            parts.addWidget(line(f"“{statement.note}”", wrap=True))
        sides = _("CRM {crm}, Salesforce {record}")
        parts.addWidget(
            line(sides.format(crm=statement.crm.id, record=statement.record.id), Role.SMALL)
        )
        parts.addStretch(1)
        words = _back(statement)
        if words:
            made = button(words, partial(self.taken_back.emit, statement))
            made.setAccessibleDescription(statement.text)
            self.buttons.append(made)
            parts.addLayout(row(made, None))
        return card(parts, margin=L)


def _back(statement: Statement) -> str:
    if statement.outcome is None:
        return ""
    if statement.outcome is Outcome.LINK:
        return _("Take back this link")
    return _("Take back “not the same”")


def _who(statement: Statement) -> str:
    if statement.outcome is None:
        return _("The id is stored with the records. If it is wrong, correct it there.")
    at = statement.at
    when = f"{at.astimezone().day} {at.astimezone():%b %Y} {clock(at)}" if at is not None else ""
    if statement.by:
        return _("{who} said so on {when}.").format(who=statement.by, when=when)
    return _("It was made by an import on {when}.").format(when=when)


def _consequence(dispute: Dispute) -> str:
    if dispute.clash is Clash.BOTH:
        return _("As long as both stand, the link counts. Take back the one that is wrong.")
    if dispute.clash is Clash.SEVERAL:
        return _("A record has one partner. Take back the link that is wrong.")
    return _("What a person decided counts. Take it back if the id is right.")
