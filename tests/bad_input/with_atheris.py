"""Fuzzing led by coverage, for whoever has atheris (`pip install atheris`; CPython on Linux): python -m tests.bad_input.with_atheris [RUNS]

Each target runs in a process of its own, from the seeds of `tests.bad_input.seeds`. The first input that breaks a promise is kept as
``crash-…`` (``timeout-…``, ``oom-…``) in the folder of the call.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from tests.bad_input import seeds

RUNS = 20_000
TARGETS = ("sources", "documents", "pages", "lines", "feeds", "skeleton", "quotes", "query", "store", "annotated")
SECONDS, MEGABYTES = 30, 1024
"""One input that takes longer, or lets the process grow larger, counts as a fault."""


def main(runs: int = RUNS) -> int:
    """Run every target; return how many broke."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed, so that only hypothesis has been at it")
        return 0
    broken = [name for name in TARGETS if _in_process(name, runs)]
    print(f"{runs:,} inputs each for {', '.join(TARGETS)}; broken: {', '.join(broken) or 'none'}")
    return len(broken)


def _in_process(name: str, runs: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        seeds.write(name, Path(folder))
        return subprocess.run([sys.executable, "-m", __spec__.name, name, str(runs), folder]).returncode


def fuzz(name: str, runs: int, folder: str) -> None:
    """Run one target in this process, which atheris ends; `folder` holds the seeds."""
    import atheris

    # What is imported when it is needed is to be watched, too: hence the seeds before the first input.
    with atheris.instrument_imports(include=["analysis"]):
        from tests.bad_input import targets

        run = _target(name, targets)
        for seed in seeds.seeds(name):
            run(seed)
    limits = [f"-runs={runs}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={seeds.LARGEST}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", folder], run)
    atheris.Fuzz()


def _target(name: str, targets: ModuleType) -> Callable[[bytes], None]:
    made: dict[str, Callable[[bytes], None]] = {
        "sources": targets.sources,
        "documents": lambda data: targets.sources(data, "a.pdf" if data.startswith(b"%PDF") else "a.epub"),
        "pages": lambda data: targets.sources(data, "a.html"),
        "lines": lambda data: targets.sources(data, "a.jsonl"),
        "feeds": lambda data: targets.others(data, ".opml" if b"<opml" in data else ".feed"),
        "skeleton": lambda data: targets.skeleton(targets.decoded(data)),
        "quotes": lambda data: targets.quotes(targets.decoded(data)),
        "query": lambda data: targets.query(targets.decoded(data)),
        "store": lambda data: targets.stored(*(targets.decoded(part) for part in (data[:20], data[20:], data[:5]))),
        "annotated": targets.annotated,
    }
    return made[name]


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        fuzz(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    else:
        raise SystemExit(main(*map(int, sys.argv[1:2])))
