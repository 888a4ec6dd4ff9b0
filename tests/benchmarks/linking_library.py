"""A library of 100,000 articles with about 60 mentions each, for measuring linking: invented names in Zipf's proportions, linked.

Its rows are written as linking would leave them, since linking so many articles takes a quarter of an hour. Some thousands of articles
have surnames only. Made once and kept in the system's folder for temporary files; what writes works on a copy.
"""

from __future__ import annotations

import json
import pickle
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from analysis.article import Annotations, Entity, Label, Mention
from analysis.language.wire import annotations_to_json
from analysis.library.index import Index
from analysis.library.store import Store
from analysis.linking.names import NameKey, key_of

_VERSION = 1
ARTICLES = 100_000
ENTITIES = 24
"""An article's; each is mentioned 2.5 times."""
TOP = 20_000
"""How many articles have the person that is known best, the newest of all among them."""
ALONE = 1_000
"""How many have this person's surname only."""
OTHERS_ALONE = 20_000
"""How many have only the surname of one of the other best known persons."""
_NEWEST = "2024-12-28"
"""The date of the newest articles, all of them with that person; they can be read with their names marked."""
MENTIONS = 3
"""How often that person is named in each of these."""
_KNOWN = 300
_ONSETS = "b br d dr f g gr h j k kl l m n p r s st t tr v z sh".split()
_VOWELS = "a e i o u ei ou".split()
_PUT_OFF = ("article_entities_by_entity", "article_entities_by_name", "aliases_by_norm", "aliases_by_entity", "name_clues_by_name")

Names = list[tuple[str, Label]]


class _Row(NamedTuple):
    """A name as the library has it."""

    form: str
    label: Label
    key: NameKey
    entity: int


def library() -> tuple[Path, Names]:
    """Return the library's folder and its names, the best known person first; made where there is none yet."""
    folder = Path(tempfile.gettempdir()) / f"pullquote-bench-linking-{_VERSION}"
    if not (folder / "names").exists():
        shutil.rmtree(folder, ignore_errors=True)
        began = time.process_time()
        with Store.open(folder, durable=False) as store:
            names = _fill(store, random.Random(5))
            with Index.open(folder, readonly=False) as index:
                index.catch_up(store)
        (folder / "names").write_bytes(pickle.dumps(names))
        print(f"  made {ARTICLES:,} articles with {len(names):,} names: {time.process_time() - began:.0f} s of CPU time")
    return folder, pickle.loads((folder / "names").read_bytes())


def word(rng: random.Random, syllables: int) -> str:
    """Return an invented word with a capital."""
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)).title()


def weights(names: Sequence[object]) -> list[float]:
    """Return the cumulative weights by which names are drawn."""
    return list(accumulate(1 / (rank + 8) for rank in range(len(names))))


def marked_up(chosen: Sequence[tuple[str, Label]]) -> tuple[str, Annotations]:
    """Return a text of these names, the first of them three times, with what the analysis would say of it."""
    lines: list[str] = []
    mentions: dict[int, list[Mention]] = {}
    at = 0
    for i in (*range(len(chosen)), *range(0, len(chosen), 2), 0):  # the first one `MENTIONS` times
        sentence = f"{chosen[i][0]} spoke of it at some length, and nobody who was there had anything to add."
        mentions.setdefault(i, []).append(Mention(at, at + len(chosen[i][0])))
        lines.append(sentence)
        at += len(sentence) + 1
    entities = [Entity(f"e{i}", name, label, tuple(mentions[i])) for i, (name, label) in enumerate(chosen)]
    return "\n".join(lines), Annotations(tuple(entities), pipeline="made 1")


def _names(rng: random.Random) -> Names:
    given = [word(rng, 2) for _ in range(800)]
    family = [word(rng, rng.choice((2, 3))) for _ in range(9_000)]
    persons = {f"{rng.choice(given)} {rng.choice(family)}" for _ in range(60_000)}
    bodies = {f"{word(rng, 3)} {rng.choice(('Union', 'Bank', 'Council', 'Institute', 'Group', 'Press'))}" for _ in range(25_000)}
    places = {word(rng, 3) for _ in range(5_000)}
    made = [(name, Label.PERSON) for name in sorted(persons)] + [(name, Label.ORG) for name in sorted(bodies)]
    made += [(name, Label.GPE) for name in sorted(places)]
    rng.shuffle(made)
    made = list({key_of(name, label).key + label: (name, label) for name, label in made}.values())
    first = next(i for i, (_, label) in enumerate(made) if label is Label.PERSON)
    made[0], made[first] = made[first], made[0]
    return made


def _open_names(rng: random.Random, names: Names) -> dict[int, _Row]:
    """Return the surnames that stand alone, by the numbers of their articles."""
    surnames = [name.split()[1] for name, label in names if label is Label.PERSON][: _KNOWN + 1]
    found: dict[int, _Row] = {}

    def leave_open(number: int, surname: str, entity: int) -> None:
        key = f"{surname.casefold()} | a{number}"
        found[number] = _Row(surname, Label.PERSON, NameKey(key, key, surname.casefold(), ()), entity)

    for n in range(OTHERS_ALONE):
        leave_open(n * (ARTICLES // OTHERS_ALONE) + 3, surnames[int(_KNOWN ** rng.random())], 0)
    for n in range(ALONE):
        leave_open(n * 90 + 7, surnames[0], 1)
    return found


def _fill(store: Store, rng: random.Random) -> Names:
    names = _names(rng)
    rows = [_Row(name, label, key_of(name, label), i) for i, (name, label) in enumerate(names, 1)]
    alone = _open_names(rng, names)
    number_of = {number: len(rows) + i for i, number in enumerate(alone, 1)}
    rows += [row._replace(entity=row.entity or number_of[number]) for number, row in alone.items()]
    with store.database.writing() as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'article_entities'"
        ).fetchall()
        indexes = [row for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'") if row[0] in _PUT_OFF]
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.executemany(
            "INSERT INTO entities (id, name, label) VALUES (?, ?, ?)", ((i, row.form, row.label) for i, row in enumerate(rows, 1))
        )
        connection.executemany(
            "INSERT INTO names (id, key, label, base, open, entity_id, home_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1)",
            ((i, row.key.key, row.label, row.key.base, row.key.open or None, row.entity) for i, row in enumerate(rows, 1)),
        )
        connection.executemany(
            "INSERT INTO name_clues VALUES (?, ?)", ((clue, i) for i, row in enumerate(rows, 1) for clue in row.key.clues)
        )
        drawn = weights(names)
        for start in range(1, ARTICLES + 1, 2_000):
            _fill_part(connection, rng, range(start, start + 2_000), rows, number_of, drawn)
        _count(connection)
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("DELETE FROM names WHERE articles = 0")
        for _, sql in triggers:
            connection.execute(sql)
    store.database.run("ANALYZE")
    return names


def _fill_part(
    connection: sqlite3.Connection, rng: random.Random, numbers: range, rows: list[_Row], alone: dict[int, int], drawn: list[float]
) -> None:
    articles, entities = [], []
    for number in numbers:
        top = number % (ARTICLES // TOP) == 0
        date = f"{2024 if top else 2015 + number % 9}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        chosen = set(rng.choices(range(len(drawn)), cum_weights=drawn, k=ENTITIES)) - {0}
        if top:
            chosen.add(0)
        if number in alone:
            chosen.add(alone[number] - 1)
        text, said = "text", None
        if date == _NEWEST:
            text, annotations = marked_up([rows[which][:2] for which in sorted(chosen)])
            said = json.dumps(annotations_to_json(annotations))
        blocks = json.dumps([[0, len(text), "paragraph"]])
        articles.append(
            (number, f"a{number}", f"Title {number}", f"title {number}", "\U0010ffff", date, 600, 1, number, "", "", blocks, "[]", text,
             date, said, "made 1")
        )  # fmt: skip
        for at, which in enumerate(sorted(chosen)):
            row = rows[which]
            forms = json.dumps({row.form: 2})
            entities.append(
                (number, f"e{at}", row.entity, row.form, row.label, 1 + at % 4, at * 20, date, which + 1, forms, rng.getrandbits(48))
            )
    columns = "id, key, title, title_key, outlet_key, sort_date, words, status, change, digest, added, blocks, links, text, published"
    connection.executemany(f"INSERT INTO articles ({columns}, annotations, pipeline) VALUES ({','.join('?' * 17)})", articles)
    connection.executemany(f"INSERT INTO article_entities VALUES ({','.join('?' * 11)})", entities)


def _count(connection: sqlite3.Connection) -> None:
    """Keep the numbers that triggers and linking would have kept."""
    connection.execute(
        "UPDATE names SET articles = c.n FROM (SELECT name_id, count(DISTINCT article_id) AS n FROM article_entities GROUP BY 1) AS c "
        "WHERE c.name_id = names.id"
    )
    connection.execute(
        "INSERT INTO aliases SELECT name_id, name, lower(name), min(entity_id), sum(mentions) FROM article_entities GROUP BY 1, 2"
    )
    connection.execute(
        "UPDATE entities SET articles = c.n, mentions = c.m FROM (SELECT entity_id, count(DISTINCT article_id) AS n, "
        "sum(mentions) AS m FROM article_entities GROUP BY 1) AS c WHERE c.entity_id = entities.id"
    )
    connection.execute("UPDATE counts SET n = ? WHERE name = 'change'", (ARTICLES,))
