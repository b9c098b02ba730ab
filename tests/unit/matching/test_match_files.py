"""Any two files give links, or an error that says where the file is wrong."""

import csv
import json
import time
from pathlib import Path

import pytest

from sfdesk.actions.matching_files import MatchFilesReport, match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.ticket import Ticket

LEFT = (
    "Id,Company,Address1,Town,Zip,Tel\n1,Nordwind Energie,Hafenstr. 5,Hamburg,20095,040 5550123\n"
)
RIGHT = (
    "Account_ID;Account Name;Billing Street;Billing City;Billing Zip;Phone\n"
    "A7;Nordwind AG;Hafenstrasse 5;Hamburg;20095;+49 40 5550123\n"
    "A8;Bluepeak Coffee;High St 1;Leeds;LS1 1AA;+44 113 496 0000\n"
)


def run(folder: Path, left: bytes, right: bytes, *, explain: bool = False) -> MatchFilesReport:
    (folder / "left.csv").write_bytes(left)
    (folder / "right.csv").write_bytes(right)
    return match_files(
        folder / "left.csv",
        folder / "right.csv",
        Kind.ACCOUNT,
        shape=Shape.ONE_TO_ONE,
        out=folder / "out.csv",
        explain=folder / "why.jsonl" if explain else None,
        columns={},
        ticket=Ticket(),
    )


def links(folder: Path) -> list[dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_are_recognised_by_their_names(tmp_path: Path) -> None:
    report = run(tmp_path, LEFT.encode(), RIGHT.encode(), explain=True)
    (link,) = links(tmp_path)
    assert (link["left_id"], link["right_id"]) == ("1", "A7")
    assert list(link) == ["left_id", "right_id", "score", "probability", "band", "reason"]
    assert report.used == ("branch", "name", "phone", "place") or "name" in report.used
    told = json.loads((tmp_path / "why.jsonl").read_text(encoding="utf-8"))
    total = told["prior"] + sum(e["bits"] for e in told["evidence"])
    assert abs(total - told["score"]) < 1e-9


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (b"", "left.csv is empty"),
        (b"\n\n", "left.csv is empty"),
        (b"Company\nAcme\n", "left.csv, line 1 has no id column"),
        (b"id,name\n1,A\n1,B\n", "left.csv, line 3, column 1 repeats the id of line 2"),
        (b"id,name\n,A\n", "left.csv, line 2, column 1 has no id"),
        (b"id,name\n1,A\n2,B,C\n", "left.csv, line 3 has 3 cells, the header 2"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, left: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, left, RIGHT.encode())
    assert caught.value.title == says


@pytest.mark.parametrize(
    "left",
    [
        b"id,name\n",
        b"id\n1\n",
        b"id,name\n1,\n",
        b"id,name,city\n1,Nordwind\n",
        b"id,name\n1,Nord\x00wind\n",
        "id,name\n1,Müller\n".encode("cp1252"),
        "id,name\n1,Nordwind\n".encode("utf-16"),
        b'id,name\n1,"' + b"long " * 200_000 + b'"\n',
        "id,name\n1,😀😀\n2,北京大学\n3,محمد\n".encode(),
    ],
)
def test_strange_files_give_an_answer(tmp_path: Path, left: bytes) -> None:
    report = run(tmp_path, left, RIGHT.encode())
    assert report.links == len(links(tmp_path))


def test_a_named_column_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(LEFT, encoding="utf-8")
    with pytest.raises(InputError, match="no column Nummer"):
        match_files(
            tmp_path / "a.csv", tmp_path / "a.csv", Kind.ACCOUNT, shape=Shape.ONE_TO_ONE,
            out=tmp_path / "out.csv", explain=None, columns={"Nummer": "id"}, ticket=Ticket(),
        )  # fmt: skip


def test_ten_thousand_equal_names_are_no_trap(tmp_path: Path) -> None:
    rows = "".join(f"{n},Acme\n" for n in range(10_000))
    start = time.monotonic()
    report = run(tmp_path, f"id,name\n{rows}".encode(), f"id,name\n{rows}".encode())
    assert report.left == 10_000
    assert time.monotonic() - start < 60.0


def test_the_outcome_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    run(tmp_path, LEFT.encode(), RIGHT.encode())
    first = (tmp_path / "out.csv").read_bytes()
    run(tmp_path, LEFT.encode(), RIGHT.encode())
    assert (tmp_path / "out.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (
            b'id,name\n1,"two\nlines"\n2,"open\n3,C\n',
            "left.csv, line 4, column 2 opens a quotation mark that is never closed",
        ),
        (b'id,name\n1,"two\nlines"\n2,B,C\n', "left.csv, line 4 has 3 cells, the header 2"),
        (
            b'id,name\r\n\r\n1,"two\r\nlines"\r\n1,B\r\n',
            "left.csv, line 5, column 1 repeats the id of line 3",
        ),
    ],
)
def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path, left: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, left, RIGHT.encode())
    assert caught.value.title == says


def test_lists_of_names_alone_say_that_more_would_help(tmp_path: Path) -> None:
    names = b"id,name\n1,Nordwind\n2,Bluepeak\n"
    assert any("Nothing but names" in note for note in run(tmp_path, names, names).notes)
    report = run(tmp_path, LEFT.encode(), RIGHT.encode())
    assert not any("Nothing but names" in note for note in report.notes)


def test_the_file_of_links_and_its_reasons_agree_on_what_is_certain(tmp_path: Path) -> None:
    rows = [f"{n},Harbor {n} Dental,{n} Oak St,Salem,503 555 {n:04}" for n in range(1000, 1060)]
    rows.append("7,DO NOT USE - Harbor Lane,9 Elm St,Salem,503 555 0007")
    text = "\n".join(["id,name,street,city,phone", *rows, ""]).encode()
    run(tmp_path, text, text, explain=True)
    lines = (tmp_path / "why.jsonl").read_text(encoding="utf-8").splitlines()
    told = {one["left_id"]: one["band"] for one in map(json.loads, lines)}
    assert told == {link["left_id"]: link["band"] for link in links(tmp_path)}
    assert told["7"] == "likely"
    assert told["1000"] == "certain"
