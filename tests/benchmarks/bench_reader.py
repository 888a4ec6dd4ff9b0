"""The reader in a pseudo-terminal beside an empty Textual app and newsboat: to the list, a cursor move, a page, memory.

    python -m tests.benchmarks.bench_reader [SIZE…]

Newsboat is measured where it is installed, on a cache of as many articles. Times are in milliseconds; wall times count what else the
machine does.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.library.store import Store
from tests.benchmarks.probe import probed
from tests.benchmarks.terminal import Drawn, Terminal, high, middle

SIZES = (10, 10_000, 100_000)
MOVES, PAGES = 200, 200
STARTS = 3
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Pullquote")
Empty().run()
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Wire</title><link>https://coast.example/</link>
<item><title>Ferry 0</title><link>https://coast.example/0</link><guid>0</guid><description>%s</description></item></channel></rss>
"""
MANY = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, base)
SELECT i, 'Ferry ' || i, author, url || i, feedurl, pubDate + i, content, 1, base FROM n, rss_item WHERE rss_item.guid = '0'
"""


def head(what: str) -> None:
    """Print the heading of a table."""
    key = f"{'p50':>8} {'p99':>7} {'CPU p99':>8}"
    print(f"{'':36} {'start':17} | {'a move':25} | {'a page':25} |")
    print(f"{what:36} {'CPU':>9} {'wall':>7} | {key} | {key} | {'MB':>4} {'own':>4}")


def line(
    name: str,
    start: tuple[float, float] | None,
    moves: Sequence[Drawn],
    pages: Sequence[Drawn],
    megabytes: tuple[int, int] | None,
) -> None:
    """Print a line of it: wall time to the first output of each key, CPU time of all that the key set off."""
    keys = [f"{'':25}"] * 2
    for place, pressed in enumerate((moves, pages)):
        if pressed:
            first, cpu = [key.first for key in pressed], [key.cpu for key in pressed]
            keys[place] = f"{middle(first):8.1f} {high(first):7.1f} {high(cpu):8.1f}"
    begun = f"{start[0]:9.0f} {start[1]:7.0f}" if start else f"{'':17}"
    size = f"{megabytes[0]:4} {megabytes[1]:4}" if megabytes else ""
    print(f"{name:36} {begun} | {keys[0]} | {keys[1]} | {size}", flush=True)


def start_of(command: Sequence[str], words: str) -> tuple[float, float]:
    """Return the median CPU and wall time until `words` are drawn."""
    times = []
    for _ in range(STARTS):
        with Terminal(command) as terminal:
            drawn = terminal.wait_for(words)
            times.append((drawn.cpu, drawn.last))
    return middle([cpu for cpu, _ in times]), middle([wall for _, wall in times])


def measure_reader(library: Path, size: int) -> None:
    """Measure our own reader on a library."""
    with Store.open(library, readonly=True) as store:
        words = store.rows().row(0).title.split()[0]
    command = [sys.executable, "-m", "tui", "--library", str(library)]
    start = start_of(command, words)
    with Terminal(command) as terminal:
        terminal.wait_for(words)
        terminal.settle(1)
        terminal.press(b"j")
        moves = [terminal.press(b"j" if n % 40 < 20 else b"k") for n in range(MOVES if size > 50 else 0)]
        pages = [terminal.press(b"\x1b[6~") for _ in range(PAGES if size > 2_000 else 0)]
        line(f"pullquote, {size:,} articles", start, moves, pages, terminal.sizes()["the program itself"])
    with probed(["--library", str(library)]) as probe:
        probe.terminal.wait_for(words)
        probe.terminal.settle(1)
        probe.press(b"j")
        within = (
            [probe.press(b"j" if n % 40 < 20 else b"k") for n in range(MOVES if size > 50 else 0)],
            [probe.press(b"\x1b[6~") for _ in range(PAGES if size > 2_000 else 0)],
        )
        answers = [[Drawn(key[0], key[0], key[1]) for key in pressed if key is not None] for pressed in within]
        line("  from key read to frame written", None, *answers, None)


def measure_newsboat(size: int) -> None:
    """Measure newsboat on a cache of `size` articles of one feed."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "feed.xml").write_text(FEED % ("The ferry ran aground on Tuesday. " * 60))
        (home / "urls").write_text(f"file://{home / 'feed.xml'}\n")
        (home / "config").write_text("max-items 0\n")
        command = ["newsboat", "-q", "-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]
        subprocess.run([*command, "-x", "reload"], check=True, capture_output=True)
        with sqlite3.connect(home / "cache.db") as connection:
            connection.execute(MANY, (size - 1,))
        connection.close()
        start = start_of(command, "Coast Wire")
        with Terminal(command) as terminal:
            terminal.wait_for("Coast Wire")
            terminal.press(b"\r")
            terminal.settle(1)
            moves = [terminal.press(b"j" if n % 40 < 20 else b"k") for n in range(MOVES if size <= 20_000 else 20)]
            pages = [terminal.press(b"\x1b[6~") for _ in range(PAGES if size <= 20_000 else 5)]
            line(f"newsboat, {size:,} articles", start, moves, pages, terminal.sizes()["the program itself"])


def main(data: Path | None = None, *, sizes: Sequence[int] = SIZES) -> None:
    """Print the table; `data` is not needed."""
    from tests.benchmarks.big_library import big_library

    libraries = {size: big_library(size) for size in sizes}
    head("in a terminal of 120 by 40")
    with Terminal([sys.executable, "-c", EMPTY]) as terminal:
        terminal.wait_for("Pullquote")
        size = terminal.sizes()["the program itself"]
    line("an empty Textual app", start_of([sys.executable, "-c", EMPTY], "Pullquote"), [], [], size)
    for size, library in libraries.items():
        measure_reader(library, size)
    if shutil.which("newsboat") is None:
        print("newsboat is not installed")
        return
    for size in sizes[1:]:
        measure_newsboat(size)


if __name__ == "__main__":
    main(sizes=[int(size) for size in sys.argv[1:]] or SIZES)
