"""A start loads what it needs and no more."""

import subprocess
import sys

import pytest

HEAVY = ("scipy", "simple_salesforce", "PySide6", "uvicorn", "lark")


@pytest.mark.parametrize("module", ["sfdesk.workspace", "sfdesk.cli.arguments"])
def test_heavy_libraries_wait_until_they_are_asked_for(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
