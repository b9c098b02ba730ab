"""Start: no verb opens the window, `demo` opens it on sample data, any other verb runs headless."""

import sys
from collections.abc import Sequence

from sfdesk import cli, logs
from sfdesk.cli.output import Output


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] != "demo":
        return cli.main(words)
    return _window(demo=bool(words))


def _window(*, demo: bool) -> int:
    from sfdesk.gui import start  # noqa: PLC0415 - headless verbs never load Qt

    logs.start()
    return cli.guarded(
        Output(as_json=False, verb="demo" if demo else ""),
        lambda: start.main(sys.argv[:1], demo=demo),
    )


if __name__ == "__main__":
    sys.exit(main())
