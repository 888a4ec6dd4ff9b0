"""An import: words a second beside the pipeline's own, memory of each process, and how quickly the reader answers keys meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.library.store import Store
from tests.benchmarks.big_library import big_library, make
from tests.benchmarks.probe import probed
from tests.benchmarks.terminal import children, cpu_of, high, middle

ARTICLES = 250
KEYS = 150
ALONE = """
import sys, time
from pathlib import Path
from analysis.language.pipeline import Analyser
from analysis.sources import read
articles = list(read([Path(sys.argv[1])]))
analyser = Analyser.load()
analyser.annotate(articles[0])
began, wall = time.process_time(), time.perf_counter()
for article in articles:
    analyser.annotate(article)
print(sum(len(article.text.split()) for article in articles), time.process_time() - began, time.perf_counter() - wall)
"""
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def copies(data: Path, folder: Path, count: int) -> Path:
    """Put `count` texts of the data into a folder, or made-up ones where there are none."""
    folder.mkdir()
    texts = sorted((data / "data" / "articles" / "world").glob("*.txt"))[:count]
    if not texts:
        print("(no texts in the data: made-up ones)")
        with Store.open(big_library(10), readonly=True) as store:
            made = [article.text for number in range(1, 11) if (article := store.article(number))]
        for n in range(count):
            (folder / f"{n}.txt").write_text(f"{n} {made[n % 10]}", "utf-8")
    for path in texts:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def main(data: Path) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as name:
        files = copies(data, Path(name) / "files", ARTICLES)
        command = [sys.executable, "-c", ALONE, str(files)]
        words, cpu, wall = map(float, subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=True).stdout.split())
        said = f"{words / cpu:8,.0f} words a CPU second {words / wall:8,.0f} a second of wall time"
        print(f"{'the pipeline alone, one article at a time':44} {said}")
        throughput(files, Path(name) / "library", words, words / cpu)
        responsiveness(files, Path(name) / "big")


def throughput(files: Path, library: Path, words: float, alone: float) -> None:
    """Import with one worker, and print what its processes took from the first article analysed to the last.

    `alone` is the pipeline's own rate, in words a CPU second.
    """
    command = [sys.executable, "-m", "analysis.library.ingest", "--library", str(library), "--workers", "1", str(files)]
    marks: list[tuple[float, float, float]] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        for event in map(json.loads, process.stdout):
            if event["event"] == "article":
                marks[1:] = [(time.perf_counter(), cpu_of(process.pid), sum(map(cpu_of, children(process.pid))))]
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    wall, writer, worker = (last - first for first, last in zip(*marks, strict=True))
    said = f"{words / (writer + worker):8,.0f} words a CPU second {words / wall:8,.0f} a second of wall time"
    print(f"{'the import with one worker, both processes':44} {said}; largest process {used.ru_maxrss >> 10} MB")
    print(f"{'  beside the pipeline alone, a CPU second':44} {words / (writer + worker) / alone:8.0%} (must 80%)")
    print(f"{'  of which the worker':44} {words / worker:8,.0f} words a CPU second, {worker:.1f} s")
    print(f"{'  of which the writer, with linking and index':44} {writer:8.1f} s, {writer / (writer + worker):.0%} of all")


def responsiveness(files: Path, library: Path) -> None:
    """Print how long keys take in the reader of 1,376 articles, first in peace and then during an import by as many workers as it takes."""
    make(library, 1_376)
    with Store.open(library, readonly=True) as store:
        words = store.rows().row(0).title.split()[0]
    print("from a key that the reader reads to the frame that answers it, ms: wall p50, p99, CPU p50, p99")
    for what, sources in (("in peace", []), ("during an import", [str(files)])):
        with probed(["--library", str(library), *sources], ENVIRONMENT) as probe:
            probe.terminal.wait_for(words)
            probe.terminal.settle(1)
            sizes = now = probe.terminal.sizes()
            taken: list[tuple[float, float]] = []
            while len(taken) < KEYS and (not sources or now.keys() >= sizes.keys()):
                sizes = {kind: max(size, sizes.get(kind, size)) for kind, size in now.items()}
                taken += [key for n in range(10) if (key := probe.press(b"j" if n < 5 else b"k")) is not None]
                now = probe.terminal.sizes()
            memory = ", ".join(f"{kind} {most} MB ({own} its own)" for kind, (most, own) in sizes.items())
            times = "over before a key was pressed"
            if taken:
                wall, cpu = zip(*taken, strict=True)
                times = f"{middle(wall):6.1f} {high(wall):6.1f} {middle(cpu):8.1f} {high(cpu):6.1f}"
            print(f"{what:17} {times}  ({len(taken)} keys); {memory}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
