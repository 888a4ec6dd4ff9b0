"""From what people type to an article: its number, given id, address or path."""

from __future__ import annotations

import os

from analysis.library.connection import Database


def find(database: Database, key_or_number: str) -> int | None:
    """Return the id of the article that is meant, None where there is none.

    A given id wins over an address, that over a path, and all of them over the number that the list shows.
    """
    wanted = key_or_number.strip()
    if not wanted:
        return None
    for column, value in (("key", wanted), ("url", wanted), *_paths(wanted)):
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
    full = os.path.abspath(os.path.expanduser(wanted))  # noqa: PTH100, PTH111 - Path would resolve nothing more, and cost more
    return [("key", full), ("source", full)] + ([] if (real := os.path.realpath(full)) == full else [("source", real)])
