"""CPU time of the analysis: words a second after loading, load to first answer of a new process, and peak memory."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tempfile

ARTICLES = 300

_ANALYSE = """
import resource, sys, time
from pathlib import Path
from analysis.article import Article
from analysis.language.pipeline import Analyser
analyser = Analyser.load()
texts = [path.read_text(encoding="utf8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))[: int(sys.argv[2])]]
analyser.annotate_text(texts[0])
start = time.process_time()
for said in analyser.annotate_many(Article(str(number), "", text) for number, text in enumerate(texts)):
    pass
seconds = time.process_time() - start
words = sum(len(text.split()) for text in texts)
print(round(words / seconds), words, round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""
_FIRST_ANSWER = """
import time
from analysis.language.pipeline import Analyser
analyser = Analyser.load()
loaded = time.process_time()
analyser.annotate_text("Norwegian Foreign Minister Kari Holm met Swiss President Beat Frey in Geneva on Tuesday.")
print(round(loaded, 2), round(time.process_time(), 2))
"""


def run(code: str, cache: str, *args: object) -> list[str]:
    """Run code in a process of its own, on one thread, and return the words it prints.

    Its modules are compiled into the folder `cache`, as installing the package compiles them.
    """
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()


def main(data: pathlib.Path) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        speed, words, memory = run(_ANALYSE, cache, data / "data" / "articles" / "world", ARTICLES)
        loaded, first = sorted(run(_FIRST_ANSWER, cache) for _ in range(5))[2]
    print(f"{'measure':58} {'got':>8} {'must':>8} {'aim':>8}")
    print(f"{f'words a CPU second, whole analysis ({words} words)':58} {speed:>8} {14000:>8} {25000:>8}")
    print(f"{'process start to first answer, CPU s (median of 5)':58} {first:>8} {0.8:>8} {0.5:>8}")
    print(f"{'  of which until the pipeline is loaded':58} {loaded:>8}")
    print(f"{'peak memory of the analysing process, MB':58} {memory:>8} {300:>8}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
