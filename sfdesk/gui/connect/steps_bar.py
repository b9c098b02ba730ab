"""The steps of the wizard by name: which are behind, which one is on, which are to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from sfdesk.gui.palette import XL, M, S
from sfdesk.gui.widgets.labels import Role, line, restyle
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class StepsBar(QFrame):
    """`Where > Sign in > Check > Choose`. The one that is on is said to screen readers."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._names = list(names)
        self._labels = [line(name, Role.MUTED) for name in names]
        body = row(space=S)
        for number, label in enumerate(self._labels):
            if number:
                body.addWidget(line("›", Role.MUTED))
            body.addWidget(label)
        body.addStretch(1)
        body.setContentsMargins(XL, M, XL, M)
        self.setLayout(body)
        self.show_step(0)

    def show_step(self, on: int) -> None:
        """Mark a step."""
        for number, label in enumerate(self._labels):
            role = Role.HEADING if number == on else Role.MUTED
            label.setText(f"✓ {self._names[number]}" if number < on else self._names[number])
            label.setProperty("text_role", role.value)
            restyle(label)
        self.setAccessibleName(
            _("Step {n} of {all}: {name}").format(
                n=on + 1, all=len(self._names), name=self._names[on]
            )
        )
