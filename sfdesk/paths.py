"""Where SFDesk keeps its files. `SFDESK_HOME` moves every private one into a single folder."""

import os
import sys
from pathlib import Path

import platformdirs

from sfdesk.errors import StoreUnreachable

_APP = "sfdesk"


def _private(kind: str) -> Path:
    """Return the folder for `kind` ("config", "data" or "logs"), made for its owner only.

    Raise StoreUnreachable.
    """
    home = os.environ.get("SFDESK_HOME")
    if home:
        folder = Path(home).expanduser().absolute() / kind
    elif kind == "config":
        folder = platformdirs.user_config_path(_APP, appauthor=False)
    elif kind == "data":
        folder = platformdirs.user_data_path(_APP, appauthor=False)
    else:
        folder = platformdirs.user_log_path(_APP, appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreachable(  # in English: translations are found with the help of this module
            "SFDesk has no place for its files",
            f"The folder {folder} cannot be made ({error.strerror}). Make room for it, or set "
            "SFDESK_HOME to a folder that you may write to.",
        ) from error
    return folder


def config_folder() -> Path:
    """Settings and the list of connected orgs."""
    return _private("config")


def data_folder() -> Path:
    """The CRM and one cache file per org."""
    return _private("data")


def log_folder() -> Path:
    """Log files and reports of bugs."""
    return _private("logs")


def resources() -> Path:
    """Icons, styles, help pages, translations and sample files that ship with the program.

    They lie inside the package in a wheel, beside it in a checkout, and in the unpacked bundle of a
    frozen build.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
