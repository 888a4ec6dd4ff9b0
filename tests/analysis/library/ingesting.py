"""What the tests of the ingest share: files to add, the stand-in for the analysis, the process and its events."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.library.check import check
from analysis.library.store import Store

ROOT = Path(__file__).parents[3]
FAKE = "tests.analysis.library.fake_analyser:FakeAnalyser"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def write_files(folder: Path, count: int, words: str = "") -> Path:
    """Write `count` text files that name two people and quote one of them; `words` stand in each of them."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"Ferry number {n} is late\n\nMara Lund met Otto Brandt at pier {n}. “We wait,” she said. {words}\n"
        (folder / f"ferry-{n:04}.txt").write_text(text, "utf-8")
    return folder


def start(library: Path, *paths: str | Path, options: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start the ingest as the reader does, with pipes for commands, events and errors."""
    command = [sys.executable, "-m", "analysis.library.ingest", "--library", str(library), "--analyser", FAKE, *options, "--"]
    return subprocess.Popen(
        [*command, *map(str, paths)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT,
    )  # fmt: skip


def events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """Yield the events of an ingest until it ends."""
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def run(library: Path, *paths: str | Path, options: Sequence[str] = ()) -> tuple[int, list[dict[str, Any]], str]:
    """Run an ingest to its end; return exit code, events, and what it said on standard error."""
    with start(library, *paths, options=options) as process:
        told = list(events(process))
        assert process.stderr is not None
        errors = process.stderr.read()
        return process.wait(), told, errors


@dataclass
class Killed:
    """What came of killing ingests of one library: articles confirmed as analysed or starred, how many of these were lost, faults found."""

    files: int = 0
    confirmed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_again_and_again(folder: Path, kills: int, seed: int) -> Killed:
    """Kill an ingest `kills` times with SIGKILL, each at a random moment with new files to add, and look at the library after each.

    The library is ``library`` and the files are in ``files`` in `folder`. Between two runs an article is starred.
    """
    rng = random.Random(seed)
    killed = Killed()
    analysed: set[int] = set()
    starred: set[int] = set()
    added = 0
    (folder / "files").mkdir()
    for n in range(kills):
        files = write_files(folder / "files" / str(n), 12, f"Round {n}. It takes 5 ms.")
        killed.files += 12
        with start(folder / "library", files) as process:
            told = list(islice(events(process), rng.randrange(24)))
            time.sleep(rng.uniform(0, 0.3))
            process.kill()
            for event in (*told, *events(process)):
                if event["event"] == "article":
                    analysed.add(event["id"])
                elif event["event"] == "progress":
                    added = max(added, event["total"])
        with Store.open(folder / "library") as store:
            rows = list(store.rows())
            killed.lost += max(0, added - len(rows))
            killed.lost += len(analysed - {row.id for row in rows if row.analysed}) + len(starred - {row.id for row in rows if row.starred})
            killed.wrong += [finding.what for finding in check(store) if "search index" not in finding.what]
            if rows:
                chosen = rng.choice(rows).id
                store.set_starred(chosen, True)
                starred.add(chosen)
    killed.confirmed = len(analysed) + len(starred)
    return killed
