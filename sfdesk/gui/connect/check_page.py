"""Page 3, Check: what this user can do, line by line, each with a mark and a word."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from sfdesk.actions.connecting import CheckLine, Mark, Preflight, SignIn, Topic
from sfdesk.domain.orgs import OrgInfo
from sfdesk.gui.connect.check_row import CheckRow, word
from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Badge, Role, line
from sfdesk.gui.widgets.layouts import clear, column, row, scrolled
from sfdesk.i18n import _


class CheckPage(QWidget):
    """Lines come one by one; `show_end()` says whether there is anything to go on to.

    `asked` carries the line that a person wants to send to their admin.
    """

    asked = Signal(object)  # CheckLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CheckRow] = []
        self._who = line("", wrap=True)
        self._badge = Badge(None)
        self._lines = column(space=S)
        self._end = line("", Role.MUTED, wrap=True)
        self.details = line("", Role.SMALL, wrap=True)
        self.more = button(_("Details"), self._unfold, tone="link")
        page = column(self._lines, self._end, row(self.more, None), self.details, None, space=M)
        self._area = scrolled(page, name=_("What was found"))
        who = row(self._who, self._badge, space=M)
        who.setStretch(0, 1)
        body = column(line(_("Check"), Role.TITLE), who, self._area, space=L, margin=XL)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_org(self, info: OrgInfo, attempt: SignIn | None = None) -> None:
        """Begin anew for a Salesforce: what will be looked at stands there, with a spinner.

        `attempt` is how the sign-in came about.
        """
        port = f", localhost:{attempt.port}" if attempt is not None else ""
        self.details.setText(f"{info.login_url}{port}")
        self.details.hide()
        self._who.setText(
            _("Signed in as {name} ({user}), {org}").format(
                name=info.display_name, user=info.username, org=info.org_name
            )
        )
        self._badge.show_kind(info.kind)
        self._end.setText(_("Looking what you can do here..."))
        clear(self._lines)
        self.rows = []
        for topic in Topic:
            self._put(CheckRow(topic), len(self.rows))

    def _put(self, made: CheckRow, at: int) -> None:
        made.asked.connect(self.asked)
        self.rows.insert(at, made)
        self._lines.insertWidget(at, made)

    def _unfold(self) -> None:
        self.details.setVisible(self.details.isHidden())
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.details))

    def add(self, found: CheckLine) -> None:
        """Show one line: in the place of its spinner, or below the line that came before it."""
        same = [at for at, each in enumerate(self.rows) if each.topic is found.topic]
        waiting = [at for at in same if self.rows[at].found is None]
        at = waiting[0] if waiting else (same[-1] + 1 if same else len(self.rows))
        if not waiting:
            self._put(CheckRow(found.topic), at)
        self.rows[at].show_line(found)
        announce(self, f"{word(found.mark)}: {found.text}")

    def show_end(self, found: Preflight) -> None:
        """Say how it came out; what was not looked at leaves."""
        self._drop_waiting()
        missing = any(entry.mark is Mark.MISSING for entry in found.lines)
        if not found.can_read:
            words = _("Without Accounts there is nothing to show. Only an admin can change that.")
        elif missing:
            words = _("What is missing does not stop you; it stays off.")
        else:
            words = _("All well. Nothing was changed in Salesforce.")
        self._end.setText(words)
        announce(self, words)

    def _drop_waiting(self) -> None:
        for each in [each for each in self.rows if each.found is None]:
            self.rows.remove(each)
            self._lines.removeWidget(each)
            each.hide()
            each.deleteLater()
