"""A program of the user's that is given text on its standard input. No shell reads the command, and nothing of the text is part of it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence

from analysis.canonical import canonical

SECONDS = 30.0
MOST = 200_000
"""Bytes of what the program says that are kept; one that says more is told to stop."""
_LOOK_EVERY = 0.1


class PipeError(Exception):
    """The program could not be started, failed or took too long; the message says which and why."""


def pipe(program: Sequence[str], text: str, stopped: Callable[[], bool] = lambda: False, seconds: float = SECONDS) -> str:
    """Run `program`, a name and its arguments, on `text`, and return what it says, cleaned, on standard output and standard error.

    It is ended after `seconds`, or when `stopped` says so, with all that it has started. Raises `PipeError`.
    """
    with tempfile.TemporaryFile() as given:
        given.write(canonical(text).encode())
        given.seek(0)
        try:
            process = subprocess.Popen(program, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        except (OSError, ValueError) as error:
            raise PipeError(f"{program[0]} cannot be started: {getattr(error, 'strerror', None) or error}") from error
    try:
        out, ended = _said(process, time.monotonic() + seconds, stopped)
        if not ended:
            raise PipeError(f"{program[0]} took longer than {seconds:.0f} s and was ended")
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    said = canonical(out.decode("utf-8", "replace")).strip("\n")
    if process.returncode > 0:
        last = said.rpartition("\n")[2] or "it does not say why"
        raise PipeError(f"{program[0]} failed (exit code {process.returncode}): {last}")
    return said


def _said(process: subprocess.Popen[bytes], end: float, stopped: Callable[[], bool]) -> tuple[bytes, bool]:
    """Read what a program says until it ends; return that, and whether it ended or has said enough."""
    assert process.stdout is not None
    out = bytearray()
    with process.stdout as said:
        while time.monotonic() < end and not stopped():
            if select.select([said], [], [], _LOOK_EVERY)[0]:
                piece = os.read(said.fileno(), 1 << 16)
                out += piece
                if not piece or len(out) >= MOST:
                    break
            elif process.poll() is not None:
                break  # a child of its that goes on holds the pipe open
    while process.poll() is None and len(out) < MOST and time.monotonic() < end and not stopped():
        time.sleep(_LOOK_EVERY)
    return bytes(out[:MOST]), process.poll() is not None or len(out) >= MOST
