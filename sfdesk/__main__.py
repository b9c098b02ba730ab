"""Start. What takes long to load is loaded when Ctrl+C has a meaning already."""

import os
import signal
import sys
from types import FrameType

_STOPPED = 130
"""What shells call the exit of a program that Ctrl+C ended."""


def main() -> int:
    """Run the program and return its exit code."""
    signal.signal(signal.SIGINT, _end)
    from sfdesk import starting  # noqa: PLC0415 - loads for a third of a second

    return starting.main(sys.argv[1:])


def _end(_number: int, _frame: FrameType | None) -> None:
    """End at once: nothing was begun, and an exception would break off an import anywhere."""
    os._exit(_STOPPED)


if __name__ == "__main__":
    from multiprocessing import freeze_support

    freeze_support()  # in a built program a worker process starts here too, and goes no further
    sys.exit(main())
