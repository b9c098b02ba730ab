"""The browsers on this computer, for a sign-in that should not go to the usual one."""

import shutil

from PySide6.QtCore import QProcess

_KNOWN = {
    "Firefox": ("firefox", "firefox-esr"),
    "Chrome": ("google-chrome", "google-chrome-stable"),
    "Chromium": ("chromium", "chromium-browser"),
    "Edge": ("microsoft-edge", "microsoft-edge-stable"),
    "Brave": ("brave-browser",),
    "Vivaldi": ("vivaldi",),
    "Opera": ("opera",),
}


def installed() -> dict[str, str]:
    """Return the browsers that can be started by name: what people call them, and the program."""
    found = {}
    for name, programs in _KNOWN.items():
        path = next((p for p in map(shutil.which, programs) if p), None)
        if path:
            found[name] = path
    return found


def open_in(program: str, address: str) -> bool:
    """Open an address in a browser, detached from us; tell whether it started."""
    started = QProcess.startDetached(program, [address])
    return bool(started[0] if isinstance(started, tuple) else started)
