"""Names in a query -> entities of the library, by any of their aliases."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from analysis.library.connection import Database
from analysis.library.documents import ENTITY
from analysis.library.terms import Terms
from analysis.query import Phrase, Text, Word

if TYPE_CHECKING:
    import tantivy

LABELS: dict[str, frozenset[str]] = {
    "person": frozenset({"PERSON"}),
    "org": frozenset({"ORG"}),
    "place": frozenset({"GPE", "LOC", "FAC"}),
}
"""Which labels of entities a field of the search language means; the other name fields mean all."""

_MOST = 2_000
_NEAREST = 3
_NEAR_ENOUGH = 60.0


class Names:
    """The names of the library, as one state of the index has them."""

    def __init__(self, terms: Terms, database: Database) -> None:
        self._terms = terms
        self._database = database

    def resolve(self, value: Text, labels: Collection[str] | None = None) -> list[int]:
        """Return the entities that `value` names: those with exactly this alias, else those with an alias that contains it."""
        ids = self._with_words(self._terms.text("aka", value, inflected=False))
        if not ids:
            return []
        forms = self._forms(ids, labels)
        if isinstance(value, Word | Phrase):
            wanted = self._terms.words(value.text)
            exact = [number for number, names in forms.items() if any(self._terms.words(name) == wanted for name in names)]
            if exact:
                return exact
        return list(forms)

    def aliases(self, value: Text) -> list[list[str]]:
        """Return every name of the entities that `value` names, each as the index's words."""
        forms = self._forms(self.resolve(value), None)
        return [words for names in forms.values() for name in names if (words := self._terms.words(name))]

    def nearest(self, value: Text, labels: Collection[str] | None = None) -> list[str]:
        """Return up to three names that are spelt like `value`, the nearest first."""
        from rapidfuzz import fuzz, process

        forms = self._forms(self._with_words(self._terms.resembling("aka", value.text)), labels)
        by_words = {" ".join(self._terms.words(name)): name for names in forms.values() for name in names}
        wanted = " ".join(self._terms.words(value.text))
        found = process.extract(wanted, by_words.keys(), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_NEAR_ENOUGH)
        return [by_words[match[0]] for match in found]

    def _with_words(self, query: tantivy.Query) -> list[int]:
        return self._terms.numbers(query, ENTITY, "entity", _MOST)

    def _forms(self, ids: list[int], labels: Collection[str] | None) -> dict[int, list[str]]:
        """Return the names of those of these entities that still exist and have one of `labels`."""
        forms: dict[int, list[str]] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            for number, name, label in self._database.all(f"SELECT id, name, label FROM entities WHERE id IN ({marks})", part):
                if labels is None or label in labels:
                    forms[number] = [name]
            for number, form in self._database.all(f"SELECT entity_id, form FROM aliases WHERE entity_id IN ({marks})", part):
                if number in forms:
                    forms[number].append(form)
        return forms
