"""Logging to one rotating file, with a filter that takes out whatever looks like a token.

The filter is a second net: tokens are `Secret` values and have no text to be logged in the first
place.
"""

import logging
import re
from logging.handlers import RotatingFileHandler

from sfdesk import paths

_SECRETS = re.compile(
    r"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._\-]+"  # access token: org id, "!", the secret part
    r"|5Aep[A-Za-z0-9._\-]{8,}"  # refresh token
    r"|(?i:bearer|oauth)\s+[A-Za-z0-9!._~+/\-]{12,}=*"
    r"|(?<=[?&])(?:code|access_token|refresh_token|code_verifier|state|client_secret)=[^&\s\"']+"
)


def redact(text: str) -> str:
    """Return `text` with everything that looks like a token or code replaced by `***`."""
    return _SECRETS.sub("***", text)


class _Redacting(logging.Formatter):
    """Redacts the finished line, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def start(*, verbose: bool = False) -> None:
    """Log to `sfdesk.log` in the log folder (1 MB, three old files kept)."""
    handler = RotatingFileHandler(
        paths.log_folder() / "sfdesk.log",
        maxBytes=1_000_000,
        backupCount=3,
        encoding="utf-8",
        delay=True,
    )
    logging.raiseExceptions = False  # a full disk is no reason to show a person a traceback
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("sfdesk")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.propagate = False
