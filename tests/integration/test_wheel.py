"""The wheel is the whole program: what ships beside the code in a checkout ships inside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an installer would put into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _files(folder: Path) -> set[str]:
    """Every file under `folder`, but for what the interpreter leaves there."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_resource_is_where_the_installed_program_looks(unpacked: Path) -> None:
    ask = "from sfdesk import paths; print(paths.resources())"
    asked = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=unpacked,
        env={"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    resources = Path(asked.stdout.strip())
    assert resources.is_relative_to(unpacked)
    assert _files(resources) == _files(ROOT / "resources") != set()


def test_every_module_is_in_and_no_test(unpacked: Path) -> None:
    modules = {name for name in _files(unpacked / "sfdesk") if not name.startswith("resources")}
    assert modules == _files(ROOT / "sfdesk")
    assert not (unpacked / "tests").exists()
