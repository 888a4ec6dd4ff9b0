"""Which library a command works on."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from tui.config import Config


def data_folder() -> Path:
    """Return the platform's folder for the program's data."""
    from platformdirs import user_data_path

    return user_data_path("pullquote", appauthor=False)


def library_folder(given: str | None, config: Config) -> Path:
    """Return the library's folder: as given, else PULLQUOTE_LIBRARY, else the config file, else the platform's data folder."""
    if chosen := given or os.environ.get("PULLQUOTE_LIBRARY"):
        return Path(chosen).expanduser()
    return config.library or data_folder() / "library"


def sample_folder() -> Path:
    """Return where the library of the sample articles lives, apart from the user's own."""
    return data_folder() / "sample"


def sample_articles() -> Path:
    """Return the folder of the sample articles that come with the program."""
    return Path(str(resources.files("seeds"))) / "articles"
