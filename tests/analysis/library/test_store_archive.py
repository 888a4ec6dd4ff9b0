"""A library written as JSON lines and read again is the same library, the user's own work included."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library import corrections, feeds
from analysis.library.archive import export_lines, import_file, import_lines
from analysis.library.check import check
from analysis.library.ordering import SORTS
from analysis.library.records import LibraryError, ListFilter
from analysis.library.store import Store
from analysis.library.versions import changed, versions
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
    for words in ("first", "second"):
        article = Article("https://coast.example/1", "Ferry", f"Ferry\n\nThe {words} word.", source="https://coast.example/1", digest=words)
        Writer(store.database).add([article])
    store.database.run("UPDATE versions SET replaced = '2024-05-01T08:00:00Z'")
    renamed = next(entity for entity in store.entities() if entity.name == "Mara Lund")
    corrections.rename(store, renamed.id, "Mara L. Lund")
    return store


def test_out_and_in_is_the_same(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        assert import_lines(other, lines, dry_run=True) == (40, [])
        assert other.count() == 0
        assert import_lines(other, lines) == (40, [])
        assert list(export_lines(other)) == lines
        assert import_lines(other, lines) == (0, []), "a second time brings nothing"
        assert list(export_lines(other)) == lines
        for sort in SORTS:
            assert list(other.rows(ListFilter(), sort)) == list(store.rows(ListFilter(), sort))
        assert [row.name for row in other.entities()] == [row.name for row in store.entities()]
        assert other.quotes(3) == store.quotes(3)
        assert feeds.counts(other.database) == feeds.counts(store.database)
        (old,) = versions(other.database, 41)
        assert (old.text, old.replaced) == ("Ferry\n\nThe first word.", "2024-05-01T08:00:00Z")
        assert "Mara L. Lund" in [row.name for row in other.entities()]
        assert [finding.what for finding in check(other)] == ["there is no search index that can be read"]


def test_through_a_file(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    (tmp_path / "all.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    with Store.open(tmp_path / "other") as other:
        assert import_file(other, tmp_path / "all.jsonl") == (40, [])
        assert list(export_lines(other)) == lines


def test_versions_of_two_libraries_stand_by_their_dates(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other") as other:
        import_lines(other, export_lines(store))
        number = other.find("https://coast.example/1")
        assert number is not None
        article = Article("https://coast.example/1", "Ferry", "Ferry\n\nA third word.", source="https://coast.example/1", digest="3")
        Writer(other.database).add([article])
        import_lines(other, export_lines(store))
        assert [old.text[11:] for old in versions(other.database, number)] == ["second word.", "first word."]
        earlier = {"key": "https://coast.example/1", "title": "F", "text": "F", "digest": "0", "replaced": "2001-01-01T00:00:00Z"}
        import_lines(other, [next(export_lines(store)), json.dumps({"version": earlier})])
        assert [old.text[-5:] for old in versions(other.database, number)] == ["word.", "word.", "F"]
        assert changed(other.database, number) == versions(other.database, number)[0].replaced


def test_corrections_reach_articles_that_are_here(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        import_lines(other, (line for line in lines if not line.startswith('{"correction"')))
        assert "Mara L. Lund" not in [row.name for row in other.entities()]
        assert import_lines(other, lines) == (0, [])
        assert "Mara L. Lund" in [row.name for row in other.entities()]


def test_into_a_library_that_has_some_of_it(store: Store, tmp_path: Path) -> None:
    lines = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        same = store.article(3)
        assert same is not None
        Writer(other.database).add([same])
        came, problems = import_lines(other, lines)
        assert (came, problems) == (39, [])
        assert other.count() == 40
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
        lambda row: row.update(annotations={"entities": [{"id": "e1", "name": "A", "label": "PERSON", "mentions": []}]}),
        lambda row: row.update(annotations={"entities": [], "quotes": [{"start": 0, "end": 10**30, "kind": "direct"}]}),
        lambda row: row.update(annotations=json.loads("[" * 900 + "]" * 900)),
        lambda row: row.update(blocks=[[0, 9, "headline"], [4, 9, "paragraph"]]),
        lambda row: row.update(links=[[5, 2, "x"]]),
        lambda row: row.update(text="lone \ud800"),
        lambda row: row.update(sources=[["a"]]),
        lambda row: row["state"].update(position="5"),
        lambda row: row["state"].update(read_at={}),
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
        assert (came, other.count()) == (39, 39)


NONSENSE = (
    "[" * 100_000,
    '{"article":' + "[" * 100_000,
    '{"search": {"name": 5, "query": "x", "made_at": ""}}',
    '{"search": {"name": {}, "query": [], "made_at": null}}',
    '{"feed": {"address": "javascript:alert(1)", "title": "x", "folder": ""}}',
    '{"follow": {"norm": "x", "label": "NONE", "since": ""}}',
    '{"correction": {"kind": "rename", "names": [["a", "NONE"]], "value": "x"}}',
    '{"correction": {"kind": "drop everything", "names": []}}',
    '{"correction": []}',
    '{"mark": {"letter": "ab", "key": "x", "position": 1}}',
    '{"mark": {"letter": "a", "key": "x", "position": ' + "9" * 30 + "}}",
    '{"version": {"key": "nowhere", "title": "", "text": "x", "digest": "", "replaced": "2024"}}',
    '{"version": {"key": "https://coast.example/1", "title": "", "text": "a\\u0007", "digest": "", "replaced": "2024"}}',
    '{"library": {"seen": ' + "9" * 30 + "}}",
    '{"unknown": {}}',
    "\ud800",
    None,
    b"\xff\xfe{",
)


@pytest.mark.parametrize("line", NONSENSE, ids=lambda line: repr(line)[:40])
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_line_that_makes_no_sense_costs_no_other_one(store: Store, tmp_path: Path, line: str | None, dry_run: bool) -> None:
    lines: list[str | bytes | None] = list(export_lines(store))
    with Store.open(tmp_path / "other") as other:
        came, problems = import_lines(other, [*lines, line, *lines[1:]], dry_run=dry_run)
        assert came == 80 if dry_run else came == 40
        known_when_read = dry_run and isinstance(line, str) and ("nowhere" in line or "correction" in line or "99999" in line)
        assert [problem.where for problem in problems] == ([] if known_when_read else [f"line {len(lines) + 1}"])
        if not dry_run:
            assert list(export_lines(other)) == lines


def test_what_a_line_says_is_cleaned(store: Store, tmp_path: Path) -> None:
    attack = "PWNED\x1b]0;x\x07\u202e\x9b2J"
    lines = [next(export_lines(store))]
    for kind, row in (
        ("search", {"name": attack, "query": attack, "made_at": attack}),
        ("feed", {"address": f"https://a.example/{attack}", "title": attack, "folder": attack}),
        ("problem", {"place": attack, "what": attack, "noticed": attack}),
        ("correction", {"kind": "rename", "names": [["a", "PERSON"]], "value": attack, "said": attack, "made_at": attack}),
    ):
        lines.append(json.dumps({kind: row}))
    article = json.loads(next(line for line in export_lines(store) if line.startswith('{"article"')))
    for name in ("id", "title", "outlet", "author", "published", "source", "digest", "added"):
        article["article"][name] = attack
    article["article"] |= {"tags": [attack], "links": [[0, 1, attack]], "url": f"https://a.example/{attack}"}
    article["article"]["state"]["read_at"] = attack
    for entity in (article["article"]["annotations"] or {}).get("entities", []):
        entity["name"] = attack
    with Store.open(tmp_path / "other") as other:
        assert import_lines(other, [*lines, json.dumps(article)]) == (1, [])
        said = "\n".join(export_lines(other))
        assert said.count("PWNED") >= 15
        assert not set("\x1b\x07\x9b\u202e") & set(said)
        assert not {"\\u001b", "\\u009b", "\\u0007"} & set(re.findall(r"\\u[0-9a-f]{4}", said))


@pytest.mark.parametrize("first", ["", "[]", "{", '{"article": {}}', '{"library": {"format": 99}}', '{"a": 1, "b": 2}', "null", '"x"'])
def test_something_else_is_refused(tmp_path: Path, first: str) -> None:
    with Store.open(tmp_path / "library") as store:
        if first:
            with pytest.raises(LibraryError):
                import_lines(store, [first])
        else:
            assert import_lines(store, [first]) == (0, [])
