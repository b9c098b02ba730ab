"""The row that says whether a refresh comes every night, and when."""

from PySide6.QtCore import QLocale, QObject, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout

from sfdesk.gui.palette import XS, S
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _

_USUAL = "02:00"
_STEP = 30  # minutes
_DAY = 24 * 60


class NightlyRow(QObject):
    """A tick and a time. `changed` comes when a person changes either."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(_("Refresh every &night at"))
        self.tick.setAccessibleName(_("Refresh every night at"))
        self.tick.setAccessibleDescription(self.condition)
        self.at = QComboBox()
        self.at.setAccessibleName(_("Time of the nightly refresh"))
        for minute in range(0, _DAY, _STEP):
            self._offer(f"{minute // 60:02}:{minute % 60:02}")
        self.at.setCurrentIndex(self.at.findData(_USUAL))
        self.at.setEnabled(False)
        self.tick.toggled.connect(self.at.setEnabled)
        self.tick.clicked.connect(lambda _on: self.changed.emit())
        self.at.activated.connect(lambda _at: self.changed.emit())

    @property
    def condition(self) -> str:
        """What has to be so for it to come."""
        return _("SFDesk has to be running; a night that was missed is made up for at its start.")

    @property
    def value(self) -> str:
        """What the setting `nightly` holds: "02:00", or "" for never."""
        return str(self.at.currentData()) if self.tick.isChecked() else ""

    def show_value(self, nightly: str) -> None:
        """Show a setting, also one that was written by hand."""
        self.tick.setChecked(bool(nightly))
        if nightly and self.at.findData(nightly) < 0:
            self._offer(nightly)
        self.at.setCurrentIndex(self.at.findData(nightly or _USUAL))

    def shown(self) -> QVBoxLayout:
        """Return what to put into a page."""
        said = line(self.condition, Role.MUTED, wrap=True)
        return column(row(self.tick, self.at, None, space=S), said, space=XS)

    def _offer(self, time: str) -> None:
        words = QLocale().toString(QTime.fromString(time, "HH:mm"), QLocale.FormatType.ShortFormat)
        self.at.addItem(words, time)
