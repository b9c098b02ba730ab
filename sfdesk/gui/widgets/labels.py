"""Text on the screen: titles, muted lines, badges and marks. Never a state by colour alone."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sfdesk.domain.orgs import OrgKind
from sfdesk.i18n import _


class Role(StrEnum):
    """How a line of text speaks; the style sheet knows the sizes."""

    DISPLAY = "display"
    TITLE = "title"
    HEADING = "heading"
    SECTION = "section"
    BODY = "body"
    MUTED = "muted"
    SMALL = "small"
    DANGER = "danger"
    GOOD = "good"


class Tone(StrEnum):
    """What a mark means; always beside a word."""

    GOOD = "good"
    WATCH = "watch"
    DANGER = "danger"
    NEUTRAL = "neutral"
    ACCENT = "accent"


def line(text: str = "", role: Role = Role.BODY, *, wrap: bool = False) -> QLabel:
    """Return a line of text that can be copied, or with `wrap` a paragraph."""
    label = QLabel(text)
    label.setProperty("text_role", role.value)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()  # another look may need more room


def show_if(widget: QWidget, *, on: bool) -> None:
    """Show or hide a part of a window; one that stands nowhere yet must not become a window."""
    if not on:
        widget.hide()
    elif widget.parent() is not None:
        widget.show()


def _say(label: QLabel, text: str) -> None:
    """Show text in a look that was just changed: a label measures itself when its text is set."""
    restyle(label)
    label.setText("")
    label.setText(text)
    label.setAccessibleName(text)


class Badge(QLabel):
    """Where a write would go: PRODUCTION filled, SANDBOX outlined, DEMO striped; others dashed."""

    def __init__(self, kind: OrgKind | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("badge", "plain")  # Qt measures with the box of the first style it meets
        self.show_kind(kind)

    def show_kind(self, kind: OrgKind | None) -> None:
        """Say the kind of a Salesforce; None hides the badge."""
        show_if(self, on=kind is not None)
        if kind is not None:
            self._say(kind_word(kind), kind.value)

    def show_plain(self, word: str) -> None:
        """Say another word, such as LOOK ONLY; "" hides the badge."""
        show_if(self, on=bool(word))
        self._say(word, "plain")

    def _say(self, word: str, look: str) -> None:
        self.setProperty("badge", look)
        _say(self, word)


def kind_word(kind: OrgKind) -> str:
    """Return the word on a badge and in the window's title."""
    return {
        OrgKind.PRODUCTION: _("PRODUCTION"),
        OrgKind.SANDBOX: _("SANDBOX"),
        OrgKind.DEMO: _("DEMO"),
    }[kind]


class StateChip(QLabel):
    """A state as a word on a tinted ground."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self.setProperty("mark", tone.value)
        _say(self, text)
