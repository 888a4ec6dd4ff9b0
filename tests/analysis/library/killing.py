"""Processes that correct names, commit to the search index or fetch feeds; killed at random moments, and what is left of it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.library.check import check
from analysis.library.feeds import feed_at, subscribe
from analysis.library.index import Index
from analysis.library.store import Store
from tests.analysis.library.ingesting import ENVIRONMENT
from tests.analysis.library.made_library import make
from tests.local_site import Site, rss

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
MAKING = """
import sys
from itertools import count
from pathlib import Path
from analysis.library.store import Store
print("ready", flush=True)
for n in count():
    Store.open(Path(sys.argv[1]) / str(n)).close()
    print(n, flush=True)
"""
FETCHING = """
import json, sys
from pathlib import Path
from analysis.library.ingest import add
from analysis.library.store import Store
from analysis.sources.web import Fetcher
with Store.open(Path(sys.argv[1]), durable=False) as store:
    print("ready", flush=True)
    add(
        store, fetch=True, workers=1, analyser="tests.analysis.library.fake_analyser:FakeAnalyser",
        fetcher=lambda: Fetcher(pace=0, local=lambda host: False), tell=lambda event: print(json.dumps(event), flush=True),
    )
"""
FEEDS, ITEMS = 4, 3
"""How many feeds, and how many new items each of them has whenever it is asked again."""


@dataclass(slots=True)
class Left:
    """What came of it: how much was confirmed, how much of that was gone afterwards, and what was wrong."""

    confirmed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def _killed(code: str, library: Path, at: int, rng: random.Random) -> int:
    """Start a process that works from number `at` on, kill it at a random moment, and return the first number that it has not confirmed."""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(library), str(at)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        # However slow the machine is, some turns get as far as confirming something.
        said = list(islice(process.stdout, rng.randrange(4)))
        time.sleep(rng.uniform(0, 0.1))
        process.kill()
        said += [line for line in process.stdout if line.endswith("\n")]
    return int(said[-1]) + 1 if said else at


def kill_making(folder: Path, kills: int, seed: int) -> Left:
    """Kill whoever makes new libraries; each of them, whole or not, must open."""
    rng, left = random.Random(seed), Left()
    for turn in range(kills):
        left.confirmed += _killed(MAKING, folder / str(turn), 0, rng)
        for library in (folder / str(turn)).iterdir():
            with Store.open(library) as store:
                left.wrong += [finding.what for finding in check(store)]
    return left


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


def kill_fetching(folder: Path, kills: int, seed: int) -> Left:
    """Kill whoever fetches feeds that have something new each time, and analyses it.

    What was told as fetched must be there, and all of a feed whose ETag was kept: else it would be taken for known at the next fetch.
    """
    rng, left = random.Random(seed), Left()
    site = Site()
    listed: list[list[tuple[str, str, str]]] = [[] for _ in range(FEEDS)]
    try:
        with Store.open(folder / "library") as store, store.database.writing() as connection:
            for n in range(FEEDS):
                subscribe(connection, f"{site.root}/{n}")
        analysed: set[int] = set()
        for turn in range(kills + 1):
            for n, items in enumerate(listed):
                names = (f"Ferry {n}.{turn}.{item} is late" for item in range(ITEMS))
                items += [(name, f"https://coast.example/{name.replace(' ', '-')}", f"<p>Mara Lund wrote of {name}.</p>") for name in names]
                site.tagged(f"/{n}", rss(f"Feed {n}", *items[-10 * ITEMS :]))
            told = _fetched(folder / "library", rng if turn < kills else None)
            fetched = {event["address"] for event in told if event["event"] == "fetched"}
            analysed |= {event["id"] for event in told if event["event"] == "article"}
            with Store.open(folder / "library") as store:
                for n, items in enumerate(listed):
                    feed = feed_at(store.database, f"{site.root}/{n}")
                    assert feed is not None
                    if feed.address in fetched:
                        left.confirmed += ITEMS
                    kept = feed.etag == site.tags[f"/{n}"]
                    left.wrong += [f"{feed.address} was fetched, but not kept"] if feed.address in fetched and not kept else []
                    came = "SELECT 1 FROM feed_articles JOIN articles ON id = article_id WHERE key = ? AND feed_id = ?"
                    wanted = items[-10 * ITEMS :] if kept else []
                    left.lost += sum(store.database.one(came, (link, feed.id)) is None for _, link, _ in wanted)
                left.lost += len(analysed - {row.id for row in store.rows() if row.analysed})
                left.wrong += [finding.what for finding in check(store) if turn == kills or "search index" not in finding.what]
        return left
    finally:
        site.close()


def _fetched(library: Path, rng: random.Random | None) -> list[dict[str, Any]]:
    """Start a process that fetches, kill it at a random moment of its work unless `rng` is None, and return what it told."""
    with subprocess.Popen([sys.executable, "-c", FETCHING, str(library)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        told = []
        if rng is not None:
            told = list(islice(process.stdout, rng.randrange(2 * FEEDS + 3)))
            time.sleep(rng.uniform(0, 0.1))
            process.kill()
        return [json.loads(line) for line in (*told, *process.stdout) if line.endswith("\n")]
