"""What a screen says when there is nothing to show, or when something went wrong: in place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sfdesk.errors import SfdeskError
from sfdesk.gui import icons
from sfdesk.gui.palette import XL, XS, L, M, S
from sfdesk.gui.widgets.buttons import button, icon_button
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _
from sfdesk.logs import redact

Step = tuple[str, Callable[[], object]]
"""A button's words and what it does."""


_BESIDE = 2  # more buttons than this stand below the words


class EmptyState(QWidget):
    """A list without rows: why it is empty and what to do. Never a blank table."""

    def __init__(
        self,
        title: str,
        text: str,
        steps: Sequence[Step] = (),
        *,
        icon: str = "",
        width: int = 480,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._icon.setAccessibleName("")
        self._name = icon
        self._title = line(title, Role.HEADING, wrap=True)
        self._text = line(text, Role.MUTED, wrap=True)
        for label in (self._icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = row(space=S)
        block = QWidget()
        block.setMinimumWidth(width)
        block.setLayout(
            column(
                self._icon,
                self._title,
                self._text,
                S,
                row(None, self._buttons, None),
                space=S,
            )
        )
        self.setLayout(column(None, row(None, block, None), None, None, margin=XL))
        self.say(title, text, steps)

    def tell(self, text: str) -> None:
        """Change the sentence alone: how far something is."""
        self._text.setText(text)

    def say(self, title: str, text: str, steps: Sequence[Step] = ()) -> None:
        """Change the words and the buttons; the first button is the one to press."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        before = [
            item.widget() for n in range(self._buttons.count()) if (item := self._buttons.itemAt(n))
        ]
        focused = any(old is not None and old.hasFocus() for old in before)
        for number, (words, act) in enumerate(steps):
            made = button(words, act, tone="" if number else "primary")
            self._buttons.addWidget(made)
            made.setVisible(True)  # at once, so that it can take the focus over
            if not number:
                self.setFocusProxy(made)
        if focused:
            self.setFocus()
        for old in before:
            if old is not None:
                self._buttons.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.tint()

    def tint(self) -> None:
        """Draw the picture in the colours of now."""
        self._icon.setVisible(bool(self._name))
        if self._name:
            self._icon.setPixmap(icons.pixmap(self._name, 40, icons.current().border))


class Banner(QFrame):
    """A message above what it is about: title, what to do, buttons, details to copy."""

    closed = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        steps: Sequence[Step] = (),
        *,
        tone: Tone = Tone.WATCH,
        details: str = "",
        can_close: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", tone.value)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._details = line(redact(details), Role.SMALL, wrap=True)
        self._details.hide()
        self._steps = [button(words, act) for words, act in steps]
        if details:
            self._steps.append(button(_("Details"), self._show_details, tone="link"))
        words = column(line(title, Role.HEADING, wrap=True), space=XS)
        if text:
            words.addWidget(line(text, wrap=True))
        many = len(self._steps) > _BESIDE
        if many:
            words.addSpacing(XS)
            words.addLayout(row(*self._steps, None, space=S))
        words.addWidget(self._details)
        body = row(words, *(() if many else self._steps), space=M)
        body.setStretch(0, 1)
        if can_close:
            body.addWidget(icon_button(_("Close this message"), "close", self._close))
        body.setContentsMargins(L, S, S, S)
        self.setLayout(body)

    @property
    def title(self) -> str:
        """What the first line says."""
        return self.accessibleName()

    @property
    def text(self) -> str:
        """What the second line says."""
        return self.accessibleDescription()

    def _show_details(self) -> None:
        self._details.setVisible(self._details.isHidden())
        QGuiApplication.clipboard().setText(self._details.text())

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()


def problem_banner(
    error: SfdeskError, steps: Sequence[Step] = (), *, can_close: bool = True
) -> Banner:
    """Return the banner of a known error; its code stands in the details."""
    details = "\n".join(part for part in (error.code, error.details) if part)
    return Banner(
        error.title, error.hint, steps, tone=Tone.DANGER, details=details, can_close=can_close
    )
