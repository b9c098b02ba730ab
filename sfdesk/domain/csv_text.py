"""A CSV file's bytes as rows of text with line numbers, and back. What cells mean is in columns."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sfdesk.errors import InputError
from sfdesk.i18n import _

LONGEST_CELL = 131_072
"""Characters in a cell, as many as Salesforce's longest field, Long Text Area, holds."""

_DELIMITERS = ",;\t"
_AS_UTF8 = _('Save it as "CSV UTF-8", then load it again.')


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `number` is the line of the file where it starts, counted from 1."""

    number: int
    cells: tuple[str, ...]


def lines(raw: bytes) -> Iterator[Line]:
    """Yield the rows of a CSV file, the header first; blank lines are left out.

    The file is UTF-8 with or without a byte order mark; cells are parted by comma, semicolon or
    tab, whichever the first line has most of. Raise InputError with the line.
    """
    text = _decoded(raw)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # measured below, with a name
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(
                _("Line {line} is not CSV").format(line=start),
                _('A quotation mark does not fit there. Inside a cell, write it twice: "".'),
                details=str(error),
            ) from error
        if cells is None:
            return
        for column, cell in enumerate(cells, 1):
            if len(cell) > LONGEST_CELL:
                raise _too_long(start, column, len(cell))
        if any(cell.strip() for cell in cells):
            yield Line(start, tuple(cells))
        start = reader.line_num + 1


def dump(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file in UTF-8 with a byte order mark, so that Excel reads it right."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(_("The file is in UTF-16, from line 1 on"), _AS_UTF8)
    zero = raw.find(b"\0")
    if zero >= 0:
        raise InputError(
            _("Line {line} holds a zero byte").format(line=_line_of(raw, zero)),
            _("That is no text file, or a damaged one, or UTF-16.") + " " + _AS_UTF8,
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            _("Line {line} is not in UTF-8").format(line=_line_of(raw, error.start)),
            _AS_UTF8,
            details=str(error),
        ) from error


def _line_of(raw: bytes, at: int) -> int:
    return len(raw[: at + 1].splitlines()) or 1


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _too_long(line: int, column: int, length: int) -> InputError:
    return InputError(
        _("Line {line}, column {column} holds {n} characters").format(
            line=line, column=column, n=f"{length:,}"
        ),
        _("A cell may hold {most}, as many as Salesforce's longest text field.").format(
            most=f"{LONGEST_CELL:,}"
        ),
    )
