"""Request for my admin: an e-mail, one page, and a connection file, filled with what is known."""

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QTabWidget, QTextBrowser, QWidget

from sfdesk.domain import admin_request, permission_request
from sfdesk.domain.admin_request import AdminRequest
from sfdesk.domain.connection_file import SUFFIX, Connection, to_text
from sfdesk.domain.permission_request import PermissionRequest
from sfdesk.gui import icons
from sfdesk.gui.help import reading
from sfdesk.gui.palette import LIGHT, XL, L, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _

_PRINTED = 8.5  # pt: all that may be known still fits on one page


class RequestWindow(QWidget):
    """Three tabs; nothing is sent by itself. To ask for a permission no connection file helps."""

    def __init__(
        self, desk: Desk, request: AdminRequest | PermissionRequest, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("page")
        self.setWindowTitle(_("Request for my admin - SFDesk"))
        self.setMinimumSize(560, 420)
        self.resize(720, 600)
        self._desk = desk
        if isinstance(request, PermissionRequest):
            self.subject, mail = permission_request.SUBJECT, permission_request.email(request)
            self._sheet = permission_request.sheet(request)
        else:
            self.subject, mail = admin_request.SUBJECT, admin_request.email(request)
            self._sheet = admin_request.sheet(request)
        self.mail = QPlainTextEdit(mail)
        self.mail.setAccessibleName(_("E-mail"))
        self.mail.setTabChangesFocus(True)
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("One page for the admin"))
        self.page.setMarkdown(self._sheet)
        self.tint()
        self.note = line("", Role.GOOD)
        tabs = QTabWidget()
        tabs.setAccessibleName(_("Ways to ask"))
        tabs.setDocumentMode(True)
        tabs.addTab(self._mail_tab(), _("E-mail"))
        tabs.addTab(self._page_tab(), _("One page"))
        if isinstance(request, AdminRequest):
            tabs.addTab(self._file_tab(request), _("Connection file"))
            head = line(_("Ask your admin to let SFDesk in"), Role.TITLE)
        else:
            head = line(_("Ask your admin for a permission"), Role.TITLE)
        words = line(
            _("It takes them about two minutes. Read it over; nothing is sent by itself."),
            Role.MUTED,
            wrap=True,
        )
        body = column(head, words, tabs, self.note, space=S, margin=XL)
        body.setStretch(2, 1)
        self.setLayout(body)

    def _mail_tab(self) -> QWidget:
        return _tab(
            self.mail,
            button(_("Copy e-mail"), self.copy_mail, tone="primary", icon="copy"),
            button(_("Open mail program"), self.open_mail, icon="open"),
        )

    def _page_tab(self) -> QWidget:
        return _tab(
            self.page,
            button(_("Save as PDF..."), self._ask_pdf, tone="primary", icon="file"),
            button(_("Save as Markdown..."), self._ask_markdown),
        )

    def _file_tab(self, request: AdminRequest) -> QWidget:
        self.file = QPlainTextEdit(_template(request))
        self.file.setAccessibleName(_("Connection file"))
        self.file.setTabChangesFocus(True)
        return _tab(
            self.file,
            button(_("Save connection file..."), self._ask_file, tone="primary", icon="file"),
            button(_("Copy file"), lambda: self._copy(self.file.toPlainText())),
        )

    def tint(self) -> None:
        """Set the page in the colours of now."""
        reading.set_type(self.page.document(), icons.current())

    def copy_mail(self) -> None:
        """Copy the e-mail as it stands in the field."""
        self._copy(self.mail.toPlainText())

    def open_mail(self) -> None:
        """Open the e-mail in the person's mail program."""
        body = quote(self.mail.toPlainText())
        self._desk.open_url(f"mailto:?subject={quote(self.subject)}&body={body}")

    def save_pdf(self, path: Path) -> None:
        """Write the page as a PDF file, black on white whatever the look is."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        document = QTextDocument()
        document.setMarkdown(self._sheet)
        font = self.font()
        font.setPointSizeF(_PRINTED)
        document.setDefaultFont(font)
        reading.set_type(document, LIGHT, tight=True)
        writer = QPdfWriter(buffer)
        writer.setTitle(self.subject)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        # The document brings its own margins of two centimetres.
        writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
        document.print_(writer)
        self._save(path, bytes(buffer.data().data()))

    def save_text(self, path: Path, text: str) -> None:
        """Write text to a file."""
        self._save(path, text.encode())

    def _save(self, path: Path, content: bytes) -> None:
        try:
            path.write_bytes(content)
        except OSError as error:
            self.note.setText(
                _("{name} cannot be written: {reason}. Choose another folder.").format(
                    name=path.name, reason=error.strerror or error
                )
            )
            return
        self.note.setText(_("Saved as {path}").format(path=path))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.note.setText(_("Copied."))

    def _ask_pdf(self) -> None:
        if path := _ask(self, "sfdesk-for-admins.pdf", "PDF (*.pdf)"):
            self.save_pdf(path)

    def _ask_markdown(self) -> None:
        if path := _ask(self, "sfdesk-for-admins.md", "Markdown (*.md)"):
            self.save_text(path, self._sheet)

    def _ask_file(self) -> None:
        if path := _ask(self, f"salesforce{SUFFIX}", f"SFDesk (*{SUFFIX})"):
            self.save_text(path, self.file.toPlainText())


def _template(request: AdminRequest) -> str:
    unknown = _("the Consumer Key of the app")
    return to_text(
        Connection(
            request.address or "https://acme.my.salesforce.com",
            request.client_id or unknown,
            _("Our Salesforce"),
        )
    )


def _ask(parent: QWidget, name: str, kind: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save"), name, kind)
    return Path(chosen) if chosen else None


def _tab(content: QWidget, *presses: QWidget) -> QWidget:
    made = QWidget()
    inside = column(content, row(*presses, None, space=S), space=L)
    inside.setContentsMargins(0, L, 0, 0)
    made.setLayout(inside)
    return made
