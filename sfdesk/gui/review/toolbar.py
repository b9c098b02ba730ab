"""Above the case: accounts or contacts, which ones, how far one is, and what can be taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSizePolicy, QWidget

from sfdesk.domain.records import Kind
from sfdesk.gui.palette import M, S
from sfdesk.gui.review import measuring, wording
from sfdesk.gui.review.ordering import WORDS, Order, orders
from sfdesk.gui.review.walk import Show, Walk
from sfdesk.gui.widgets.buttons import FilterChips, button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line, show_if
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _, counted

_SHOW = {
    Show.ALL: _("All"),
    Show.CERTAIN: _("Certain"),
    Show.LIKELY: _("Likely"),
    Show.POSSIBLE: _("Possible"),
    Show.LATER: _("Later"),
}
_LONGEST = 30


class Toolbar(QWidget):
    """Two rows; each button says what it will do, with its number."""

    kind_chosen = Signal(object)  # Kind
    show_chosen = Signal(object)  # Show
    undo = Signal()
    redo = Signal()
    bulk = Signal()
    order_chosen = Signal(object)  # Order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = FilterChips(list(_words(wording.KINDS)), _("What is reviewed"))
        self.shows = FilterChips(list(_words(_SHOW)), _("How sure"))
        self.kinds.chosen.connect(lambda key: self.kind_chosen.emit(Kind(key)))
        self.shows.chosen.connect(lambda key: self.show_chosen.emit(Show(key)))
        self.place = line("", Role.TITLE)
        self.progress = line("", Role.MUTED)
        self.undo_button = button("", self.undo.emit, tone="flat", icon="undo")
        self.redo_button = button("", self.redo.emit, tone="flat")
        self.bulk_button = button("", self.bulk.emit, icon="sparkle")
        self.second = QWidget()
        self.order = QComboBox()
        self.order.setAccessibleName(_("Order"))
        self.order.activated.connect(lambda _n: self._order_chosen())
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label = QLabel(_("&Order"))
        label.setBuddy(self.order)
        self.measured = line("", Role.MUTED)
        self.why_asked = StateChip()
        chips = row(self.shows, None, self.bulk_button, space=S)
        order = row(label, self.order, self.why_asked, None, self.measured, space=S)
        self.second.setLayout(column(chips, order, space=S))
        self.kinds.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        first = row(
            self.place,
            self.progress,
            None,
            self.redo_button,
            self.undo_button,
            self.kinds,
            space=M,
        )
        self.setLayout(column(first, self.second, space=S))
        self.present(None)

    def present(self, walk: Walk | None, undo: str = "", *, bulk: bool = False) -> None:
        """Say how far the walk is; None while there is none yet.

        `undo` is what would be taken back; `bulk` hides the filters.
        """
        self.second.setVisible(not bulk)
        self.shows.setEnabled(walk is not None)
        if walk is None:
            self.place.setText(_("Review"))
            self.progress.setText("")
            for made in (self.undo_button, self.redo_button, self.bulk_button):
                made.hide()
            return
        if walk.case is None or bulk:
            self.place.setText(_("Review"))
        else:
            self.place.setText(
                _("Case {number} of {total}").format(number=walk.number, total=walk.total)
            )
        self.progress.setText(_progress(walk))
        self._present_order(walk)
        for show, words in _SHOW.items():
            number = walk.count(show)
            self.shows.count(show.value, f"{words} {number:,}" if number else words)
        self._say(self.undo_button, _("Undo"), undo)
        self._say(self.redo_button, _("Redo"), walk.undone[-1].title if walk.undone else "")
        certain = walk.count_certain()
        self.bulk_button.setText(counted("Accept {n} certain…", "Accept {n} certain…", certain))
        self.bulk_button.setAccessibleName(self.bulk_button.text())
        self.bulk_button.setVisible(certain > 1)

    def _present_order(self, walk: Walk) -> None:
        offered = orders(walk.review.kind)
        if self.order.count() != len(offered):
            self.order.clear()
            for one in offered:
                self.order.addItem(WORDS[one], one.value)
        self.order.setCurrentIndex(offered.index(walk.order))
        case = walk.case
        asked = walk.order is Order.HELPS and case is not None
        show_if(self.why_asked, on=asked)
        if asked and case is not None:
            picked = case.crm.id in walk.drawn
            self.why_asked.say(_("picked at random") if picked else _("doubtful"), Tone.NEUTRAL)
        said = measuring.sentence(walk.sampled())
        self.measured.setText(said)
        self.measured.setToolTip("\n".join(measuring.by_band(walk.sampled())))

    def _order_chosen(self) -> None:
        self.order_chosen.emit(Order(self.order.currentData()))

    def _say(self, made: QAbstractButton, verb: str, title: str) -> None:
        short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
        undo = made is self.undo_button
        text = f"{verb}: {short}" if undo else verb
        made.setText(text.replace("&", "&&"))
        made.setAccessibleName(text)
        made.setAccessibleDescription(title)
        made.setToolTip(f"{title} ({'Ctrl+Z' if undo else 'Ctrl+Y'})")
        made.setVisible(bool(title))


def _progress(walk: Walk) -> str:
    said = []
    if walk.steps:
        said.append(counted("{n} decided", "{n} decided", walk.tally().decided))
    if walk.learner is not None and walk.learner.learns:
        said.append(_("learned from {n}").format(n=f"{walk.learner.decisions:,}"))
    return ", ".join(said)


def _words(table: dict[Kind, str] | dict[Show, str]) -> list[tuple[str, str]]:
    return [(key.value, words) for key, words in table.items()]
