"""Reads a CSV file of customers or people into columns, and says where a file cannot be read."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sfdesk.domain.matching.headers import Columns, recognise
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

_LARGEST_CELL = 64 * 1024 * 1024
_CHECK_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as a table; `used` and `unused` are headers, `notes` what was put up with."""

    table: Table
    used: tuple[str, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]


def read_table(path: Path, kind: Kind, named: Mapping[str, str], ticket: Ticket) -> ReadFile:
    """Read a CSV file. Raise InputError with file, line and column for what cannot be used."""
    text, notes = _text(path)
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        headers = next(rows, [])
        columns = _columns(path, headers, kind, named)
        cells, short = _cells(path, rows, len(headers), ticket)
    except csv.Error as error:
        where = _("{file}, line {line}").format(file=path.name, line=rows.line_num)
        raise InputError(
            _("{where} is not CSV").format(where=where),
            _("Save the file as CSV once more and try again."), details=str(error),
        ) from error  # fmt: skip
    if short:
        notes.append(_("{file}: {n} short rows were filled up").format(file=path.name, n=short))
    table = _table(path, columns, cells)
    used = [columns.id, *(at for place in columns.fields.values() for at in place)]
    used += [*columns.keys.values(), *columns.others.values()]
    return ReadFile(
        table,
        tuple(headers[at] for at in used),
        tuple(header for at, header in enumerate(headers) if at not in used),
        tuple(notes),
    )


def _text(path: Path) -> tuple[str, list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("{file} cannot be read").format(file=path),
            _("Check that the file is there and that you may open it."), details=str(error),
        ) from error  # fmt: skip
    notes: list[str] = []
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            text = raw.decode("cp1252", errors="replace")
            notes.append(
                _("{file} is not UTF-8 (line {line}); read as Windows text").format(
                    file=path.name, line=line
                )
            )
    return text.replace("\x00", ""), notes


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t|", key=lambda mark: (head.count(mark), mark == ","))


def _columns(path: Path, headers: list[str], kind: Kind, named: Mapping[str, str]) -> Columns:
    if not any(header.strip() for header in headers):
        raise InputError(
            _("{file} is empty").format(file=path.name),
            _("The first line has to name the columns."),
        )
    try:
        columns = recognise(headers, kind, {h: c for h, c in named.items() if h in headers})
    except KeyError as error:
        raise InputError(
            _("{file} has no column {column}").format(file=path.name, column=error.args[0]),
            _("Check the names given with --map."),
        ) from error
    if columns.id < 0:
        raise InputError(
            _("{file}, line 1 has no id column").format(file=path.name),
            _("Name the column that tells the records apart, for example --map Number=id."),
        )
    return columns


def _cells(
    path: Path, rows: Iterator[list[str]], width: int, ticket: Ticket
) -> tuple[list[Sequence[str]], int]:
    """Return the columns of all rows, and how many rows were short."""
    kept: list[list[str]] = []
    short = 0
    for number, row in enumerate(rows, start=2):
        if number % _CHECK_EVERY == 0:
            ticket.check()
        if not row:
            continue
        if len(row) < width:
            short += 1
            row += [""] * (width - len(row))  # noqa: PLW2901
        elif len(row) > width and any(cell.strip() for cell in row[width:]):
            raise InputError(
                _("{file}, line {line} has {n} cells, the header {width}").format(
                    file=path.name, line=number, n=len(row), width=width
                ),
                _("Column {n} has no name. Put quotes around text that has commas in it.").format(
                    n=width + 1
                ),
            )
        kept.append(row[:width] if len(row) > width else row)
    if not kept:
        return [[] for _at in range(width)], short
    return list(zip(*kept, strict=True)), short


def _table(path: Path, columns: Columns, cells: list[Sequence[str]]) -> Table:
    ids = [cell.strip() for cell in cells[columns.id]]
    _check_ids(path, columns.id + 1, ids)
    fields = {
        name: _joined([cells[at] for at in places]) for name, places in columns.fields.items()
    }
    others = {name: cells[at] for name, at in columns.others.items()}
    keys = {name: [v.strip() for v in cells[at]] for name, at in columns.keys.items()}
    return Table(ids, {**others, **fields}, keys, [""] * len(ids))


def _joined(columns: list[Sequence[str]]) -> Sequence[str]:
    if len(columns) == 1:
        return columns[0]
    return [" ".join(cell for cell in row if cell) for row in zip(*columns, strict=True)]


def _check_ids(path: Path, column: int, ids: list[str]) -> None:
    if "" in ids:
        where = {"file": path.name, "line": ids.index("") + 2, "column": column}
        raise InputError(
            _("{file}, line {line}, column {column} has no id").format(**where),
            _("Every record needs an id of its own."),
        )
    if len(set(ids)) < len(ids):
        seen: dict[str, int] = {}
        for line, value in enumerate(ids, start=2):
            if value in seen:
                raise InputError(
                    _("{file}, line {line}, column {column} repeats the id of line {first}").format(
                        file=path.name, line=line, column=column, first=seen[value]
                    ),
                    _("Every record needs an id of its own."),
                )
            seen[value] = line
