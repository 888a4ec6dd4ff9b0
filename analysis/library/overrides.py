"""The user's corrections as the linker applies them: by names and by keys of articles, never by ids, which come and go."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

NameRef = tuple[str, str]
"""Key and label of a name; see `analysis.linking.names.NameKey`."""

_LEFT_OUT = "left out"
"""How the rows of `meta` begin that tell which names of which articles are left out everywhere: the number of the name, of the article.

Such a name keeps its row, so that all is as it was once that is taken back; the value is its number.
"""


def payload_of(stored: str) -> dict[str, Any] | None:
    """Return what a correction says, None where it is damaged or makes no sense."""
    try:
        payload = json.loads(stored)
        for key, label in (*payload["names"], *([payload["into"]] if "into" in payload else [])):
            if not isinstance(key, str) or not isinstance(label, str):
                return None
    except (ValueError, KeyError, TypeError):
        return None
    return payload if isinstance(payload, dict) else None


class Overrides:
    """All corrections that hold."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.apart: dict[str, dict[NameRef, str]] = defaultdict(dict)
        """Key of an article -> its names that are not what their words say, each with ``split`` or ``not a name``."""
        self.nowhere: set[NameRef] = set()
        """Names that are none in any article."""
        self.merged: dict[NameRef, list[NameRef]] = defaultdict(list)
        """Name -> names that are the same, in both directions."""
        self.others: set[NameRef] = set()
        """Names that were merged into another's entity; its number, not theirs, stays."""
        self.renamed: dict[NameRef, str] = {}
        self.relabelled: dict[NameRef, str] = {}
        for kind, payload in connection.execute("SELECT kind, payload FROM corrections WHERE undone = 0 ORDER BY id"):
            read = payload_of(payload)
            if read is not None:
                self._take(kind, read)

    def _take(self, kind: str, payload: dict[str, Any]) -> None:
        names: list[NameRef] = [(key, label) for key, label in payload["names"]]
        if kind in ("split", "not a name") and "article" in payload:
            for name in names:
                self.apart[str(payload["article"])][name] = kind
        elif kind == "not a name":
            self.nowhere.update(names)
        elif kind == "merge" and "into" in payload:
            into = (payload["into"][0], payload["into"][1])
            for name in names:
                self.merged[name].append(into)
                self.merged[into].append(name)
            self.others.update(names)
        elif kind == "rename" and "value" in payload:
            self.renamed.update(dict.fromkeys(names, str(payload["value"])))
        elif kind == "relabel" and "value" in payload:
            self.relabelled.update(dict.fromkeys(names, str(payload["value"])))


NAMES_LEFT_OUT = f"SELECT value FROM meta WHERE name GLOB '{_LEFT_OUT} *'"
"""Selects the numbers of names that are left out everywhere."""


def leave_out(connection: sqlite3.Connection, name_id: int, article_id: int) -> None:
    """Note that an article has a name that is none in any article."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (f"{_LEFT_OUT} {name_id} {article_id}", name_id))


def is_left_out(connection: sqlite3.Connection, name_id: int) -> bool:
    """Say whether articles have a name that is none in any."""
    return connection.execute(f"SELECT 1 FROM meta WHERE {_OF_NAME} LIMIT 1", {"name": name_id}).fetchone() is not None


def take_in_again(connection: sqlite3.Connection, name_ids: Iterable[int]) -> list[int]:
    """Forget that these names were left out, and return the articles that they were left out of."""
    found = [
        row[0] for number in name_ids for row in connection.execute(f"DELETE FROM meta WHERE {_OF_NAME} RETURNING name", {"name": number})
    ]
    return [int(name.rpartition(" ")[2]) for name in found]


def lacking(connection: sqlite3.Connection) -> set[str]:
    """Return the keys of the articles of which the user says that one of their names is none, or somebody else's."""
    rows = connection.execute(f"SELECT name FROM meta WHERE name GLOB '{_LEFT_OUT} *'").fetchall()
    numbers = ",".join(name.rpartition(" ")[2] for (name,) in rows)
    keys = connection.execute(f"SELECT key FROM articles WHERE id IN ({numbers})").fetchall()
    return {key for (key,) in keys} | Overrides(connection).apart.keys()


_OF_NAME = f"name >= '{_LEFT_OUT} ' || :name || ' ' AND name < '{_LEFT_OUT} ' || :name || '!'"
