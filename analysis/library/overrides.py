"""The user's corrections as the linker applies them: by names and by keys of articles, never by ids, which come and go."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

NameRef = tuple[str, str]
"""Key and label of a name; see `analysis.linking.names.NameKey`."""


class Overrides:
    """All corrections that hold."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.apart: dict[str, dict[NameRef, str]] = defaultdict(dict)
        """Key of an article -> its names that are not what their words say, each with ``split`` or ``not a name``."""
        self.merged: dict[NameRef, list[NameRef]] = defaultdict(list)
        """Name -> names that are the same, in both directions."""
        self.others: set[NameRef] = set()
        """Names that were merged into another's entity; its number, not theirs, stays."""
        self.renamed: dict[NameRef, str] = {}
        self.relabelled: dict[NameRef, str] = {}
        for kind, payload in connection.execute("SELECT kind, payload FROM corrections WHERE undone = 0 ORDER BY id"):
            self._take(kind, json.loads(payload))

    def _take(self, kind: str, payload: dict[str, Any]) -> None:
        names: list[NameRef] = [(str(key), str(label)) for key, label in payload["names"]]
        if kind in ("split", "not a name"):
            for name in names:
                self.apart[payload["article"]][name] = kind
        elif kind == "merge":
            into = (str(payload["into"][0]), str(payload["into"][1]))
            for name in names:
                self.merged[name].append(into)
                self.merged[into].append(name)
            self.others.update(names)
        elif kind == "rename":
            self.renamed.update(dict.fromkeys(names, str(payload["value"])))
        elif kind == "relabel":
            self.relabelled.update(dict.fromkeys(names, str(payload["value"])))
