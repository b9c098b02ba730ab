"""Ctrl+C ends the command line quietly from its first moment on."""

import signal
import subprocess
import sys

import pytest

_WAIT_AT = """
import runpy, sys

class Wait:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == wanted:
            sys.meta_path.remove(Wait)
            print("here", flush=True)
            sys.stdin.readline()

wanted = sys.argv.pop(1)
sys.meta_path.insert(0, Wait)
"""
_MODULE = "runpy.run_module('sfdesk', run_name='__main__', alter_sys=True)"
_SCRIPT = "from sfdesk.__main__ import main; sys.exit(main())"
_LOADED = ("sfdesk.starting", "argparse", "sfdesk.logs", "sfdesk.errors", "sfdesk.cli.output")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C there is for the whole console")
@pytest.mark.parametrize("start", [_MODULE, _SCRIPT])
@pytest.mark.parametrize("module", _LOADED)
def test_ctrl_c_while_the_program_loads_ends_it_without_a_traceback(
    start: str, module: str
) -> None:
    command = [sys.executable, "-c", _WAIT_AT + start, module, "--version"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "here\n"
        program.send_signal(signal.SIGINT)
        said = program.communicate()
    assert (program.returncode, *said) == (130, "", "")


def test_hardly_anything_is_loaded_before_ctrl_c_has_its_meaning() -> None:
    code = "import sys, sfdesk.__main__; print(*[m for m in sys.modules if 'sfdesk.' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["sfdesk.__main__"]
