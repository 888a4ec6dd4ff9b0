"""`check` finds every kind of fault that is put into a library, and `repair` leaves none of those it can mend."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.library.check import check
from analysis.library.index import Index
from analysis.library.store import Store
from tests.analysis.library.made_library import make

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
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with make(tmp_path_factory.mktemp("check") / "library", 30) as store:
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
    store.database.run(FAULTS[fault])
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
