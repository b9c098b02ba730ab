"""Reads a CSV file of customers or people into columns, and says where a file cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sfdesk.actions.columns_named import check_once
from sfdesk.actions.csv_reading import CsvFile, read_csv
from sfdesk.domain.matching.guessing import guessed
from sfdesk.domain.matching.headers import Columns, recognise
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as a table. `header` is its first line, `notes` what was put up with.

    `headers` are as they read, by the names of the columns in the table, `unused` those of others.
    """

    table: Table
    header: Sequence[str]
    headers: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...]
    notes: tuple[str, ...]


def read_table(path: Path, kind: Kind, named: Mapping[str, str], ticket: Ticket) -> ReadFile:
    """Read a CSV file. Raise InputError with file, line and column for what cannot be used.

    `named` maps headers to fields; one that this file does not have is none of its business.
    """
    file = read_csv(path, ticket)
    columns = _columns(path, file.headers, kind, named)
    columns = guessed(columns, file.columns, kind)
    table = _table(file, columns)
    places = {
        **columns.fields,
        **{n: (at,) for n, at in [*columns.keys.items(), *columns.others.items()]},
    }
    unused = set(range(len(file.headers))) - {columns.id} - set(chain(*places.values()))
    return ReadFile(
        table,
        file.headers,
        {name: tuple(_told(file, at) for at in some) for name, some in places.items()},
        tuple(_told(file, at) for at in sorted(unused) if _has_name_or_cells(file, at)),
        tuple(file.notes),
    )


def _told(file: CsvFile, at: int) -> str:
    return file.headers[at].strip() or _("column {n}").format(n=at + 1)


def _has_name_or_cells(file: CsvFile, at: int) -> bool:
    return bool(file.headers[at].strip()) or any(map(str.strip, file.columns[at]))


def _columns(path: Path, headers: list[str], kind: Kind, named: Mapping[str, str]) -> Columns:
    if not any(header.strip() for header in headers):
        raise InputError(
            _("{file} is empty").format(file=path.name),
            _("The first line has to name the columns."),
        )
    check_once(path.name, headers, named)
    columns = recognise(headers, kind, named)
    if columns.id < 0:
        raise InputError(
            _("{file}, line 1 has no id column").format(file=path.name),
            _("Name the column that tells the records apart, for example --map Number=id."),
        )
    return columns


def _table(file: CsvFile, columns: Columns) -> Table:
    cells = file.columns
    ids = [cell.strip() for cell in cells[columns.id]]
    _check_ids(file, columns.id + 1, ids)
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


def _check_ids(file: CsvFile, column: int, ids: list[str]) -> None:
    if "" in ids:
        where = {"file": file.name, "line": file.lines[ids.index("")], "column": column}
        raise InputError(
            _("{file}, line {line}, column {column} has no id").format(**where),
            _("Every record needs an id of its own."),
        )
    if len(set(ids)) < len(ids):
        seen: dict[str, int] = {}
        for line, value in zip(file.lines, ids, strict=True):
            if value in seen:
                raise InputError(
                    _("{file}, line {line}, column {column} repeats the id of line {first}").format(
                        file=file.name, line=line, column=column, first=seen[value]
                    ),
                    _("Every record needs an id of its own."),
                )
            seen[value] = line
