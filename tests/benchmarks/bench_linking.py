"""Linking and entities in a library of 100,000 articles with about 60 mentions each, made of invented names in Zipf's proportions."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from analysis.article import Annotations, Article, Entity, Label, Mention
from analysis.library import corrections
from analysis.library.store import Store
from analysis.library.writer import Writer
from analysis.linking.names import NameKey, key_of

ARTICLES = 100_000
ENTITIES = 24
"""An article's; each is mentioned 2.5 times."""
TOP = 20_000
"""How many articles have the name that most have."""
ALONE = 1_000
"""How many have its surname only."""
_ONSETS = "b br d dr f g gr h j k kl l m n p r s st t tr v z sh".split()
_VOWELS = "a e i o u ei ou".split()
_PUT_OFF = ("article_entities_by_entity", "article_entities_by_name", "aliases_by_norm", "aliases_by_entity", "name_clues_by_name")


def main(data: Path) -> None:
    """Print what the library's entities cost; `data` is not used."""
    folder = Path(tempfile.mkdtemp(prefix="bench-linking-"))
    try:
        rng = random.Random(5)
        with Store.open(folder, durable=False) as store:
            began = time.process_time()
            names = _fill(store, rng)
            print(f"{ARTICLES:,} articles, {len(names):,} names, made in {time.process_time() - began:.0f} s")
            _reading(store)
            _adding(store, rng, names)
            _correcting(store)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)).title()


def _names(rng: random.Random) -> list[tuple[str, Label]]:
    given = [_word(rng, 2) for _ in range(800)]
    family = [_word(rng, rng.choice((2, 3))) for _ in range(9_000)]
    persons = {f"{rng.choice(given)} {rng.choice(family)}" for _ in range(60_000)}
    bodies = {f"{_word(rng, 3)} {rng.choice(('Union', 'Bank', 'Council', 'Institute', 'Group', 'Press'))}" for _ in range(25_000)}
    places = {_word(rng, 3) for _ in range(5_000)}
    made = [(name, Label.PERSON) for name in sorted(persons)] + [(name, Label.ORG) for name in sorted(bodies)]
    made += [(name, Label.GPE) for name in sorted(places)]
    rng.shuffle(made)
    first = next(i for i, (_, label) in enumerate(made) if label is Label.PERSON)
    made[0], made[first] = made[first], made[0]
    return made


def _fill(store: Store, rng: random.Random) -> list[tuple[str, Label]]:
    """Write the library's rows directly, as linking would leave them: every name an entity, the top surname alone in some articles."""
    names = list({key_of(name, label)[0] + label: (name, label) for name, label in _names(rng)}.values())
    keys = [key_of(name, label) for name, label in names]
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(names))))
    family = names[0][0].split()[1]
    with store.database.writing() as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'article_entities'"
        ).fetchall()
        indexes = [row for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'") if row[0] in _PUT_OFF]
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        every = [(name, label, key) for (name, label), key in zip(names, keys, strict=True)]
        for n in range(ALONE):
            own = f"{family.casefold()} | a{n * 90 + 7}"
            every.append((family, Label.PERSON, NameKey(own, own, family.casefold(), ())))
        connection.executemany(
            "INSERT INTO entities (id, name, label) VALUES (?, ?, ?)", ((i, row[0], row[1]) for i, row in enumerate(every, 1))
        )
        connection.executemany(
            "INSERT INTO names (id, key, label, base, open, entity_id, home_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1)",
            ((i, row[2].key, row[1], row[2].base, row[2].open or None, i if i <= len(names) else 1) for i, row in enumerate(every, 1)),
        )
        connection.executemany(
            "INSERT INTO name_clues VALUES (?, ?)", ((clue, i) for i, row in enumerate(every, 1) for clue in row[2].clues)
        )
        for start in range(1, ARTICLES + 1, 2_000):
            _fill_part(connection, rng, range(start, min(start + 2_000, ARTICLES + 1)), every, len(names), weights)
        connection.execute(
            "UPDATE names SET articles = c.n FROM (SELECT name_id, count(DISTINCT article_id) AS n FROM article_entities GROUP BY 1) AS c "
            "WHERE c.name_id = names.id"
        )
        connection.execute(
            "INSERT INTO aliases SELECT name_id, name, lower(name), min(entity_id), sum(mentions) FROM article_entities GROUP BY 1, 2"
        )
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("UPDATE entities SET articles = c.n, mentions = c.m FROM (SELECT entity_id, count(DISTINCT article_id) AS n, "
                           "sum(mentions) AS m FROM article_entities GROUP BY 1) AS c WHERE c.entity_id = entities.id")  # fmt: skip
        connection.execute("DELETE FROM names WHERE articles = 0")
        connection.execute("UPDATE counts SET n = ? WHERE name = 'change'", (ARTICLES,))
        for _, sql in triggers:
            connection.execute(sql)
    store.database.run("ANALYZE")
    return names


def _fill_part(connection, rng, numbers, every, firm, weights) -> None:  # type: ignore[no-untyped-def]
    articles, entities = [], []
    for number in numbers:
        date = f"{2015 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        articles.append(
            (
                number,
                f"a{number}",
                f"Title {number}",
                f"title {number}",
                "\U0010ffff",
                date,
                600,
                1,
                number,
                "",
                "",
                "[]",
                "[]",
                "text",
                date,
            )
        )
        chosen = set(rng.choices(range(firm), cum_weights=weights, k=ENTITIES)) - {0}
        if number % (ARTICLES // TOP) == 0:
            chosen.add(0)
        alone, rest = divmod(number - 7, 90)
        if not rest and alone < ALONE:
            chosen.add(firm + alone)
        for at, which in enumerate(sorted(chosen)):
            name, label, _ = every[which]
            entity = which + 1 if which < firm else 1
            entities.append(
                (number, f"e{at}", entity, name, label, 1 + at % 4, at * 20, date, which + 1, json.dumps({name: 2}), rng.getrandbits(48))
            )
    columns = "id, key, title, title_key, outlet_key, sort_date, words, status, change, digest, added, blocks, links, text, published"
    connection.executemany(f"INSERT INTO articles ({columns}) VALUES ({','.join('?' * 15)})", articles)
    connection.executemany(f"INSERT INTO article_entities VALUES ({','.join('?' * 11)})", entities)


def _reading(store: Store) -> None:
    top = store.entities(limit=1)[0]
    print(f"the name that most have: {top.name}, {top.articles:,} articles")
    _say("card", lambda: store.card(top.id))
    _say("first page of its articles", lambda: _page(store, top.id))
    somewhere = store.entity_articles(top.id).row(9_000).id
    _say("the next article with it", lambda: store.next_article_with(top.id, somewhere))
    _say("why its names belong to it", lambda: store.joins(top.id))


def _page(store: Store, entity_id: int) -> list[object]:
    articles = store.entity_articles(entity_id)
    return [articles.row(at) for at in range(40)]


def _adding(store: Store, rng: random.Random, names: list[tuple[str, Label]]) -> None:
    writer = Writer(store.database)
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(names))))
    times = []
    for number in range(100):
        chosen = [
            names[i] for i in sorted({0, *rng.choices(range(len(names)), cum_weights=weights, k=ENTITIES)} - ({0} if number % 2 else set()))
        ]
        if number % 2:
            chosen.append((names[0][0].split()[1], Label.PERSON))
        chosen += [(f"{_word(rng, 2)} {_word(rng, 3)}", Label.PERSON) for _ in range(3)]
        entities, lines, at = [], [], 0
        for i, (name, label) in enumerate(chosen):
            entities.append(Entity(f"e{i}", name, label, (Mention(at, at + len(name)),)))
            lines.append(name)
            at += len(name) + 1
        article = Article(f"new{number}", f"New title {number}", "\n".join(lines), digest=str(number))
        began = time.process_time()
        (added,) = writer.add([article])
        writer.annotate(added.article_id, article.digest, Annotations(tuple(entities)))
        times.append(time.process_time() - began)
    times.sort()
    print(f"adding an article of {ENTITIES + 4} names: median {times[50] * 1e3:.1f} ms, worst {times[-1] * 1e3:.1f} ms (CPU)")


def _correcting(store: Store) -> None:
    one, two = store.entities(limit=2)
    began = time.process_time()
    corrections.merge(store, two.id, one.id)
    between = time.process_time()
    corrections.undo(store)
    print(
        f"merging {one.articles:,} articles with {two.articles:,}: {between - began:.2f} s, undone in {time.process_time() - between:.2f} s"
    )


def _say(what: str, do: Callable[[], object], times: int = 20) -> None:
    taken = []
    for _ in range(times):
        began = time.process_time()
        do()
        taken.append(time.process_time() - began)
    taken.sort()
    print(f"{what}: median {taken[times // 2] * 1e3:.2f} ms, worst {taken[-1] * 1e3:.2f} ms (CPU)")


if __name__ == "__main__":
    main(Path())
