"""The reader with a clock inside, for what is typed into its search line: `python -m tests.benchmarks.typed_reader OUT [ARGUMENTS…]`.

Nothing of the program is changed for that: it reads keys through a reading function, writes pictures to a file and shows results
through methods that look at the clock. Into OUT goes a line for each key that was answered, see `Answer`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.terminal import Terminal

_LONGEST = 5.0
"""Seconds that an answer is waited for."""
_RHYTHM = 0.06
"""Seconds of quiet before the next key: who types fast presses ten to fifteen a second."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds from when a key was read until its letter was painted, until the results were, and of CPU time until then.

    A query that cannot be read has no results: there the second is the time until that was known.
    """

    letter: float
    results: float
    cpu: float
    refused: bool


class Typist:
    """Presses keys in a running reader."""

    def __init__(self, terminal: Terminal, out: Path) -> None:
        self.terminal = terminal
        self._out = out
        self._at = 0

    def press(self, keys: str) -> Answer | None:
        """Send keys at once, wait for the answer and a moment more; None where none came."""
        self.send(keys)
        end = time.perf_counter() + _LONGEST
        line = ""
        while not line.endswith("\n") and time.perf_counter() < end:
            self.terminal.settle(0.005)
            with self._out.open() as out:
                out.seek(self._at)
                line = out.readline()
        self.terminal.settle(_RHYTHM)
        if not line.endswith("\n"):
            return None
        self._at += len(line)
        return Answer(**json.loads(line))

    def send(self, keys: str) -> None:
        """Send keys and wait for nothing."""
        self.terminal.send(keys.encode())

    def clear(self) -> None:
        """Take away what stands in the line."""
        self.send("\x15")
        self.terminal.settle(0.3)
        self._at = self._out.stat().st_size


@contextmanager
def typist(folder: Path) -> Iterator[Typist]:
    """Open the reader on a library, in a process of its own, and wait until it is at rest."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        out.touch()
        places = {"PULLQUOTE_STATE": str(Path(name) / "state.json"), "PULLQUOTE_CONFIG": str(Path(name) / "config.toml")}
        command = [sys.executable, "-m", "tests.benchmarks.typed_reader", str(out), "--library", str(folder)]
        with Terminal(command, places) as terminal:
            terminal.wait_for("Library")
            terminal.settle(2)
            yield Typist(terminal, out)


class _Clock:
    """Stands for the file that pictures are written to, and is asked for keys."""

    def __init__(self, file: Any, out: Path) -> None:
        self._file, self._read = file, os.read
        self._out = out.open("a", buffering=1)
        self._key: tuple[float, float] | None = None
        self._came: bool | None = None
        self._letter: float | None = None
        self._last = 0.0
        self._sent = self._written = 0
        self._waits_for: int | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, number: int, most: int) -> bytes:
        """Read keys. What is pasted is longer than one reading, and counts from its first."""
        data = self._read(number, most)
        now = time.perf_counter()
        if number == 0 and (self._key is None or now - self._last > _RHYTHM / 2):
            self._came = self._letter = self._waits_for = None
            self._key = now, time.process_time()
        self._last = now
        return data

    def came(self, refused: bool) -> None:
        """Note that results, or what is wrong with the query, are known."""
        self._came = refused
        if refused:
            self._answer()

    def sent(self) -> None:
        """Note that a picture has been made."""
        if self._key is not None and self._letter is None:
            self._letter = (time.perf_counter() - self._key[0]) * 1000
        if self._came is False and self._waits_for is None:
            self._waits_for = self._sent

    def write(self, text: str) -> Any:
        """Write a part of a picture."""
        written = self._file.write(text)
        self._written += 1
        if self._waits_for is not None and self._written >= self._waits_for:
            self._answer()
        return written

    def count(self) -> None:
        """Note that a part of a picture waits for being written."""
        self._sent += 1

    def _answer(self) -> None:
        if self._key is not None and self._came is not None:
            (wall, cpu), self._key = self._key, None
            results, spent = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
            letter = results if self._letter is None else self._letter
            self._out.write(json.dumps({"letter": letter, "results": results, "cpu": spent, "refused": self._came}) + "\n")


def main(arguments: Sequence[str]) -> None:
    """Run `pullquote` with the clock in it."""
    out, *rest = arguments
    clock: Any = _Clock(sys.__stderr__, Path(out))
    sys.__stderr__ = clock
    os.read = clock.read

    from tui.app import PullquoteApp
    from tui.cli.group import run
    from tui.widgets.library_pane import LibraryPane
    from textual.drivers._writer_thread import WriterThread  # isort: skip  tui says first how often Textual may draw

    def after(owner: Any, name: str, note: Any) -> None:
        method = getattr(owner, name)

        def noted(*args: Any, **options: Any) -> Any:
            result = method(*args, **options)
            note()
            return result

        setattr(owner, name, noted)

    after(LibraryPane, "show_result", lambda: clock.came(False))
    after(LibraryPane, "show_error", lambda: clock.came(True))
    after(PullquoteApp, "post_display_hook", clock.sent)
    after(WriterThread, "write", clock.count)
    sys.exit(run(rest))


if __name__ == "__main__":
    main(sys.argv[1:])
