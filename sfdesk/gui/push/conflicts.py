"""One line per conflict: keep Salesforce's value, use the CRM's, or type another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QWidget

from sfdesk.domain.diffing import Change, State
from sfdesk.gui.palette import M, S
from sfdesk.gui.push import wording
from sfdesk.gui.push.rows import Choice, Draft
from sfdesk.gui.values import shown_or_empty
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.i18n import _


class Conflicts(QFrame):
    """All conflicts of a plan; hidden where there is none."""

    chosen = Signal(str, object)  # field, Choice
    typed = Signal(str, str)  # field, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._lines = column(space=S)
        body = column(line(_("CHOOSE"), Role.SECTION), self._lines, space=S, margin=M)
        self.setLayout(body)
        self.lines: dict[str, ConflictLine] = {}

    def present(self, draft: Draft) -> None:
        """Show the conflicts of a new plan, nothing chosen yet."""
        clear(self._lines)
        self.lines = {}
        for change in draft.plan.changes:
            if change.state is State.CONFLICT:
                made = ConflictLine(change)
                made.chosen.connect(lambda c, f=change.field: self.chosen.emit(f, c))
                made.typed.connect(lambda t, f=change.field: self.typed.emit(f, t))
                self._lines.addWidget(made)
                self.lines[change.field] = made
        self.setVisible(bool(self.lines))


class ConflictLine(QWidget):
    """Three answers to one conflict."""

    chosen = Signal(object)  # Choice
    typed = Signal(str)

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theirs, ours = shown_or_empty(change.theirs), shown_or_empty(change.ours)
        self.keep = QRadioButton(_("Keep {value}").format(value=_short(theirs)))
        self.use = QRadioButton(_("Use {value}").format(value=_short(ours)))
        self.other = QRadioButton(_("Type:"))
        self.text = QLineEdit()
        self.text.setMaximumWidth(200)
        self.text.setAccessibleName(_("Other value for {label}").format(label=change.label))
        group = QButtonGroup(self)
        answers = {self.keep: Choice.KEEP, self.use: Choice.USE, self.other: Choice.TYPE}
        for button, choice in answers.items():
            group.addButton(button)
            button.setAccessibleName(f"{change.label}: {button.text().replace('&&', '&')}")
            button.clicked.connect(lambda _on, c=choice: self._choose(c))
        self.text.textEdited.connect(self._type)
        self.keep.setToolTip(_("Salesforce keeps {value}").format(value=theirs))
        self.use.setToolTip(_("Salesforce gets {value}").format(value=ours))
        note = line(wording.note(change))
        answer = row(self.keep, self.use, self.other, self.text, None, space=M)
        self.setLayout(column(row(note, None), answer, space=2))

    def _choose(self, choice: Choice) -> None:
        if choice is Choice.TYPE:
            self.text.setFocus()
            self.typed.emit(self.text.text())
        else:
            self.chosen.emit(choice)

    def _type(self, text: str) -> None:
        self.other.setChecked(True)
        self.typed.emit(text)


def _short(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:39]}\N{HORIZONTAL ELLIPSIS}"
    return short.replace("&", "&&")  # a button takes a single one for a key
