"""The company that names keep, read from the library's tables: the names in a sample of their articles, the offices said beside them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from analysis.linking.company import SAMPLE, Evidence, weight

OFFICES = ""
"""Where `article_entities.forms` has the offices that an article gives somebody; the other keys are written forms."""
_SHARE_OF_WORD = 0.5
"""How much a word that is open itself says, as a part of what the full name would."""


class _Known(NamedTuple):
    weight: float
    open: str | None


class Companies:
    """Reads companies within one transaction, each once; no article may change while it does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, _Known] = {}
        self._samples: dict[int, list[int]] = {}
        self._of: dict[int, frozenset[int]] = {}
        self._bearers: dict[str, frozenset[int]] = {}

    def sample(self, name_id: int) -> list[int]:
        """Return the articles that tell a name's company: those of the smallest hashes, so that no order of arrival matters."""
        if name_id not in self._samples:
            rows = self._connection.execute(
                "SELECT article_id FROM article_entities WHERE name_id = ? ORDER BY rank, article_id LIMIT ?", (name_id, SAMPLE)
            )
            self._samples[name_id] = [row[0] for row in rows]
        return self._samples[name_id]

    def in_sample(self, name_id: int, rank: int) -> bool:
        """Say whether an article of this rank tells a name's company."""
        before = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM article_entities WHERE name_id = ? AND rank < ? LIMIT ?)", (name_id, rank, SAMPLE)
        ).fetchone()[0]
        return bool(before < SAMPLE)

    def of(self, name_id: int) -> frozenset[int]:
        """Return the names in the sample of a name's articles."""
        if name_id not in self._of:
            rows = self._connection.execute(
                f"SELECT name_id FROM article_entities WHERE article_id IN ({_listed(self.sample(name_id))})"
            ).fetchall()
            self._of[name_id] = frozenset(row[0] for row in rows) - {name_id}
        return self._of[name_id]

    def in_common(self, a: int, b: int) -> float:
        """Return how much the articles of two names have in common."""
        both = self.of(a) & self.of(b)
        self._learn(both)
        return sum(self._known[number].weight for number in both if self._known[number].open is None)

    def offices(self, name_ids: Iterable[int]) -> frozenset[str]:
        """Return the offices that the samples of these names' articles give them."""
        found: set[str] = set()
        for name_id in name_ids:
            rows = self._connection.execute(
                "SELECT forms FROM article_entities WHERE name_id = ? ORDER BY rank, article_id LIMIT ?", (name_id, SAMPLE)
            )
            for (forms,) in rows:
                found.update(offices_in(forms))
        return frozenset(found)

    def evidence(self, open_names: Collection[int]) -> dict[int, Evidence]:
        """Return what speaks for whom in the articles of names that are open; each has one article."""
        rows = self._connection.execute(
            f"SELECT article_id, name_id, forms FROM article_entities WHERE name_id IN ({_listed(open_names)}) ORDER BY article_id, local"
        ).fetchall()
        inside: dict[int, set[int]] = {}
        for article_id, name_id in self._connection.execute(
            f"SELECT article_id, name_id FROM article_entities WHERE article_id IN ({_listed({row[0] for row in rows})})"
        ):
            inside.setdefault(article_id, set()).add(name_id)
        self._learn(set().union(*inside.values()))
        offices: dict[int, set[str]] = {}
        article_of: dict[int, int] = {}
        for article_id, name_id, forms in rows:
            article_of[name_id] = article_id
            offices.setdefault(name_id, set()).update(offices_in(forms))
        return {
            name_id: Evidence([self._unit(other) for other in sorted(inside[article_id] - {name_id})], offices[name_id])
            for name_id, article_id in article_of.items()
        }

    def names_beside(self, open_names: Collection[int]) -> tuple[dict[int, frozenset[int]], dict[int, float]]:
        """Return the other names, none of them open, in the articles of names that are open, and what each of them says."""
        found: dict[int, set[int]] = {name_id: set() for name_id in open_names}
        for name_id, other in self._connection.execute(
            "SELECT e.name_id, o.name_id FROM article_entities e JOIN article_entities o ON o.article_id = e.article_id "
            f"WHERE e.name_id IN ({_listed(open_names)}) AND o.name_id <> e.name_id"
        ):
            found[name_id].add(other)
        every = set().union(*found.values())
        self._learn(every)
        firm = {number: self._known[number].weight for number in every if self._known[number].open is None}
        return {name_id: frozenset(others & firm.keys()) for name_id, others in found.items()}, firm

    def _unit(self, name_id: int) -> tuple[frozenset[int], float]:
        known = self._known[name_id]
        if known.open is None:
            return frozenset((name_id,)), known.weight
        return self._called(known.open), known.weight * _SHARE_OF_WORD

    def _called(self, word: str) -> frozenset[int]:
        """Return the names that have a word as surname or institution."""
        if word not in self._bearers:
            rows = self._connection.execute("SELECT name_id FROM name_clues WHERE clue IN (?, ?)", (f"s {word}", f"i {word}"))
            self._bearers[word] = frozenset(row[0] for row in rows)
        return self._bearers[word]

    def _learn(self, name_ids: Iterable[int]) -> None:
        new = [number for number in name_ids if number not in self._known]
        if new:
            for number, key, label, word in self._connection.execute(
                f"SELECT id, key, label, open FROM names WHERE id IN ({_listed(new)})"
            ):
                self._known[number] = _Known(weight(key, label), word)


def offices_in(forms: str) -> list[str]:
    """Return the offices in a value of `article_entities.forms`."""
    return json.loads(forms).get(OFFICES, []) if f'"{OFFICES}":' in forms else []


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))
