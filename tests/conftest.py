"""What every test gets: its own config, state and library folders, so that a developer's own are never read or written."""

from pathlib import Path

import pytest
from hypothesis import settings

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
