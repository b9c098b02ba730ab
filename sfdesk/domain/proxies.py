"""What people type for the proxy that stands between them and Salesforce. Nothing is looked up."""

from urllib.parse import urlsplit

from sfdesk.errors import InputError
from sfdesk.i18n import _


def proxy_address(text: str) -> str:
    """Turn what people type for a proxy into `http://host:port`; nothing stays nothing.

    Raise InputError for anything else, and for a password: it would lie in a file.
    """
    wanted = text.strip()
    if not wanted:
        return ""
    try:
        parts = urlsplit(wanted if "://" in wanted else f"http://{wanted}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_proxy(text) from None
    if parts.username is not None:
        raise InputError(
            _("A proxy's password is not kept here"),
            _("Start SFDesk with HTTPS_PROXY set to the whole address instead."),
        )
    plain = not parts.path.strip("/") and not parts.query and not parts.fragment
    odd = any(not (c.isalnum() or c in "-._:") for c in host)
    if parts.scheme not in ("http", "https") or not host or not port or odd or not plain:
        raise _no_proxy(text)
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _no_proxy(text: str) -> InputError:
    return InputError(
        _("That is not the address of a proxy"),
        _("It has a host and a port, for instance proxy.acme.example:8080."),
        details=text[:200],
    )
