"""What every test gets: its own config, state and library folders, so that a developer's own are never read or written; and, where it
asks, a web server of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.local_site import Site

if TYPE_CHECKING:
    from analysis.sources.web import Fetcher

# A test that is slow on a busy machine is no wrong test.
settings.register_profile("pullquote", deadline=None)
settings.load_profile("pullquote")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("PULLQUOTE_STATE", str(home / "state.json"))
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(home / "library"))
    for name in ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """What asks without pausing, and takes this machine for the world."""
    from analysis.sources.web import Fetcher

    with Fetcher(pace=0, local=lambda host: False) as opened:
        yield opened
