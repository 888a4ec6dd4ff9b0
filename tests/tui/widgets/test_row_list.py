"""RowList and ArticleRows: the cursor, its messages, and rows that change under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message

from tui.widgets.article_rows import ArticleRows
from tui.widgets.row_list import RowList
from tui.widgets.strips import Piece, fit, harmless


@dataclass(frozen=True)
class Row:
    """The fields of an ArticleRow that a list shows."""

    id: int
    title: str = "Ferry lines reroute"
    outlet: str | None = "Coast Wire"
    published: str | None = "2031-03-14"
    read: bool = False
    starred: bool = False
    copies: int = 0
    copy_read: bool = False
    copy_of: int | None = None
    followed: str = ""
    new: bool = False


class Counting:
    """A long source that notes which rows were asked for."""

    def __init__(self, count: int, first: int = 0) -> None:
        self.count, self.first = count, first
        self.asked: set[int] = set()

    def __len__(self) -> int:
        return self.count

    def row(self, index: int) -> Row:
        if not 0 <= index < self.count:
            raise IndexError(index)
        self.asked.add(index)
        return Row(self.first + index, title=f"Story [b]{self.first + index}[/b]")

    def position_of(self, key: int) -> int | None:
        return key - self.first if 0 <= key - self.first < self.count else None


class Numbers(RowList[int]):
    """Numbers, of which the multiples of ten are headings."""

    def draw(self, row: int, width: int) -> list[list[Piece]]:
        return [[(str(row), "")]]

    def selectable(self, row: int) -> bool:
        return row % 10 != 0


class Listing(App[None]):
    def __init__(self, rows: RowList[Any]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield self.rows


class Heard(list[tuple[str, int]]):
    """A message hook that keeps what lists say, once a message however many widgets see it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def __call__(self, message: Message) -> None:
        if isinstance(message, RowList.RowMessage) and not any(message is other for other in self.seen):
            self.seen.append(message)
            self.append((type(message).__name__, message.index))


def lines(rows: RowList[Any]) -> list[str]:
    return [rows.render_line(y).text for y in range(rows.size.height)]


async def test_only_visible_rows_are_asked_for() -> None:
    source = Counting(100_000)
    app = Listing(ArticleRows(source))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("down", "pagedown", "end")
        await pilot.pause()
        assert app.rows.cursor == 99_999
        assert len(source.asked) < 200
        assert any("Story [b]99999[/b]" in line for line in lines(app.rows))


async def test_keys_move_the_cursor_and_enter_chooses() -> None:
    heard = Heard()
    app = Listing(ArticleRows(Counting(50)))
    async with app.run_test(size=(40, 20), message_hook=heard) as pilot:
        await pilot.press("down", "down", "up", "enter", "end", "home")
        await pilot.pause()
    assert heard == [
        ("Highlighted", 0),
        ("Highlighted", 1),
        ("Highlighted", 2),
        ("Highlighted", 1),
        ("Chosen", 1),
        ("Highlighted", 49),
        ("Highlighted", 0),
    ]


async def test_a_click_highlights_and_chooses() -> None:
    heard = Heard()
    app = Listing(ArticleRows(Counting(50)))
    async with app.run_test(size=(40, 20), message_hook=heard) as pilot:
        await pilot.click(ArticleRows, offset=(5, 7))
        await pilot.pause()
        assert app.rows.cursor == 3
    assert ("Chosen", 3) in heard


async def test_the_cursor_stays_with_its_article_when_others_come_above_it() -> None:
    heard = Heard()
    app = Listing(ArticleRows(Counting(50, first=100)))
    async with app.run_test(size=(40, 20), message_hook=heard) as pilot:
        app.rows.move(4)
        await pilot.pause()
        top = app.rows.scroll_offset.y
        heard.clear()
        app.rows.show(Counting(60, first=90))
        await pilot.pause()
        assert app.rows.highlighted.id == 104
        assert app.rows.cursor == 14
        assert app.rows.scroll_offset.y == top + 20
    assert heard == []


async def test_when_the_row_is_gone_the_cursor_stays_at_its_place() -> None:
    heard = Heard()
    app = Listing(ArticleRows(Counting(50)))
    async with app.run_test(size=(40, 20), message_hook=heard) as pilot:
        app.rows.last()
        await pilot.pause()
        heard.clear()
        app.rows.show(Counting(10))
        await pilot.pause()
        assert app.rows.cursor == 9
    assert ("Highlighted", 9) in heard


async def test_other_rows_begin_at_the_top_unless_kept() -> None:
    rows = ArticleRows(Counting(50))
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        rows.last()
        rows.show(Counting(60, first=500), keep=False)
        await pilot.pause()
        assert (rows.cursor, rows.scroll_offset.y) == (0, 0)


async def test_going_to_a_row_by_its_key() -> None:
    rows = ArticleRows(Counting(500, first=1000))
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        assert rows.go_to(1234)
        await pilot.pause()
        assert rows.highlighted.id == 1234
        assert any("Story [b]1234[/b]" in line for line in lines(rows))
        assert not rows.go_to(7)
        assert rows.highlighted.id == 1234
    numbers = Numbers(range(1, 400))
    async with Listing(numbers).run_test(size=(40, 20)) as pilot:
        assert numbers.go_to(333)
        assert numbers.highlighted == 333


async def test_no_rows_says_why_and_takes_no_key() -> None:
    heard = Heard()
    rows = ArticleRows(empty="No articles yet.\nAdd some with `pullquote add`.")
    async with Listing(rows).run_test(size=(40, 20), message_hook=heard) as pilot:
        await pilot.press("down", "enter", "end", "pagedown")
        await pilot.pause()
        assert rows.cursor == -1
        assert any("No articles yet." in line for line in lines(rows))
        rows.show(Counting(2))
        await pilot.pause()
        assert rows.cursor == 0
    assert heard == [("Highlighted", 0)]


async def test_headings_are_stepped_over() -> None:
    numbers = Numbers()
    async with Listing(numbers).run_test(size=(40, 20)) as pilot:
        numbers.show(list(range(25)))
        await pilot.pause()
        assert numbers.highlighted == 1
        numbers.move(9)
        assert numbers.highlighted == 11
        numbers.move(-1)
        assert numbers.highlighted == 9
        numbers.first()
        numbers.move(-1)
        assert numbers.highlighted == 1
        assert numbers.scroll_offset.y == 0


async def test_rows_shown_before_there_is_a_screen_are_seen_later() -> None:
    rows = ArticleRows()
    rows.show(Counting(30), keep=False)
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert rows.cursor == 0
        assert "Story [b]0[/b]" in lines(rows)[1]


async def test_the_cursor_has_a_bar_and_focus_another() -> None:
    rows = ArticleRows(Counting(5))
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        assert [line[0] for line in lines(rows)[:4]] == ["▌", "▌", " ", " "]
        app = rows.app
        app.set_focus(None)
        await pilot.pause()
        assert [line[0] for line in lines(rows)[:4]] == ["▏", "▏", " ", " "]


async def test_article_rows_show_mark_date_outlet_star_and_title() -> None:
    source = [Row(1, starred=True), Row(2, title="", outlet=None, published=None, read=True)]
    rows = ArticleRows()
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        rows.this_year = 2031
        rows.show(source)
        await pilot.pause()
        first, second, third, fourth = lines(rows)[:4]
        assert "● 14 Mar  Coast Wire" in first and first.rstrip().endswith("★")
        assert "Ferry lines reroute" in second
        assert "●" not in third and "(no title)" in third and not fourth.strip()
        rows.dense = True
        await pilot.pause()
        first, second = lines(rows)[:2]
        assert "● 14 Mar Ferry lines reroute" in first and "★" in first
        assert "(no title)" in second


async def test_a_title_without_date_and_outlet_has_both_lines() -> None:
    title = "Ferry lines reroute as the strike at the harbour goes on"
    rows = ArticleRows()
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        rows.show([Row(1, title=title, outlet=None, published=None)])
        await pilot.pause()
        first, second = (line.strip(" ▌●") for line in lines(rows)[:2])
        assert f"{first} {second}" == title


def test_fitting_cuts_by_cells() -> None:
    assert fit("port strike", 20) == "port strike"
    assert fit("port strike", 8) == "port st…"
    assert fit("港口罢工", 6) == "港口…"
    assert fit("port", 0) == ""


def test_nothing_that_steers_a_terminal_is_drawn() -> None:
    assert harmless("a\x1b[31mb\u202ec\nd") == "a\ufffd[31mb\ufffdc d"


async def test_article_rows_say_what_they_stand_for_and_who_is_followed() -> None:
    source = [
        Row(1, copies=3, starred=True),
        Row(2, copies=1, copy_read=True),
        Row(3, copy_of=2, copies=1),
        Row(4, followed="Mara Lund, Otto Brandt", new=True, outlet=None),
        Row(5, followed="Mara Lund", outlet="The Long Name of an Outlet"),
    ]
    rows = ArticleRows()
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        rows.this_year = 2031
        rows.show(source)
        await pilot.pause()
        shown = lines(rows)
        assert shown[0].rstrip().endswith("+3 ★")
        assert "◐" in shown[2] and shown[2].rstrip().endswith("+1")
        assert shown[4].startswith(" └ ● 14 Mar") and "+1" not in shown[4]
        assert shown[5].startswith("     Ferry")
        assert "◆ Mara Lund, Otto" in shown[6]
        assert shown[8].rstrip().endswith("◇") and "The Long" in shown[8]
        rows.dense = True
        await pilot.pause()
        shown = lines(rows)
        assert shown[0].rstrip().endswith("+3 ★")
        assert shown[2].startswith(" └ ● 14 Mar")
        assert shown[3].rstrip().endswith("◆")
        assert {len(line) for line in shown} == {rows.scrollable_content_region.width}


async def test_only_rows_that_changed_are_drawn_again() -> None:
    drawn: list[int] = []

    class Noting(ArticleRows):
        def draw(self, row: Any, width: int) -> list[list[Piece]]:
            drawn.append(row.id)
            return super().draw(row, width)

    rows = Noting(Counting(100))
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        drawn.clear()
        rows.refresh_article(3)
        await pilot.pause()
        assert drawn == [3]
        rows.refresh_article(90)
        await pilot.pause()
        assert drawn == [3]


async def test_what_opens_below_a_row_comes_into_view() -> None:
    rows = ArticleRows(Counting(100))
    async with Listing(rows).run_test(size=(40, 20)) as pilot:
        rows.move(9)
        await pilot.pause()
        assert rows.scroll_offset.y == 0
        rows.show_below(3)
        assert rows.scroll_offset.y == 6
        rows.show_below(50)
        assert rows.scroll_offset.y == 18
