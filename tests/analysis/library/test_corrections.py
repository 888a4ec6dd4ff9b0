"""The user's word on names is last, holds after every new analysis, and can be taken back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.library import corrections
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.linked import Names, article_of, library, put, together

ARTICLES: dict[str, Names] = {
    "a": [("PERSON", "Erik Lund", ("Erik Lund", "Lund")), ("ORG", "Bank of Osterland", ()), ("PERSON", "Helga Voss", ())],
    "b": [("PERSON", "Erik Lund", ()), ("ORG", "Bank of Osterland", ())],
    "c": [("PERSON", "Mara Lund", ()), ("ORG", "Osterland Bank", ())],
    "d": [("PERSON", "Lund", ()), ("ORG", "Tarn Rovers", ())],
    "e": [("PERSON", "Mara Lund", ()), ("GPE", "Halvard", ())],
}
TABLES = ("entities", "names", "name_clues", "aliases", "article_entities", "quotes", "quote_mentions", "corrections", "follows", "meta")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return library(tmp_path / "library", ARTICLES)


def tables(store: Store) -> list[object]:
    return [store.database.all(f"SELECT * FROM {table}") for table in TABLES]


def entity(store: Store, article: str, local: str) -> int:
    number = store.find(article)
    assert number is not None
    return store.entity_ids(number)[local]


def analyse_all_again(store: Store) -> None:
    writer = Writer(store.database)
    for key, names in ARTICLES.items():
        article, said = article_of(key, names)
        number = store.find(key)
        assert number is not None
        assert writer.annotate(number, article.digest, said)


def corrected(store: Store, kind: str) -> str:
    number = store.find("a")
    assert number is not None
    erik, mara = entity(store, "a", "e1"), entity(store, "c", "e1")
    does: dict[str, Callable[[], str]] = {
        "merge": lambda: corrections.merge(store, mara, erik),
        "merge with a surname": lambda: corrections.merge(store, mara, entity(store, "d", "e1")),
        "split": lambda: corrections.split(store, number, "e1"),
        "not a name": lambda: corrections.not_a_name(store, number, "e1"),
        "no name anywhere": lambda: corrections.not_a_name(store, number, "e1", everywhere=True),
        "a surname that is no name anywhere": lambda: corrections.not_a_name(store, store.find("d") or 0, "e1", everywhere=True),
        "rename": lambda: corrections.rename(store, erik, "Erik A. Lund"),
        "relabel": lambda: corrections.relabel(store, erik, "org"),
    }
    return does[kind]()


KINDS = (
    "merge", "merge with a surname", "split", "not a name", "no name anywhere", "a surname that is no name anywhere", "rename", "relabel",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_corrected_analysed_again_and_taken_back_is_as_before(store: Store, kind: str) -> None:
    before = tables(store)
    assert corrected(store, kind)
    after = tables(store)
    assert after != before
    analyse_all_again(store)
    assert tables(store) == after, "a new analysis leaves the user's word alone"
    said = corrections.undo(store)
    assert said is not None
    assert said.startswith("Taken back: ")
    assert tables(store) == before
    assert corrections.undo(store) is None


def test_merged_entities_keep_the_number_and_name_of_the_first(store: Store) -> None:
    erik, mara = entity(store, "a", "e1"), entity(store, "c", "e1")
    assert corrections.merge(store, mara, erik) == "Erik Lund is now the same as Mara Lund"
    assert together(store, ("a", "e1"), ("b", "e1"), ("c", "e1"))
    row = store.entity(mara)
    assert row is not None
    assert (row.name, row.articles) == ("Mara Lund", 4)
    assert store.entity(erik) is None or store.entity(erik).articles == 0  # type: ignore[union-attr]
    assert ("Erik Lund", "joined by you", 1.0, 2) in store.joins(mara)


def test_a_later_article_joins_what_was_merged(store: Store) -> None:
    corrected(store, "merge")
    put(store, [article_of("f", [("PERSON", "Erik Lund", ())])])
    assert together(store, ("f", "e1"), ("c", "e1"))


def test_what_is_split_stands_alone_in_its_article_only(store: Store) -> None:
    corrected(store, "split")
    assert not together(store, ("a", "e1"), ("b", "e1"))
    with pytest.raises(LibraryError, match="already"):
        corrected(store, "split")


def test_no_name_has_no_entity(store: Store) -> None:
    corrected(store, "not a name")
    number = store.find("a")
    assert number is not None
    assert set(store.entity_ids(number)) == {"e2", "e3"}


def test_no_name_anywhere_has_no_entity_in_any_article_or_later_one(store: Store) -> None:
    erik = entity(store, "a", "e1")
    assert corrected(store, "no name anywhere") == "Erik Lund is now no name in any article"
    put(store, [article_of("f", [("PERSON", "Erik Lund", ()), ("GPE", "Halvard", ())])])
    assert [set(store.entity_ids(store.find(key) or 0)) for key in "abf"] == [{"e2", "e3"}, {"e2"}, {"e2"}]
    assert store.find_entity("Erik Lund") == []
    assert "e1" in store.entity_ids(store.find("c") or 0), "another Lund stays"
    assert corrections.undo(store) == "Taken back: Erik Lund is no name in any article"
    assert {entity(store, key, "e1") for key in "abf"} == {erik}


def test_renamed_and_relabelled(store: Store) -> None:
    erik = entity(store, "a", "e1")
    corrected(store, "rename")
    corrected(store, "relabel")
    row = store.entity(erik)
    assert row is not None
    assert (row.name, row.label) == ("Erik A. Lund", "ORG")


def test_out_and_into_another_library(store: Store, tmp_path: Path) -> None:
    for kind in ("merge", "relabel"):
        corrected(store, kind)
    corrections.split(store, store.find("e") or 0, "e1")
    corrections.not_a_name(store, store.find("e") or 0, "e2", everywhere=True)
    corrections.follow(store, entity(store, "b", "e2"))
    rows = list(corrections.export_rows(store))
    with library(tmp_path / "other", ARTICLES) as other:
        assert corrections.import_rows(other, rows) == 5
        assert corrections.import_rows(other, rows) == 0
        assert list(corrections.export_rows(other)) == rows
        assert together(other, ("a", "e1"), ("c", "e1"))
        assert not together(other, ("c", "e1"), ("e", "e1"))
        assert len(corrections.followed(other)) == 1
        assert set(other.entity_ids(other.find("e") or 0)) == {"e1"}


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"kind": "merge", "names": [["a", "PERSON"]]},
        {"kind": "merge", "names": [], "into": ["a", "PERSON"]},
        {"kind": "relabel", "names": [["a", "PERSON"]], "value": "DOG"},
        {"kind": "rename", "names": "a"},
        {"kind": "sing", "names": [["a", "PERSON"]]},
        {"kind": "split", "names": [["a", "PERSON"]]},
        ["merge"],
    ],
)
def test_rows_that_make_no_sense_are_refused_as_a_whole(store: Store, row: dict[str, object]) -> None:
    before = tables(store)
    good = {"kind": "rename", "names": [["erik lund", "PERSON"]], "value": "X"}
    with pytest.raises(LibraryError, match="correction 2"):
        corrections.import_rows(store, [good, row])
    assert tables(store) == before


def test_mistakes_are_explained(store: Store) -> None:
    erik = entity(store, "a", "e1")
    for wrong in (
        lambda: corrections.merge(store, erik, erik),
        lambda: corrections.merge(store, erik, 10_000),
        lambda: corrections.rename(store, erik, " \x1b[31m "[:1]),
        lambda: corrections.relabel(store, erik, "dog"),
        lambda: corrections.split(store, 1, "e99"),
    ):
        with pytest.raises(LibraryError):
            wrong()
    assert corrections.undo(store) is None


def test_damaged_corrections_are_passed_over(store: Store) -> None:
    for payload in ("{", "[]", '{"names": 5}', '{"names": [[1, 2]]}', '{"names": []}'):
        store.database.run("INSERT INTO corrections (made_at, kind, payload) VALUES ('2024', 'merge', ?)", (payload,))
    analyse_all_again(store)
    assert corrections.undo(store) == "Taken back: merge"


def test_following(store: Store) -> None:
    mara = entity(store, "c", "e1")
    assert corrections.follow(store, mara).startswith("Following Mara Lund")
    assert corrections.followed(store) == [mara]
    store.database.run("UPDATE follows SET since = '2000-01-01T00:00:00Z'")
    assert set(corrections.arrived(store)) == {store.find("c"), store.find("e")}
    store.set_read(store.find("c") or 0, True)
    assert corrections.arrived(store) == [store.find("e")]
    assert "no longer" in corrections.follow(store, mara)
    assert corrections.followed(store) == []


def test_a_library_open_for_reading_is_not_corrected(store: Store) -> None:
    with Store.open(store.folder, readonly=True) as other, pytest.raises(LibraryError, match="reading only"):
        corrections.undo(other)
