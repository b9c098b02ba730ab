"""Page 3, Check: what this user can do, line by line, each with a mark and a word."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sfdesk.actions.connecting import CheckLine, Mark, Preflight
from sfdesk.domain.orgs import OrgInfo
from sfdesk.gui.palette import XL, L, M
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.labels import Badge, Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row, scrolled
from sfdesk.i18n import _

_TONES = {Mark.OK: Tone.GOOD, Mark.NOTE: Tone.WATCH, Mark.MISSING: Tone.DANGER}


class CheckPage(QWidget):
    """Lines come one by one; `show_end()` says whether there is anything to go on to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = line("", wrap=True)
        self._badge = Badge(None)
        self._lines = column(space=M)
        self._end = line(_("Looking what you can do here..."), Role.MUTED, wrap=True)
        page = column(self._lines, self._end, None, space=M)
        area = scrolled(page, name=_("What was found"))
        who = row(self._who, self._badge, space=M)
        who.setStretch(0, 1)
        body = column(line(_("Check"), Role.TITLE), who, area, space=L, margin=XL)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_org(self, info: OrgInfo) -> None:
        """Begin anew for a Salesforce."""
        self._who.setText(
            _("Signed in as {name} ({user}), {org}").format(
                name=info.display_name, user=info.username, org=info.org_name
            )
        )
        self._badge.show_kind(info.kind)
        self._end.setText(_("Looking what you can do here..."))
        clear(self._lines)

    def add(self, found: CheckLine) -> None:
        """Show one line."""
        chip = StateChip(_word(found.mark), _TONES[found.mark])
        chip.setMinimumWidth(76)
        chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = line(found.text, wrap=True)
        parts = row(chip, text, space=M)
        parts.setStretch(1, 1)
        self._lines.addLayout(parts)
        announce(self, f"{_word(found.mark)}: {found.text}")

    def show_end(self, found: Preflight) -> None:
        """Say how it came out."""
        missing = any(entry.mark is Mark.MISSING for entry in found.lines)
        if not found.can_read:
            words = _("Without Accounts there is nothing to show. Only an admin can change that.")
        elif missing:
            words = _("What is missing does not stop you; it stays off.")
        else:
            words = _("All well. Nothing was changed in Salesforce.")
        self._end.setText(words)
        announce(self, words)


def _word(mark: Mark) -> str:
    return {Mark.OK: _("OK"), Mark.NOTE: _("NOTE"), Mark.MISSING: _("MISSING")}[mark]
