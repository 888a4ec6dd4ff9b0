"""An OPML of 200 feeds on this machine fetched twice, then twice more while somebody reads, and a cache that newsboat itself made."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from analysis.library import feeds
from analysis.library.fetching import Kept, fetch
from analysis.library.imports import import_from
from analysis.library.store import Store
from analysis.sources.web import Fetcher
from tests.benchmarks.big_library import make
from tests.benchmarks.terminal import Terminal, high, middle
from tests.local_site import Site, rss
from tests.newsboat_cache import NEWSBOAT, make_cache

FEEDS, ENTRIES, ARTICLES = 200, 20, 1000
HOSTS = 40
READ_ALREADY = 1_376
KEYS = 25
"""Keys that are pressed at least, however soon everything is fetched."""
READING = b"j\r h"
"""The next article of the list, open it, a page on, back to the list."""
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
        _while_reading(Path(folder))
        if NEWSBOAT is None:
            print("newsboat is not installed; its cache is not measured")
        else:
            _newsboat(Path(folder))


def _feeds(folder: Path, site: Site) -> None:
    listed = _opml(folder / "feeds.opml", [site])
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


def _opml(path: Path, sites: list[Site]) -> Path:
    """Put the feeds on these servers, and write the list of them."""
    lines = []
    for n in range(FEEDS):
        items = ((f"Ferry {n}, {i}", f"https://n.example/{n}/{i}", f"{_BODY}<p>Pier {i} of {n}.</p>") for i in range(ENTRIES))
        address = sites[n % len(sites)].tagged(f"/{n}", rss(f"Feed {n}", *items))
        lines.append(f'<outline text="Feed {n}" xmlUrl="{address}"/>')
    path.write_text(f"<opml version='2.0'><body>{''.join(lines)}</body></opml>", "utf-8")
    return path


def _while_reading(folder: Path) -> None:
    """Press `r` in the reader of a library, go on reading, and print how long keys take until the last feed has been asked."""
    library = folder / "reading"
    make(library, READ_ALREADY)
    with ExitStack() as opened:
        sites = [opened.enter_context(closing(Site())) for _ in range(HOSTS)]
        with Store.open(library) as store:
            feeds.import_list(store.database, _opml(folder / "hosts.opml", sites))
            words = store.rows().row(0).title.split()[0]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        terminal = opened.enter_context(Terminal([sys.executable, "-m", "tui", "--library", str(library)], environment))
        store = opened.enter_context(Store.open(library, readonly=True))
        terminal.wait_for(words)
        terminal.settle(1)
        print(f"\nin the reader of {READ_ALREADY:,} articles, {FEEDS} feeds on {HOSTS} servers, each asked once a second at most:")
        _line_of_keys("in peace", [terminal.press(READING[n % 4 : n % 4 + 1]).first for n in range(KEYS * 2)])
        for what in ("first time", "second time"):
            asked, sent = sum(len(site.asked) for site in sites), sum(site.sent for site in sites)
            since, began = store.database.value("SELECT strftime('%Y-%m-%dT%H:%M:%SZ')"), time.perf_counter()
            terminal.press(b"r")
            keys: list[float] = []
            took = 0.0
            while len(keys) < KEYS or not took:
                keys.append(terminal.press(READING[len(keys) % 4 : len(keys) % 4 + 1]).first)
                left = store.database.value("SELECT count(*) FROM feeds WHERE checked IS NULL OR checked < ?", (since,))
                took = took or (0.0 if left else time.perf_counter() - began)
            now = sum(len(site.asked) for site in sites) - asked
            bodies = (sum(site.sent for site in sites) - sent) / 1000
            _line_of_keys(f"r, the {what}", keys)
            print(
                f"{'':28}{now:,} requests, {bodies:,.0f} kB of bodies, all kept after {took:.1f} s, {store.count():,} articles", flush=True
            )


def _line_of_keys(what: str, keys: list[float]) -> None:
    print(f"{what:<28}a key to the first of the picture p50 {middle(keys):.1f} ms, p99 {high(keys):.1f} ms ({len(keys)} keys)", flush=True)


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
