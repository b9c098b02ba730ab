"""A bug is written to a file without secrets, and named to the person; its text stays there."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from sfdesk import __version__, logs, paths


def write(error: BaseException) -> Path | None:
    """Write a report about an unexpected error; return where it is, None if even that failed."""
    text = "\n".join(
        (
            f"SFDesk {__version__}, Python {platform.python_version()}, {platform.platform()}",
            datetime.now(UTC).isoformat(timespec="seconds"),
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        path = paths.log_folder() / f"bug-{stamp}.txt"
        path.write_text(logs.redact(text), encoding="utf-8")
    except OSError:
        return None
    return path
