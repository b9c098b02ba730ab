"""Reads CSV files of any size and any common encoding into columns, line numbers kept for errors.

Rows are taken in blocks and turned into columns at once: 1,000,000 rows kept as lists would cost
the garbage collector more time than reading costs.
"""

import codecs
import csv
import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sfdesk.errors import InputError
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    import _csv

LARGEST_CELL = 64_000_000
"""Characters in one cell; what is compared of it is far less."""
_BLOCK = 500
_CHUNK = 1 << 20
_END = "\0"
"""Put behind the last line: a row of its own, unless a quotation mark was left open."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file as text: its header, its columns below that, and the line that each row starts on.

    `notes` say what was put up with.
    """

    name: str
    headers: list[str]
    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    notes: list[str]


def read_csv(path: Path, ticket: Ticket) -> CsvFile:
    """Read a file whole; blank lines are left out, short rows filled up, NUL characters dropped.

    Raise InputError with file, line and column for what is no CSV, `Cancelled` when cancelled.
    """
    csv.field_size_limit(LARGEST_CELL)
    try:
        encoding, notes = _encoding(path, ticket)
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            head = list(_head(file))
            lines = (line.replace("\0", "") for line in itertools.chain(head, file))
            reader = csv.reader(itertools.chain(lines, (_END,)), delimiter=_delimiter(head))
            return _read(path.name, reader, notes, ticket)
    except OSError as error:
        raise InputError(
            _("{file} cannot be read").format(file=path),
            _("Check that the file is there and that you may open it."), details=str(error),
        ) from error  # fmt: skip


def _encoding(path: Path, ticket: Ticket) -> tuple[str, list[str]]:
    """Tell UTF-8 and UTF-16 apart; whatever is neither is taken for Windows text."""
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            ticket.check()
            if line == 1 and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16", []
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += error.object.count(b"\n", 0, error.start)
                note = _("{file} is not UTF-8 (line {line}); read as Windows text")
                return "cp1252", [note.format(file=path.name, line=line)]
            line += chunk.count(b"\n")
    return "utf-8-sig", []


def _head(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines up to the first that is not blank."""
    for line in lines:
        yield line
        if line.strip():
            return


def _delimiter(head: Sequence[str]) -> str:
    first = head[-1] if head else ""
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))


@dataclass(slots=True)
class _Columns:
    """Grows columns by blocks of rows; a column of few different texts keeps each of them once."""

    file: str
    width: int
    cells: list[list[str]] = field(init=False)
    known: list[dict[str, str] | None] = field(init=False)
    short: int = 0

    def __post_init__(self) -> None:
        self.cells = [[] for _at in range(self.width)]
        self.known = [{} for _at in range(self.width)]

    def add(self, rows: list[list[str]], lines: Sequence[int]) -> None:
        """Take a block of rows, given with the lines that they start on."""
        if set(map(len, rows)) != {self.width}:
            rows = [self._even(row, line) for row, line in zip(rows, lines, strict=True)]
        for at, texts in enumerate(zip(*rows, strict=True)):
            known = self.known[at]
            if known is None:
                self.cells[at] += texts
            else:
                self.cells[at] += map(known.setdefault, texts, texts)
                if len(known) > len(self.cells[at]) / 4:
                    self.known[at] = None

    def _even(self, row: list[str], line: int) -> list[str]:
        if len(row) > self.width and any(cell.strip() for cell in row[self.width :]):
            raise InputError(
                _("{file}, line {line} has {n} cells, the header {width}").format(
                    file=self.file, line=line, n=len(row), width=self.width
                ),
                _("Column {n} has no name. Put quotes around text that has commas in it.").format(
                    n=self.width + 1
                ),
            )
        self.short += len(row) < self.width
        return (row + [""] * (self.width - len(row)))[: self.width]


def _read(name: str, reader: "_csv.Reader", notes: list[str], ticket: Ticket) -> CsvFile:
    lines = array("L")
    rows = _rows(name, reader, lines)
    headers = next(rows, [])
    del lines[:]
    columns = _Columns(name, len(headers))
    while block := list(itertools.islice(rows, _BLOCK)):
        ticket.check()
        columns.add(block, lines[-len(block) :])
    if columns.short:
        notes.append(_("{file}: {n} short rows were filled up").format(file=name, n=columns.short))
    return CsvFile(name, headers, columns.cells, lines, notes)


def _rows(name: str, reader: "_csv.Reader", lines: "array[int]") -> Iterator[list[str]]:
    """Yield the rows that are not blank; `lines` gathers the line that each one starts on."""
    line = 1
    try:
        for cells in reader:
            if cells and (cells[0].strip() or any(cell.strip() for cell in cells)):
                if cells[-1].endswith(_END):
                    if cells == [_END]:
                        return
                    raise _left_open(name, line, len(cells))
                lines.append(line)
                yield cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            _("{file}, line {line} has a cell of more than {most} million characters").format(
                file=name, line=line, most=LARGEST_CELL // 1_000_000
            ),
            _('A quotation mark may be open there. Inside a cell, write it twice: "".'),
            details=str(error),
        ) from error


def _left_open(name: str, line: int, column: int) -> InputError:
    return InputError(
        _(
            "{file}, line {line}, column {column} opens a quotation mark that is never closed"
        ).format(file=name, line=line, column=column),
        _('Close it. Inside a cell in quotation marks, write one twice: "".'),
    )
