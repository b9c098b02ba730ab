"""Reads CSV files of any size into columns, line numbers kept for errors.

Rows are taken in blocks and turned into columns at once: 1,000,000 rows kept as lists would cost
the garbage collector more time than reading costs.
"""

import csv
import io
import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sfdesk.actions.text_reading import whole_lines
from sfdesk.errors import InputError
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

LARGEST_CELL = 64_000_000
"""Characters in one cell; what is compared of it is far less."""
_BLOCK = 500
_BLANKS_BEHIND = re.compile(r'" +(?=[,;\t|\r\n]|\Z)')
"""Blanks between a mark and the end of a cell. Inside a cell they mean nothing to anybody."""


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
    notes: list[str] = []
    try:
        with path.open("rb") as file:
            lines = _lines(whole_lines(path.name, file, notes, ticket))
            return _read(path.name, lines, notes, ticket)
    except OSError as error:
        raise InputError(
            _("{file} cannot be read").format(file=path),
            _("Check that the file is there and that you may open it."), details=str(error),
        ) from error  # fmt: skip


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text, without what no cell can mean."""
    tidy = (
        _BLANKS_BEHIND.sub('"', text) if '" ' in text else text
        for text in (text.replace("\0", "") for text in texts)
    )
    return itertools.chain.from_iterable(io.StringIO(text, newline="") for text in tidy)


def _head(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines up to the first that is not blank."""
    for line in lines:
        yield line
        if line.strip():
            return


def _delimiter(head: Sequence[str]) -> str:
    first = _QUOTED.sub("", head[-1]) if head else ""
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


def _read(name: str, text: Iterator[str], notes: list[str], ticket: Ticket) -> CsvFile:
    lines = array("L")
    rows = _rows(name, text, lines)
    headers = next(rows, [])
    del lines[:]
    columns = _Columns(name, len(headers))
    while block := list(itertools.islice(rows, _BLOCK)):
        ticket.check()
        columns.add(block, lines[-len(block) :])
    if columns.short:
        notes.append(_("{file}: {n} short rows were filled up").format(file=name, n=columns.short))
    return CsvFile(name, headers, columns.cells, lines, notes)


def _rows(name: str, text: Iterator[str], lines: "array[int]") -> Iterator[list[str]]:
    """Yield the rows that are not blank; `lines` gathers the line that each one starts on."""
    head = list(_head(text))
    delimiter, row = _delimiter(head), list[str]()
    # Strict: else what follows a closed mark, and so every row up to it, is taken into the cell.
    reader = csv.reader(_noted(itertools.chain(head, text), row), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells and (cells[0].strip() or any(cell.strip() for cell in cells)):
                lines.append(line)
                yield cells
            row.clear()
            line = reader.line_num + 1
    except csv.Error as error:
        raise _refused(name, "".join(row), line, delimiter, error) from error


def _noted(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


_QUOTED = re.compile('"[^"]*(?:""[^"]*)*"')


def _refused(name: str, row: str, line: int, delimiter: str, error: csv.Error) -> InputError:
    """Say what is wrong with the text of a row that starts on a line."""
    if str(error).startswith("field larger"):
        return InputError(
            _("{file}, line {line} has a cell of more than {most} million characters").format(
                file=name, line=line, most=LARGEST_CELL // 1_000_000
            ),
            _('A quotation mark may be open there. Inside a cell, write it twice: "".'),
            details=str(error),
        )
    cell = re.compile(f'(?:{_QUOTED.pattern}|(?!")[^{delimiter}]*){re.escape(delimiter)}')
    column, at = 1, 0
    while good := cell.match(row, at):
        column, at = column + 1, good.end()
    where = {"file": name, "line": line + _line_ends(row[:at]), "column": column}
    if closed := _QUOTED.match(row, at):
        return InputError(
            _(
                "{file}, line {line}, column {column} opens a quotation mark that is not closed "
                "at the end of the cell"
            ).format(**where),
            _(
                "The next one is in line {line}, and text follows it. Inside a cell in quotation "
                'marks, write one twice: "".'
            ).format(line=line + _line_ends(row[: closed.end()])),
        )
    return InputError(
        _(
            "{file}, line {line}, column {column} opens a quotation mark that is never closed"
        ).format(**where),
        _('Close it. Inside a cell in quotation marks, write one twice: "".'),
    )


def _line_ends(text: str) -> int:
    return len(re.findall("\r\n?|\n", text))
