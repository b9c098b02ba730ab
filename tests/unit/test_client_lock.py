"""The clients that the tests install are pinned by version and checksum, never by address."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "e2e" / "clients"


def test_every_package_has_a_checksum_and_none_an_address() -> None:
    text = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages.pop("")["dependencies"] == wanted
    outside = {name: each for name, each in packages.items() if not each.get("inBundle")}
    assert [name for name, each in outside.items() if "integrity" not in each] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []
