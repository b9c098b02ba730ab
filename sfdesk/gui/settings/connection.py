"""Connection: each Salesforce with who is signed in, what may be done, and how to end it."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from sfdesk.domain.orgs import OrgInfo, OrgKind
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import M, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Question, Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Badge, Role, StateChip, Tone, kind_word, line
from sfdesk.gui.widgets.layouts import clear, column, row, rule
from sfdesk.gui.widgets.notices import Banner
from sfdesk.i18n import _


class ConnectionSection(Section):
    """Connected orgs. Every change acts at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Connection"), _("salesforce sign in out push look only disconnect"))
        self._desk = desk
        self._orgs: QVBoxLayout = column(space=M)
        self._notes: QVBoxLayout = column(space=S)
        self.body.addLayout(self._notes)
        self.body.addLayout(self._orgs)
        self.connect_new = button(_("Connect another Salesforce..."), desk.open_connect)
        self.body.addLayout(row(self.connect_new, None))

    def refresh(self) -> None:
        """Read the list of orgs anew."""
        workspace = self._desk.workspace
        self._desk.jobs.start(Lane.LOCAL, lambda _t: workspace.orgs(), on_done=self.show_orgs)

    def show_orgs(self, orgs: Sequence[OrgInfo]) -> None:
        """Show these orgs."""
        clear(self._orgs)
        for number, info in enumerate(orgs):
            if number:
                self._orgs.addWidget(rule())
            self._orgs.addWidget(_OrgCard(self._desk, info, self._say_disconnected))

    def _say_disconnected(self, info: OrgInfo, done: Sequence[str]) -> None:
        title = _("Disconnected {org}").format(org=info.org_name)
        self._notes.addWidget(Banner(title, "\n".join(done), tone=Tone.GOOD))
        self.refresh()


class _OrgCard(QWidget):
    """One connected org."""

    def __init__(
        self,
        desk: Desk,
        info: OrgInfo,
        on_disconnected: Callable[[OrgInfo, Sequence[str]], None],
    ) -> None:
        super().__init__()
        self._desk, self._info, self._gone = desk, info, on_disconnected
        self._ask: QVBoxLayout = column(space=S)
        now = desk.state.org
        self._on_screen = now is not None and now.alias == info.alias
        self.look_only = _radio(_("Look only"))
        self.may_push = _radio(_("I may push"))
        (self.may_push if info.may_push else self.look_only).setChecked(True)
        self._rights = QButtonGroup(self)
        for choice in (self.look_only, self.may_push):
            self._rights.addButton(choice)
            choice.clicked.connect(self._rights_chosen)
        self.setLayout(
            column(
                self._head(),
                line(
                    _("{name}, {user} at {host}").format(
                        name=info.display_name,
                        user=info.username,
                        host=urlsplit(info.login_url).netloc,
                    ),
                    Role.MUTED,
                    wrap=True,
                ),
                row(self.look_only, self.may_push, None, space=M),
                self._presses(),
                self._ask,
                space=S,
            )
        )

    def _head(self) -> QVBoxLayout:
        info = self._info
        state = (
            StateChip(_("Signed in"), Tone.GOOD)
            if info.signed_in
            else StateChip(_("Signed out"), Tone.WATCH)
        )
        shown = StateChip(_("On screen"), Tone.ACCENT)
        shown.setHidden(not self._on_screen)
        name = line(info.org_name, Role.HEADING)
        return column(row(name, Badge(info.kind), state, shown, None, space=S))

    def _presses(self) -> QVBoxLayout:
        use = button(_("Show this one"), self._use)
        use.setHidden(self._on_screen)
        again = button(_("Sign in again"), self._sign_in_again)
        end = button(_("Disconnect..."), self._ask_disconnect)
        for press in (use, again, end):
            press.setAccessibleName(f"{press.text()} {self._info.org_name}")
        return column(row(use, again, end, None, space=S))

    def _start(self, lane: Lane, work: Callable[[], OrgInfo]) -> None:
        self._desk.jobs.start(lane, lambda _t: work(), on_done=self._desk.state.set_org)

    def _use(self) -> None:
        self._start(Lane.LOCAL, partial(self._desk.workspace.use, self._info.alias))

    def _sign_in_again(self) -> None:
        if self._on_screen:
            self._desk.sign_in_again()
        else:
            self._use()
            self._desk.sign_in_again()

    def _rights_chosen(self) -> None:
        clear(self._ask)
        if self.look_only.isChecked():
            self._allow(allowed=False)
        elif self._info.kind is OrgKind.PRODUCTION:
            self.look_only.setChecked(True)
            text = _(
                "A push writes to {org} [{kind}]. You see every field before it goes, and each "
                "push can be undone."
            ).format(org=self._info.org_name, kind=kind_word(self._info.kind))
            allow = partial(self._allow, allowed=True)
            self._ask.addWidget(Question(text, _("Allow pushing to Production"), allow))
        else:
            self._allow(allowed=True)

    def _allow(self, *, allowed: bool) -> None:
        workspace, alias = self._desk.workspace, self._info.alias
        if self._on_screen:
            self._start(Lane.LOCAL, partial(workspace.allow_pushing, alias, allowed=allowed))
        else:
            self._desk.jobs.start(
                Lane.LOCAL, lambda _t: workspace.allow_pushing(alias, allowed=allowed)
            )
        (self.may_push if allowed else self.look_only).setChecked(True)

    def _ask_disconnect(self) -> None:
        clear(self._ask)
        erase = QCheckBox(_("Also erase what was read from it on this computer"))
        erase.setAccessibleName(erase.text())
        text = _(
            "This ends the sign-in of {user}. CRM records, links and decisions stay in any case."
        ).format(user=self._info.username)
        self._ask.addWidget(erase)
        self._ask.addWidget(
            Question(
                text,
                _("Disconnect {org}").format(org=self._info.org_name),
                lambda: self._disconnect(erase=erase.isChecked()),
                danger=True,
            )
        )

    def _disconnect(self, *, erase: bool) -> None:
        workspace, info, state = self._desk.workspace, self._info, self._desk.state

        def work() -> tuple[tuple[str, ...], OrgInfo | None]:
            done = workspace.disconnect(info.alias, erase=erase)
            left = [i for i in workspace.orgs() if i.alias == info.alias or i.signed_in]
            same = [i for i in left if i.alias == info.alias] or left
            return done, same[-1] if same else None

        def done(result: tuple[tuple[str, ...], OrgInfo | None]) -> None:
            said, left = result
            self._gone(info, said)
            if self._on_screen:
                state.set_org(left)

        self._desk.jobs.start(Lane.ORG, lambda _t: work(), on_done=done)


def _radio(words: str) -> QRadioButton:
    made = QRadioButton(words)
    made.setAccessibleName(words)
    return made
