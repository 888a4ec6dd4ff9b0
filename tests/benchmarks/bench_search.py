"""Search in a made-up library of 100,000 articles: CPU milliseconds a query (median and 99th percentile of 60), and sizes."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from analysis.library.index import FOLDER, Index
from analysis.library.search import count, search, search_entities, search_quotes
from analysis.library.store import Store
from tests.benchmarks.big_library import OUTLETS, big_library

ARTICLES = 100_000
_TIMES = 60


def main(data: Path) -> None:
    """Print the table; `data` is not needed."""
    folder = big_library(ARTICLES)
    with Store.open(folder, readonly=True) as store, Index.open(folder) as index:
        _sizes(folder)
        queries = _queries(store, index)
        print(f"  {'query':34}{'found':>9}{'engine':>16}{'with snippets':>18}")
        for kind, made in queries.items():
            engine, total = _measure(made, lambda query: count(store, index, query))
            whole, _ = _measure(made, lambda query: search(store, index, query, limit=50).total)
            print(f"  {kind:34}{total:9,}{engine:>16}{whole:>18}")
        for kind, made, run in (
            (
                "as typed: one letter",
                [word[:1] for word in _words(store)],
                lambda query: search(store, index, query, limit=50, typing=True).total,
            ),
            (
                "as typed: three letters",
                [word[:3] for word in _words(store)],
                lambda query: search(store, index, query, limit=50, typing=True).total,
            ),
            ("quotes of a speaker", queries["speaker:"], lambda query: search_quotes(store, index, query, limit=50).total),
            ("entities by a word", _names(store), lambda query: search_entities(store, index, query, limit=50).total),
        ):
            whole, total = _measure(made, run)
            print(f"  {kind:34}{total:9,}{'':16}{whole:>18}")
    _cold(folder)


def _measure(queries: list[str], run: Callable[[str], int]) -> tuple[str, int]:
    """Return the median and 99th percentile of the CPU time of `_TIMES` queries, in words, and the median of what was found."""
    taken, found = [], []
    for i in range(_TIMES):
        begun = time.process_time()
        found.append(run(queries[i % len(queries)]))
        taken.append((time.process_time() - begun) * 1e3)
    taken.sort()
    return f"{taken[_TIMES // 2]:.1f} / {taken[int(_TIMES * 0.99)]:.1f} ms", sorted(found)[_TIMES // 2]


def _words(store: Store) -> list[str]:
    rng = random.Random(3)
    texts = store.database.all("SELECT text FROM articles WHERE id % (SELECT 1 + n / 25 FROM counts WHERE name = 'articles') = 1")
    return [rng.choice(text.split("\n\n")[-1].lower().rstrip(".").split()) for (text,) in texts for _ in range(3)]


def _names(store: Store) -> list[str]:
    return [f'"{name}"' for (name,) in store.database.all("SELECT name FROM entities ORDER BY articles DESC LIMIT 30")]


def _queries(store: Store, index: Index) -> dict[str, list[str]]:
    words, names = _words(store), _names(store)
    frequent = sorted(set(words), key=lambda word: -count(store, index, f'"{word}"'))
    pairs = list(zip(frequent[:30], reversed(frequent[:60]), strict=False))
    return {
        "any word": words,
        "the most frequent words": frequent[:5],
        "two words": [f"{a} {b}" for a, b in pairs],
        "either of two": [f"{a} OR {b}" for a, b in pairs],
        "phrase of two frequent words": [f'"{a} {b}"' for a, b in pairwise(frequent[:9])],
        "one-letter prefix": [f"{word[0]}*" for word in words],
        "misspelt": [f"~{word[:-1]}x" for word in words if len(word) > 4],
        "outlet: and after:": [f'outlet:"{outlet}" after:2023' for outlet in OUTLETS],
        "on a month": [f"on:2023-{month:02}" for month in range(1, 13)],
        "entity:": [f"entity:{name}" for name in names],
        "speaker:": [f"speaker:{name}" for name in names],
        "says: (a frequent word)": [f"says:{word}" for word in frequent[:20]],
        "speaker: and says: (one quote)": [f"speaker:{name} says:{frequent[3]}" for name in names],
        "says: and via: (one quote)": [f"says:{word} via:wire" for word in frequent[:20]],
        "about:": [f"about:{name}" for name in names],
        "is:unread and a word": [f"is:unread {word}" for word in words],
        "is:starred": ["is:starred"],
        "no such name": ["speaker:xyzzyfoo"],
    }


def _sizes(folder: Path) -> None:
    kinds: Counter[str] = Counter()
    for path in (folder / FOLDER).iterdir():
        kinds[path.suffix[1:]] += path.stat().st_size
    index = kinds.total()
    with Store.open(folder, readonly=True) as store:
        texts = store.database.value("SELECT sum(length(text)) FROM articles")
    print(
        f"  {ARTICLES:,} articles, {texts / 1e6:.0f} MB of text: index {index / 1e6:.0f} MB, {300 * index / texts:.0f} for 300 MB of text"
    )
    print("    " + ", ".join(f"{kind} {size / 1e6:.1f}" for kind, size in kinds.most_common(6)))


def _cold(folder: Path) -> None:
    """Print what a search in a new process costs."""
    program = (
        "import sys, pathlib\nfrom analysis.library.store import Store\nfrom analysis.library.index import Index\n"
        "from analysis.library.search import search\nfolder = pathlib.Path(sys.argv[1])\n"
        "with Store.open(folder, readonly=True) as store, Index.open(folder) as index:\n"
        "    search(store, index, sys.argv[2], limit=20)"
    )
    for query in ("ra", 'speaker:"nobody" after:2024-01'):
        taken = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", program, str(folder), query], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"  in a new process, {query}: {sorted(taken)[2] * 1e3:.0f} ms")
