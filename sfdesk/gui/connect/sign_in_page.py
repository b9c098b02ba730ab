"""Page 2, Sign in: where the attempt stands, how long it waits, and the other ways to answer."""

from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from sfdesk.actions.connecting import SignIn, SignInState
from sfdesk.domain.sign_in_problems import PROBLEMS
from sfdesk.gui.connect import browsers
from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line, restyle
from sfdesk.gui.widgets.layouts import card, column, row
from sfdesk.gui.words import left
from sfdesk.i18n import _

STAGES = {
    SignInState.OPENING: _("Opening browser"),
    SignInState.WAITING: _("Waiting for you"),
    SignInState.ANSWERED: _("Salesforce answered"),
    SignInState.EXCHANGING: _("Getting access"),
    SignInState.CHECKING: _("Checking"),
}

_NOTHING = _("Nothing happening, or an error in the browser?")


class SignInPage(QWidget):
    """Shows one attempt. It starts nothing by itself; the wizard does."""

    page_again = Signal()
    paste = Signal()
    symptoms = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt: SignIn | None = None
        self._left = line("", Role.MUTED)
        self.more = button(_("+5 min"), self._extend)
        self.more.setAccessibleName(_("+5 min: wait five minutes longer"))
        self._opened = line("", wrap=True)
        self._stages = {state: line(words) for state, words in STAGES.items()}
        self.again = button(_("Bring the page up again"), self.page_again.emit, icon="open")
        self.copy = button(_("Copy link"), self._copy, icon="copy")
        self.other = button(_("Use another browser"))
        self.what = button(_("What do you see?"), self.symptoms.emit)
        self.put = button(_("Paste the address"), self.paste.emit, icon="paste")
        self._note = line("", wrap=True)
        self._help = line(_NOTHING, Role.MUTED, wrap=True)
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._tick)
        self._fill_browsers()
        self._lay_out()
        self.show_stage(SignInState.OPENING)

    def _lay_out(self) -> None:
        todo = column(
            self._opened,
            line(_("1.  Sign in as you always do.")),
            line(_("2.  Press Allow.")),
            line(_("3.  Come back here; this page goes on by itself."), wrap=True),
            None,
            space=S,
        )
        stages = card(column(*self._stages.values(), space=S), margin=M, surface="panel")
        top = row(todo, stages, space=L)
        top.setStretch(0, 3)
        top.setStretch(1, 2)
        head = row(line(_("Sign in in your browser"), Role.TITLE), None, self._left, self.more)
        self.setLayout(
            column(
                head,
                top,
                row(self.again, self.copy, self.other, None),
                self._note,
                None,
                self._help,
                row(self.what, self.put, None),
                space=M,
                margin=XL,
            )
        )

    def show_attempt(self, attempt: SignIn | None) -> None:
        """Show another attempt, or none."""
        self._attempt = attempt
        self._note.setText("")
        self._help.setText(_NOTHING)
        if attempt is None:
            self._second.stop()
            self._left.setText("")
            return
        self._opened.setText(
            _("We opened {host} in your browser.").format(host=urlsplit(attempt.address).netloc)
        )
        self._second.start()
        self._tick()

    def show_stage(self, now: SignInState) -> None:
        """Mark where the attempt stands, by word, mark and weight."""
        order = list(STAGES)
        for state, label in self._stages.items():
            behind, on = order.index(state) < order.index(now), state is now
            mark = "✓" if behind else "●" if on else "○"
            label.setText(f"{mark}  {STAGES[state]}")
            role = Role.GOOD if behind else Role.HEADING if on else Role.MUTED
            label.setProperty("text_role", role.value)
            restyle(label)
        waiting = now in {SignInState.OPENING, SignInState.WAITING}
        for press in (self.again, self.copy, self.other, self.what, self.put, self.more):
            press.setEnabled(waiting)
        if not waiting:
            self._second.stop()
            self._left.setText("")
        announce(self, STAGES[now])

    def say(self, text: str) -> None:
        """Say something in passing, such as an answer that belongs to another sign-in."""
        self._note.setText(text)
        announce(self, text)

    def say_stray(self) -> None:
        """Say that an answer of another attempt was ignored (E18); this one still waits."""
        case = PROBLEMS["E18"]
        self._say_once(f"{case.title}. {case.text}")

    def choose_browser(self) -> None:
        """Show the browsers of this computer, to choose another one than the usual."""
        self._menu.popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list of browsers along: a menu that outlives its page takes clicks elsewhere."""
        self._menu.hide()
        super().hideEvent(event)

    def _hint(self, text: str) -> None:
        """Say quietly, inside the page, that the way back may be barred (E14)."""
        text = text or _NOTHING
        if self._help.text() != text:
            self._help.setText(text)
            announce(self, text)

    def _say_once(self, text: str) -> None:
        if self._note.text() != text:
            self.say(text)

    def _tick(self) -> None:
        if self._attempt is not None:
            self._left.setText(_("{time} left").format(time=left(self._attempt.seconds_left)))
            if self._attempt.strays:
                self.say_stray()
            self._hint(self._attempt.hint)

    def _extend(self) -> None:
        if self._attempt is not None:
            self._attempt.extend()
            self._tick()

    def _copy(self) -> None:
        if self._attempt is not None:
            QGuiApplication.clipboard().setText(self._attempt.address)
            self.say(_("The link is copied. Open it in any browser on this computer."))

    def _fill_browsers(self) -> None:
        self._menu = QMenu(self)
        self._menu.setAccessibleName(_("Browsers"))
        for name, program in browsers.installed().items():
            self._menu.addAction(name, partial(self.open_in, program))
        self._menu.addAction(_("Another program..."), self._ask_program)
        self.other.setMenu(self._menu)

    def _ask_program(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a browser"))
        if name:
            self.open_in(name)

    def open_in(self, program: str) -> None:
        """Open the page of this attempt in a browser by its program."""
        if self._attempt is not None and not browsers.open_in(program, self._attempt.address):
            self.say(_("It did not start. Copy the link instead."))
