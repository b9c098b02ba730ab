"""The CSV of Bulk jobs: every value quoted, null and empty alike, newlines raw inside quotes."""

import csv
import io
from collections.abc import Iterator, Sequence

from sfdesk.practice.schema.fields import Field
from sfdesk.practice.wire import Refusal

DELIMITERS = {
    "BACKQUOTE": "`",
    "CARET": "^",
    "COMMA": ",",
    "PIPE": "|",
    "SEMICOLON": ";",
    "TAB": "\t",
}
ENDINGS = {"LF": "\n", "CRLF": "\r\n"}
LONGEST_FIELD = 400_000
_TOGETHER = 40


def delimiter(name: str) -> str:
    """Return the character of a delimiter's name; raise `Refusal`."""
    found = DELIMITERS.get(name)
    if found is None:
        raise Refusal(400, "INVALID_ENUM_VALUE", f"columnDelimiter: {name} is not valid")
    return found


def ending(name: str) -> str:
    """Return the characters of a line ending's name; raise `Refusal`."""
    found = ENDINGS.get(name)
    if found is None:
        raise Refusal(400, "INVALID_ENUM_VALUE", f"lineEnding: {name} is not valid")
    return found


def line(values: Sequence[str], between: str) -> str:
    """Return one line of quoted values, without its ending."""
    return between.join('"' + each.replace('"', '""') + '"' for each in values)


def cell(field: Field, sql: str) -> str:
    """Return the SQL of a field's value as Bulk writes it."""
    if field.type == "boolean":
        return f"CASE {sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '' END"
    if field.type == "datetime":
        return f"coalesce(substr({sql}, 1, 23) || 'Z', '')"
    return f"coalesce({sql}, '')"


def line_sql(cells: Sequence[str], between: str) -> str:
    """Return the SQL of a whole line: SQLite quotes and joins quicker than Python would."""
    parts = []
    for start in range(0, len(cells), _TOGETHER):
        some = cells[start : start + _TOGETHER]
        pattern = between.join(['"%w"'] * len(some))
        parts.append(f"printf('{pattern}', {', '.join(some)})")
    return f" || '{between}' || ".join(parts)


def rows(text: str, between: str) -> Iterator[list[str]]:
    """Yield the rows of an uploaded file; raise `Refusal` for text that is no CSV."""
    csv.field_size_limit(LONGEST_FIELD * 4)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    except csv.Error as error:
        raise Refusal(400, "INVALID_BATCH", f"InvalidBatch : {error}") from None
