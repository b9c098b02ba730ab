"""Connection files (`.sfdesk-org`): what an admin hands out so that nobody has to type. No secrets.

Text in, text out; who opens the file is somebody else's business.
"""

import json
from dataclasses import dataclass

from sfdesk.domain.addresses import login_address
from sfdesk.errors import InputError
from sfdesk.i18n import _

SUFFIX = ".sfdesk-org"
_VERSION = 1
_LONGEST = 10_000
_SECRET = ("secret", "password", "token")


@dataclass(frozen=True, slots=True)
class Connection:
    """Where to sign in (`https://host`), with which app, and what people call it."""

    login: str
    client_id: str
    name: str = ""


def to_text(connection: Connection) -> str:
    """Return the content of a connection file."""
    content = {
        "sfdesk": _VERSION,
        "name": connection.name,
        "login": connection.login,
        "client_id": connection.client_id,
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def from_text(text: str) -> Connection:
    """Read a connection file. Raise InputError for anything that cannot be one."""
    if len(text) > _LONGEST:
        raise _unusable(_("It is too long"))
    try:
        content = json.loads(text)
    except ValueError:
        raise _unusable(_("It is not JSON")) from None
    if not isinstance(content, dict) or content.get("sfdesk") != _VERSION:
        raise _unusable(_('It does not say "sfdesk": 1'))
    if any(word in key.lower() for key in content for word in _SECRET):
        raise _unusable(_("It holds a secret, and a connection file must not"))
    fields = {key: content.get(key, "") for key in ("login", "client_id", "name")}
    if not all(isinstance(value, str) for value in fields.values()):
        raise _unusable(_("A value is not text"))
    client_id = fields["client_id"].strip()
    if not client_id or not client_id.isascii() or len(client_id.split()) != 1:
        raise _unusable(_("The Client ID is missing or is not one word"))
    if not fields["login"].strip():
        raise _unusable(_("The address to sign in at is missing"))
    return Connection(login_address(fields["login"]), client_id, fields["name"].strip())


def _unusable(reason: str) -> InputError:
    return InputError(
        _("That is not a connection file"),
        _("{reason}. Ask your admin for a new one.").format(reason=reason),
    )
