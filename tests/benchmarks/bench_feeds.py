"""An OPML of 200 feeds on this machine fetched twice, and a cache that newsboat itself made taken in; without analysis."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.library import feeds
from analysis.library.fetching import Kept, fetch
from analysis.library.imports import import_from
from analysis.library.store import Store
from analysis.sources.web import Fetcher
from tests.local_site import Site, rss
from tests.newsboat_cache import NEWSBOAT, make_cache

FEEDS, ENTRIES, ARTICLES = 200, 20, 1000
_BODY = "<p>The ferry to Tarn will cost four crowns from June, its owner said on Monday.</p>" * 12


def main(data: Path) -> None:
    """Print what comes, what is transferred, and what it takes; `data` is not needed."""
    print(f"{'':<28}{'feeds':>7}{'unchanged':>11}{'articles':>10}{'new':>8}{'kB sent':>10}{'CPU s':>8}{'wall s':>8}{'articles/s':>12}")
    with tempfile.TemporaryDirectory() as folder:
        site = Site()
        try:
            _feeds(Path(folder), site)
        finally:
            site.close()
        if NEWSBOAT is None:
            print("newsboat is not installed; its cache is not measured")
        else:
            _newsboat(Path(folder))


def _feeds(folder: Path, site: Site) -> None:
    lines = []
    for n in range(FEEDS):
        items = ((f"Ferry {n}, {i}", f"https://n.example/{n}/{i}", f"{_BODY}<p>Pier {i} of {n}.</p>") for i in range(ENTRIES))
        lines.append(f'<outline text="Feed {n}" xmlUrl="{site.tagged(f"/{n}", rss(f"Feed {n}", *items))}"/>')
    listed = folder / "feeds.opml"
    listed.write_text(f"<opml version='2.0'><body>{''.join(lines)}</body></opml>", "utf-8")
    # All feeds are on one host, which a fetcher otherwise asks once a second.
    with Store.open(folder / "fetched") as store, Fetcher(pace=0) as fetcher:
        feeds.import_list(store.database, listed)
        for time_of in ("first time", "second time"):
            told: list[Kept] = []
            before = site.sent
            wanted = feeds.due(store.database)
            took = _measure(lambda wanted=wanted, told=told: fetch(store, fetcher, wanted, told.append))
            new = sum(kept.new for kept in told)
            _line(f"OPML, {time_of}", len(told), sum(kept.unchanged for kept in told), store.count(), new, site.sent - before, took)


def _newsboat(folder: Path) -> None:
    cache = make_cache(folder, ARTICLES, read=300)
    with Store.open(folder / "imported") as store:
        took = _measure(lambda: import_from(store, "newsboat", cache))
        _line("newsboat's cache", 1, 0, store.count(), store.count(), 0, took)


def _measure(run: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.process_time() - cpu, time.perf_counter() - wall


def _line(name: str, asked: int, unchanged: int, articles: int, new: int, sent: int, took: tuple[float, float]) -> None:
    rate = f"{new / took[0]:>12,.0f}" if new else f"{'–':>12}"
    print(f"{name:<28}{asked:>7,}{unchanged:>11,}{articles:>10,}{new:>8,}{sent / 1000:>10,.0f}{took[0]:>8.2f}{took[1]:>8.2f}{rate}")
