"""Open and write connection files (`NAME.sfdesk-org`); what stands in them is the domain's."""

from pathlib import Path

from sfdesk.domain.connection_file import Connection, from_text, to_text, unusable
from sfdesk.errors import InputError
from sfdesk.i18n import _

_LARGEST = 64 * 1024


def read(path: Path) -> Connection:
    """Read and check a connection file. Raise InputError that says what is wrong with it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise unusable(_("It is too large to be one."), path.name)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unusable(_("It cannot be read."), path.name, details=str(error)) from error
    except UnicodeDecodeError as error:
        raise unusable(_("It is not a text file."), path.name) from error
    return from_text(text, path.name)


def write(path: Path, connection: Connection) -> None:
    """Write a connection file. Raise InputError if it cannot be written."""
    try:
        path.write_text(to_text(connection), encoding="utf-8")
    except OSError as error:
        raise InputError(
            _("{name} cannot be written").format(name=path.name),
            _("Choose another folder."),
            details=str(error),
        ) from error
