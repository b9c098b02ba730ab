"""Page 1, Where: production, sandbox, or the company's own address; look only; the Client ID."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QLineEdit, QRadioButton, QWidget

from sfdesk.actions.connecting import Login, login_address
from sfdesk.domain.connection_file import Connection
from sfdesk.errors import InputError, SfdeskError
from sfdesk.gui.palette import XL, XS, L, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line, restyle
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _


class WherePage(QWidget):
    """Asks where to sign in. `wanted()` returns the Login or marks the field that is wrong."""

    submitted = Signal()

    def __init__(self, client_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.production = QRadioButton(_("&Production"))
        self.sandbox = QRadioButton(_("&Sandbox"))
        self.company = QRadioButton(_("My company's &address"))
        self._kinds = QButtonGroup(self)
        for choice in (self.production, self.sandbox, self.company):
            choice.setAccessibleName(choice.text().replace("&", ""))
            self._kinds.addButton(choice)
        self.production.setChecked(True)
        self.address = _field(_("Company address"), "acme.my.salesforce.com")
        self._note = line(_("Paste any Salesforce page address; we take what we need."), Role.SMALL)
        self.look_only = QCheckBox(
            _("Look only - SFDesk may read; Push stays off until you allow it")
        )
        self.look_only.setAccessibleName(self.look_only.text())
        self.look_only.setChecked(True)
        self.client_id = _field(_("Client ID"), "3MVG9...")
        self.client_id.setText(client_id)
        self._client_note = line(
            _("It belongs to the app that your admin made for SFDesk."), Role.SMALL, wrap=True
        )
        self._fold = button(_("App details from my admin (Client ID)"), self._unfold, tone="link")
        self._app = QWidget()
        self._lay_out()
        self._app.setVisible(not client_id)
        self.address.textChanged.connect(self._read_along)
        self.client_id.textChanged.connect(lambda: self._client_wrong(""))
        for field in (self.address, self.client_id):
            field.returnPressed.connect(self.submitted)
        self.setFocusProxy(self.production)

    def _lay_out(self) -> None:
        label = QLabel(_("&Client ID"))
        label.setBuddy(self.client_id)
        self._app.setLayout(column(label, self.client_id, self._client_note, space=XS))
        own = column(self.address, self._note, space=XS)
        own.setContentsMargins(28, 0, 0, 0)
        self.setLayout(
            column(
                line(_("Which Salesforce?"), Role.TITLE),
                S,
                row(self.production, line("login.salesforce.com", Role.MUTED), None, space=M),
                row(self.sandbox, line("test.salesforce.com", Role.MUTED), None, space=M),
                self.company,
                own,
                S,
                self.look_only,
                L,
                row(self._fold, None),
                self._app,
                None,
                space=S,
                margin=XL,
            )
        )

    def wanted(self) -> Login | None:
        """Return what was chosen, or None with the message at the field."""
        address = self.address.text()
        if not self.company.isChecked():
            address = "production" if self.production.isChecked() else "sandbox"
        try:
            login_address(address if address.strip() else " ? ")
        except InputError as error:
            self._say(error.title + ". " + error.hint, wrong=True)
            self.address.setFocus()
            return None
        if not self.client_id.text().strip():
            self._app.show()
            self._client_wrong(
                _("The Client ID is missing. Your admin has it: it belongs to the app for SFDesk.")
            )
            self.client_id.setFocus()
            return None
        return Login(
            address=address,
            client_id=self.client_id.text().strip(),
            may_push=not self.look_only.isChecked(),
        )

    def fill(self, connection: Connection) -> None:
        """Take over what a connection file says."""
        self.company.setChecked(True)
        self.address.setText(connection.login)
        self.client_id.setText(connection.client_id)

    def show_problem(self, error: SfdeskError) -> None:
        """Say at the field what was wrong with it."""
        self._say(f"{error.title}. {error.hint}", wrong=True)

    def focus_client_id(self) -> None:
        """Let somebody check the Client ID."""
        self._app.show()
        self.client_id.setFocus()
        self.client_id.selectAll()

    def focus_address(self) -> None:
        """Let somebody give another address."""
        self.company.setChecked(True)
        self.address.setFocus()
        self.address.selectAll()

    def _unfold(self) -> None:
        self._app.setVisible(self._app.isHidden())
        if not self._app.isHidden():
            self.client_id.setFocus()

    def _read_along(self, text: str) -> None:
        if not text.strip():
            self._say(_("Paste any Salesforce page address; we take what we need."), wrong=False)
            return
        self.company.setChecked(True)
        try:
            found = login_address(text)
        except InputError:
            self._say(_("Go on until it ends in salesforce.com or force.com."), wrong=False)
        else:
            host = found.removeprefix("https://")
            self._say(_("Using {address}").format(address=host), wrong=False)

    def _say(self, text: str, *, wrong: bool) -> None:
        _mark(self.address, self._note, text, wrong=wrong)

    def _client_wrong(self, text: str) -> None:
        usual = _("It belongs to the app that your admin made for SFDesk.")
        _mark(self.client_id, self._client_note, text or usual, wrong=bool(text))


def _field(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    return made


def _mark(field: QLineEdit, note: QLabel, text: str, *, wrong: bool) -> None:
    """Tie a message to its field: below it, in its colour, and in its spoken description."""
    note.setText(text)
    note.setWordWrap(True)
    note.setProperty("text_role", Role.DANGER.value if wrong else Role.SMALL.value)
    field.setProperty("wrong", "true" if wrong else "false")
    field.setAccessibleDescription(text)
    restyle(note)
    restyle(field)
