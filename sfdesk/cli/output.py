"""What a verb prints: sentences and tables for people, or exactly one JSON object for scripts."""

import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfdesk.errors import SfdeskError
from sfdesk.i18n import _
from sfdesk.ticket import Progress

if TYPE_CHECKING:
    from sfdesk.domain.orgs import OrgInfo


def _plain(value: object) -> Any:
    """Return what JSON has no word for as text, a Decimal as a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def _escape_unknown() -> None:
    """Let a console or a pipe that lacks a character show its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print_json(fields: Mapping[str, object]) -> None:
    """Print one JSON object, in ASCII where only JSON's own escapes are sure to be understood."""
    every_letter = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(fields, default=_plain, ensure_ascii=not every_letter), flush=True)


class Output:
    """Where a verb's answer goes."""

    def __init__(self, *, as_json: bool, verb: str) -> None:
        _escape_unknown()
        self.as_json = as_json
        self._verb = verb
        self._live = sys.stderr.isatty() and not as_json

    def result(self, fields: Mapping[str, object], lines: Iterable[str]) -> None:
        """Print the answer: `fields` as one JSON object, or `lines` for a person."""
        if self.as_json:
            _print_json(fields)
        else:
            self._clear()
            for line in lines:
                print(line)
            sys.stdout.flush()

    def say(self, line: str) -> None:
        """Print a sentence while the work goes on; with --json it goes to stderr."""
        self._clear()
        print(line, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def progress(self, progress: Progress) -> None:
        """Show how far the work is, on a terminal only."""
        if self._live:
            count = (
                f" {progress.done:,}"
                if progress.total is None
                else (f" {progress.done:,} / {progress.total:,}")
            )
            print(f"\r\x1b[K{progress.text}{count}", end="", file=sys.stderr, flush=True)

    def error(self, error: SfdeskError) -> None:
        """Print a known error: title, hint, and details where there are any."""
        if self.as_json:
            known = {
                "title": error.title,
                "hint": error.hint,
                "code": error.code,
                "retry": error.retry,
                "details": error.details,
            }
            _print_json({"error": known})
            return
        self._clear()
        print(f"sfdesk {self._verb}: {error.title}", file=sys.stderr)
        print(f"  {error.hint}", file=sys.stderr)
        if error.details:
            print("  " + _("Details: {text}").format(text=error.details), file=sys.stderr)

    def stopped(self, became: str = "") -> None:
        """Say that the person stopped the work, and what became of it."""
        title = _("Stopped")
        kept = _("What was done so far is kept; the same command goes on from there.")
        hint = became or kept
        if self.as_json:
            told = {"title": title, "hint": hint, "code": "cancelled"}
            _print_json({"error": told})
            return
        self._clear()
        print(f"sfdesk {self._verb}: {title}\n  {hint}", file=sys.stderr, flush=True)

    def bug(self, report: Path | None) -> None:
        """Say that something happened that nobody expected, and where the report is."""
        title = _("Something went wrong inside SFDesk")
        hint = (
            _("A report without passwords or tokens was written to {path}.").format(path=report)
            if report
            else _("Not even a report could be written; is the disk full?")
        )
        if self.as_json:
            _print_json({"error": {"title": title, "hint": hint, "code": "bug"}})
            return
        self._clear()
        print(f"sfdesk {self._verb}: {title}\n  {hint}", file=sys.stderr)

    def _clear(self) -> None:
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def place(info: "OrgInfo") -> str:
    """Name a Salesforce with the word that says how careful to be: `Acme GmbH [PRODUCTION]`."""
    return f"{info.org_name} [{info.kind.value.upper()}]"


def table(rows: Sequence[Sequence[str]], *, widest: int = 44) -> list[str]:
    """Lay rows out in columns; the first row is the heading. Long cells end in `…`."""
    cells = [[_cell(text, widest) for text in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _cell(text: str, widest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= widest else line[: widest - 1] + "…"
