"""Lists in which the newest of near duplicates stands for all agree with a plain list from which the others are struck."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library.corrections import follow
from analysis.library.folding import sort_date
from analysis.library.records import ArticleRow, ListFilter, Sort
from analysis.library.rows import GroupedList
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.made_library import make
from tests.analysis.library.test_store_lists import DATES, PLAIN, article

COUNT = 620
FILTERS = [
    ListFilter(),
    ListFilter("unread"),
    ListFilter("starred"),
    ListFilter("new"),
    ListFilter(outlet="post"),
    ListFilter("unread", outlet="post"),
    ListFilter(ids=tuple(range(600, 300, -1))),
]


def plant(store: Store, rng: random.Random, count: int) -> None:
    """Say of some articles that they are nearly the same."""
    numbers = rng.sample(range(1, count + 1), count // 3)
    while numbers:
        group = [numbers.pop() for _ in range(min(len(numbers), rng.choice((2, 2, 3, 7))))]
        for number in group if len(group) > 1 else ():
            store.database.run("INSERT INTO copies SELECT id, ?, sort_date FROM articles WHERE id = ?", (min(group), number))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    rng = random.Random(4)
    with Store.open(tmp_path_factory.mktemp("grouped") / "library", durable=False) as store:
        writer = Writer(store.database)
        writer.add(article(number, rng) for number in range(COUNT // 2))
        store.mark_seen()
        writer.add(article(number, rng) for number in range(COUNT // 2, COUNT))
        store.database.run("DELETE FROM copies")
        plant(store, rng, COUNT)
        for number in rng.sample(range(1, COUNT + 1), COUNT // 2):
            store.set_read(number, True)
        for number in rng.sample(range(1, COUNT + 1), COUNT // 4):
            store.set_starred(number, True)
        yield store


def groups(store: Store) -> dict[int, list[int]]:
    """Return the group of each article, the newest first."""
    rows = store.database.all("SELECT group_id, article_id FROM copies ORDER BY sort_date DESC, article_id DESC")
    return {number: [other for name, other in rows if name == group] for group, number in rows}


def struck(store: Store, chosen: ListFilter, sort: Sort) -> list[int]:
    """Strike from the plain list everything that a newer near duplicate stands for."""
    together = groups(store)
    listed = [row.id for row in store.rows(chosen, sort)]
    standing = set(listed) if chosen.state != "unread" else {row.id for row in store.rows(replace(chosen, state="all"), sort)}
    return [number for number in listed if next(one for one in together.get(number, [number]) if one in standing) == number]


@pytest.mark.parametrize("sort", [*PLAIN, "given"])
@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_the_newest_stands_for_all(library: Store, chosen: ListFilter, sort: Sort) -> None:
    wanted = struck(library, chosen, sort)
    grouped = replace(chosen, grouped=True)
    shown = library.rows(grouped, sort)
    assert len(wanted) < library.count(chosen)
    order = list(range(len(wanted)))
    random.Random(5).shuffle(order)
    assert [shown.row(i).id for i in order] == [wanted[i] for i in order]
    assert len(shown) == library.count(grouped) == len(wanted)
    fresh = library.rows(grouped, sort)
    assert [fresh.position_of(wanted[i]) for i in order[:100]] == order[:100]


def test_a_row_says_how_many_it_stands_for_and_whether_one_was_read(library: Store) -> None:
    together = groups(library)
    read = {row.id for row in library.rows_by_id(list(range(1, COUNT + 1))) if row.read}
    for row in library.rows(ListFilter("starred", grouped=True)):
        others = [number for number in together.get(row.id, ()) if number != row.id]
        assert (row.copies, row.copy_read) == (len(others), any(number in read for number in others))


@pytest.mark.parametrize("sort", PLAIN)
def test_the_others_open_below_it(library: Store, sort: Sort) -> None:
    together = groups(library)
    wanted = struck(library, ListFilter(), sort)
    shown = library.rows(ListFilter(grouped=True), sort)
    assert isinstance(shown, GroupedList)
    for head in [number for number in wanted if number in together][:20]:
        shown.open(head)
        at = wanted.index(head)
        expected = [*wanted[: at + 1], *together[head][1:], *wanted[at + 1 :]]
        assert [row.id for row in shown] == expected
        assert [row.copy_of for row in shown] == [head if at < i < at + len(together[head]) else None for i in range(len(expected))]
        assert [shown.position_of(number) for number in expected] == list(range(len(expected)))
    shown.open(None)
    assert [row.id for row in shown] == wanted
    for head, *others in together.values():
        assert {shown.position_of(number) for number in (head, *others)} == {wanted.index(head)}, "the one that stands for it"


def test_opening_what_is_not_in_the_list_opens_nothing(library: Store) -> None:
    shown = library.rows(ListFilter(grouped=True))
    assert isinstance(shown, GroupedList)
    length = len(shown)
    shown.open(next(others[1] for others in groups(library).values()))
    assert shown.opened is None
    assert len(shown) == length


@pytest.mark.parametrize("sort", PLAIN)
def test_a_list_stays_as_it_was_when_copies_arrive(tmp_path: Path, sort: Sort) -> None:
    rng = random.Random(6)
    with Store.open(tmp_path / "library", durable=False) as store:
        writer = Writer(store.database)
        writer.add(article(number, rng) for number in range(450))
        store.database.run("DELETE FROM copies")
        plant(store, rng, 450)
        shown = store.rows(ListFilter(grouped=True), sort)
        wanted = struck(store, ListFilter(), sort)
        late = [
            one.article_id
            for one in writer.add(Article(f"late {n}", "x", f"{n}", published=DATES[n % 7], digest=f"l{n}") for n in range(40))
        ]
        for number in late:
            store.database.run("DELETE FROM copies WHERE article_id = ?", (number,))
            group = store.database.value("SELECT group_id FROM copies ORDER BY random() LIMIT 1")
            store.database.run("INSERT INTO copies SELECT id, ?, sort_date FROM articles WHERE id = ?", (group, number))
        assert [row.id for row in shown] == wanted
        assert [shown.position_of(number) for number in wanted] == list(range(len(wanted)))
        now = store.rows(ListFilter(grouped=True), sort)
        assert [row.id for row in now] == struck(store, ListFilter(), sort)


def test_one_article_read_reads_its_row_again_and_no_page(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.library import rows as module

    together = groups(library)
    shown = library.rows(ListFilter(grouped=True))
    assert isinstance(shown, GroupedList)
    rows = [shown.row(i) for i in range(150)]
    head = next(row for row in rows if row.copies >= 2)
    shown.open(head.id)
    asked: list[list[int]] = []
    read_rows = module.read_rows
    monkeypatch.setattr(module, "read_rows", lambda database, ids, **more: asked.append(list(ids)) or read_rows(database, ids, **more))
    child = together[head.id][1]
    at = shown.position_of(child)
    assert at is not None
    before = shown.row(at)
    library.set_starred(child, not before.starred)
    assert shown.row(at).starred is not before.starred
    assert {number for ids in asked for number in ids} <= set(together[head.id])
    for number in together[head.id][1:]:
        library.set_read(number, False)
    assert not shown.row(at - 1).copy_read
    library.set_read(child, True)
    assert shown.row(at - 1).copy_read
    assert {number for ids in asked for number in ids} <= set(together[head.id])


def test_a_row_names_whom_of_those_in_it_the_user_followed_before_it_came(tmp_path: Path) -> None:
    with make(tmp_path / "library", 60) as store:
        lund, brandt = (store.find_entity(name)[0].id for name in ("Mara Lund", "Otto Brandt"))
        for number in (brandt, lund):
            follow(store, number)
        store.database.run("UPDATE follows SET since = '2020'")
        store.database.run("UPDATE articles SET added = '2019' WHERE id <= 10")
        store.database.run("INSERT OR REPLACE INTO meta VALUES ('seen', 50)")
        names = {number: store.entity_ids(number).values() for number in range(1, 61)}
        rows: list[ArticleRow] = list(store.rows())
        for row in rows:
            wanted = [name for name, number in (("Mara Lund", lund), ("Otto Brandt", brandt)) if number in names[row.id] and row.id > 10]
            assert sorted(filter(None, row.followed.split(", "))) == wanted
            assert row.new == (bool(wanted) and row.id > 50)
        assert any(row.new for row in rows)
        assert any(", " in row.followed for row in rows)


def test_dates_of_copies_follow_the_articles(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        ids = [
            one.article_id
            for one in Writer(store.database).add(Article(f"k{n}", "Same words here", "Same words here", digest=str(n)) for n in range(3))
        ]
        assert [row.id for row in store.rows(ListFilter(grouped=True))] == [ids[2]]
        store.database.run("UPDATE articles SET sort_date = ? WHERE id = ?", (sort_date("2025"), ids[0]))
        assert [row.id for row in store.rows(ListFilter(grouped=True))] == [ids[0]]
