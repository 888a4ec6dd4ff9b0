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
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from analysis.article import Annotations, Entity, Label, MentionKind
from analysis.language.entities.person_names import without_possessive
from analysis.library.companies import OFFICES, Companies
from analysis.library.name_ties import NameTies
from analysis.library.names_table import LISTED, NamesTable
from analysis.library.open_names import OpenNames, waiting
from analysis.library.overrides import NameRef, Overrides, is_left_out, leave_out
from analysis.linking.countries import country_in
from analysis.linking.groups import Group, Tie, partition
from analysis.linking.likeness import FIRST, LABELS, Likeness, Name
from analysis.linking.names import NameKey, key_of, normal_form
from analysis.linking.offices_held import offices_held

__all__ = ["Linker", "normal_form"]

_BY_USER = Likeness("joined by you", 1.0)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Linker:
    """Links articles within one transaction: any number of `forget` and `add`, then `settle`, once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._table = NamesTable(connection)
        self._ties = NameTies(connection, self._table)
        self._companies = Companies(connection)
        self._overrides = Overrides(connection)
        self._touched: set[int] = set()
        self._words: set[str] = set()
        self._lost: set[str] = set()
        self._anew: set[str] = set()
        """Words of names whose company has lost an article, which may come back with other names."""
        self._entities: set[int] = set()
        self._added = 0

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
            self._take_away(name_id, json.loads(forms))
        self._table.count({row[0] for row in rows}, -1)

    def add(self, article_id: int, text: str, annotations: Annotations) -> dict[str, int]:
        """Take in the names of an article's entities; returns the name of each `Entity.id`, without those that are no names."""
        key, date = self._connection.execute("SELECT key, sort_date FROM articles WHERE id = ?", (article_id,)).fetchone()
        rank = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest())
        country = country_in(annotations.entities)
        held = [(entity, own) for entity in annotations.entities if (own := self._key(article_id, key, entity, country)) is not None]
        numbers = self._table.make([(own, entity.label, entity.name) for entity, own in held])
        named: dict[str, int] = {}
        rows = []
        aliases = []
        for (entity, _), name_id in zip(held, numbers, strict=True):
            named[entity.id] = name_id
            belongs_to = self._table.get(name_id).entity_id
            forms = forms_of(entity, text)
            aliases += [(name_id, form, normal_form(form) or form, belongs_to, count) for form, count in forms.items()]
            first = min((mention.start for mention in entity.mentions), default=0)
            offices = offices_held(text, entity.mentions) if entity.label is Label.PERSON else []
            kept = _JSON.encode(forms | {OFFICES: offices} if offices else forms)
            rows.append(
                (article_id, entity.id, belongs_to, entity.name, entity.label.value, len(entity.mentions), first, date, name_id, kept, rank)
            )
        many = self._connection.executemany
        many("INSERT INTO aliases VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count", aliases)
        many("INSERT INTO article_entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        names = set(numbers)
        self._table.count(names, 1)
        self._touch(names)
        self._added += 1
        return named

    def settle(self) -> None:
        """Group anew all names that the changes touched, and all that these are tied to."""
        affected = self._with_neighbours(self._touched)
        gone = [name_id for name_id in self._touched if not self._table.get(name_id).articles]
        self._table.bury([name_id for name_id in gone if not is_left_out(self._connection, name_id)])
        grouped = self._regroup(affected)
        self._decide(self._words | self._table.words_of(grouped))
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
        said = self._overrides.apart.get(article_key, {}).get((key.key, entity.label))
        if said == "not a name":
            return None
        own = f"{key.key} | {article_key}"
        named = NameKey(own, own, "", ()) if said == "split" else key._replace(key=own, base=own) if key.open else key
        if (key.key, entity.label) in self._overrides.nowhere:
            leave_out(self._connection, self._table.make([(named, entity.label, entity.name)])[0], article_id)
            return None
        return named

    def _take_away(self, name_id: int, forms: dict[str, int]) -> None:
        """Count written forms of a name down; names that they are short for may then be tied otherwise."""
        for form, count in forms.items():
            if form == OFFICES:
                continue
            self._connection.execute("UPDATE aliases SET count = count - ? WHERE name_id = ? AND form = ?", (count, name_id, form))
            if self._connection.execute("DELETE FROM aliases WHERE name_id = ? AND form = ? AND count <= 0", (name_id, form)).rowcount:
                norm = normal_form(form) or form
                tied = self._connection.execute("SELECT id FROM names WHERE base = ? AND id <> ? AND open IS NULL", (norm, name_id))
                self._touched.update(row[0] for row in tied.fetchall())

    def _touch(self, names: Iterable[int]) -> set[str]:
        """Have names grouped anew; returns the words that they leave open."""
        touched = set(names)
        self._touched |= touched
        self._table.read(touched)
        words = {word for name_id in touched if (word := self._table.is_open(name_id)) is not None}
        self._words |= words
        return words

    # Groups -------------------------------------------------------------------------------------------------------------------------------

    def _with_neighbours(self, names: Iterable[int]) -> set[int]:
        """Return names, all to which those among them that have no article left were tied, and all of the same entities."""
        found = set(names)
        self._table.read(found)
        self._words |= self._table.words_of(found)
        touched = [self._table.get(name_id) for name_id in found]
        gone = [name for name in touched if not name.articles]
        found.update(other.id for _, other, _ in self._ties.of(gone))
        found.update(other.id for name in gone for other in self._merged(name))
        entities = {name.entity_id for name in touched}
        self._entities |= entities
        for members in self._table.of_entities(entities).values():
            found.update(name.id for name in members)
        return found

    def _merged(self, name: Name) -> list[Name]:
        """Return the names that the user says are the same."""
        others = [self._table.find(key, label) for key, label in self._overrides.merged.get((name.key, name.label), ())]
        return [other for other in others if other is not None and other.articles]

    def _regroup(self, affected: Collection[int]) -> set[int]:
        """Group names, and all that ties lead to from them; returns their ids."""
        names: dict[int, Name] = {}
        ties: dict[tuple[int, int], Likeness] = {}
        same: list[tuple[int, int]] = []
        todo = [name for name in self._table.living(affected) if self._is_grouped(name)]
        while todo:
            names |= {name.id: name for name in todo}
            near: dict[int, Name] = {}
            for name, other, why in self._ties.of([name for name in todo if self._table.is_open(name.id) is None]):
                pair = (min(name.id, other.id), max(name.id, other.id))
                if pair not in ties or why.score > ties[pair].score:
                    ties[pair] = why
                near[other.id] = other
            for name in todo:
                for other in self._merged(name):
                    same.append((name.id, other.id))
                    near[other.id] = other
            todo = [name for name in near.values() if name.id not in names]
        of_first: dict[int, list[Tie]] = defaultdict(list)
        for (one, other_id), why in ties.items():
            of_first[one].append((one, other_id, why))
        for members in _connected(names, [*ties, *same]):
            tied = [tie for name_id in members for tie in of_first.get(name_id, ())]
            groups = partition({name_id: names[name_id] for name_id in members}, tied, self._companies.in_common)
            for united in self._united(groups) if len(groups) > 1 else [groups]:
                self._assign(united)
        return set(names)

    def _is_grouped(self, name: Name) -> bool:
        """Say whether a name belongs where its forms say; those that are open do not, unless the user has said where."""
        return self._table.is_open(name.id) is None or (name.key, name.label) in self._overrides.merged

    def _united(self, groups: list[Group]) -> list[list[Group]]:
        """Put groups together that the user has merged."""
        at = {name.id: number for number, group in enumerate(groups) for name in group.members}
        merged = [(number, at[other.id]) for number, group in enumerate(groups) for name in group.members for other in self._merged(name)]
        return [[groups[number] for number in sorted(numbers)] for numbers in _connected(range(len(groups)), merged)]

    def _assign(self, groups: list[Group]) -> None:
        """Give the names of one group, or of several that the user has merged, their entity."""
        homes = {name.id: self._table.home(name.id) for group in groups for name in group.members}
        into = [group for group in groups if not any((name.key, name.label) in self._overrides.others for name in group.members)]
        entity_id = min(homes[name.id] for group in into or groups for name in group.members)
        first = min(into or groups, key=lambda group: group.head.rank)
        for group in groups:
            for name in group.members:
                why = group.whys.get(name.id, FIRST) if group is first else _BY_USER
                self._move(name.id, entity_id, why)

    def _move(self, name_id: int, new: int, why: Likeness) -> None:
        """Have a name belong to an entity, and with it all that articles say of it."""
        old = self._table.belong(name_id, new, why)
        self._entities.add(new)
        if old is None:
            return
        self._entities.add(old)
        execute = self._connection.execute
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
        names = OpenNames(self._connection, self._table, self._companies, self._overrides.merged, self._added)
        for name, entity_id, why in names.decide(words, self._touched, self._lost, self._anew):
            self._move(name.id, entity_id, why)

    # What entities are called -------------------------------------------------------------------------------------------------------------

    def _describe_all(self) -> None:
        """Give all entities that something has changed of their name and label; drop those that have no names any more."""
        listed = (json.dumps(sorted(self._entities)),)
        called = self._connection.execute(f"SELECT id, name, label FROM entities WHERE id IN {LISTED} ORDER BY id", listed).fetchall()
        names = self._table.of_entities(number for number, _, _ in called)
        heads = {number: self._own(members)[0] for number, members in names.items() if members}
        forms = self._forms(heads.values())
        changed = []
        for number, name, label in called:
            if number in heads:
                found = self._described(names[number], forms[heads[number].id])
                if found != (name, label):
                    changed.append((*found, number))
            elif not self._connection.execute("SELECT 1 FROM names WHERE home_id = ?", (number,)).fetchone():
                self._connection.execute("DELETE FROM entities WHERE id = ?", (number,))
        self._connection.executemany("UPDATE entities SET name = ?, label = ? WHERE id = ?", changed)

    def _own(self, names: list[Name]) -> list[Name]:
        """Return those of an entity's names that the user has not merged into it, all where there are no others."""
        return [name for name in names if (name.key, name.label) not in self._overrides.others] or names

    def _described(self, names: list[Name], forms: list[str]) -> tuple[str, str]:
        """Return the name and label that most of an entity's articles have, or those that the user gave it.

        `forms` are those of its first own name, the commonest first.
        """
        own = self._own(names)
        refs = [(name.key, name.label) for name in (*own, *(name for name in names if name not in own))]
        articles: Counter[Label] = Counter()
        for name in own:
            articles[name.label] += name.articles
        most = min(articles, key=lambda label: (-articles[label], LABELS.index(label)))
        label = next((self._overrides.relabelled[ref] for ref in refs if ref in self._overrides.relabelled), most)
        given = next((self._overrides.renamed[ref] for ref in refs if ref in self._overrides.renamed), None)
        return given or _best_form(own[0], forms), label

    def _forms(self, names: Iterable[Name]) -> Mapping[int, list[str]]:
        """Return the written forms of names, the commonest first."""
        sql = f"SELECT name_id, form FROM aliases WHERE name_id IN {LISTED} ORDER BY name_id, count DESC, form"
        found: dict[int, list[str]] = defaultdict(list)
        for name_id, form in self._connection.execute(sql, (json.dumps([name.id for name in names]),)):
            found[name_id].append(form)
        return found


def _connected(numbers: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Put numbers together that pairs of them lead from one to the other."""
    group_of = {number: [number] for number in numbers}
    for a, b in pairs:
        one, other = sorted((group_of[a], group_of[b]), key=len, reverse=True)
        if one is not other:
            one.extend(other)
            for number in other:
                group_of[number] = one
    return list({id(group): group for group in group_of.values()}.values())


def _best_form(head: Name, forms: list[str]) -> str:
    """The commonest of the forms that are the whole name; one in capitals throughout only where there is no other."""
    if len(forms) < 2:
        return forms[0] if forms else head.base
    key, _, place = head.key.partition(" | ")[0].partition(" @ ")
    bare = {key, f"{key} @ {place}"}
    whole = [form for form in forms if key_of(form, head.label, place or None).key in bare] or forms
    return next((form for form in whole if not (" " in form and form.isupper())), whole[0])


def forms_of(entity: Entity, text: str) -> Counter[str]:
    """Count the written forms of an entity's names in its article, without possessives."""
    forms = Counter(
        " ".join(without_possessive(text[mention.start : mention.end]).split())
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME
    )
    del forms[""]
    return forms or Counter({entity.name: 1})
