"""CPU time to the first picture of the list, beside an empty Textual app in the same run, at several sizes of the library.

    python -m tests.benchmarks.bench_start [SIZE…]

Each is started as its user starts it, in a pseudo-terminal of 120 by 40, and takes the time itself, at the moment when it hands the
terminal a frame in which the first title of the list stands (the empty app: its only word). What it does after that, until it is still,
is the other column. Rounds are interleaved; the least figure is that which the rest of the machine disturbed least.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.library.store import Store
from tests.benchmarks.terminal import Terminal, middle

SIZES = (10, 1_376, 100_000)
ROUNDS = 21
WATCHED = """
import sys, time
class Watched:
    def __init__(self, file):
        self._file, self._out, self._words = file, *sys.argv[1:3]
    def __getattr__(self, name):
        return getattr(self._file, name)
    def write(self, text):
        if self._words and self._words in text:
            used, self._words = time.process_time(), ""
            open(self._out, "w").write(str(used))
        return self._file.write(text)
sys.__stderr__ = Watched(sys.__stderr__)
"""
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Pullquote")
Empty().run()
"""
READER = """
# Nothing is added to these libraries: what the reader starts for that ends at once.
sys.executable = sys.argv[3]
sys.argv[1:] = ["--library", sys.argv[4]]
from tui.__main__ import main
main()
"""


def start(program: str, words: str, *args: str) -> tuple[float, float, int]:
    """Return CPU milliseconds until `words` are drawn and until the program is still, and the megabytes that are its own then."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        out.touch()
        places = {"PULLQUOTE_STATE": str(Path(name) / "state.json"), "PULLQUOTE_CONFIG": str(Path(name) / "config.toml")}
        with Terminal([sys.executable, "-c", WATCHED + program, str(out), words, *args], places) as terminal:
            terminal.wait_for(words)
            terminal.settle(0.5)
            return float(out.read_text()) * 1000, terminal.cpu(), terminal.sizes()["the program itself"][1]


def of_reader(library: Path) -> tuple[str, str, str, str]:
    """Return what `start` is to be called with for the reader on a library."""
    with Store.open(library, readonly=True) as store:
        words = store.rows().row(0).title.split()[0]
    return READER, words, shutil.which("true") or sys.executable, str(library)


def main(data: Path | None = None, *, sizes: Sequence[int] = SIZES) -> None:
    """Print the table; `data` is not needed."""
    from tests.benchmarks.big_library import big_library

    programs: dict[str, tuple[str, ...]] = {"an empty Textual app": (EMPTY, "Pullquote")}
    for size in sizes:
        programs[f"the reader, {size:,} articles"] = of_reader(big_library(size))
    taken: dict[str, list[tuple[float, float, int]]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            taken[name].append(start(*program))
    print(f"{'CPU ms: median (least)':34} {'first picture':>16} {'× empty':>12} {'until still':>16} {'× empty':>12} {'MB own':>7}")
    for name, rounds in taken.items():
        line = f"{name:34}"
        for column in (0, 1):
            ours, empty = ([one[column] for one in each] for each in (rounds, taken["an empty Textual app"]))
            line += f" {middle(ours):9.0f} ({min(ours):4.0f}) {middle(ours) / middle(empty):5.2f} ({min(ours) / min(empty):4.2f})"
        print(f"{line} {middle([own for _, _, own in rounds]):7}", flush=True)


if __name__ == "__main__":
    main(sizes=[int(size) for size in sys.argv[1:]] or SIZES)
