"""Run the benchmarks: `./dev bench` for all of them, `./dev bench NAME [ARGS]` for one.

A benchmark is a file `bench_NAME.py` here with `main(argv) -> None` that prints one JSON object per
line: bench, metric, value, unit, reference, reference_value, ratio.
"""

import importlib
import sys
from pathlib import Path

_PREFIX = "bench_"


def main(argv: list[str]) -> int:
    """Run what `argv` names and return the exit code."""
    names = sorted(
        path.stem.removeprefix(_PREFIX) for path in Path(__file__).parent.glob(f"{_PREFIX}*.py")
    )
    if argv and argv[0] not in names:
        print(f"no benchmark {argv[0]}; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    for name in argv[:1] or names:
        importlib.import_module(f"tests.bench.{_PREFIX}{name}").main(argv[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
