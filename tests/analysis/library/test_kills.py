"""Corrections, commits of the index and fetches killed with SIGKILL: what was confirmed is there, and nothing is half there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.analysis.library.killing import Left, kill_correcting, kill_fetching, kill_indexing

KILLS = 8


@pytest.mark.parametrize("kill", [kill_correcting, kill_indexing, kill_fetching])
def test_what_was_confirmed_survives(tmp_path: Path, kill: Callable[[Path, int, int], Left]) -> None:
    left = kill(tmp_path, KILLS, 3)
    assert left.lost == 0
    assert left.wrong == []
    assert left.confirmed > 0
