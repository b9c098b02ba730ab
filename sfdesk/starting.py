"""No verb opens the window, `demo` opens it on sample data, any other verb runs headless."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sfdesk import cli, logs
from sfdesk.cli.output import Output


def main(argv: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    words = list(argv)
    if words and words[0] != "demo":
        return cli.main(words)
    tour = cli.tour_folder(words) if words else None
    if words and (tour is not None or not has_display()):
        return _tour(tour or Path("sfdesk-tour"))
    return _window(demo=bool(words))


def has_display() -> bool:
    """Tell whether a window could be seen; without a display Qt would end the process."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(*, demo: bool) -> int:
    from sfdesk.gui import start  # noqa: PLC0415 - headless verbs never load Qt

    logs.start()
    return cli.guarded(
        Output(as_json=False, verb="demo" if demo else ""),
        lambda: start.main(sys.argv[:1], demo=demo),
    )


def _tour(folder: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from sfdesk.gui import touring  # noqa: PLC0415 - Qt looks for its platform when it is loaded

    return cli.guarded(Output(as_json=False, verb="demo"), lambda: touring.main(folder))
