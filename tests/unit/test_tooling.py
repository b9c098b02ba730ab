"""What a newcomer relies on before the first line of the product runs."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def _asked_for() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def _tracked() -> list[Path]:
    listed = subprocess.run(
        # A checkout may belong to somebody else than who tests it, as in a container.
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "dev", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("asked", _asked_for())
def test_the_lock_holds_a_version_that_fits(asked: str) -> None:
    wanted = Requirement(asked)
    locked = [
        Requirement(line) for line in re.findall(r"^[a-zA-Z0-9].*?(?= \\$)", LOCK, re.MULTILINE)
    ]
    versions = [
        next(iter(found.specifier)).version
        for found in locked
        if canonicalize_name(found.name) == canonicalize_name(wanted.name)
    ]
    assert versions, "./dev lock makes it anew"
    assert all(wanted.specifier.contains(version) for version in versions)


def test_every_locked_version_has_its_hash() -> None:
    entries = re.split(r"\n(?=[a-zA-Z0-9])", LOCK.strip())
    assert len(entries) > len(_asked_for())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("unwanted", ["http", "file:", "--index", "--find-links", " @ "])
def test_the_lock_does_not_say_where_a_package_comes_from(unwanted: str) -> None:
    assert unwanted not in LOCK


def test_no_tracked_file_names_an_index_or_a_machine() -> None:
    unwanted = re.compile(
        rb"pypi[.]org|files[.]pythonhosted|registry[.]npmjs|(?:extra-)?index-url|find-links\s*="
        rb"|(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt)/"
    )
    named = {
        str(path.relative_to(ROOT)): found.group()
        for path in _tracked()
        if path != Path(__file__) and path.is_file()
        for found in [unwanted.search(path.read_bytes())]
        if found
    }
    assert named == {}


def test_dev_tells_what_it_can_do() -> None:
    told = _dev("--help")
    assert told.returncode == 0
    for verb in ("demo", "test", "check", "bench", "build", "lock"):
        assert f"\n  {verb} " in told.stdout


@pytest.mark.parametrize("arguments", [(), ("tset",)], ids=["none", "misspelt"])
def test_dev_without_a_known_verb_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    told = _dev(*arguments)
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("usage: ./dev")
