"""Names in a query -> entities of the library, by any of their aliases."""

from __future__ import annotations

from collections.abc import Collection

from analysis.library.connection import Database
from analysis.library.documents import ENTITY
from analysis.library.terms import Terms
from analysis.query import Phrase, Text, Word

LABELS: dict[str, frozenset[str]] = {
    "person": frozenset({"PERSON"}),
    "org": frozenset({"ORG"}),
    "place": frozenset({"GPE", "LOC", "FAC"}),
}
"""Which labels of entities a field of the search language means; the other name fields mean all."""

_MOST_NEAR = 200
"""Entities that are looked at for how near their names come."""
_NEAREST = 3
_NEAR_ENOUGH = 60.0


class Names:
    """The names of the library, as one state of the index has them."""

    def __init__(self, terms: Terms, database: Database) -> None:
        self._terms = terms
        self._database = database

    def resolve(self, value: Text, labels: Collection[str] | None = None) -> list[int]:
        """Return the entities that `value` names: those with exactly this alias, else those with an alias that contains it."""
        ids = self._labelled(self._terms.numbers(self._terms.text("aka", value, inflected=False), ENTITY, "entity"), labels)
        if len(ids) > 1 and isinstance(value, Word | Phrase):
            wanted = self._terms.words(value.text)
            named = self._forms(ids).items()
            return [number for number, names in named if any(self._terms.words(name) == wanted for name in names)] or ids
        return ids

    def aliases(self, value: Text) -> list[list[str]]:
        """Return every name of the entities that `value` names, each as the index's words."""
        forms = self._forms(self.resolve(value))
        return [words for names in forms.values() for name in names if (words := self._terms.words(name))]

    def nearest(self, value: Text, labels: Collection[str] | None = None) -> list[str]:
        """Return the names of up to three entities that have a form, or words in a form, spelt like `value`.

        The nearest come first, of equals those in most articles.
        """
        from rapidfuzz import fuzz

        wanted = self._terms.words(value.text)
        ids = self._labelled(self._terms.best_numbers(self._terms.resembling("aka", value.text), ENTITY, "entity", _MOST_NEAR), labels)
        near: dict[str, float] = {}
        for names in self._forms(ids).values():
            parts = {part for name in names for part in _parts(self._terms.words(name), len(wanted))}
            score = max((fuzz.ratio(" ".join(wanted), part) for part in parts), default=0.0)
            near[names[0]] = max(score, near.get(names[0], _NEAR_ENOUGH))
        return sorted((name for name, score in near.items() if score > _NEAR_ENOUGH), key=lambda name: -near[name])[:_NEAREST]

    def _labelled(self, ids: list[int], labels: Collection[str] | None) -> list[int]:
        """Return those of these entities that have one of `labels`."""
        if labels is None:
            return ids
        sql = f"SELECT id FROM entities WHERE id IN ({','.join(map(str, ids))}) AND label IN ({','.join('?' * len(labels))})"
        return [number for (number,) in self._database.all(sql, sorted(labels))]

    def _forms(self, ids: list[int]) -> dict[int, list[str]]:
        """Return the names of those of these entities that still exist, those in most articles first; each is best known by its first."""
        marks = ",".join(map(str, ids))
        found = self._database.all(f"SELECT id, name FROM entities WHERE id IN ({marks}) ORDER BY articles DESC, id")
        forms = {number: [name] for number, name in found}
        for number, form in self._database.all(f"SELECT entity_id, form FROM aliases WHERE entity_id IN ({marks})"):
            if number in forms:
                forms[number].append(form)
        return forms


def _parts(words: list[str], count: int) -> list[str]:
    """Return the words of a name as one, and every run of `count` of them."""
    return [" ".join(words), *(" ".join(words[at : at + count]) for at in range(len(words) - count + 1))]
