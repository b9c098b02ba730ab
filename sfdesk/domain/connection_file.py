"""Connection files (`NAME.sfdesk-org`): where to sign in and with which app, from admin to team.

JSON, and nothing secret in it: one that holds a secret or a token is refused in so many words. Text
in, text out; `actions/connection_files.py` opens and writes the files.
"""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from sfdesk.domain.addresses import login_address
from sfdesk.errors import InputError
from sfdesk.i18n import _

SUFFIX = ".sfdesk-org"
_VERSION = 1
_LONGEST = 10_000
_LONGEST_VALUE = 2_000
_CLIENT_ID = re.compile(r"[A-Za-z0-9._]{3,512}")
_SECRET = re.compile(r"secret|token|passw|session|verifier", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Connection:
    """Where to sign in (`https://host`), with which app, what it is called, a word to its users."""

    login: str
    client_id: str
    name: str = ""
    note: str = ""


def to_text(connection: Connection) -> str:
    """Return the content of a connection file."""
    content = {"sfdesk": _VERSION, **asdict(connection)}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def from_text(text: str, name: str = "") -> Connection:
    """Read a connection file; `name` is the file's, for the words of an error. Raise InputError."""
    if len(text) > _LONGEST:
        raise unusable(_("It is too large to be one."), name)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unusable(_("It is not a connection file of sfdesk."), name) from error
    if not isinstance(content, dict) or content.get("sfdesk") is None:
        raise unusable(_("It is not a connection file of sfdesk."), name)
    if content["sfdesk"] != _VERSION:
        raise unusable(_("It was made for another version of sfdesk."), name)
    for key in content:
        if _SECRET.search(key):
            words = _('It holds "{key}". sfdesk needs none; delete the file and ask for another.')
            raise unusable(words.format(key=key), name)
    login, client_id, called, note = (
        _value(content, key, name) for key in ("login", "client_id", "name", "note")
    )
    if not _CLIENT_ID.fullmatch(client_id):
        raise unusable(_("The Client ID in it is missing or has a typing error."), name)
    if not login:
        raise unusable(_("The address to sign in at is missing."), name)
    try:
        return Connection(login_address(login), client_id, called, note)
    except InputError as error:
        raise unusable(_("The address in it is not Salesforce's."), name) from error


def unusable(reason: str, name: str = "", *, details: str = "") -> InputError:
    """Return the error of a file that cannot be used."""
    title = _("{name} cannot be used").format(name=name) if name else _("It cannot be used")
    return InputError(title, reason, details=details)


def _value(content: dict[str, Any], key: str, name: str) -> str:
    value = content.get(key, "")
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        raise unusable(_('"{key}" in it should be a text.').format(key=key), name)
    return value.strip()
