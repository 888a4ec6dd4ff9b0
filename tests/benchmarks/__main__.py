"""Run the benchmarks: `python -m tests.benchmarks --data ../shared [NAME…]`. They print; nothing asserts a time."""

from __future__ import annotations

import argparse
import importlib
import platform
import sys
from pathlib import Path


def main() -> int:
    """Run the named benchmarks, or all of them; one that fails is reported and the rest goes on."""
    here = Path(__file__).parent
    names = sorted(path.stem.removeprefix("bench_") for path in here.glob("bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder with data/ and score/")
    args = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; CPU times, medians\n")
    failed = []
    for name in args.names or names:
        print(f"== {name}", flush=True)
        try:
            importlib.import_module(f"tests.benchmarks.bench_{name}").main(args.data)
        except (Exception, SystemExit) as error:
            failed.append(name)
            print(f"   not measured: {type(error).__name__}: {error}")
        print(flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
