"""Whoever makes a library, corrects names, fetches feeds or commits to the index is killed: nothing confirmed is lost or half there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.library.check import check
from analysis.library.store import Store
from tests.analysis.library.killing import Left, kill_correcting, kill_fetching, kill_indexing, kill_making

KILLS = 8


@pytest.mark.parametrize("kill", [kill_correcting, kill_indexing, kill_fetching, kill_making])
def test_what_was_confirmed_survives(tmp_path: Path, kill: Callable[[Path, int, int], Left]) -> None:
    left = kill(tmp_path, KILLS, 3)
    assert left.lost == 0
    assert left.wrong == []
    assert left.confirmed > 0


def test_a_library_that_was_only_begun_opens(tmp_path: Path) -> None:
    """SQLite leaves a journal to be rolled back, which nobody can who only reads."""
    path = tmp_path / "library" / "library.db"
    path.parent.mkdir(mode=0o700)
    code = (
        "import os, sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1'); connection.execute('BEGIN'); connection.execute('CREATE TABLE meta (name, value)')\n"
        "connection.executemany('INSERT INTO meta VALUES (?, ?)', ((n, 'x' * 2000) for n in range(500))); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.stat().st_size and path.with_name("library.db-journal").exists(), "half of it has reached the disk"
    path.chmod(0o600)
    with Store.open(path.parent) as store:
        assert store.count() == 0
        assert check(store) == []
