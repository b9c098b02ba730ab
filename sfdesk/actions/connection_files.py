"""Connection files (`NAME.sfdesk-org`): where to sign in and with which app, from admin to team.

JSON, and nothing secret in it: a file that holds a secret or a token is refused in so many words.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfdesk.domain.addresses import login_address
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import InputError
from sfdesk.i18n import _

SUFFIX = ".sfdesk-org"
_SCHEMA = 1
_LARGEST = 64 * 1024
_CLIENT_ID = re.compile(r"[A-Za-z0-9._]{10,512}")
_NO_SECRETS = re.compile(r"secret|token|passw|session|verifier", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ConnectionFile:
    """What an admin gives to the team. `login` is an address to sign in at."""

    login: str
    client_id: str
    name: str = ""
    note: str = ""


def read(path: Path) -> ConnectionFile:
    """Read and check a connection file. Raise InputError that says what is wrong with it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _unusable(path, _("It is too large to be one."))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unusable(path, _("It cannot be read."), details=str(error)) from error
    except UnicodeDecodeError as error:
        raise _unusable(path, _("It is not a text file.")) from error
    return parse(text, path)


def parse(text: str, path: Path) -> ConnectionFile:
    """Check the text of a connection file; `path` is for the error's words."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unusable(path, _("It is not a connection file of sfdesk.")) from error
    if not isinstance(raw, dict) or raw.get("sfdesk") is None:
        raise _unusable(path, _("It is not a connection file of sfdesk."))
    if raw["sfdesk"] != _SCHEMA:
        raise _unusable(path, _("It was made for another version of sfdesk."))
    for key in raw:
        if _NO_SECRETS.search(str(key)):
            raise _unusable(
                path,
                _('It holds "{key}". sfdesk needs none; delete the file and ask for another.'),
                key=key,
            )
    client_id = _text(raw, "client_id", path).strip()
    if not _CLIENT_ID.fullmatch(client_id):
        raise _unusable(path, _("The Client ID in it is missing or has a typing error."))
    wanted = _text(raw, "login", path)
    try:
        login = login_address(wanted)
    except InputError as error:
        raise _unusable(path, _("The address in it is not Salesforce's.")) from error
    return ConnectionFile(login, client_id, _text(raw, "name", path), _text(raw, "note", path))


def write(path: Path, content: ConnectionFile) -> None:
    """Write a connection file. Raise InputError if it cannot be written."""
    raw = {
        "sfdesk": _SCHEMA,
        "name": content.name,
        "login": content.login,
        "client_id": content.client_id,
        "note": content.note,
    }
    try:
        path.write_text(json.dumps(raw, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            _("{name} cannot be written").format(name=path.name),
            _("Choose another folder."),
            details=str(error),
        ) from error


def of_org(info: OrgInfo) -> ConnectionFile:
    """Return what somebody else needs for connecting to the same Salesforce."""
    return ConnectionFile(info.login_url, info.client_id, info.org_name)


def template(login: str = "https://yourcompany.my.salesforce.com") -> str:
    """Return the text of a file for the admin to complete."""
    raw = {
        "sfdesk": _SCHEMA,
        "name": _("Your company"),
        "login": login,
        "client_id": _("the Consumer Key of the app"),
        "note": "",
    }
    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n"


def _text(raw: dict[str, Any], key: str, path: Path) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str) or len(value) > 2000:
        raise _unusable(path, _('"{key}" in it should be a text.'), key=key)
    return value


def _unusable(path: Path, reason: str, *, details: str = "", key: str = "") -> InputError:
    return InputError(
        _("{name} cannot be used").format(name=path.name),
        reason.format(key=key) if key else reason,
        details=details,
    )
