"""Start: no verb opens the window, a verb runs headless."""

import sys


def main() -> int:
    """Run the program and return its exit code."""
    return 0


if __name__ == "__main__":
    sys.exit(main())
