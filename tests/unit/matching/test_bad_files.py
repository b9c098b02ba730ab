"""Whatever two files hold, matching gives an answer or an error that says where to look."""

import csv
import time
from pathlib import Path

import pytest

from sfdesk.actions.matching_files import MatchFilesReport, match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.ticket import Ticket

RIGHT = b"id,name,city\nR1,Nordwind AG,Hamburg\nR2,Bluepeak Coffee,Leeds\n"


def run(folder: Path, left: bytes, right: bytes, kind: Kind = Kind.ACCOUNT) -> MatchFilesReport:
    (folder / "left.csv").write_bytes(left)
    (folder / "right.csv").write_bytes(right)
    return match_files(
        folder / "left.csv", folder / "right.csv", kind, shape=Shape.ONE_TO_ONE,
        out=folder / "out.csv", explain=None, columns={}, ticket=Ticket(),
    )  # fmt: skip


def links(folder: Path) -> list[tuple[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return [(row["left_id"], row["right_id"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    "left",
    [
        b"id,name\nL1,Nordwind AG\n",
        b"id;name\nL1;Nordwind AG\n",
        b"id\tname\nL1\tNordwind AG\n",
        b"id|name\nL1|Nordwind AG\n",
        b"\xef\xbb\xbfid,name\nL1,Nordwind AG\n",
        "id,name\nL1,Nordwind AG\n".encode("utf-16"),
        "id,name\nL1,Nordwind\xa0AG\n".encode("cp1252"),
        b"\n\nid,name\n\nL1,Nordwind AG\n,\n , \n",
        b"id,name\r\nL1,Nordwind AG\r\n",
        b"id,name\rL1,Nordwind AG\r",
        b"id,name\r\nL1,Nordwind AG",
        b"id,name\nL1,Nord\x00wind AG\n",
        b"id,name,,\nL1,Nordwind AG,,\n",
        b"id,name,vat\nL1,Nordwind AG,\n",
        b"id,name,city\nL1,Nordwind AG\n",
        b'id,name,note\nL1,Nordwind AG,"' + b"much " * 200_000 + b'"\n',
        ",".join(["id", "name", *(f"c{n}" for n in range(9_998))]).encode()
        + b"\nL1,Nordwind AG" + b",v" * 9_998 + b"\n",
    ],
)  # fmt: skip
def test_a_record_is_found_however_its_file_is_written(tmp_path: Path, left: bytes) -> None:
    run(tmp_path, left, RIGHT)
    assert links(tmp_path) == [("L1", "R1")]


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (b"\xef\xbb\xbf", "left.csv is empty"),
        (b"name,city\nA,B\n", "left.csv, line 1 has no id column"),
        (b"id,name\n\n1,A\n\n1,B\n", "left.csv, line 5, column 1 repeats the id of line 3"),
        (b"id,name\n1,A\n,B\n", "left.csv, line 3, column 1 has no id"),
        (b"id,name\n1,A,B\n", "left.csv, line 2 has 3 cells, the header 2"),
        (
            b'id,"name\n1,A\n',
            "left.csv, line 1, column 2 opens a quotation mark that is never closed",
        ),
        (
            b'id,name\n1,"' + b"x" * 64_000_001 + b'"\n',
            "left.csv, line 2 has a cell of more than 64 million characters",
        ),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_column(tmp_path: Path, left: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, left, RIGHT)
    assert caught.value.title == says
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.ACCOUNT, "{n},Acme Inc"),
        (Kind.ACCOUNT, "{n},Acme {n}"),
        (Kind.CONTACT, "{n},Ann Lee,Paris,acme.com"),
    ],
    ids=["one name", "one word and a number", "one person"],
)
def test_100_000_like_records_are_no_trap(tmp_path: Path, kind: Kind, rows: str) -> None:
    text = "id,name,city,website\n" + "".join(rows.format(n=n) + "\n" for n in range(100_000))
    start = time.process_time()
    report = run(tmp_path, text.encode(), text.encode(), kind)
    assert report.left == report.right == 100_000
    assert time.process_time() - start < 30.0


def test_names_of_any_script_find_their_latin_spelling(tmp_path: Path) -> None:
    left = "id,name\n1,Газпром\n2,Ⓐⓒⓜⓔ Widgets\n3,Μουσείο Ακρόπολης\n4,😀😀\n"
    right = "id,name\n1,Gazprom\n2,Acme Widgets\n3,Mouseio Akropolis\n4,Other\n"
    run(tmp_path, left.encode(), right.encode())
    assert {(left, right) for left, right in links(tmp_path) if left == right} >= {
        ("1", "1"), ("2", "2"),
    }  # fmt: skip
