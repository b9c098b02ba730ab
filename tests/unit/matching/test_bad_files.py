"""Whatever two files hold, matching gives an answer or an error that says where to look."""

import csv
import os
import threading
import time
from pathlib import Path

import pytest

from sfdesk.actions import text_reading
from sfdesk.actions.csv_reading import CsvFile, read_csv
from sfdesk.actions.matching_files import MatchFilesReport, match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.ticket import Ticket

NOT_CLOSED = "opens a quotation mark that is not closed at the end of the cell"
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
        b'"id" ,"name, full"  \r\n"L1" ,"Nordwind AG" \r\n',
        b'"id";"name, full, long"\n"L1";"Nordwind AG"\n',
        b'id,name\nL1,Nordwind "AG"\n',
        b'id,name,note\nL1,Nordwind AG,"5"" disk, ""new""\nor ""not"""\n',
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
            b'id,name,city\n1,Nordwind,Kiel\n3,"Acme,Rome\n4,Kappa,Bonn\n5,Zed "Ltd",Oslo\n',
            "left.csv, line 3, column 2 " + NOT_CLOSED,
        ),
        (b'id,name\n1,"Acme\n2,"Beta"\n3,Gamma\n', "left.csv, line 2, column 2 " + NOT_CLOSED),
        (
            b'id,note,name\r\n1,"two\r\nlines, ""so""","Acme\r\n2,x,"Beta"\r\n',
            "left.csv, line 3, column 3 " + NOT_CLOSED,
        ),
        (b'id;name\n"1";"Acme "Best" Ltd"\n', "left.csv, line 2, column 2 " + NOT_CLOSED),
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


def test_the_hint_names_the_line_with_the_mark_that_fits_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, b'id,name\n1,"Acme\n2,Beta\n3,"Gamma"\n', RIGHT)
    assert "is in line 4, and text follows it" in caught.value.hint


def read(folder: Path, written: bytes) -> CsvFile:
    (folder / "a.csv").write_bytes(written)
    return read_csv(folder / "a.csv", Ticket())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_lines_that_are_not_utf_8_are_taken_for_windows_text(
    tmp_path: Path, end: str, mark: str
) -> None:
    lines = [line.encode() for line in (f"{mark}id,name", "1,Müller", "2,Größe", "3,中国", "4,é")]
    lines[2] = "2,Größe".encode("cp1252")
    file = read(tmp_path, end.encode().join(lines))
    assert file.headers == ["id", "name"]
    assert list(file.columns[1]) == ["Müller", "Größe", "中国", "é"]
    assert file.notes == ["a.csv: 1 line is not UTF-8 (line 3); it was read as Windows text"]


def test_how_many_lines_are_not_utf_8_is_said(tmp_path: Path) -> None:
    file = read(tmp_path, "id,name\n1,A\n2,Ö\n3,B\n4,“Ü”\n".encode("cp1252"))
    assert list(file.columns[1]) == ["A", "Ö", "B", "“Ü”"]
    (note,) = file.notes
    assert note.startswith("a.csv: 2 lines are not UTF-8 (the first is line 3)")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("size", [4, 5, 7, 1000])
def test_where_a_file_is_cut_while_it_is_read_shows_nowhere(
    tmp_path: Path, end: str, encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_reading, "_CHUNK", size)
    text = end.join(["id,name", "1,Müller", f'2,"Größe{end}und ""so"""', "", "3,ä", ""])
    file = read(tmp_path, text.encode(encoding))
    assert file.headers == ["id", "name"]
    assert list(file.columns[1]) == ["Müller", f'Größe{end}und "so"', "ä"]
    assert list(file.lines) == [2, 3, 6]


def test_a_byte_behind_the_last_line_is_no_record(tmp_path: Path) -> None:
    file = read(tmp_path, "id,name\n1,A\n".encode("utf-16") + b"\n")
    assert list(file.columns[0]) == ["1"]
    assert file.notes == ["a.csv has half a character behind its end; it was left out"]


@pytest.mark.parametrize("left_over", [b"\n", b"\x3d\xd8"], ids=["a byte", "half a letter"])
def test_a_file_that_ends_within_a_character_is_not_whole(tmp_path: Path, left_over: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.csv ends within a character"):
        read(tmp_path, "id,name\n1,A\n2,B".encode("utf-16") + left_over)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX")
def test_a_pipe_is_matched_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "right.csv").write_bytes(RIGHT)
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(RIGHT,))
    writer.start()
    report = match_files(
        tmp_path / "pipe", tmp_path / "right.csv", Kind.ACCOUNT, shape=Shape.ONE_TO_ONE,
        out=tmp_path / "out.csv", explain=None, columns={}, ticket=Ticket(),
    )  # fmt: skip
    writer.join()
    assert (report.left, report.links) == (2, 2)


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
