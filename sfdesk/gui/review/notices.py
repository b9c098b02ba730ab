"""What is said above the case: what was taken back, what an undo left alone, what went wrong."""

from PySide6.QtWidgets import QWidget

from sfdesk.actions.past_decisions import Statement
from sfdesk.errors import SfdeskError
from sfdesk.gui.palette import M
from sfdesk.gui.review.correcting import Correcting
from sfdesk.gui.review.storing import LeftAlone
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.layouts import clear, column
from sfdesk.gui.widgets.notices import Banner, problem_banner
from sfdesk.i18n import _


class Notices(QWidget):
    """One banner at a time; the newest one counts."""

    def __init__(self, correcting: Correcting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._correcting = correcting
        self._banners = column(space=M)
        self.setLayout(self._banners)
        self.hide()

    def failed(self, error: SfdeskError) -> None:
        """Say what was refused and what to do."""
        self._say(problem_banner(error))

    def taken_back(self, statement: Statement, batch_id: str) -> None:
        """Say what was taken back; `batch_id` is what undo takes, "" for nothing."""

        def undo() -> None:
            self._clear()
            self._correcting.undo(batch_id)

        steps = ((_("Undo"), undo),) if batch_id else ()
        self._say(Banner(_("Taken back"), statement.text, steps, tone=Tone.GOOD))

    def left_alone(self, left: LeftAlone) -> None:
        """Say what an undo did not touch, and ask whether imports are to go, too."""
        if not left.imports:
            self._say(Banner(_("Undone, but for this"), " ".join(left.kept)))
            return

        def too() -> None:
            self._clear()
            self._correcting.undo_imports(left.imports)

        steps = ((_("Undo the link only"), self._clear), (_("Undo the import too"), too))
        title = _("Undo the link only, or the import too?")
        self._say(Banner(title, " ".join(left.kept), steps))

    def _say(self, banner: Banner) -> None:
        clear(self._banners)
        self._banners.addWidget(banner)
        banner.closed.connect(self.hide)
        self.show()

    def _clear(self) -> None:
        clear(self._banners)
        self.hide()
