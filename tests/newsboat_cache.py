"""A cache made by newsboat itself, where that is installed: its own reload, its own read list, a flag set in its own window."""

from __future__ import annotations

import os
import select
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.local_site import rss

NEWSBOAT = shutil.which("newsboat") if sys.platform != "win32" else None
FLAGS = "as"
_PATIENCE = 10.0
_TRIES = 5


def make_cache(folder: Path, articles: int, read: int) -> Path:
    """Let newsboat load a feed file of `articles`, mark the first `read` as read, and flag one of the others; return its cache."""
    body = "<p>The ferry to Tarn will cost four crowns from June, Mara Lund said.</p><p>“We had no choice,” she said &amp; left.</p>"
    feed, urls, cache = folder / "feed.xml", folder / "urls", folder / "cache.db"
    feed.write_bytes(rss("Harbour Notes", *((f"Ferry {n}", f"https://n.example/{n}", f"{body}<p>Pier {n}.</p>") for n in range(articles))))
    urls.write_text(f"{feed.as_uri()}\n")
    command = [str(NEWSBOAT), "-q", "-u", str(urls), "-c", str(cache), "-C", os.devnull]
    environment = {**os.environ, "HOME": str(folder), "TERM": "xterm", "LINES": "24", "COLUMNS": "80"}
    subprocess.run([*command, "-x", "reload"], env=environment, check=True, capture_output=True, timeout=60)
    with closing(sqlite3.connect(cache)) as store:
        known = dict(store.execute("SELECT url, guid FROM rss_item").fetchall())
    (folder / "read").write_text("".join(f"{known[f'https://n.example/{n}']}\n" for n in range(read)))
    subprocess.run([*command, "-I", str(folder / "read")], env=environment, check=True, capture_output=True, timeout=60)
    loaded = cache.read_bytes()
    for _ in range(_TRIES):
        _flag_one(command, environment, cache)
        if _flagged(cache):
            return cache
        cache.write_bytes(loaded)  # a key came before its window was ready for it
    raise RuntimeError("newsboat's window took no flag")


def _flag_one(command: list[str], environment: dict[str, str], cache: Path) -> None:
    """Open the feed in newsboat's window and flag the article at the cursor, by pressing keys."""
    import pty

    process, terminal = pty.fork()
    if not process:
        os.execvpe(command[0], command, environment)
    try:
        _until(terminal, b"Harbour Notes")
        os.write(terminal, b"\r")
        _until(terminal, b"Ferry")
        os.write(terminal, b"\x05")
        _until(terminal, b"Flags")
        os.write(terminal, FLAGS.encode() + b"\r")
        deadline = time.monotonic() + _PATIENCE
        while not _flagged(cache) and time.monotonic() < deadline:
            _drain(terminal, 0.1)
        os.write(terminal, b"Q")
        while os.waitpid(process, os.WNOHANG) == (0, 0):
            _drain(terminal, 0.1)
            if time.monotonic() > deadline + _PATIENCE:
                os.kill(process, 9)
    finally:
        os.close(terminal)


def _flagged(cache: Path) -> bool:
    with closing(sqlite3.connect(cache)) as store:
        return store.execute("SELECT count(*) FROM rss_item WHERE flags <> ''").fetchone() == (1,)


def _until(terminal: int, words: bytes) -> None:
    """Wait until the window shows these words, and then until it is still."""
    seen, deadline = b"", time.monotonic() + _PATIENCE
    while words not in seen and time.monotonic() < deadline:
        seen += _drain(terminal, 0.1)
    while _drain(terminal, 0.5) and time.monotonic() < deadline:
        pass


def _drain(terminal: int, seconds: float) -> bytes:
    ready, _, _ = select.select([terminal], [], [], seconds)
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:
        return b""
