"""`check` finds every kind of fault that is put into a library, and `repair` leaves none of those it can mend."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.library import corrections
from analysis.library.check import check
from analysis.library.index import Index
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.made_library import add, article_of, make

FAULTS = {
    "count": "UPDATE counts SET n = n + 1 WHERE name = 'read'",
    "change": "UPDATE counts SET n = 1 WHERE name = 'change'",
    "day": "UPDATE days SET n = n + 1",
    "state": "DELETE FROM state WHERE article_id = 3",
    "hidden": "UPDATE state SET hidden = 1 WHERE article_id = 3",
    "outlet": "DELETE FROM outlets",
    "timeline": "DELETE FROM timeline WHERE article_id = 3",
    "date": "UPDATE quotes SET sort_date = '1066'",
    "entity": "UPDATE entities SET articles = articles + 1 WHERE id = 1",
    "quote": "UPDATE quotes SET text = 'never said' WHERE article_id = (SELECT min(article_id) FROM quotes)",
    "name": "UPDATE article_entities SET local = 'e77' WHERE local = 'e1'",
    "annotations": "UPDATE articles SET annotations = '{' WHERE id = (SELECT min(id) FROM articles WHERE status = 1)",
    "lost annotations": "UPDATE articles SET annotations = NULL WHERE id = (SELECT min(id) FROM articles WHERE status = 1)",
    "block": "UPDATE articles SET blocks = '[[0, 99999, \"paragraph\"]]' WHERE id = 4",
    "blocks": "UPDATE articles SET blocks = 'none' WHERE id = 4",
    "link": "UPDATE articles SET links = '[[-5, 2, \"https://example.org\"]]' WHERE id = 4",
    "kind of block": "UPDATE articles SET blocks = replace(blocks, 'paragraph', 'nonsense') WHERE id = 4",
    "title for sorting": "UPDATE articles SET title_key = 'zzz' WHERE id = 4",
    "outlet for sorting": "UPDATE articles SET outlet_key = 'zzz' WHERE id = 4",
    "date of an article": "UPDATE articles SET sort_date = '1066-10-14' WHERE id = 4",
    "words": "UPDATE articles SET words = 7 WHERE id = 4",
    "opening": "UPDATE openings SET run = 1 WHERE article_id = 4 AND run = (SELECT min(run) FROM openings WHERE article_id = 4)",
    "no openings": "DELETE FROM openings WHERE article_id = 4",
    "group": "INSERT INTO copies SELECT id, 1, sort_date FROM articles WHERE id IN (1, 2)",
    "no group": "DELETE FROM copies",
    "other group": "UPDATE copies SET group_id = 30 WHERE article_id = (SELECT max(article_id) FROM copies)",
    "speaker": "UPDATE quotes SET speaker = 'Nobody' WHERE article_id = (SELECT min(article_id) FROM quotes)",
    "quote of another": "UPDATE quotes SET entity_id = (SELECT max(id) FROM entities) WHERE entity_id = 1",
    "confidence": "UPDATE quotes SET confidence = 1 WHERE article_id = (SELECT min(article_id) FROM quotes)",
    "no quotes": "DELETE FROM quotes WHERE article_id = (SELECT min(article_id) FROM quotes)",
    "named in a quote": "DELETE FROM quote_mentions WHERE article_id = (SELECT min(article_id) FROM quote_mentions)",
    "mentions": "UPDATE article_entities SET mentions = mentions + 1 WHERE article_id = 1",
    "form": "UPDATE article_entities SET forms = '{\"Somebody\":1}' WHERE article_id = (SELECT min(article_id) FROM article_entities)",
    "broken forms": "UPDATE article_entities SET forms = '{' WHERE article_id = (SELECT min(article_id) FROM article_entities)",
    "forms": "UPDATE article_entities SET forms = '[]' WHERE article_id = (SELECT min(article_id) FROM article_entities)",
    "no name": "DELETE FROM article_entities WHERE article_id = (SELECT min(article_id) FROM article_entities) AND local = 'e1'",
    "name of another": "UPDATE article_entities SET entity_id = (SELECT max(id) FROM entities) WHERE entity_id = 1",
    "names of an article that is not analysed": "INSERT INTO title_words SELECT 'word', min(id) FROM articles WHERE status = 0",
    "articles of a name": "UPDATE names SET articles = articles + 1 WHERE id = 1",
    "a name of none": "INSERT INTO names (key, label, base, entity_id, home_id) VALUES ('x', 'ORG', 'x', 1, 1)",
    "an entity of none": "INSERT INTO entities (name, label) VALUES ('x', 'ORG')",
    "how often": "UPDATE aliases SET count = count + 1 WHERE name_id = 1",
    "how it is written": "UPDATE aliases SET norm = 'x' WHERE name_id = 1",
    "alias of another": "UPDATE aliases SET entity_id = (SELECT max(id) FROM entities) WHERE name_id = 1",
    "a line of a list": "UPDATE article_links SET text = 'Another headline' WHERE article_id = (SELECT min(article_id) FROM article_links)",
    "no line of a list": "DELETE FROM article_links WHERE article_id = (SELECT min(article_id) FROM article_links)",
    "a line that waits": "DELETE FROM waiting_lines WHERE article_id = (SELECT min(article_id) FROM waiting_lines)",
    "title word": "DELETE FROM title_words WHERE article_id = (SELECT min(article_id) FROM title_words)",
    "position": "UPDATE state SET position = 1000000 WHERE article_id = 4",
    "mark": "INSERT INTO marks VALUES ('a', 4, -1)",
    "seen": "UPDATE meta SET value = 1000 WHERE name = 'seen'",
    "correction": "INSERT INTO corrections (made_at, kind, payload) VALUES ('2024', 'merge', '{')",
    "trigger": "DROP TRIGGER article_dated",
    "another trigger": "DROP TRIGGER quote_added; CREATE TRIGGER quote_added AFTER INSERT ON quotes BEGIN SELECT 1; END",
    "sql index": "DROP INDEX quotes_by_entity",
    "table that follows": "DROP TABLE title_words",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with make(tmp_path_factory.mktemp("check") / "library", 30) as store:
        near = (article_of(random.Random(5))[0] for _ in range(2))
        Writer(store.database).add(replace(article, key=f"near:{n}", digest=f"near:{n}") for n, article in enumerate(near))
        with Index.open(store.folder, readonly=False) as index:
            index.catch_up(store)
        return store.folder


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(sound, tmp_path / "library")
    with Store.open(tmp_path / "library", durable=False) as store:
        yield store


def test_a_sound_library_has_no_findings(store: Store) -> None:
    assert check(store) == []
    assert check(store, repair=True) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found_and_mended(store: Store, fault: str) -> None:
    store.database.run("PRAGMA foreign_keys = OFF")
    store.database.connection.executescript(FAULTS[fault])
    store.database.run("PRAGMA foreign_keys = ON")
    found = check(store)
    assert found
    assert not any(finding.repaired for finding in found)
    assert check(store) == found, "looking changes nothing"
    mended = check(store, repair=True)
    assert mended
    assert all(finding.repaired for finding in mended)
    assert [finding for finding in check(store, repair=True) if "index" not in finding.what] == []
    assert check(store) == []


def test_a_name_outside_of_the_text(store: Store) -> None:
    number, stored = store.database.all("SELECT id, annotations FROM articles WHERE status = 1 ORDER BY id LIMIT 1")[0]
    said = json.loads(stored)
    said["entities"][0]["mentions"][0]["end"] = 100_000
    store.database.run("UPDATE articles SET annotations = ? WHERE id = ?", (json.dumps(said), number))
    (finding,) = check(store)
    assert "outside of its text" in finding.what
    check(store, repair=True)
    row = store.row(number)
    assert row is not None
    assert not row.analysed
    assert store.annotations(number) is None


def test_rows_that_belong_to_nothing(store: Store) -> None:
    store.database.run("PRAGMA foreign_keys = OFF")
    store.database.run("INSERT INTO tags VALUES (999, 'lost')")
    store.database.run("PRAGMA foreign_keys = ON")
    (finding,) = check(store)
    assert "tags" in finding.what
    check(store, repair=True)
    assert check(store) == []


def test_others_may_not_read(store: Store) -> None:
    store.database.path.chmod(0o644)
    (finding,) = check(store)
    assert "others" in finding.what
    check(store, repair=True)
    assert store.database.path.stat().st_mode & 0o077 == 0


def test_the_index_is_compared_and_caught_up(store: Store) -> None:
    store.database.run("UPDATE articles SET change = 1000 WHERE id = 1")
    store.database.run("UPDATE counts SET n = 1000 WHERE name = 'change'")
    (finding,) = check(store)
    assert "behind" in finding.what
    check(store, repair=True)
    assert check(store) == []


def test_a_lost_index_is_built_again(store: Store) -> None:
    shutil.rmtree(store.folder / "index")
    (finding,) = check(store)
    assert "no search index" in finding.what
    assert check(store, repair=True)[0].repaired
    assert check(store) == []


def no_name_anywhere(store: Store, article_id: int, local: str) -> None:
    corrections.not_a_name(store, article_id, local, everywhere=True)


def test_whatever_was_done_to_a_library_is_found_sound(store: Store) -> None:
    """What adding, changing, removing and correcting leaves behind is what `check` works out by itself."""
    rng = random.Random(8)
    writer = Writer(store.database)
    for turn in range(60):
        number = rng.choice(store.database.all("SELECT id FROM articles"))[0]
        entity = rng.choice(store.entities()).id
        match rng.randrange(7):
            case 0:
                add(store, 2, rng)
            case 6:
                copied = store.article(number)
                writer.add([replace(copied, key=f"{turn}", digest=f"{turn}")])  # type: ignore[type-var]
            case 1:
                writer.remove([number])
            case 2:
                old = store.article(number)
                new, said = article_of(rng)
                (added,) = writer.add([replace(new, key=old.key, source=old.source)])  # type: ignore[union-attr]
                assert rng.random() < 0.3 or writer.annotate(added.article_id, new.digest, said)
            case 3:
                corrections.rename(store, entity, f"Called {rng.random()}")
            case 4:
                corrections.relabel(store, entity, rng.choice(("ORG", "PERSON")))
            case 5:
                local = store.database.value("SELECT local FROM article_entities WHERE article_id = ?", (number,))
                if local is not None:
                    with suppress(LibraryError):  # it stands for itself already
                        rng.choice((corrections.split, corrections.not_a_name, no_name_anywhere))(store, number, local)
    writer.decide_waiting()
    assert store.database.value("SELECT count(*) FROM copies")
    assert [finding for finding in check(store) if "search index" not in finding.what] == []
