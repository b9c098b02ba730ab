"""Start: a verb runs headless."""

import sys
from collections.abc import Sequence

from sfdesk.cli import main as headless


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    return headless(list(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    sys.exit(main())
