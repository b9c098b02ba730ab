"""Makes records of rows with any column names, as a file with these columns would."""

from collections.abc import Sequence

from sfdesk.domain.matching.headers import recognise
from sfdesk.domain.matching.model import Party
from sfdesk.domain.records import Kind
from tests.bench.synthetic import Row


def parties(rows: Sequence[Row], kind: Kind) -> list[Party]:
    """Return one record per row; a street in several columns is put together."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    meant = recognise(headers, kind, {})
    found = []
    for row in rows:
        cells = [row.get(name, "") for name in headers]
        fields = {
            name: " ".join(cells[n] for n in at if cells[n]) for name, at in meant.fields.items()
        }
        fields |= {name: cells[at] for name, at in meant.others.items()}
        found.append(Party(row["id"], {name: value for name, value in fields.items() if value}))
    return found
