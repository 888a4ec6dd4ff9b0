"""A library of made-up articles, as large as a benchmark wants it, made once and kept in the system's folder for temporary files.

Words follow Zipf's law over a vocabulary with endings, names over another; titles share words with their text. 3 kB an article.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from analysis.library.folding import fold, outlet_key, sort_date
from analysis.library.index import Index
from analysis.library.store import Store

_VERSION = 6
_WORDS = 60_000
_ENTITIES = 30_000
_POOL = 3_000_000
_COLUMNS = (
    "id, key, title, title_key, outlet, outlet_key, published, sort_date, words, status, change, author, digest, added, pipeline, "
    "language, blocks, links, text"
)
_PLACES = ("Harbour", "Coast", "Morning", "Valley", "Northern")
OUTLETS = [f"{place} {kind}" for place in _PLACES for kind in ("Times", "Echo", "Wire", "Ledger")]
RELAYS = ("Coast Wire", "Osterland Radio", "Halvard News Agency", "State Television")


def vocabulary(rng: random.Random) -> list[str]:
    """Make the words, the most frequent first, one in two with endings further down the list."""
    starts = [a + b for a in ("", *"bdfghklmnprstvw", "st", "tr", "pl") for b in "aeiou"]
    ends = ("", "n", "r", "s", "t", "l", "nd", "rk")
    bases: dict[str, None] = {}
    while len(bases) < _WORDS // 2:
        bases["".join(rng.choices(starts, k=rng.choice((1, 2, 2, 3, 3, 4)))) + rng.choice(ends)] = None
    endings = [base + rng.choice(("s", "ed", "ing", "er")) for base in bases]
    words = list(bases)
    for i, word in enumerate(endings):
        words.insert(min(len(words), 2 * i + rng.randint(1, 200)), word) if i < 500 else words.append(word)
    return list(dict.fromkeys(words))


def make(folder: Path, count: int) -> None:
    """Fill `folder` with a library of `count` articles, written straight into its tables."""
    rng = random.Random(7)
    words = vocabulary(rng)
    pool = rng.choices(words, cum_weights=list(accumulate(1 / (rank + 3) for rank in range(len(words)))), k=_POOL)
    names = [f"{rng.choice(words).title()} {rng.choice(words).title()}" for _ in range(_ENTITIES)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(_ENTITIES)))
    labels = ("PERSON", "PERSON", "ORG", "GPE")
    with Store.open(folder) as store:
        database = store.database
        for trigger in ("article_entity_added", "quote_added"):
            database.run(f"DROP TRIGGER {trigger}")
        with database.writing() as connection:
            connection.executemany(
                "INSERT INTO entities (id, name, label) VALUES (?, ?, ?)", ((i + 1, name, labels[i % 4]) for i, name in enumerate(names))
            )
            connection.execute(
                "INSERT INTO names (id, key, label, base, entity_id, home_id) SELECT id, id, label, name, id, id FROM entities"
            )
            forms = [
                (form.lower(), labels[i % 4], i + 1, form)
                for i, name in enumerate(names)
                for form in dict.fromkeys((name, name.split()[1]))
            ]
            connection.executemany("INSERT INTO aliases VALUES (?3, ?4, ?1, ?3, 1)", forms)
            for start in range(1, count + 1, 1_000):
                rows: tuple[list[tuple], ...] = ([], [], [], [])
                for number in range(start, min(start + 1_000, count + 1)):
                    for table, made in zip(rows, _article(rng, number, pool, names, weights), strict=True):
                        table.extend(made)
                connection.executemany(f"INSERT INTO articles ({_COLUMNS}) VALUES ({','.join('?' * len(rows[0][0]))})", rows[0])
                connection.executemany("INSERT INTO article_entities VALUES (?1,?2,?3,?4,?5,1,?6,?7,?3,'{}',?1)", rows[1])
                connection.executemany("INSERT INTO quotes VALUES (?1,?2,?3,?4,'direct','speech',0.9,?5,?6,NULL,?7,?8,?9,?5)", rows[2])
                connection.executemany("INSERT INTO quote_mentions VALUES (?1,?2,?3,?4,?1)", rows[3])
            connection.execute("UPDATE counts SET n = ? WHERE name IN ('change', 'analysed')", (count,))
            connection.execute("UPDATE entities SET articles = (SELECT count(*) FROM article_entities e WHERE e.entity_id = entities.id)")
            connection.execute("UPDATE entities SET quotes = (SELECT count(*) FROM quotes q WHERE q.entity_id = entities.id)")
            connection.execute("UPDATE state SET read_at = '2024' WHERE article_id % 3 = 0")
            connection.execute("UPDATE state SET starred = 1 WHERE article_id % 50 = 0")
            plant_copies(connection, count)


def plant_copies(connection: sqlite3.Connection, count: int) -> None:
    """Say of one article in ten that it is a near duplicate of others, and give each the runs of words that it would be known by.

    The texts are cut from one long roll, so that almost all of them would be near duplicates of some.
    """
    rng = random.Random(11)
    formulas = [rng.getrandbits(32) for _ in range(200)]
    for number in range(1, count + 1):
        runs = {rng.choice(formulas), *(rng.getrandbits(32) for _ in range(7))}
        connection.executemany("INSERT INTO openings VALUES (?, ?)", [(run, number) for run in runs])
    for last in range(30, count + 1, 30):
        first = last - 1 - last // 30 % 3
        for number in range(first, last + 1):
            connection.execute("INSERT INTO copies SELECT id, ?, sort_date FROM articles WHERE id = ?", (first, number))


def _article(
    rng: random.Random, number: int, pool: list[str], names: list[str], weights: list[float]
) -> tuple[list[tuple], list[tuple], list[tuple], list[tuple]]:
    """Return the rows of one article: itself, its entities, its quotes, and who is named in them."""
    at = rng.randrange(_POOL - 700)
    words = pool[at : at + rng.randint(300, 600)]
    title = " ".join(rng.sample(words[:60], 8)).capitalize()
    who = list(dict.fromkeys(rng.choices(range(len(names)), cum_weights=weights, k=7)))
    parts, length = [title], len(title)
    quotes, mentions = [], []
    date = sort_date(f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
    for n, begin in enumerate(range(0, len(words), 60)):
        paragraph = " ".join(words[begin : begin + 60]).capitalize() + "."
        length += 2
        if n < len(who):
            paragraph = f"{names[who[n]]} {paragraph}"
        if n in (1, 3, 4) and len(who) > n:
            said = " ".join(words[begin + 5 : begin + rng.randint(12, 35)])
            start = length + paragraph.find(said)
            via = rng.choice(RELAYS) if rng.random() < 0.2 else None
            quotes.append((number, len(quotes), start, start + len(said), who[n] + 1, names[who[n]], via, said, date))
            if rng.random() < 0.3:
                mentions.append((who[0] + 1, date, number, len(quotes) - 1))
        parts.append(paragraph)
        length += len(paragraph)
    text = "\n\n".join(parts)
    outlet = rng.choice(OUTLETS)
    row = {
        "id": number, "key": f"made:{number}", "title": title, "title_key": fold(title), "outlet": outlet,
        "outlet_key": outlet_key(outlet), "published": date, "sort_date": date, "words": len(words), "status": 1, "change": number,
        "author": "Ida Holm", "digest": f"{number:x}", "added": "2024-07-01", "pipeline": "made 1", "language": "en",
        "blocks": f'[[0,{len(title)},"headline"],[{len(title) + 2},{len(text)},"paragraph"]]', "links": "[]", "text": text,
    }  # fmt: skip
    entities = [(number, f"e{i + 1}", entity + 1, names[entity], "PERSON", text.find(names[entity]), date) for i, entity in enumerate(who)]
    return [tuple(row.values())], entities, quotes, mentions


def big_library(count: int) -> Path:
    """Return the folder of a library of `count` articles with its index; made, and its making reported, where there is none yet.

    An index of another version is made anew.
    """
    folder = Path(tempfile.gettempdir()) / f"pullquote-bench-{_VERSION}-{count}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        begun = time.process_time()
        make(folder, count)
        print(f"  made {count:,} articles: {time.process_time() - begun:.0f} s of CPU time")
        (folder / "complete").touch()
    with Index.open(folder) as index:
        made = index.change > 0
    if not made:
        with Store.open(folder) as store, Index.open(folder, readonly=False) as index:
            begun = time.process_time()
            index.catch_up(store)
            print(f"  indexed them: {count / (time.process_time() - begun):,.0f} a second of CPU time")
    return folder
