"""What a choice brings and costs, as four figures of a row and as words for a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from sfdesk.actions.scoping import ScopeChoice
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.i18n import _, counted

_SECONDS = (5, 10, 30)


def time_words(seconds: float) -> str:
    """Return about how long something takes: `< 10 s`, `~ 2 min`."""
    for most in _SECONDS:
        if seconds < most:
            return _("< {n} s").format(n=most)
    return _("~ {n} min").format(n=max(1, round(seconds / 60)))


class Cells:
    """The figures behind one choice: accounts, contacts, calls, time."""

    def __init__(self) -> None:
        self.accounts, self.contacts, self.calls, self.time = (line("") for _n in range(4))
        for label in (self.contacts, self.calls, self.time):
            label.setProperty("text_role", Role.MUTED.value)
        self.spoken = ""

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """The figures in their order."""
        return (self.accounts, self.contacts, self.calls, self.time)

    def put_into(self, grid: QGridLayout, at: int) -> None:
        """Set them into a row, behind the choice in its first column."""
        for number, label in enumerate(self.labels, 1):
            grid.addWidget(label, at, number, Qt.AlignmentFlag.AlignRight)

    def clear(self, words: str = "") -> None:
        """Show no figures; `words` such as "counting..." stand in the first place."""
        for label in self.labels:
            label.setText("")
        self.accounts.setText(words)
        self.spoken = words

    def show_choice(self, found: ScopeChoice) -> None:
        """Show what was counted."""
        self.accounts.setText(f"{found.accounts:,}")
        self.contacts.setText("?" if found.contacts is None else f"{found.contacts:,}")
        self.calls.setText(f"~{found.calls:,}")
        self.time.setText(time_words(found.seconds))
        tip = _("Contacts of this list view are counted while they are read.")
        self.contacts.setToolTip(tip if found.contacts is None else "")
        spoken = [
            counted("{n} account", "{n} accounts", found.accounts),
            _("contacts not counted yet")
            if found.contacts is None
            else counted("{n} contact", "{n} contacts", found.contacts),
            counted("about {n} call", "about {n} calls", found.calls),
        ]
        self.spoken = ", ".join(spoken)
