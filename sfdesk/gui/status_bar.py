"""The foot of the window: age of the data, calls left, online, who. Each is a button."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QStackedLayout, QWidget

from sfdesk.domain.orgs import OrgInfo
from sfdesk.gui import icons
from sfdesk.gui.palette import XS, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import row
from sfdesk.gui.words import ago, clock, number
from sfdesk.i18n import _
from sfdesk.ticket import Progress


class StatusBar(QFrame):
    """Idle it says how things are; while a refresh runs it says how far that is."""

    refresh = Signal()
    check_everything = Signal()
    cancel = Signal()
    schedule = Signal()
    connection = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        self.setAccessibleName(_("Status"))
        self.age = button(_("Not refreshed yet"), tone="status", icon="clock")
        self._menu = self._refresh_menu()
        self.age.setMenu(self._menu)
        self.next = button("", self.schedule.emit, tone="status")
        self.calls = button("", self.connection.emit, tone="status", icon="gauge")
        self.online = button("", self.refresh.emit, tone="status", icon="cloud")
        self.who = button("", self.connection.emit, tone="status", icon="person")
        self._idle = QWidget()
        self._idle.setLayout(
            row(self.age, self.next, self.calls, self.online, None, self.who, space=XS)
        )
        self._words = line("", Role.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self.stop = button(_("Cancel refresh"), self.cancel.emit, tone="status", icon="close")
        self._busy = QWidget()
        busy = row(self._words, self._bar, self.stop, space=M)
        busy.setContentsMargins(S, 0, 0, 0)
        busy.setStretch(1, 1)
        self._busy.setLayout(busy)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._idle)
        self._pages.addWidget(self._busy)
        self._pages.setContentsMargins(S, 2, S, 2)
        self.show_next(None)
        self.show_calls(None)
        self.show_online(online=None)

    def _refresh_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Refresh"))
        menu.addAction(_("Refresh now"), self.refresh.emit).setShortcut("F5")
        menu.addAction(
            _("Check everything (finds deletions, takes longer)"), self.check_everything.emit
        ).setShortcut("Shift+F5")
        return menu

    def show_age(self, last: datetime | None, now: datetime) -> None:
        """Say how old the data is."""
        words = _("Refreshed {ago}").format(ago=ago(last, now)) if last else _("Not refreshed yet")
        _say(self.age, words)

    def show_next(self, at: datetime | None) -> None:
        """Say when a refresh comes by itself."""
        self.next.setHidden(at is None)
        if at is not None:
            _say(self.next, _("Next {time}").format(time=clock(at)))

    def show_calls(self, left: int | None) -> None:
        """Say how many of the company's calls are left today."""
        self.calls.setHidden(left is None)
        if left is not None:
            _say(self.calls, _("{n} calls left").format(n=number(left)))

    def show_online(self, *, online: bool | None) -> None:
        """Say whether Salesforce answers."""
        self.online.setHidden(online is None)
        _say(self.online, _("Online") if online else _("Offline - try again"))
        icons.put(self.online, "cloud-off" if online is False else "cloud", role="muted")

    def show_who(self, info: OrgInfo | None) -> None:
        """Say who is signed in."""
        self.who.setVisible(info is not None)
        if info is not None:
            name = info.username
            _say(self.who, name if info.signed_in else _("{name} - signed out").format(name=name))

    def show_busy(self, progress: Progress) -> None:
        """Say how far a refresh is."""
        self._pages.setCurrentWidget(self._busy)
        words = progress.text
        if progress.total:
            words += f"  {number(progress.done)} / {number(progress.total)}"
        self._words.setText(words)
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done)

    def show_idle(self) -> None:
        """The refresh is over."""
        self._pages.setCurrentWidget(self._idle)


def _say(target: QWidget, words: str) -> None:
    target.setProperty("text", words)
    target.setAccessibleName(words)
