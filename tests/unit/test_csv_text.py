"""Reading somebody's CSV file: what is wrong with it is said with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain import csv_text
from sfdesk.errors import InputError

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6)


def read(raw: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in csv_text.lines(raw)]


@given(ROWS)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    wanted = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    header = ("a,b", "c")
    assert read(csv_text.dump([header, *rows])) == [header, *wanted]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("parted", [b"name,city", b"name;city", b"name\tcity"])
def test_marks_and_delimiters_of_spreadsheets_are_known(start: bytes, parted: bytes) -> None:
    assert read(start + parted + b"\r\n") == [("name", "city")]


def test_lines_are_counted_through_cells_with_line_breaks() -> None:
    raw = b'name,note\n"a","two\nlines"\n\nb,c\n'
    assert [line.number for line in csv_text.lines(raw)] == [1, 2, 5]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("name\na\n".encode("utf-16"), ["UTF-16", "line 1"]),
        (b"name\nok\na\0b\n", ["Line 3", "zero byte"]),
        ("name\nok\nMünchen\n".encode("cp1252"), ["Line 3", "UTF-8"]),
        (b'name\nok\n"open\nand on\n', ["Line 3", "quotation"]),
        (b'name\n"a"b\n', ["Line 2", "quotation"]),
        (b"a,b\nok,ok\nok," + b"x" * 10_000_000, ["Line 3, column 2", "10,000,000", "131,072"]),
    ],
)
def test_what_is_no_csv_is_refused_with_its_line(raw: bytes, words: list[str]) -> None:
    with pytest.raises(InputError) as told:
        read(raw)
    assert all(word in str(told.value) for word in words), str(told.value)
