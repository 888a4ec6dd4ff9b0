"""Processes that correct names, or commit to the search index, without end; killed at random moments, and what is left of it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from analysis.library.check import check
from analysis.library.index import Index
from analysis.library.store import Store
from tests.analysis.library.ingesting import ENVIRONMENT
from tests.analysis.library.made_library import make

CORRECTING = """
import sys
from itertools import count
from pathlib import Path
from analysis.library import corrections
from analysis.library.store import Store
with Store.open(Path(sys.argv[1])) as store:
    entities = sorted(entity.id for entity in store.entities("", 50))
    print("ready", flush=True)
    for n in count(int(sys.argv[2])):
        corrections.rename(store, entities[n % len(entities)], f"Name {n}")
        print(n, flush=True)
"""
INDEXING = """
import sys
from itertools import count
from pathlib import Path
from analysis.article import Article
from analysis.library.index import Index
from analysis.library.store import Store
from analysis.library.writer import Writer
with Store.open(Path(sys.argv[1])) as store, Index.open(store.folder, readonly=False) as index:
    writer = Writer(store.database)
    print("ready", flush=True)
    for n in count(int(sys.argv[2])):
        writer.add([Article(f"killed:{n}", f"Ferry {n}", f"Ferry {n} is late again.", digest=str(n))])
        index.catch_up(store)
        print(n, flush=True)
"""


@dataclass(slots=True)
class Left:
    """What came of it: how much was confirmed, how much of that was gone afterwards, and what was wrong."""

    confirmed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def _killed(code: str, library: Path, at: int, rng: random.Random) -> int:
    """Start a process that works from number `at` on, kill it soon after, and return the first number that it has not confirmed."""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(library), str(at)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0, 0.25))
        process.kill()
        said = [line for line in process.stdout if line.endswith("\n")]
    return int(said[-1]) + 1 if said else at


def kill_correcting(folder: Path, kills: int, seed: int) -> Left:
    """Kill whoever renames entities; each name that was confirmed must still be there, or one that came after it."""
    rng, left = random.Random(seed), Left()
    make(folder / "library", 30).close()
    expected: dict[int, int] = {}
    at = 0
    for _ in range(kills):
        reached = _killed(CORRECTING, folder / "library", at, rng)
        with Store.open(folder / "library") as store:
            entities = sorted(entity.id for entity in store.entities("", 50))
            expected |= {entities[n % len(entities)]: n for n in range(at, reached)}
            for number, n in expected.items():
                entity = store.entity(number)
                left.lost += entity is None or not entity.name.startswith("Name ") or int(entity.name.split()[1]) < n
            left.wrong += [finding.what for finding in check(store) if "search index" not in finding.what]
        left.confirmed += reached - at
        at = reached + 1  # the one that was under way may have been written without being confirmed
    return left


def kill_indexing(folder: Path, kills: int, seed: int) -> Left:
    """Kill whoever adds an article and commits it to the index at once; both must be found, and the next commit must make all whole."""
    rng, left = random.Random(seed), Left()
    make(folder / "library", 30).close()
    at = 0
    for _ in range(kills):
        reached = _killed(INDEXING, folder / "library", at, rng)
        with Store.open(folder / "library") as store:
            left.lost += sum(store.find(f"killed:{n}") is None for n in range(at, reached))
            with Index.open(store.folder, readonly=False) as index:
                left.lost += max(0, 30 + reached - index.articles) if reached > at else 0
                index.catch_up(store)
                left.wrong += [] if index.articles == store.count() else [f"{index.articles} of {store.count()} articles in the index"]
            left.wrong += [finding.what for finding in check(store)]
            present = store.count() - 30
        left.confirmed += reached - at
        at = present
    return left
