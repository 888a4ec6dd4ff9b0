"""A program in a pseudo-terminal, watched from outside: when it draws, how much of the processor it takes, how large it is.

Works for any program, so that ours and others are measured alike. Needs /proc.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

QUIET = 0.08
"""Seconds without output after which a program has drawn what it draws for a key."""
LONGEST = 0.3
"""Seconds that a key is followed at most, for programs that draw all the time."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a key, or the start, took: wall time to the first output and to the last, and CPU time until then, in milliseconds."""

    first: float
    last: float
    cpu: float


class Terminal:
    """Runs a program in a terminal of 120 by 40."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, 120))
        variables = {**os.environ, "TERM": "xterm-256color", **(environment or {})}
        variables.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled modules, as a user has them
        self._began = time.perf_counter()
        self._process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=variables, start_new_session=True)
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def wait_for(self, words: str, seconds: float = 60) -> Drawn:
        """Wait until `words` have been drawn, and then for quiet; the times count from the start of the program.

        Raises `TimeoutError`.
        """
        out, end = b"", time.perf_counter() + seconds
        while time.perf_counter() < end:
            out += self._read(0.2)
            if words.encode() in out:
                at, cpu = time.perf_counter() - self._began, self.cpu()
                self.settle(0.5)
                return Drawn(at * 1000, at * 1000, cpu)
            if self._process.poll() is not None:
                break
        raise TimeoutError(f"{words} was not drawn within {seconds:.0f} s; the last that came was {out[-200:]!r}")

    def press(self, key: bytes, seconds: float = 20) -> Drawn:
        """Send a key and wait until it is answered."""
        cpu, began = self.cpu(), time.perf_counter()
        self.send(key)
        self._read(seconds)
        first = last = time.perf_counter()
        while last - first < LONGEST and self._read(QUIET):
            last = time.perf_counter()
        return Drawn((first - began) * 1000, (last - began) * 1000, self.cpu() - cpu)

    def send(self, keys: bytes) -> None:
        """Send keys and wait for nothing."""
        os.write(self._master, keys)

    def settle(self, quiet: float = QUIET) -> None:
        """Read until the program has been quiet for a while, or has gone on drawing for a second more than that."""
        end = time.perf_counter() + quiet + 1
        while time.perf_counter() < end and self._read(quiet):
            pass

    def cpu(self) -> float:
        """Return the CPU time of all the threads of the program, without its children, in milliseconds."""
        return cpu_of(self._process.pid) * 1000

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Return megabytes for the program and every process below it, by what it is: the most that it ever had, and what is its own now.

        The first counts pages of files (the index, the library) that the system lends and takes back, too.
        """
        sizes: dict[str, tuple[int, int]] = {}
        for number in (self._process.pid, *children(self._process.pid)):
            try:
                status = Path(f"/proc/{number}/status").read_text()
                command = Path(f"/proc/{number}/cmdline").read_text().split("\0")
            except OSError:
                continue
            if "VmHWM" in status:
                kind = next((part.rpartition(".")[2] for part in command if part.startswith("analysis.library.")), "the program itself")
                most, own = (int(status.partition(f"{name}:")[2].split()[0]) >> 10 for name in ("VmHWM", "RssAnon"))
                sizes[kind] = max(sizes.get(kind, (0, 0)), (most, own))
        return sizes

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._master, 1 << 16)
        except OSError:
            return b""


def cpu_of(number: int) -> float:
    """Return the CPU seconds of all the threads of a process, without its children."""
    total = 0
    for task in Path(f"/proc/{number}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:
            continue  # a thread that has just ended
    return total / 1e9


def children(number: int) -> list[int]:
    """Return the processes below one, with theirs."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            below.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except (OSError, ValueError):
            continue
    found = list(below.get(number, []))
    for child in found:
        found += below.get(child, [])
    return found


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


def high(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(values)[min(len(values) - 1, len(values) * 99 // 100)]
