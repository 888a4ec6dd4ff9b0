"""The index follows the library, whatever happens to the process that writes it or to its files."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tantivy

from analysis.library.check import check
from analysis.library.documents import body, place, published_day
from analysis.library.errors import LibraryBusy, LibraryError
from analysis.library.index import FOLDER, Index
from analysis.library.search import search
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.made_library import add, make
from tests.analysis.library.naive_search import Naive

TODAY = date(2024, 7, 1)
ROOT = Path(__file__).parents[3]


def ids(store: Store, index: Index, query: str) -> set[int]:
    return {hit.article.id for hit in search(store, index, query, limit=10_000, today=TODAY).hits}


def agrees(store: Store, index: Index) -> None:
    naive = Naive(store.database.connection, TODAY)
    for query in ("ferry", "port OR strike", "speaker:lund", "-has:quotes", 'outlet:"coast wire"'):
        assert ids(store, index, query) == naive.articles(query), query


def fill(store: Store, folder: Path) -> int:
    with Index.open(folder, readonly=False) as index:
        return index.catch_up(store)


def test_catches_up_with_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    with make(tmp_path, 20) as store, Index.open(tmp_path, readonly=False) as index:
        assert index.catch_up(store) == 20
        assert index.catch_up(store) == 0
        agrees(store, index)
        added = add(store, 5, random.Random(7))
        Writer(store.database).remove([3, 4])
        assert index.catch_up(store) == 5
        assert index.articles == 23
        agrees(store, index)
        assert ids(store, index, "") == ({*range(1, 21)} - {3, 4}) | set(added)
        assert index.change == store.change()


def test_a_removal_alone_is_noticed(tmp_path: Path) -> None:
    with make(tmp_path, 5) as store, Index.open(tmp_path, readonly=False) as index:
        index.catch_up(store)
        Writer(store.database).remove([2])
        index.catch_up(store)
        assert ids(store, index, "") == {1, 3, 4, 5}


def test_a_search_during_an_import_sees_what_was_committed(tmp_path: Path) -> None:
    with make(tmp_path, 10) as store, Index.open(tmp_path) as reader, Index.open(tmp_path, readonly=False) as writer:
        assert not search(store, reader, "").ready
        writer.catch_up(store)
        assert search(store, reader, "").total == 10
        add(store, 3, random.Random(2))
        assert search(store, reader, "").total == 10
        writer.catch_up(store)
        assert search(store, reader, "").total == 13


def test_readers_see_the_old_index_until_a_new_one_is_complete(tmp_path: Path) -> None:
    with make(tmp_path, 12) as store, Index.open(tmp_path, readonly=False) as writer, Index.open(tmp_path) as reader:
        writer.catch_up(store)
        seen = []
        writer.rebuild(store, progress=lambda done: seen.append(search(store, reader, "").total))
        assert seen
        assert set(seen) == {12}
        assert search(store, reader, "").total == 12


def test_stops_when_told_and_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.library.index._READ_AT_ONCE", 5)
    with make(tmp_path, 30) as store, Index.open(tmp_path, readonly=False) as index:
        told: list[int] = []
        first = index.catch_up(store, progress=told.append, stop=lambda: len(told) >= 2)
        assert (first, told) == (10, [5, 10])
        assert index.articles == 10
        assert index.catch_up(store) == 20
        agrees(store, index)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, analysis.library.index as module\n"
        "from analysis.library.store import Store\n"
        "module._READ_AT_ONCE = module._COMMIT_EVERY = 20\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "store, index = Store.open(folder), module.Index.open(folder, readonly=False)\n"
        "index.catch_up(store, progress=lambda done: print(done, flush=True))\n"
    )
    with make(tmp_path, 200) as store:
        child = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 60:
                break
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        with Index.open(tmp_path) as reader:
            there = reader.articles
            assert 0 < there < 200
            assert len(ids(store, reader, "")) == there
        with Index.open(tmp_path, readonly=False) as index:
            assert index.catch_up(store) == 200 - there
            agrees(store, index)


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    with make(tmp_path, 3) as store, Index.open(tmp_path, readonly=False) as first, Index.open(tmp_path, readonly=False) as second:

        def meanwhile(done: int) -> None:
            with pytest.raises(LibraryBusy):
                second.rebuild(store)

        assert first.catch_up(store, progress=meanwhile) == 3


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with make(tmp_path, 1) as store, Index.open(tmp_path) as reader:
        with pytest.raises(LibraryError, match="reading only"):
            reader.catch_up(store)
        assert not (tmp_path / FOLDER).exists()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    path.write_bytes(bytes(random.Random(5).randrange(256) for _ in range(path.stat().st_size)))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [_truncate, _garble, _empty, Path.unlink])
@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.store", "*.idx"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, harm, pattern: str) -> None:
    with make(tmp_path, 15) as store:
        fill(store, tmp_path)
        for path in (tmp_path / FOLDER).glob(pattern):
            harm(path)
        with Index.open(tmp_path) as reader:
            try:
                search(store, reader, "ferry OR port*")
            except LibraryError as error:
                assert "check --rebuild" in str(error)
        fill(store, tmp_path)
        with Index.open(tmp_path) as reader:
            agrees(store, reader)


def test_an_index_of_another_version_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make(tmp_path, 4) as store:
        fill(store, tmp_path)
        monkeypatch.setattr("analysis.library.index.VERSION", 99)
        monkeypatch.setattr("analysis.library.documents.VERSION", 99)
        with Index.open(tmp_path, readonly=False) as index:
            assert index.catch_up(store) == 4
            assert index.articles == 4
            assert index.catch_up(store) == 0


def test_an_index_ahead_of_its_library_is_built_anew(tmp_path: Path) -> None:
    with make(tmp_path / "new", 9) as store:
        fill(store, tmp_path / "new")
    with make(tmp_path / "old", 4) as store:
        (tmp_path / "new" / FOLDER).rename(tmp_path / "old" / FOLDER)
        fill(store, tmp_path / "old")
        with Index.open(tmp_path / "old") as reader:
            agrees(store, reader)


def test_places_sort_as_the_dates_do() -> None:
    dates = ["", "2023", "2023-12-31T23:59:59", "2024", "2024-05", "2024-05-01", "2024-05-01T00:00:00", "2024-05-01T08:30:00", "2024-05-02"]
    assert dates == sorted(dates)
    assert [place(when, 7) for when in dates] == sorted(place(when, 7) for when in dates)
    assert len({place(when, 7) for when in dates}) == len(dates)
    assert place("2024-05-01", 7) < place("2024-05-01", 8) < place("2024-05-02", 1)


def test_days_are_those_of_the_page() -> None:
    assert published_day("2024-05-16T00:30:00+02:00") == date(2024, 5, 16)
    assert published_day("2024-05") == date(2024, 5, 1)
    assert published_day("2024") == date(2024, 1, 1)
    assert published_day(None) is published_day("soon") is published_day("2024-99") is None


def test_the_title_stands_once_and_boilerplate_not_at_all() -> None:
    text = "A title\n\nA paragraph.\n\nRead more: B"
    assert body("A title", text, [(0, 7, "headline"), (9, 21, "paragraph"), (23, 35, "read-more")]) == "A title\nA paragraph."
    assert body("Other", text, [(0, 7, "headline")]) == "Other\nA title"
    assert body("A title", "A title", []) == "A title"


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, analysis.query, analysis.library.search\n"
        "assert not {'tantivy', 'numpy', 'spacy', 'rapidfuzz'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_like_documents_stand_together(tmp_path: Path) -> None:
    with make(tmp_path, 30) as store:
        fill(store, tmp_path)
        with Index.open(tmp_path) as index:
            assert index.searcher is not None and index.searcher.num_segments == 1
            hits = index.searcher.search(tantivy.Query.all_query(), 1_000).hits
            in_order = sorted((address for _, address in hits), key=lambda address: address.doc)
            shapes = index.searcher.fast_field_values("shape", in_order)
            assert len(set(shapes)) > 3 and shapes == sorted(shapes)


def _another_schema(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("something else", stored=True)
    other = tantivy.Index(builder.build(), str(folder))
    writer = other.writer(20_000_000, 1)
    writer.add_document(tantivy.Document(**{"something else": "ferry"}))
    writer.commit()
    writer.wait_merging_threads()


def _half_a_segment(folder: Path) -> None:
    segment = max(folder.glob("*.store"))
    half = segment.read_bytes()[:10]
    segment.unlink()  # the file itself may be mapped by a reader, whom a shorter one would end
    segment.write_bytes(half)
    max(folder.glob("*.idx")).unlink()


FAULTS: dict[str, Callable[[Path], object]] = {
    "another schema": _another_schema,
    "half a segment": _half_a_segment,
    "no segment": lambda folder: [path.unlink() for path in folder.iterdir() if path.suffix and path.name != "meta.json"],
    "a segment that is listed and was never written": lambda folder: (folder / "meta.json").write_text(
        re.sub(r'("segment_id":\s*")....', r"\g<1>0000", (folder / "meta.json").read_text())
    ),
    "no list of segments": lambda folder: (folder / "meta.json").unlink(),
    "a file in its place": lambda folder: (shutil.rmtree(folder), folder.write_text("x"), folder.chmod(0o600)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_reader_opens_says_it_and_not_a_word_is_lost(tmp_path: Path, fault: str) -> None:
    with make(tmp_path, 15) as store:
        fill(store, tmp_path)
        with Index.open(tmp_path) as reader:
            before = {query: ids(store, reader, query) for query in ("ferry", "port OR strike", "")}
        FAULTS[fault](tmp_path / FOLDER)
        with Index.open(tmp_path) as reader:
            try:
                found = ids(store, reader, "ferry")
            except LibraryError as error:
                assert "check --rebuild" in str(error)
            else:
                assert found <= before["ferry"]
        assert [row.id for row in store.rows()], "lists need no index"
        said = check(store)
        assert len(said) == 1 and "search index" in said[0].what and "built anew" in said[0].repair
        assert [finding.repaired for finding in check(store, repair=True)] == [True]
        assert check(store) == []
        with Index.open(tmp_path) as reader:
            assert {query: ids(store, reader, query) for query in before} == before
            agrees(store, reader)
