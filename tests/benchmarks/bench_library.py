"""What lists of the library cost, at 10, 100,000 and, with ``--large``, 1,000,000 articles.

    python -m tests.benchmarks.bench_library [--large | --scale SIZE…]

CPU times of this process in milliseconds, median and 99th percentile. The articles are made up by SQLite itself, without analysis.

``--scale`` measures what needs the index (search, related articles) and the start of the reader at the sizes named, in one run, and how
many times the first size's time the others take. These libraries are made, with their index, where the system keeps temporary files:
at a million articles 9 GB, and a quarter of an hour of CPU time. They stay there for the next run.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.article import Article
from analysis.library.folding import outlet_key
from analysis.library.index import Index
from analysis.library.records import ListFilter, Sort
from analysis.library.related import related
from analysis.library.search import search
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.benchmarks.bench_start import ROUNDS, of_reader, start
from tests.benchmarks.big_library import OUTLETS, big_library, plant_copies
from tests.benchmarks.terminal import middle

SIZES = (10, 100_000)
LARGE = 1_000_000
SCREEN = 50
"""Rows that a screen shows."""
TIMES = 100
ADDED = 2_000
_OUTLETS = [f"{place} {kind}" for place in ("Harbour", "Coast", "Valley", "Northern") for kind in ("Times", "Echo", "Wire", "Ledger")]
_FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
INSERT INTO articles
    (key, title, title_key, outlet, outlet_key, published, sort_date, words, status, change, digest, added, blocks, links, text)
SELECT 'made:' || i, title, lower(title), outlet, outlet_key, day, day, 400, 1, i, 'd' || i, '2024-07-01', '[]', '[]', replace(?3, '#', i)
FROM (
    SELECT i, substr('strikeferryharbourbankvote', 1 + abs(random()) % 20, 6) || ' story ' || i AS title,
        outlets.outlet AS outlet, outlets.outlet_key AS outlet_key,
        CASE abs(random()) % 20 WHEN 0 THEN '' ELSE date('2015-01-01', (abs(random()) % 3500) || ' days') END AS day
    FROM n JOIN outlets_made AS outlets ON outlets.number = i % ?2
)
"""


def fill(store: Store, count: int) -> None:
    """Put `count` articles of about 2.5 kB each into an empty library; a third of them read, one in fifty starred."""
    with store.database.writing() as connection:
        connection.execute("CREATE TEMP TABLE outlets_made (number INTEGER PRIMARY KEY, outlet TEXT, outlet_key TEXT)")
        connection.executemany(
            "INSERT INTO outlets_made VALUES (?, ?, ?)", ((i, name, outlet_key(name)) for i, name in enumerate(_OUTLETS))
        )
        connection.execute(_FILL, (count, len(_OUTLETS), "Story # goes on at the pier, said the harbour master. " * 45))
        connection.execute("UPDATE counts SET n = ? WHERE name = 'change'", (count,))
        connection.execute("UPDATE state SET read_at = '2024-07-01' WHERE article_id % 3 = 0")
        connection.execute("UPDATE state SET starred = 1 WHERE article_id % 50 = 0")
        plant_copies(connection, count)


def measure(store: Store) -> dict[str, list[float]]:
    """Return the CPU seconds of each thing, `TIMES` of each."""
    count = store.count()
    rng = random.Random(2)
    folder = store.folder

    def page(chosen: ListFilter, sort: Sort, where: float) -> Callable[[], object]:
        def read() -> None:
            shown = store.rows(chosen, sort)
            first = max(0, min(int(len(shown) * where) + rng.randint(-100, 100), len(shown) - SCREEN))
            for i in range(first, min(first + SCREEN, len(shown))):
                shown.row(i)

        return read

    starts = [rng.randrange(max(1, count - 500)) for _ in range(4)]

    def steps(chosen: ListFilter) -> Callable[[], object]:
        walked, number = store.rows(chosen), iter(range(10**9))

        def step() -> None:
            n = next(number)
            walked.row(min(starts[n // 500 % 4] + n % 500, len(walked) - 1))

        return step

    everything, grouped = ListFilter(), ListFilter(grouped=True)
    jobs: dict[str, tuple[int, Callable[[], object]]] = {
        "open": (TIMES, lambda: Store.open(folder).close()),
        "open and first page": (TIMES, lambda: _first_page(folder)),
        "first page": (TIMES, page(everything, "newest", 0)),
        "middle page": (TIMES, page(everything, "newest", 0.5)),
        "last page": (TIMES, page(everything, "newest", 1)),
        "cursor down": (2_000, steps(everything)),
        "middle page by title": (TIMES, page(everything, "title", 0.5)),
        "middle page by outlet": (TIMES, page(everything, "outlet", 0.5)),
        "position of an article": (TIMES, lambda: store.rows().position_of(rng.randint(1, count))),
        "unread, first page": (TIMES, page(ListFilter("unread"), "newest", 0)),
        "unread, last page": (20, page(ListFilter("unread"), "newest", 1)),
        "starred, first page": (TIMES, page(ListFilter("starred"), "newest", 0)),
        "outlet, first page": (TIMES, page(ListFilter(outlet="Coast Wire"), "newest", 0)),
        "grouped, first page": (TIMES, page(grouped, "newest", 0)),
        "grouped, middle page": (TIMES, page(grouped, "newest", 0.5)),
        "grouped, cursor down": (2_000, steps(grouped)),
        "grouped, middle page by title": (TIMES, page(grouped, "title", 0.5)),
        "grouped, position": (TIMES, lambda: store.rows(grouped).position_of(rng.randint(1, count))),
        "grouped, unread, first page": (TIMES, page(ListFilter("unread", grouped=True), "newest", 0)),
        "count": (TIMES, lambda: store.count()),
        "count unread": (TIMES, lambda: store.count(ListFilter("unread"))),
        "article": (TIMES, lambda: store.article(rng.randint(1, count))),
        "find by path": (TIMES, lambda: store.find("/nowhere/such.html")),
        "mark read": (TIMES, lambda: store.set_read(rng.randint(1, count), True)),
        "star": (TIMES, lambda: store.set_starred(rng.randint(1, count), True)),
    }
    return {name: [_cpu(job) for _ in range(times)] for name, (times, job) in jobs.items()}


def adding(store: Store) -> float:
    """Return how many new articles a second of CPU time can be written, 200 in a transaction."""
    writer = Writer(store.database)
    rng = random.Random(3)
    words = [first + second for first in "bdfgklmnprst" for second in ("arbour", "err", "ier", "ocks", "ote", "ank", "ates", "ay")]
    texts = ["Harbour strike goes on\n\n" + " ".join(rng.choices(words, k=450)) for _ in range(ADDED)]
    begun = time.process_time()
    for first in range(0, ADDED, 200):
        numbers = range(first, first + 200)
        writer.add(Article(f"added {n}", f"Added {n}", texts[n], published="2024-05-16", digest=str(n)) for n in numbers)
    return ADDED / (time.process_time() - begun)


def scale(sizes: Sequence[int]) -> None:
    """Print what a search, the related articles and the start cost at several sizes of the library."""
    libraries = {size: big_library(size) for size in sizes}
    taken: dict[str, list[list[float]]] = {}
    for folder in libraries.values():
        with Store.open(folder, readonly=True) as store, Index.open(folder) as index:
            for name, seconds in _asked(store, index).items():
                taken.setdefault(name, []).append(seconds)
    programs = {size: of_reader(folder) for size, folder in libraries.items()}
    starts: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(ROUNDS):
        for size, program in programs.items():
            starts[size].append(start(*program)[0] / 1000)
    taken["start: first picture"] = list(starts.values())
    print(f"{'ms of CPU time: median (99 %)':<30}" + "".join(f"{size:>22,}" for size in sizes) + f"{'times the first':>22}")
    for name, each in taken.items():
        times = ", ".join(f"{middle(seconds) / middle(each[0]):.2f}" for seconds in each[1:])
        print(f"{name:<30}" + "".join(f"{_figures(seconds):>22}" for seconds in each) + f"{times:>22}")


def _asked(store: Store, index: Index) -> dict[str, list[float]]:
    """Return the CPU seconds of searches, each with its first 50 rows, and of related articles."""
    rng = random.Random(5)
    count = store.count()

    def word() -> str:
        text: str = store.database.value("SELECT text FROM articles WHERE id = ?", (rng.randint(1, count),))
        return rng.choice(text.split("\n\n")[-1].lower().rstrip(".").split())

    kinds: dict[str, Callable[[], str]] = {
        "any word": word,
        "two words": lambda: f"{word()} {word()}",
        "one-letter prefix": lambda: f"{word()[0]}*",
        "outlet: and after:": lambda: f'outlet:"{rng.choice(OUTLETS)}" after:2023',
        "is:unread and a word": lambda: f"is:unread {word()}",
    }
    taken = {}
    for name, query in kinds.items():
        queries = [query() for _ in range(TIMES)]
        taken[f"search: {name}"] = [_cpu(lambda q=query: search(store, index, q, limit=50)) for query in queries]  # type: ignore[misc]
    numbers = [rng.randint(1, count) for _ in range(TIMES)]
    taken["related articles"] = [_cpu(lambda n=number: related(store, index, n)) for number in numbers]  # type: ignore[misc]
    return taken


def _first_page(folder: Path) -> None:
    with Store.open(folder) as store:
        shown = store.rows()
        for i in range(min(SCREEN, len(shown))):
            shown.row(i)


def _cpu(job: Callable[[], object]) -> float:
    begun = time.process_time()
    job()
    return time.process_time() - begun


def main(data: Path | None = None, *, large: bool = False) -> None:
    """Print the table; `data` is not needed."""
    sizes = (*SIZES, LARGE) if large else SIZES
    results, rates = [], []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "library") as store:
            fill(store, size)
            results.append(measure(store))
            rates.append(adding(store))
    print(f"{'ms of CPU time: median (99 %)':<30}" + "".join(f"{size:>22,}" for size in sizes))
    for job in results[0]:
        print(f"{job:<30}" + "".join(f"{_figures(result[job]):>22}" for result in results))
    print(f"{'articles added a second':<30}" + "".join(f"{rate:>22,.0f}" for rate in rates))


def _figures(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{ordered[len(ordered) // 2] * 1000:.2f} ({ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000:.2f})"


if __name__ == "__main__":
    if "--scale" in sys.argv:
        scale([int(size) for size in sys.argv[sys.argv.index("--scale") + 1 :]] or [SIZES[-1], LARGE])
    else:
        main(large="--large" in sys.argv)
