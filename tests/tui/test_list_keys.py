"""The list pane: near duplicates in one row, folders with counts, whom one follows, and one row drawn where one changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.library import feeds
from analysis.library.corrections import follow
from analysis.library.feeds import note_failure, subscribe
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.tui.conftest import Opened, Reader
from tui.state import State
from tui.widgets.folder_rows import Folder

STRIKE = "Port strike enters"
OTHERS = 9
"""Articles of the library besides that one."""


@pytest.fixture
def copied(library: Path) -> list[int]:
    """Let three outlets have printed one article, and return their ids, the newest first."""
    with Store.open(library) as store:
        number = next(row.id for row in store.rows() if row.title.startswith(STRIKE))
        article = store.article(number)
        assert article is not None
        copies = [
            replace(article, key=f"copy {n}", url=None, source=None, digest=f"c{n}", outlet=outlet, published=f"2026-03-{15 + n}")
            for n, outlet in enumerate(("Evening Post", "Osterland Radio"))
        ]
        added = Writer(store.database).add(copies)
        analysed = "SELECT annotations, pipeline, status FROM articles WHERE id = ?"
        store.database.run(f"UPDATE articles SET (annotations, pipeline, status) = ({analysed}) WHERE status = 0", (number,))
        store.mark_seen()
    return [added[1].article_id, added[0].article_id, number]


def subscribed(library: Path, count: int) -> None:
    """Subscribe to feeds, the first of them failing, the last with an article that is unread."""
    with Store.open(library) as store, store.database.writing() as connection:
        for number in range(count):
            subscribe(connection, f"https://feed{number}.example/rss", f"Feed {number}", "News/Ports" if number < 2 else "")
        connection.execute("INSERT INTO feed_articles SELECT max(feeds.id), max(articles.id), '2026' FROM feeds, articles")
        feed = feeds.feed_at(store.database, "https://feed0.example/rss")
        assert feed is not None
        note_failure(connection, feed, "there is no such page (404)", moment="2020-03-12T10:00:00Z")


def listed(reader: Reader) -> list[int]:
    return [row.id for row in reader.screen.library.articles.source]


def shown(reader: Reader) -> list[Folder]:
    rows = reader.screen.library.folders
    return [] if rows is None else [rows.source.row(index) for index in range(len(rows.source))]


async def until(reader: Reader, done: Callable[[], bool]) -> None:
    for _ in range(100):
        if done():
            return
        await reader.pilot.pause(0.05)
    raise AssertionError("it never came about")


async def rested(reader: Reader) -> None:
    """Wait until the process that looks for what is to be analysed has ended, since the list is made anew then."""
    await until(reader, lambda: not reader.screen.client.running)
    await reader.settle()


async def counted(reader: Reader) -> None:
    await until(
        reader, lambda: bool(shown(reader)) and all(row.count is not None for row in shown(reader) if row.kind in ("filter", "search"))
    )


def line_of(reader: Reader, number: int) -> str:
    rows = reader.screen.library.articles
    return rows.render_line(rows.source.position_of(number) * rows.row_height - rows.scroll_offset.y).text


async def test_near_duplicates_have_one_row_which_opens_in_place(opened: Opened, copied: list[int]) -> None:
    state = State()
    async with opened(state=state) as reader:
        await reader.press("v")
        assert "zn" in reader.said
        assert len(listed(reader)) == OTHERS + 3
        await reader.press("zn")
        assert state.grouped
        assert len(listed(reader)) == OTHERS + 1
        assert "grouped" in reader.screen.library.query_one("#heading").render().plain
        rows = reader.screen.library.articles
        rows.go_to(copied[2])
        assert rows.highlighted.id == copied[0], "the row that stands for it"
        assert "+2" in line_of(reader, copied[0])
        await reader.press("v")
        at = listed(reader).index(copied[0])
        assert listed(reader)[at : at + 3] == copied
        assert "−2" in line_of(reader, copied[0])
        assert line_of(reader, copied[1]).startswith(" └ ")
        assert not line_of(reader, listed(reader)[at + 3]).startswith(" └")
        await reader.press("j", "j", "enter")
        assert reader.screen.article_id == copied[2]
        assert rows.highlighted.id == copied[2], "the others stay open"
        await reader.press("h", "v")
        assert len(listed(reader)) == OTHERS + 1
        assert rows.highlighted.id == copied[0]
        await reader.press("j", "v")
        assert "nearly the same" in reader.said
        await reader.press("zn")
        assert len(listed(reader)) == OTHERS + 3
        assert not state.grouped


async def test_what_opens_at_the_bottom_comes_into_view(opened: Opened, copied: list[int], library: Path) -> None:
    with Store.open(library) as store:
        store.database.run("UPDATE articles SET sort_date = '1990' WHERE id IN (?, ?, ?)", copied)
    async with opened((80, 24), State(grouped=True, dense=False)) as reader:
        await reader.press("G", "v")
        rows = reader.screen.library.articles
        assert rows.highlighted.id == max(copied)
        assert (rows.cursor + 3) * rows.row_height == rows.scroll_offset.y + rows.size.height


async def test_one_line_an_article_is_remembered(opened: Opened) -> None:
    async with opened(state=State(dense=True)) as reader:
        assert reader.screen.library.articles.row_height == 1


async def test_a_row_says_that_a_near_duplicate_was_read(opened: Opened, copied: list[int]) -> None:
    async with opened(state=State(grouped=True)) as reader:
        assert "●" in line_of(reader, copied[0])
        reader.screen.jump(copied[2])
        await reader.settle()
        assert "◐" in line_of(reader, copied[0])
        assert "●" not in line_of(reader, copied[0])


async def test_opening_starring_and_marking_read_again_one_row(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.library import rows as module

    async with opened() as reader:
        await rested(reader)
        rows = reader.screen.library.articles
        source = rows.source
        asked: list[int] = []
        read_rows = module.read_rows
        monkeypatch.setattr(module, "read_rows", lambda database, ids, **more: asked.extend(ids) or read_rows(database, ids, **more))
        number = rows.highlighted.id
        assert "●" in line_of(reader, number)
        await reader.press("enter")
        assert "●" not in line_of(reader, number)
        await reader.press("t")
        assert "★" in line_of(reader, number)
        await reader.press("R")
        assert "●" in line_of(reader, number)
        assert rows.source is source
        assert set(asked) == {number}


async def test_a_read_article_stays_among_the_unread_until_the_list_is_made_anew(opened: Opened) -> None:
    async with opened() as reader:
        await rested(reader)
        await reader.press("I")
        number = reader.screen.library.articles.highlighted.id
        await reader.press("enter")
        assert number in listed(reader)
        reader.screen.refresh_list()
        assert number not in listed(reader)


async def test_whom_one_follows_stands_in_the_row(opened: Opened, library: Path) -> None:
    with Store.open(library) as store:
        follow(store, store.find_entity("Mara Lund")[0].id)
        store.database.run("UPDATE follows SET since = '2020'")
        old, new = (row for row in store.rows() if "Mara Lund" in row.followed[:9] and row.id in (1, 3))
        store.database.run("INSERT OR REPLACE INTO meta VALUES ('seen', ?)", (min(old.id, new.id),))
        old, new = sorted((old.id, new.id))
    async with opened() as reader:
        assert "◇ Mara" in line_of(reader, old)
        assert "◆ Mara" in line_of(reader, new)
        await reader.press("zd")
        assert " ◆" in line_of(reader, new)
    async with opened((80, 24)) as reader:
        assert "◇ Mara Lund" in line_of(reader, old), "here is room for all of it"


async def test_folders_open_narrow_the_list_and_fold(opened: Opened) -> None:
    state = State()
    async with opened((80, 24), state) as reader:
        assert shown(reader) == []
        await reader.press("zf")
        await counted(reader)
        assert [(row.name, row.count) for row in shown(reader)] == [
            ("All", 10),
            ("Unread", 10),
            ("New", 10),
            ("Followed", 0),
            ("Starred", 0),
        ]
        assert reader.screen.library.articles.region.height > reader.screen.library.folders.region.height
        await reader.press("down", "down", "down", "down", "enter")
        assert reader.screen.session.filter == "starred"
        assert listed(reader) == []
        assert reader.screen.focused is reader.screen.library.articles
        await reader.press("zf", "home", "enter")
        assert len(listed(reader)) == 10
        await reader.press("t")
        await until(reader, lambda: [row.count for row in shown(reader) if row.name == "Starred"] == [1])
        await reader.press("zf", "escape")
        assert reader.screen.focused is reader.screen.library.articles
        await reader.press("zf", "zf")
        await reader.settle()
        assert shown(reader) == []
        assert reader.screen.focused is reader.screen.library.articles
        assert not state.folders


async def test_feeds_are_folders_and_a_failing_one_says_since_when(opened: Opened, library: Path) -> None:
    subscribed(library, 200)
    async with opened(state=State(folders=True)) as reader:
        await counted(reader)
        rows = [(row.kind, row.name, row.count) for row in shown(reader)[5:]]
        assert rows == [
            ("heading", "Feeds", None),
            ("feed", "Feed 199", 1),
            ("heading", "News / Ports", None),
            ("feed", "Feed 0", 0),
            ("trouble", "fails since 12 Mar 2020: there is no such page (404)", None),
            ("more", "… 198 feeds with nothing unread", None),
        ]
        folders = reader.screen.library.folders
        await until(reader, lambda: any(folders.render_line(y).text.startswith(" ! Feed 0 ") for y in range(folders.size.height)))
        await reader.press("zf", "end", "enter")
        assert sum(row.kind == "feed" for row in shown(reader)) == 200
        await reader.press("end", "enter", "home", "down", "down", "down", "down", "down", "enter")
        await reader.settle()
        found = reader.screen.library.rows.source
        assert [found.row(index).article.id for index in range(len(found))] == [10]
        assert reader.screen.focused is reader.screen.library.rows
        assert reader.screen.library.folders.chosen == ("search", 'feed:"Feed 199"')
        await reader.press("q")
        assert reader.screen.library.folders.chosen == ("filter", "all")
