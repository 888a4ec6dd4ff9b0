"""A library written as JSON lines and read again is the same library, the user's own work included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.library.archive import export_lines, import_lines
from analysis.library.ordering import SORTS
from analysis.library.records import LibraryError, ListFilter
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.made_library import make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = make(tmp_path_factory.mktemp("archive") / "library", 40)
    Writer(store.database).remove([7])
    store.database.run("INSERT INTO searches VALUES ('ports', 'port AND strike', '2024-05-16T08:00:00Z')")
    store.database.run("INSERT INTO marks VALUES ('a', 5, 12)")
    store.database.run("INSERT INTO follows VALUES ('mara lund', 'PERSON', '2024-05-16T08:00:00Z')")
    store.database.run("INSERT INTO problems VALUES ('/x.html', 'it is empty', '2024-05-16T08:00:00Z')")
    store.set_position(3, 9)
    return store


def test_out_and_in_is_the_same(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        assert import_lines(other, lines, dry_run=True) == (39, [])
        assert other.count() == 0
        assert import_lines(other, lines) == (39, [])
        assert list(export_lines(other)) == lines
        assert import_lines(other, lines) == (0, []), "a second time brings nothing"
        assert list(export_lines(other)) == lines
        for sort in SORTS:
            assert list(other.rows(ListFilter(), sort)) == list(store.rows(ListFilter(), sort))
        assert [row.name for row in other.entities()] == [row.name for row in store.entities()]
        assert other.quotes(3) == store.quotes(3)


def test_into_a_library_that_has_some_of_it(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        same = store.article(3)
        assert same is not None
        Writer(other.database).add([same])
        came, problems = import_lines(other, lines)
        assert (came, problems) == (38, [])
        assert other.count() == 39
        number = other.find(same.key)
        assert number is not None
        assert other.position(number) == 9
        assert other.tags(number) == store.tags(3)
        keys = {row.key: (row.read, row.starred) for row in store.rows()}
        assert {row.key: (row.read, row.starred) for row in other.rows()} == keys


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.update(text="escape \x1b]0;owned\x07"),
        lambda row: row.update(blocks=[[0, 10**9, "paragraph"]]),
        lambda row: row.update(blocks=[[0, 1, "no kind"]]),
        lambda row: row.update(annotations={"entities": [{"id": "e1"}]}),
        lambda row: row.update(annotations={"entities": [], "quotes": [{"start": -4, "end": 2, "kind": "direct"}]}),
        lambda row: row.pop("state"),
        lambda row: row.update(id=None, title=5),
    ],
)
def test_a_line_that_makes_no_sense_comes_not_at_all(store: Store, tmp_path: Path, change: object) -> None:
    lines = list(export_lines(store))
    at = next(i for i, line in enumerate(lines) if line.startswith('{"article"'))
    row = json.loads(lines[at])
    change(row["article"])  # type: ignore[operator]
    lines[at] = json.dumps(row)
    with Store.open(tmp_path / "other") as other:
        came, problems = import_lines(other, lines)
        assert [problem.where for problem in problems] == [f"line {at + 1}"]
        assert (came, other.count()) == (38, 38)


@pytest.mark.parametrize("first", ["", "[]", "{", '{"article": {}}', '{"library": {"format": 99}}', '{"a": 1, "b": 2}', "null", '"x"'])
def test_something_else_is_refused(tmp_path: Path, first: str) -> None:
    with Store.open(tmp_path / "library") as store:
        if first:
            with pytest.raises(LibraryError):
                import_lines(store, [first])
        else:
            assert import_lines(store, [first]) == (0, [])
