"""The reader with a clock inside: from the moment when a key was read to the one when the frame that answers it went to the terminal.

Nothing of the program is changed for that: its process reads keys through a reading function, and writes frames to a file, that are ours.
What the times leave out is only how long the system took to wake the process up.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.terminal import Terminal

_PROGRAM = """
import os, re, sys, time
class Clock:
    # The first frame in which the pattern is found answers a key.
    def __init__(self, file, out, shows):
        self._file, self._out, self._read, self.key = file, open(out, "a", buffering=1), os.read, None
        self._shows = re.compile(shows)
    def __getattr__(self, name):
        return getattr(self._file, name)
    def read(self, number, most):
        data = self._read(number, most)
        if number == 0:
            self.key = time.perf_counter(), time.process_time()
        return data
    def write(self, text):
        written = self._file.write(text)
        if self.key is not None and self._shows.search(text):
            (wall, cpu), self.key = self.key, None
            self._out.write(f"{(time.perf_counter() - wall) * 1000} {(time.process_time() - cpu) * 1000}\\n")
        return written
clock = sys.__stderr__ = Clock(sys.__stderr__, sys.argv.pop(1), sys.argv.pop(1))
os.read = clock.read
from tui.__main__ import main
main()
"""
_PAUSE = 0.05
CURSOR = "\u258c"
"""The bar of the list's cursor."""


class Probe:
    """A reader that is being asked how long it takes."""

    def __init__(self, terminal: Terminal, out: Path) -> None:
        self.terminal = terminal
        self._out = out

    def press(self, key: bytes) -> tuple[float, float] | None:
        """Press a key; return wall and CPU milliseconds within the program until it is answered, None where no frame answered it."""
        before = self._out.stat().st_size
        self.terminal.press(key)
        end = time.perf_counter() + 1
        while self._out.stat().st_size == before and time.perf_counter() < end:
            self.terminal.settle(0.01)
        time.sleep(_PAUSE)
        with self._out.open() as out:
            out.seek(before)
            line = out.readline()
        wall, _, cpu = line.partition(" ")
        return (float(wall), float(cpu)) if line.endswith("\n") else None


@contextmanager
def probed(arguments: Sequence[str], environment: Mapping[str, str] | None = None, shows: str = CURSOR) -> Iterator[Probe]:
    """Run `pullquote` with these arguments and the clock in it; a frame answers a key when the pattern `shows` is found in it."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        out.touch()
        places = {"PULLQUOTE_STATE": str(Path(name) / "state.json"), "PULLQUOTE_CONFIG": str(Path(name) / "config.toml")}
        command = [sys.executable, "-c", _PROGRAM, str(out), shows, *arguments]
        with Terminal(command, {**os.environ, **(environment or {}), **places}) as terminal:
            yield Probe(terminal, out)
