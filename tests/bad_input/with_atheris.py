"""Fuzzing led by coverage, for whoever has atheris (`pip install atheris`; CPython on Linux): python -m tests.bad_input.with_atheris [RUNS]

Each target runs in a process of its own. The first input that breaks a promise is kept as ``crash-…`` in the folder of the call.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

RUNS = 20_000
TARGETS = ("sources", "pages", "lines", "feeds", "skeleton", "quotes", "query", "store", "annotated")
SECONDS = 30
"""One input that takes longer counts as a fault."""


def main(runs: int = RUNS) -> int:
    """Run every target; return how many broke."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed, so that only hypothesis has been at it")
        return 0
    broken = [name for name in TARGETS if subprocess.run([sys.executable, "-m", __spec__.name, name, str(runs)]).returncode]
    print(f"{runs:,} inputs each for {', '.join(TARGETS)}; broken: {', '.join(broken) or 'none'}")
    return len(broken)


def fuzz(name: str, runs: int) -> None:
    """Run one target in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["analysis"]):
        from tests.bad_input import targets

    run = {
        "sources": targets.sources,
        "pages": lambda data: targets.sources(data, "a.html"),
        "lines": lambda data: targets.sources(data, "a.jsonl"),
        "feeds": lambda data: targets.others(data, ".feed"),
        "skeleton": lambda data: targets.skeleton(targets.decoded(data)),
        "quotes": lambda data: targets.quotes(targets.decoded(data)),
        "query": lambda data: targets.query(targets.decoded(data)),
        "store": lambda data: targets.stored(*(targets.decoded(part) for part in (data[:20], data[20:], data[:5]))),
        "annotated": targets.annotated,
    }[name]
    atheris.Setup([sys.argv[0], f"-runs={runs}", f"-timeout={SECONDS}", "-rss_limit_mb=2048", "-max_len=2000", "-verbosity=0"], run)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        fuzz(sys.argv[1], int(sys.argv[2]))
    else:
        raise SystemExit(main(*map(int, sys.argv[1:2])))
