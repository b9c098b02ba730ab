"""One case on the screen. Shows what it is given, says what was pressed, decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QMenu,
    QPushButton,
    QWidget,
)

from sfdesk.actions.cases import Case, Option
from sfdesk.domain.links import Outcome
from sfdesk.gui.palette import M, S
from sfdesk.gui.review import wording
from sfdesk.gui.review.case_header import Headline, Sides
from sfdesk.gui.review.case_rows import lines, reasons
from sfdesk.gui.review.case_table import CaseTable
from sfdesk.gui.review.details import Details
from sfdesk.gui.review.note_line import NoteLine
from sfdesk.gui.review.reason_table import ReasonTable
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.key_button import KeyButton
from sfdesk.gui.widgets.labels import Role, line, restyle, show_if
from sfdesk.gui.widgets.layouts import card, column, row
from sfdesk.i18n import _

_LOW = 520  # px


class CaseView(QFrame):
    """Headline, both names, the table, the reasons, and a button for each decision.

    `me` is who looks, so that their own earlier words are told to them as theirs.
    """

    said = Signal(object)  # Outcome
    none_of_these = Signal()
    option_chosen = Signal(int)
    side_chosen = Signal(int)
    opened = Signal(str)  # record id
    asked = Signal(str)  # "find" or "create"
    noted = Signal(str)  # the note of this case

    def __init__(self, parent: QWidget | None = None, *, me: str = "") -> None:
        super().__init__(parent)
        self._me = me
        self.setAccessibleName(_("Case"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._case: Case | None = None
        self._option: Option | None = None
        self.every = False
        self.blind = False
        self._numbers_on = False
        self._spoken = "", ""  # blind, and with what is claimed
        self.headline = Headline()
        self.sides = Sides()
        self.table = CaseTable()
        self._why = line("", Role.SECTION)
        self.reasons = ReasonTable()
        self.headline.chosen.connect(self.option_chosen)
        self.sides.chosen.connect(self.side_chosen)
        self.table.fitted.connect(lambda: self.sides.align(self.table.widths))
        inside = column(self.sides, self.table, None, space=S)
        inside.setStretch(1, 1000)
        self._fields = card(inside, margin=M)
        self._reasons = card(column(self._why, self.reasons, space=2), margin=M)
        self.details = Details()
        self.details.hide()
        self.again = line("", wrap=True)
        self.note = NoteLine()
        self.note.typed.connect(self.noted)
        self.note.left.connect(self.setFocus)
        head = column(self.headline, self.again, self.note, space=S)
        body = column(head, self._fields, self._reasons, self.details, None, self._acts(), space=M)
        body.setStretch(1, 1000)
        body.setStretch(3, 1000)
        self.setLayout(body)

    def _acts(self) -> QWidget:
        def press(outcome: Outcome) -> None:
            self.said.emit(outcome)

        self.link = KeyButton("Y", _("Link"), lambda: press(Outcome.LINK), tone="primary")
        self.apart = KeyButton("N", _("Not the same"), lambda: press(Outcome.NOT_SAME))
        self.none = KeyButton("X", _("None of these"), self.none_of_these.emit)
        self.later = KeyButton("L", _("Later"), lambda: press(Outcome.LATER))
        self.numbers = KeyButton("D", _("Details"), self.toggle_details, tone="flat")
        self.more = button(_("More"), tone="flat")
        self.more.setMenu(self._menu())
        holder = QWidget()
        holder.setLayout(
            row(
                self.link,
                self.apart,
                self.none,
                self.later,
                None,
                self.numbers,
                self.more,
                space=S,
            )
        )
        return holder

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("More"))
        for words, key, act in (
            (_("Find by hand…"), "F", lambda: self.asked.emit("find")),
            (_("New CRM record from it…"), "C", lambda: self.asked.emit("create")),
            (_("Note"), "E", self.note.begin),
            (_("Blind: hide how sure it is"), "B", self.toggle_blind),
            (_("Open in Salesforce"), "O", self._open),
        ):
            menu.addAction(f"{words}\t{key}", act)
        self.fields = menu.addAction("", self.toggle_fields)
        self._say_fields()
        return menu

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be pressed, in reading order."""
        return (self.link, self.apart, self.none, self.later, self.numbers, self.more)

    def present(
        self, case: Case, option: Option, *, number: int, side: int, note: str = ""
    ) -> None:
        """Show a case with one of its suggestions (`number`, from 0) for one CRM record."""
        self.note.present(note)
        self._case, self._option = case, option
        self.headline.present(case, option, number)
        self.sides.present(case, option, side)
        names = [record.name for record in (case.crm, *case.rivals)]
        self.table.present(names, lines(case, option, every=self.every))
        self._why.setText(
            _("WHY {band}").format(band=wording.BANDS[option.suggestion.band].upper())
        )
        self.reasons.present(reasons(option, every=self.every))
        self.none.setVisible(len(case.options) > 1)
        self.again.setText(wording.again(option.again, self._me) if option.again else "")
        show_if(self.again, on=option.again is not None)
        said = wording.headline(case, option.suggestion.relation)
        pair = f"{case.crm.name}, {option.record.name}"
        told = f"{pair}. {said}. {option.suggestion.sentence} {self.again.text()}"
        self._spoken = (f"{pair}.", told.strip())
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the fields their room on low screens: fewer reasons, the rest by scrolling."""
        super().resizeEvent(event)
        self.reasons.keep_to(3 if self.height() < _LOW else 5)

    def toggle_fields(self) -> None:
        """Show the fields that say nothing too, or hide them again."""
        self.every = not self.every
        self._say_fields()
        if self._case is not None and self._option is not None:
            self.table.present(
                [r.name for r in (self._case.crm, *self._case.rivals)],
                lines(self._case, self._option, every=self.every),
            )
            self.reasons.present(reasons(self._option, every=self.every))

    def _say_fields(self) -> None:
        words = _("Fewer fields") if self.every else _("All fields")
        self.fields.setText(f"{words}\t{_('Space')}")

    def toggle_details(self) -> None:
        """Show how the score comes about instead of the fields and the reasons, or go back."""
        self._numbers_on = not self._numbers_on
        self.numbers.say(_("Reasons") if self._numbers_on else _("Details"))
        self._show_parts()

    def toggle_blind(self) -> None:
        """Hide how sure a suggestion is and why, so that one looks for oneself; or show it."""
        self.blind = not self.blind
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the parts that are wanted: fields and reasons, or numbers, or fields only."""
        numbers = self._numbers_on and not self.blind
        if numbers and self._option is not None:
            self.details.present(self._option.suggestion)
        self._fields.setHidden(numbers)
        self._reasons.setHidden(numbers or self.blind)
        self.details.setHidden(not numbers)
        self.numbers.setEnabled(not self.blind)
        self.headline.hide_verdict(blind=self.blind)
        self.setAccessibleDescription(self._spoken[0 if self.blind else 1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        self._ring(on=True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        self._ring(on=False)
        super().focusOutEvent(event)

    def _ring(self, *, on: bool) -> None:
        self._fields.setProperty("focused", "true" if on else "false")
        restyle(self._fields)

    def _open(self) -> None:
        if self._option is not None:
            self.opened.emit(self._option.record.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter links and Space shows all fields, unless a button has the focus."""
        focus = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if isinstance(focus, QAbstractButton) and self.isAncestorOf(focus):
                focus.click()
            else:
                self.said.emit(Outcome.LINK)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle_fields()
        else:
            super().keyPressEvent(event)
