"""The entities of articles and the entities of the library: who is the same, kept in the library's tables.

An article's entity is known by its *name*: key and label of its fullest form (`analysis.linking.names`). Names that can be one are
put together into entities by what the library has at the moment, never by what came first: after every change, the names that
it touches, and all that these are tied to, are grouped anew. A name that leaves open whom it means, such as a bare surname, is a
name of its one article only and goes where the company that it keeps says.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable

from analysis.article import Annotations, Entity, Label, MentionKind
from analysis.language.entities.person_names import without_possessive
from analysis.library.companies import OFFICES, Companies
from analysis.library.names_table import NamesTable
from analysis.library.open_names import OpenNames, waiting
from analysis.library.overrides import NameRef, Overrides, is_left_out, leave_out
from analysis.linking.countries import country_in
from analysis.linking.groups import Group, partition
from analysis.linking.likeness import FIRST, LABELS, Likeness, Name
from analysis.linking.names import NameKey, key_of, normal_form
from analysis.linking.offices_held import offices_held

__all__ = ["Linker", "normal_form"]

_BY_USER = Likeness("joined by you", 1.0)


class Linker:
    """Links articles within one transaction: any number of `forget` and `add`, then `settle`, once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._table = NamesTable(connection)
        self._companies = Companies(connection)
        self._overrides = Overrides(connection)
        self._touched: set[int] = set()
        self._words: set[str] = set()
        self._lost: set[str] = set()
        self._anew: set[str] = set()
        """Words of names whose company has lost an article, which may come back with other names."""
        self._entities: set[int] = set()

    def forget(self, article_id: int) -> None:
        """Take an article's names out again, before its annotations change or go."""
        rows = self._connection.execute(
            "SELECT name_id, entity_id, rank, forms FROM article_entities WHERE article_id = ?", (article_id,)
        ).fetchall()
        self._lost |= self._touch(name_id for name_id, _, _, _ in rows)
        self._anew |= self._table.words_of([name_id for name_id, _, rank, _ in rows if self._companies.in_sample(name_id, rank)])
        self._entities.update(entity_id for _, entity_id, _, _ in rows)
        self._connection.execute("DELETE FROM article_entities WHERE article_id = ?", (article_id,))
        for name_id, _, _, forms in rows:
            self._count(name_id, json.loads(forms), -1)
        for name_id in {row[0] for row in rows}:
            self._connection.execute("UPDATE names SET articles = articles - 1 WHERE id = ?", (name_id,))

    def add(self, article_id: int, text: str, annotations: Annotations) -> dict[str, int]:
        """Take in the names of an article's entities; returns the name of each `Entity.id`, without those that are no names."""
        key, date = self._connection.execute("SELECT key, sort_date FROM articles WHERE id = ?", (article_id,)).fetchone()
        rank = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest())
        country = country_in(annotations.entities)
        named: dict[str, int] = {}
        rows = []
        for entity in annotations.entities:
            own = self._key(article_id, key, entity, country)
            if own is None:
                continue
            name_id = named[entity.id] = self._table.make(own, entity.label, entity.name)
            forms = forms_of(entity, text)
            self._count(name_id, forms, 1)
            first = min((mention.start for mention in entity.mentions), default=0)
            offices = offices_held(text, entity.mentions) if entity.label is Label.PERSON else []
            kept = json.dumps(forms | {OFFICES: offices} if offices else forms, ensure_ascii=False, separators=(",", ":"))
            rows.append((article_id, entity.id, name_id, entity.name, entity.label.value, len(entity.mentions), first, date, kept, rank))
        names = set(named.values())
        self._connection.executemany("UPDATE names SET articles = articles + 1 WHERE id = ?", [(name_id,) for name_id in sorted(names)])
        self._connection.executemany(
            "INSERT INTO article_entities SELECT ?1, ?2, entity_id, ?4, ?5, ?6, ?7, ?8, ?3, ?9, ?10 FROM names WHERE id = ?3", rows
        )
        self._touch(names)
        return named

    def settle(self) -> None:
        """Group anew all names that the changes touched, and all that these are tied to."""
        affected = self._with_neighbours(self._touched)
        self._bury()
        done: set[int] = set()
        for name_id in sorted(affected):
            if name_id not in done and (name := self._living(name_id)) is not None:
                done |= self._regroup(name)
        self._decide(self._words | self._table.words_of(done))
        self._describe_all()

    def decide_waiting(self) -> bool:
        """Decide some of the names that wait for it since `settle` had enough to do; says whether more of them wait."""
        if not waiting(self._connection):
            return False
        self._decide(())
        self._describe_all()
        return waiting(self._connection)

    def reconsider(self, names: Iterable[NameRef]) -> None:
        """Have names grouped anew at `settle`, since a correction of them came or went."""
        for key, label in names:
            found = self._table.find(key, label)
            if found is not None:
                self._touch([found.id])
                self._entities.add(found.entity_id)

    # Names of one article -----------------------------------------------------------------------------------------------------------------

    def _key(self, article_id: int, article_key: str, entity: Entity, country: str | None) -> NameKey | None:
        """The name of an article's entity, None where the user says that it is none."""
        key = key_of(entity.name, entity.label, country)
        said = self._overrides.apart.get(article_key, {}).get((key.key, entity.label.value))
        if said == "not a name":
            return None
        own = f"{key.key} | {article_key}"
        named = NameKey(own, own, "", ()) if said == "split" else key._replace(key=own, base=own) if key.open else key
        if (key.key, entity.label.value) in self._overrides.nowhere:
            leave_out(self._connection, self._table.make(named, entity.label, entity.name), article_id)
            return None
        return named

    def _count(self, name_id: int, forms: dict[str, int], step: int) -> None:
        """Count written forms of a name up or down; names that they are short for may then be tied otherwise."""
        for form, count in forms.items():
            if form == OFFICES:
                continue
            norm = normal_form(form) or form
            if step > 0:
                self._connection.execute(
                    "INSERT INTO aliases SELECT id, ?2, ?3, entity_id, ?4 FROM names WHERE id = ?1 "
                    "ON CONFLICT DO UPDATE SET count = count + ?4",
                    (name_id, form, norm, count),
                )
                continue
            self._connection.execute("UPDATE aliases SET count = count - ? WHERE name_id = ? AND form = ?", (count, name_id, form))
            if self._connection.execute("DELETE FROM aliases WHERE name_id = ? AND form = ? AND count <= 0", (name_id, form)).rowcount:
                tied = self._connection.execute("SELECT id FROM names WHERE base = ? AND id <> ? AND open IS NULL", (norm, name_id))
                self._touched.update(row[0] for row in tied.fetchall())

    def _touch(self, names: Iterable[int]) -> set[str]:
        """Have names grouped anew; returns the words that they leave open."""
        touched = set(names)
        self._touched |= touched
        words = {word for name_id in touched if (word := self._table.is_open(name_id)) is not None}
        self._words |= words
        return words

    # Groups -------------------------------------------------------------------------------------------------------------------------------

    def _with_neighbours(self, names: Iterable[int]) -> set[int]:
        """Return names, all to which those among them that have no article left were tied, and all of the same entities."""
        found = set(names)
        for name_id in list(found):
            name = self._table.get(name_id)
            self._words |= self._table.words_of([name_id])
            self._entities.add(name.entity_id)
            if not name.articles:
                found.update(other.id for other, _ in self._table.ties(name))
                found.update(other.id for other, _ in self._merged(name))
            found.update(other.id for other in self._table.of_entity(name.entity_id))
        return found

    def _bury(self) -> None:
        """Delete the names without articles, and entities of their own that nothing stands for any more."""
        for name_id in self._touched:
            if is_left_out(self._connection, name_id):
                continue
            row = self._connection.execute("DELETE FROM names WHERE id = ? AND articles = 0 RETURNING entity_id", (name_id,)).fetchone()
            if row is not None:
                self._connection.execute("DELETE FROM name_clues WHERE name_id = ?", (name_id,))

    def _living(self, name_id: int) -> Name | None:
        row = self._connection.execute("SELECT open, key, label FROM names WHERE id = ? AND articles > 0", (name_id,)).fetchone()
        if row is None or (row[0] is not None and (row[1], row[2]) not in self._overrides.merged):
            return None
        return self._table.get(name_id)

    def _merged(self, name: Name) -> Iterable[tuple[Name, Likeness]]:
        for key, label in self._overrides.merged.get((name.key, name.label.value), ()):
            other = self._table.find(key, label)
            if other is not None and other.articles:
                yield other, _BY_USER

    def _regroup(self, start: Name) -> set[int]:
        """Group a name and all that ties lead to from it; returns their ids."""
        names: dict[int, Name] = {}
        groups: list[Group] = []
        todo = [start]
        while todo:
            name = todo.pop()
            if name.id in names:
                continue
            found, ties = ({name.id: name}, []) if self._table.is_open(name.id) else self._table.component(name)
            groups += partition(found, ties, self._companies.in_common)
            names |= found
            todo += [other for one in found.values() for other, _ in self._merged(one)]
        for united in self._united(groups):
            self._assign(united)
        return set(names)

    def _united(self, groups: list[Group]) -> list[list[Group]]:
        """Put groups together that the user has merged."""
        at = {name.id: number for number, group in enumerate(groups) for name in group.members}
        union = {number: [number] for number in range(len(groups))}
        for number, group in enumerate(groups):
            for name in group.members:
                for other, _ in self._merged(name):
                    one, two = union[number], union[at[other.id]]
                    if one is not two:
                        one.extend(two)
                        for member in two:
                            union[member] = one
        distinct = {id(numbers): numbers for numbers in union.values()}
        return [[groups[number] for number in sorted(numbers)] for numbers in distinct.values()]

    def _assign(self, groups: list[Group]) -> None:
        """Give the names of one group, or of several that the user has merged, their entity."""
        homes = {name.id: self._table.home(name.id) for group in groups for name in group.members}
        into = [
            group for group in groups if not any((name.key, name.label.value) in self._overrides.others for name in group.members)
        ]  # fmt: skip
        entity_id = min(homes[name.id] for group in into or groups for name in group.members)
        first = min(into or groups, key=lambda group: group.head.rank)
        for group in groups:
            for name in group.members:
                why = group.whys.get(name.id, FIRST) if group is first else _BY_USER
                self._move(name.id, name.entity_id, entity_id, why)

    def _move(self, name_id: int, old: int, new: int, why: Likeness) -> None:
        self._connection.execute(
            "UPDATE names SET reason = ?2, score = ?3 WHERE id = ?1 AND (reason IS NOT ?2 OR score IS NOT ?3)",
            (name_id, why.reason, round(why.score, 3)),
        )
        self._entities.add(new)
        if old == new:
            return
        self._entities.add(old)
        execute = self._connection.execute
        execute("UPDATE names SET entity_id = ? WHERE id = ?", (new, name_id))
        execute("UPDATE aliases SET entity_id = ? WHERE name_id = ?", (new, name_id))
        articles = "article_id IN (SELECT article_id FROM article_entities WHERE name_id = ?2) AND name_id = ?2"
        execute(f"UPDATE quotes SET entity_id = ?1 WHERE {articles}", (new, name_id))
        execute(f"UPDATE quote_mentions SET entity_id = ?1 WHERE {articles}", (new, name_id))
        moved = execute("SELECT DISTINCT article_id FROM article_entities WHERE name_id = ? ORDER BY article_id", (name_id,)).fetchall()
        execute("UPDATE article_entities SET entity_id = ?1 WHERE name_id = ?2", (new, name_id))
        for (article_id,) in moved:
            execute("UPDATE counts SET n = n + 1 WHERE name = 'change'")
            execute("UPDATE articles SET change = (SELECT n FROM counts WHERE name = 'change') WHERE id = ?", (article_id,))

    def _decide(self, words: Collection[str]) -> None:
        names = OpenNames(self._connection, self._table, self._companies, self._overrides.merged)
        for name, entity_id, why in names.decide(words, self._touched, self._lost, self._anew):
            self._move(name.id, name.entity_id, entity_id, why)

    # What entities are called -------------------------------------------------------------------------------------------------------------

    def _describe_all(self) -> None:
        for entity_id in sorted(self._entities):
            self._describe(entity_id)

    def _describe(self, entity_id: int) -> None:
        """Give an entity the name and label that most of its articles have, or those that the user gave it; drop one that has no names."""
        names = self._table.of_entity(entity_id)
        if not names:
            if not self._connection.execute("SELECT 1 FROM names WHERE home_id = ?", (entity_id,)).fetchone():
                self._connection.execute("DELETE FROM entities WHERE id = ?", (entity_id,))
            return
        others = [name for name in names if (name.key, name.label.value) in self._overrides.others]
        names = [name for name in names if name not in others] or names
        refs = [(name.key, name.label.value) for name in (*names, *others)]
        head = names[0]
        called = next((self._overrides.renamed[ref] for ref in refs if ref in self._overrides.renamed), None) or self._best_form(head)
        articles: Counter[Label] = Counter()
        for name in names:
            articles[name.label] += name.articles
        most = min(articles, key=lambda label: (-articles[label], LABELS.index(label))).value
        label = next((self._overrides.relabelled[ref] for ref in refs if ref in self._overrides.relabelled), most)
        self._connection.execute(
            "UPDATE entities SET name = ?2, label = ?3 WHERE id = ?1 AND (name <> ?2 OR label <> ?3)", (entity_id, called, label)
        )

    def _best_form(self, head: Name) -> str:
        """The commonest of the forms that are the whole name; one in capitals throughout only where there is no other."""
        rows = self._connection.execute(
            "SELECT form, count FROM aliases WHERE name_id = ? ORDER BY count DESC, form", (head.id,)
        ).fetchall()
        key, _, place = head.key.partition(" | ")[0].partition(" @ ")
        bare = {key, f"{key} @ {place}"}
        whole = [form for form, _ in rows if key_of(form, head.label, place or None).key in bare]
        forms = whole or [form for form, _ in rows]
        return next((form for form in forms if not (" " in form and form.isupper())), forms[0] if forms else head.base)


def forms_of(entity: Entity, text: str) -> Counter[str]:
    """Count the written forms of an entity's names in its article, without possessives."""
    forms = Counter(
        " ".join(without_possessive(text[mention.start : mention.end]).split())
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME
    )
    del forms[""]
    return forms or Counter({entity.name: 1})
