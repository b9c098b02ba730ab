"""The tour: the whole job through the real windows, each step read back."""

import json
import os
import struct
import subprocess
from pathlib import Path

import pytest

from tests.e2e.program import COMMAND

# Each holds one of the three ports for the answer; some tests take all of them.
pytestmark = pytest.mark.xdist_group("callback ports")

SCREENS = ("first-run", "connect", "home", "accounts", "review", "import", "push", "settings")


@pytest.mark.real_part("chromium")
@pytest.mark.real_part("tour")
def test_the_tour_verifies_every_step_and_pictures_every_screen(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [*COMMAND, "demo", "--tour", out],
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["ok"]
    assert {step["state"] for step in report["steps"]} == {"verified"}
    assert report["sign_in"].startswith("Chromium")
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) >= 10
    for screen in SCREENS:
        assert any(screen in picture.name for picture in pictures), screen
    for picture in pictures:
        width, height = struct.unpack(">II", picture.read_bytes()[16:24])
        assert width >= 400, picture.name
        assert height >= 180, picture.name


def test_without_a_browser_the_tour_signs_in_by_plain_http_and_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "demo"],  # no display: the tour, in a folder of its own name
        env={**os.environ, "PATH": ""},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    out = tmp_path / "sfdesk-tour"
    assert done.returncode == 0, done.stdout + done.stderr
    assert "plain HTTP" in json.loads((out / "report.json").read_text(encoding="utf-8"))["sign_in"]
