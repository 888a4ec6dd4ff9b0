"""Related headlines against their known stories, and what a question costs in a library of 100,000 articles."""

from __future__ import annotations

import asyncio
import csv
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.article import Article
from analysis.library.index import Index
from analysis.library.related import related, related_to_headline
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.benchmarks.big_library import big_library

ARTICLES = 100_000
QUERIES = 400
PANELS = 20


def main(data: Path) -> None:
    """Print how good related headlines are (`data` has the headlines and the script that scores them) and how fast they come."""
    _quality(data)
    _speed()


def _quality(data: Path) -> None:
    headlines = data / "data" / "related" / "headlines_dev.csv"
    with headlines.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder) as store:
            added = Writer(store.database).add(
                Article(key=row["ID"], title=row["TITLE"], text=row["TITLE"], source="headlines", digest=row["ID"]) for row in rows
            )
            number = {row["ID"]: one.article_id for row, one in zip(rows, added, strict=True)}
            with Index.open(folder, readonly=False) as index:
                index.catch_up(store)
                chosen = random.Random(1).sample(rows, QUERIES)
                begun = time.process_time()
                said = folder / "said.jsonl"
                with said.open("w", encoding="utf-8") as out:
                    for row in chosen:
                        found = related(store, index, number[row["ID"]], limit=50, threshold=0.0)
                        answer = {"id": row["ID"], "related": [{"id": one.article.key, "score": one.score} for one in found]}
                        out.write(json.dumps(answer) + "\n")
                print(f"  {(time.process_time() - begun) / QUERIES * 1e3:.1f} ms a headline among {len(rows):,}")
        subprocess.run([sys.executable, str(data / "score" / "score_related.py"), str(headlines), str(said)], check=True)


def _speed() -> None:
    folder = big_library(ARTICLES)
    with Store.open(folder, readonly=True) as store, Index.open(folder) as index:
        ids = random.Random(2).sample(range(1, ARTICLES + 1), 60)
        titles = [row[0] for row in store.database.all("SELECT title FROM articles")]
        taken = sorted(_timed(lambda number=number: related(store, index, number)) for number in ids)
        print(f"  an article among {ARTICLES:,}: {taken[30]:.0f} ms, slowest of 60 {taken[-1]:.0f} ms")
        print(f"  rapidfuzz's token set ratio over all titles alone: {_timed(lambda: _brute_force(titles)):.0f} ms")
        taken = sorted(_timed(lambda number=number: _bare(store, index, number)) for number in ids)
        print(f"  a bare headline: {taken[30]:.0f} ms, slowest of 60 {taken[-1]:.0f} ms")

    asyncio.run(_panel(folder, ids[:PANELS]))


async def _panel(folder: Path, ids: list[int]) -> None:
    """Print the wall time from the drawn text to the filled panel, in the reader on a library that it may write to."""
    from tui.app import PullquoteApp
    from tui.screens.reader.opening import LEAFING
    from tui.state import State
    from tui.widgets.related_panel import WAITING

    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copytree(folder, Path(name) / "library"))
        app = PullquoteApp(copy, state=State())
        opened, filled = [], []
        async with app.run_test(size=(160, 45)):
            for number in ids:
                await asyncio.sleep(2 * LEAFING)
                begun = time.perf_counter()
                drawn = asyncio.Event()
                app.reader.open_article(number)
                app.reader.call_after_refresh(drawn.set)
                await drawn.wait()
                opened.append((time.perf_counter() - begun) * 1e3)
                while app.reader.related.empty == WAITING:
                    await asyncio.sleep(0.002)
                filled.append((time.perf_counter() - begun) * 1e3)
    wall = sorted(after - before for before, after in zip(opened[1:], filled[1:], strict=True))
    print(f"  in the reader, wall time: the text stands after {sorted(opened[1:])[PANELS // 2]:.0f} ms, ", end="")
    print(f"the panel is filled {wall[PANELS // 2]:.0f} ms later (the first time {filled[0] - opened[0]:.0f} ms)")


def _bare(store: Store, index: Index, number: int) -> None:
    """Find what is related to an article's headline alone."""
    row = store.row(number)
    assert row is not None
    related_to_headline(store, index, row.title)


def _brute_force(titles: list[str]) -> None:
    from rapidfuzz import fuzz, process

    process.extract(titles[0], titles, scorer=fuzz.token_set_ratio, limit=20)


def _timed(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return (time.process_time() - begun) * 1e3
