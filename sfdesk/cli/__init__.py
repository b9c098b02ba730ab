"""The headless verbs: one command each, with --json and exit codes that scripts can rely on.

Exit codes: 0 fine, 1 known error, 2 usage, 3 sign-in needed, 70 bug.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from sfdesk import logs
from sfdesk.cli import arguments, bugs
from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output
from sfdesk.errors import Cancelled, SfdeskError
from sfdesk.ticket import Ticket

BUG = 70


def main(argv: Sequence[str]) -> int:
    """Run one verb and return its exit code. Raise SystemExit(2) for wrong usage."""
    args = arguments.parser().parse_args(argv)
    out = Output(as_json=args.json, verb=args.verb)
    return guarded(out, lambda: _run(args, out))


def tour_folder(argv: Sequence[str]) -> Path | None:
    """Return where `demo --tour DIR` puts its pictures, None without --tour."""
    folder = arguments.parser().parse_args(argv).tour
    return Path(folder) if folder else None


def guarded(out: Output, work: Callable[[], int]) -> int:
    """Run `work` and return its exit code; say whatever it raises in the way that fits it."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on it can be told
        return work()
    except SfdeskError as error:
        out.error(error)
        return error.exit_code
    except (Cancelled, KeyboardInterrupt):
        out.stopped()
        return Cancelled.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # nobody reads any more: Python would complain again at its end
        return 0
    except Exception as error:  # noqa: BLE001 - the last net: a bug is reported, never shown raw
        out.bug(bugs.write(error))
        return BUG


def _run(args: argparse.Namespace, out: Output) -> int:
    if args.needs is Needs.NOTHING:
        code: int = args.run(args)
        return code
    logs.start()
    ticket = Ticket(out.progress)
    with _stoppable(ticket):
        if args.needs is Needs.WORKSPACE:
            return args.run(args, arguments.open_workspace(), out, ticket) or 0
        return args.run(args, out, ticket) or 0


class _stoppable:  # noqa: N801 - reads as a word in a with statement
    """Ctrl+C and a polite kill stop the work at its next safe place; a second one at once."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def __enter__(self) -> None:
        self._before = {s: signal.signal(s, self._stop) for s in (signal.SIGINT, signal.SIGTERM)}

    def __exit__(self, *_exc: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        if self._ticket.cancelled:
            raise Cancelled
        self._ticket.cancel()
        signal.signal(number, self._stop)
