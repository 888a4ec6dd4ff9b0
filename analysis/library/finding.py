"""From what people type to an article: its number, given id, address or path."""

from __future__ import annotations

import os

from analysis.canonical import canonical, clean_path
from analysis.library.connection import Database


def find(database: Database, key_or_number: str) -> int | None:
    """Return the id of the article that is meant, None where there is none.

    A given id wins over an address, that over a path, and all of them over the number that the list shows.
    """
    wanted = canonical(key_or_number).strip()
    if not wanted:
        return None
    for column, value in (("key", wanted), ("url", wanted), *_paths(key_or_number.strip())):
        number = database.value(f"SELECT id FROM articles WHERE {column} = ? ORDER BY id LIMIT 1", (value,))
        if number is not None:
            return int(number)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        number = database.value("SELECT id FROM articles WHERE id = ?", (int(wanted),))
        return None if number is None else int(number)
    return None


def _paths(wanted: str) -> list[tuple[str, str]]:
    if "\0" in wanted:
        return []
    path = os.path.abspath(os.path.expanduser(wanted))  # noqa: PTH100, PTH111 - Path would resolve nothing more, and cost more
    full, real = clean_path(path), clean_path(os.path.realpath(path))
    return [("key", full), ("source", full)] + ([] if real == full else [("source", real)])
