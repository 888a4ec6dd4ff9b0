"""CPU time to the first picture of the list, beside an empty Textual app in the same run, at several sizes of the library."""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import termios
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
import termios
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
REPORT = """
import resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
with open({out!r}, "w") as out:
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    out.write(f"{{used.ru_utime + used.ru_stime}} {{int(peak) // 1024}} {{int('spacy' in sys.modules)}}")
"""


def cpu(program: str, *args: str, rounds: int = 7) -> tuple[float, int, bool]:
    """Run a program in a pseudo-terminal of 120 by 40; return median CPU seconds, megabytes, and whether spaCy was imported."""
    seconds, memory, spacy = [], 0, False
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        for _ in range(rounds):
            master, slave = pty.openpty()
            termios.tcsetwinsize(slave, (40, 120))
            env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"TERM": "xterm-256color"}
            command = [sys.executable, "-c", program + REPORT.format(out=out), *args]
            process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env)
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
    from tests.benchmarks.big_library import big_library

    empty, memory, _ = cpu(EMPTY)
    print(f"{'':34} {'CPU ms':>7} {'× empty':>8} {'MB':>5}  spaCy imported")
    print(f"{'an empty Textual app':34} {empty * 1000:7.0f} {1:8.2f} {memory:5}  no")
    for size in (10, 1_376, 100_000):
        seconds, memory, spacy = cpu(READER, str(big_library(size)))
        print(f"{f'the reader, {size:,} articles':34} {seconds * 1000:7.0f} {seconds / empty:8.2f} {memory:5}  {'yes' if spacy else 'no'}")
