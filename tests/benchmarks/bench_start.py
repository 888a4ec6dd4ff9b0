"""CPU time to the first picture of the list, beside an empty Textual app in the same run, at several sizes of the library."""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EMPTY = """
import time
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Pullquote")
    def on_mount(self):
        self.call_after_refresh(self.exit)
Empty().run()
"""
READER = """
import sys
from pathlib import Path
from tui.app import PullquoteApp
from tui.state import State
class Once(PullquoteApp):
    def on_mount(self):
        super().on_mount()
        self.reader.ingest = lambda *_: None
        self.call_after_refresh(lambda: self.call_after_refresh(self.exit))
Once(Path(sys.argv[1]), state=State()).run()
"""
REPORT = "\nimport resource, sys\nu = resource.getrusage(resource.RUSAGE_SELF)\nopen({out!r}, 'w').write(f'{{u.ru_utime + u.ru_stime}} {{u.ru_maxrss // 1024}} {{int(\"spacy\" in sys.modules)}}')\n"


def cpu(program: str, *args: str, rounds: int = 7) -> tuple[float, int, bool]:
    """Run a program in a pseudo-terminal of 120 by 40; return median CPU seconds, megabytes, and whether spaCy was imported."""
    seconds, memory, spacy = [], 0, False
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        for _ in range(rounds):
            master, slave = pty.openpty()
            env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
            code = program + REPORT.format(out=out)
            process = subprocess.Popen([sys.executable, "-c", code, *args], stdin=slave, stdout=slave, stderr=slave, env=env, close_fds=True)
            os.close(slave)
            while True:
                try:
                    if not os.read(master, 1 << 16):
                        break
                except OSError:
                    break
            process.wait()
            os.close(master)
            used, megabytes, imported = Path(out).read_text().split()
            seconds.append(float(used))
            memory, spacy = int(megabytes), imported == "1"
    return statistics.median(seconds), memory, spacy


def main(data: Path) -> None:
    """Print the table."""
    from tests.benchmarks.made import made_library

    empty, memory, _ = cpu(EMPTY)
    print(f"{'':34} {'CPU ms':>7} {'× empty':>8} {'MB':>5}  spaCy imported")
    print(f"{'an empty Textual app':34} {empty * 1000:7.0f} {1:8.2f} {memory:5}  no")
    with tempfile.TemporaryDirectory() as folder:
        for size in (10, 1_376, 100_000):
            library = made_library(Path(folder) / str(size), size)
            seconds, memory, spacy = cpu(READER, str(library))
            print(f"{f'the reader, {size:,} articles':34} {seconds * 1000:7.0f} {seconds / empty:8.2f} {memory:5}  {'yes' if spacy else 'no'}")
