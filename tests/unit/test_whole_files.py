"""A file that is written has its name only when it is whole."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.actions.matching_files import match_files
from sfdesk.actions.whole_files import check_apart, whole_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, InputError
from sfdesk.ticket import Ticket

_KILLED = """
import os, signal, sys
from pathlib import Path
from sfdesk.actions.whole_files import whole_files
with whole_files([Path(sys.argv[1])]) as (file,):
    file.write("half\\n" * 100_000)
    file.flush()
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def _half(ticket: Ticket) -> Iterator[str]:
    yield "half"
    ticket.check()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


def test_a_file_is_there_whole_after_the_block(folder: Path) -> None:
    path = folder / "links.csv"
    with whole_files([path]) as (file,):
        file.write("a\r\nb\n")
        assert not path.exists()
    assert path.read_bytes() == b"a\r\nb\n"
    assert [p.name for p in folder.iterdir()] == ["links.csv"]


def test_what_is_broken_off_leaves_the_old_file(folder: Path) -> None:
    path = folder / "links.csv"
    path.write_text("old", encoding="utf-8")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled), whole_files([path]) as (file,):
        file.writelines(_half(ticket))
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in folder.iterdir()] == ["links.csv"]


def test_a_killed_program_leaves_no_half_file_under_the_name(folder: Path) -> None:
    path = folder / "links.csv"
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert done.returncode != 0
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_is_an_error_and_leaves_the_old_file(folder: Path) -> None:
    import resource  # noqa: PLC0415 - POSIX only

    path = folder / "links.csv"
    path.write_text("old", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(InputError, match="cannot be written"), whole_files([path]) as (file,):
            file.write("x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in folder.iterdir()] == ["links.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_is_written_as_it_is() -> None:
    with pytest.raises(InputError), whole_files([Path("/dev/full")]) as (file,):
        file.write("x" * 100_000)
    assert Path("/dev/full").is_char_device()


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        match_files(
            folder / "no.csv", folder / "no2.csv", Kind.ACCOUNT, shape=Shape.ONE_TO_ONE,
            out=folder / "missing" / "out.csv", explain=None, columns={}, ticket=Ticket(),
        )  # fmt: skip


@pytest.mark.parametrize("explain", ["missing/why.jsonl", "/dev/full"])
def test_links_replace_the_old_ones_only_together_with_their_reasons(
    folder: Path, explain: str
) -> None:
    if explain.startswith("/") and not Path(explain).exists():
        pytest.skip("a device of Linux")
    for name, text in (("left.csv", "id,name\n1,A\n"), ("right.csv", "id,name\n2,A\n")):
        (folder / name).write_text(text, encoding="utf-8")
    out = folder / "links.csv"
    out.write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match=f"{Path(explain).name} cannot be written"):
        match_files(
            folder / "left.csv", folder / "right.csv", Kind.ACCOUNT, shape=Shape.ONE_TO_ONE,
            out=out, explain=folder / explain, columns={}, ticket=Ticket(),
        )  # fmt: skip
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["left.csv", "links.csv", "right.csv"]


def test_two_writers_of_one_name_do_not_mix(folder: Path) -> None:
    path, both = folder / "links.csv", threading.Barrier(2)

    def write(text: str) -> None:
        with whole_files([path]) as (file,):
            both.wait()
            for _line in range(2_000):
                file.write(text * 100 + "\n")

    writers = [threading.Thread(target=write, args=(text,)) for text in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_text(encoding="utf-8") in [(text * 100 + "\n") * 2_000 for text in "ab"]


def test_what_is_read_is_not_written_under_another_of_its_names(folder: Path) -> None:
    path, other = folder / "left.csv", folder / "same.csv"
    path.write_text("id,name\n", encoding="utf-8")
    os.link(path, other)
    for out in (path, folder / "x" / ".." / "left.csv", other):
        with pytest.raises(InputError, match="both read and written"):
            check_apart([out], [path])
    with pytest.raises(InputError, match="twice"):
        check_apart([folder / "out", folder / "out"], [path])
    check_apart([folder / "out", folder / "why"], [path, other])
