"""Lists agree, position by position, with a plain sort of all articles, whatever was added or read since they were made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Article
from analysis.library.folding import fold, outlet_key, sort_date
from analysis.library.records import ListFilter, Sort
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.made_library import make

COUNT = 700
"""More than three pages, so that lists begin at either end and in the middle."""
DATES = (None, "2024", "2024-05", "2024-05-16", "2024-05-16T08:30:00+02:00", "2023-12-31", "1999-01-01")
PLAIN: tuple[Sort, ...] = ("newest", "oldest", "outlet", "title", "added")


def article(number: int, rng: random.Random) -> Article:
    title = rng.choice(("Élan", "“Alpha", "beta", "Ölweg", "beta two")) + f" {rng.randint(0, 9)}"
    return Article(
        f"key {number}", title, f"{title}\n\nText {number}.", outlet=rng.choice((None, "Post", "post", "Écho", "Bell")),
        published=rng.choice(DATES), digest=str(number),
    )  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    rng = random.Random(3)
    with Store.open(tmp_path_factory.mktemp("lists") / "library") as store:
        added = Writer(store.database).add(article(number, rng) for number in range(COUNT))
        for one in added:
            if rng.random() < 0.4:
                store.set_read(one.article_id, True)
            if rng.random() < 0.1:
                store.set_starred(one.article_id, True)
        yield store


def sorted_ids(store: Store, sort: Sort) -> list[int]:
    """Sort all articles in Python."""
    rows = [(row.id, row.title, row.outlet, sort_date(row.published)) for row in store.rows_by_id(list(range(1, 2 * COUNT)))]
    if sort in ("newest", "oldest"):
        rows.sort(key=lambda row: (row[3], row[0]), reverse=sort == "newest")
    elif sort == "title":
        rows.sort(key=lambda row: (fold(row[1]), row[0]))
    elif sort == "outlet":
        rows.sort(key=lambda row: (row[3], row[0]), reverse=True)
        rows.sort(key=lambda row: outlet_key(row[2]))
    else:
        rows.sort(key=lambda row: -row[0])
    return [row[0] for row in rows]


@pytest.mark.parametrize("sort", PLAIN)
def test_every_position_of_the_whole_library(library: Store, sort: Sort) -> None:
    expected = sorted_ids(library, sort)
    shown = library.rows(ListFilter(), sort)
    assert len(shown) == COUNT
    order = list(range(COUNT))
    random.Random(5).shuffle(order)
    assert [shown.row(i).id for i in order] == [expected[i] for i in order]
    fresh = library.rows(ListFilter(), sort)
    assert [fresh.position_of(expected[i]) for i in order[:200]] == order[:200]
    assert fresh.position_of(COUNT + 1) is None
    with pytest.raises(IndexError):
        shown.row(COUNT)


@pytest.mark.parametrize("sort", PLAIN)
@pytest.mark.parametrize("state", ["unread", "starred"])
@pytest.mark.parametrize("outlet", [None, "POST"])
def test_filtered_lists(library: Store, sort: Sort, state: str, outlet: str | None) -> None:
    chosen = ListFilter(state, outlet)  # type: ignore[arg-type]
    wanted = [
        row.id
        for row in library.rows_by_id(sorted_ids(library, sort))
        if (not row.read if state == "unread" else row.starred) and (outlet is None or (row.outlet or "").lower() == outlet.lower())
    ]
    shown = library.rows(chosen, sort)
    assert [row.id for row in shown] == wanted
    assert library.count(chosen) == len(shown) == len(wanted)
    assert [shown.position_of(number) for number in wanted] == list(range(len(wanted)))


def test_given_ids_keep_their_order_or_are_sorted(library: Store) -> None:
    ids = [9, 3, 500, 3, 10_000]
    assert [row.id for row in library.rows(ListFilter(ids=ids), "given")] == [9, 3, 500]
    assert [row.id for row in library.rows(ListFilter(ids=ids), "added")] == [500, 9, 3]
    assert len(library.rows(ListFilter(ids=[]))) == 0


def test_entity_lists_name_each_article_once(tmp_path: Path) -> None:
    with make(tmp_path / "library", 80) as store:
        for row in store.entities(limit=5):
            expected = {number for number in range(1, 81) if row.id in store.entity_ids(number).values()}
            shown = store.entity_articles(row.id)
            assert {line.id for line in shown} == expected
            assert len(shown) == len(expected) == row.articles
            ids = [line.id for line in shown]
            assert [store.next_article_with(row.id, number, 1) for number in ids] == [*ids[1:], None]
            assert [store.next_article_with(row.id, number, -1) for number in ids] == [None, *ids[:-1]]


def test_a_list_stays_as_it_was_made(tmp_path: Path) -> None:
    rng = random.Random(8)
    with Store.open(tmp_path / "library") as store:
        writer = Writer(store.database)
        writer.add(article(number, rng) for number in range(COUNT))
        lists = {sort: store.rows(ListFilter(), sort) for sort in PLAIN}
        unread = store.rows(ListFilter("unread"))
        expected = {sort: sorted_ids(store, sort) for sort in PLAIN}
        writer.add(article(number, rng) for number in range(COUNT, COUNT + 300))
        first = unread.row(0).id
        store.set_read(first, True)
        for sort, shown in lists.items():
            assert [row.id for row in shown] == expected[sort], sort
            assert shown.position_of(expected[sort][COUNT // 2]) == COUNT // 2
            assert shown.position_of(COUNT + 1) is None
        assert unread.row(0).id == first
        assert unread.row(0).read, "the row says what is true now, though it stays in the list"
        assert len(store.rows()) == COUNT + 300


@pytest.mark.parametrize("sort", PLAIN)
def test_what_a_list_learnt_of_places_helps_the_next_one_until_something_changes(tmp_path: Path, sort: Sort) -> None:
    rng = random.Random(9)
    with Store.open(tmp_path / "library") as store:
        writer = Writer(store.database)
        writer.add(article(number, rng) for number in range(COUNT))
        expected = sorted_ids(store, sort)
        learning = store.rows(ListFilter(), sort)
        for place in (300, 350, 600, 50):
            learning.row(place)
            learning.position_of(expected[place + 7])
        gone = [expected[10], expected[250]]
        for change in (lambda: None, lambda: writer.remove(gone), lambda: writer.add([article(COUNT, rng)])):
            change()
            expected = sorted_ids(store, sort)
            shown = store.rows(ListFilter(), sort)
            assert [shown.row(place).id for place in range(340, 420)] == expected[340:420]
            assert [shown.position_of(expected[place]) for place in (0, 299, 310, 690)] == [0, 299, 310, 690]


def test_long_filtered_lists_are_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        Writer(store.database).add(Article(f"k{n}", f"T {n}", "x", digest=str(n)) for n in range(2_500))
        for chosen in (ListFilter("unread"), ListFilter("new")):
            assert [row.id for row in store.rows(chosen, "oldest")] == list(range(1, 2_501))
            shown = store.rows(chosen)
            assert shown.row(0).id == 2_500
            assert shown.row(2_499).id == 1
            assert shown.row(2_300).id == 200
            assert [row.id for row in shown] == list(range(2_500, 0, -1))


def test_new_is_what_came_after_the_last_look(library: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        writer = Writer(store.database)
        rng = random.Random(1)
        writer.add([article(1, rng), article(2, rng)])
        assert store.count(ListFilter("new")) == 2
        store.mark_seen()
        assert len(store.rows(ListFilter("new"))) == 0
        writer.add([article(3, rng)])
        assert [row.id for row in store.rows(ListFilter("new"))] == [3]


def test_a_removed_article_leaves_a_row_that_says_so(tmp_path: Path) -> None:
    with make(tmp_path / "library", 10) as store:
        shown = store.rows(ListFilter(), "added")
        Writer(store.database).remove([5])
        rows = list(shown)
        assert len(rows) == 10
        assert [row.id for row in rows if row.id == 5] == []
        assert store.count() == 9
        assert store.find("5") is None


DATE = st.sampled_from(DATES)
STEP = st.tuples(st.sampled_from(["add", "redate", "remove", "read", "star", "outlet"]), st.integers(1, 25), DATE)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=30))
def test_kept_numbers_are_true_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str | None]]
) -> None:
    from analysis.library.tallies import TALLIES

    with Store.open(tmp_path_factory.mktemp("steps") / "library", durable=False) as store:
        writer = Writer(store.database)
        for n, (what, number, date) in enumerate(steps):
            if what == "add":
                writer.add([Article(f"k{number}", f"T{n}", "words", published=date, outlet=f"O{number % 3}", digest=f"d{n}")])
            elif what == "redate":
                store.database.run("UPDATE articles SET sort_date = ? WHERE id = ?", (sort_date(date), number))
            elif what == "outlet":
                store.database.run("UPDATE articles SET outlet_key = ? WHERE id = ?", (f"o{n % 4}", number))
            elif what == "remove":
                writer.remove([number])
            elif what == "read":
                store.set_read(number, n % 2 == 0)
            else:
                store.set_starred(number, n % 3 == 0)
        assert [tally.what for tally in TALLIES if store.database.value(tally.differs)] == []
        for sort in PLAIN:
            shown = store.rows(ListFilter(), sort)
            ids = [row.id for row in shown]
            assert len(ids) == len(set(ids)) == store.count()
            assert [shown.position_of(number) for number in ids] == list(range(len(ids)))
