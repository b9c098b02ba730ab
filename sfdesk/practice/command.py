"""The arguments of `sfdesk practice-org`, and what it does until it is told to stop."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import orjson

from sfdesk.practice.options import Address, Options
from sfdesk.practice.wire import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of a practice org."""
    plain = Options()
    parser.add_argument("--port", type=_port, default=0, help="default: any that is free")
    parser.add_argument("--accounts", type=_count, default=plain.accounts, metavar="N")
    parser.add_argument(
        "--contacts-per-account", type=_count, default=plain.contacts_per_account, metavar="M"
    )
    parser.add_argument("--seed", type=int, default=plain.seed, metavar="S")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep the org in this file")
    parser.add_argument("--scenario", type=Path, metavar="FILE", help="orders to carry out first")
    parser.add_argument("--callback", action="append", default=[], metavar="ADDRESS")
    parser.add_argument("--json", action="store_true", help="print where it is as JSON")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop with the program that started it"
    )


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return number


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError("a number from 0 to 10,000,000")
    return number


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM, SIGINT or the end of standard input; return the exit code."""
    from sfdesk.practice.server import serve  # noqa: PLC0415 - --help loads no server

    stop = threading.Event()

    def halt(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = [(each, signal.signal(each, halt)) for each in (signal.SIGTERM, signal.SIGINT)]
    if args.until_stdin_closes:
        threading.Thread(target=_wait_for_stdin, args=(stop,), daemon=True).start()
    options = Options(
        port=args.port,
        accounts=args.accounts,
        contacts_per_account=args.contacts_per_account,
        seed=args.seed,
        state=args.state,
        callbacks=tuple(args.callback),
        scenario=args.scenario,
    )
    try:
        serve(options, lambda address: _announce(address, as_json=args.json), stop)
    except (OSError, ValueError, Refusal) as error:
        sys.stderr.write(f"The practice org cannot start: {error}\n")
        return 1
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    return 0


def _wait_for_stdin(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()


def _announce(address: Address, *, as_json: bool) -> None:
    if as_json:
        text = orjson.dumps(address.as_json()).decode()
    else:
        lines = [
            f"Practice org: {address.login}",
            f"Consumer key: {address.client_id}",
            *(f"  {name}  password {word}  ({profile})" for name, word, profile in address.users),
            "Ctrl+C stops it.",
        ]
        text = "\n".join(lines)
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
