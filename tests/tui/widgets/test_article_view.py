"""ArticleView: what is drawn where, and where keys and clicks lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot

from analysis.article import Annotations, Article, Span
from tests.tui.widgets import invented_article
from tui.widgets.article_view import ArticleView
from tui.widgets.find import find

ARTICLE = invented_article.article()
ANNOTATIONS = invented_article.annotations(ARTICLE.text)
LINKS = invented_article.links(ARTICLE.text)


class Reading(App[None]):
    def __init__(self, article: Article = ARTICLE, annotations: Annotations | None = ANNOTATIONS, position: int = 0) -> None:
        super().__init__()
        self.shown = (article, annotations, position)

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        view = self.query_one(ArticleView)
        view.this_year = 2031
        view.show(*self.shown, LINKS if self.shown[0] is ARTICLE else ())  # type: ignore[arg-type]


class Heard(list[Any]):
    """A message hook that keeps what views say, once a message however many widgets see it."""

    def __call__(self, message: Message) -> None:
        if isinstance(message, ArticleView.ViewMessage) and not any(message is other for other in self):
            self.append(message)

    def of(self, kind: type[Any]) -> list[Any]:
        return [message for message in self if isinstance(message, kind)]


def screen(view: ArticleView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def words(view: ArticleView, span: Span | None) -> str | None:
    return None if span is None else view.article.text[span.start : span.end]


def long_article(paragraphs: int = 200) -> Article:
    line = "The harbour was quiet that morning, and the harbour master wrote so in his book, as he did every day. "
    return invented_article.article([(invented_article.K.PARAGRAPH, f"{number}. {line * 3}") for number in range(paragraphs)])


def at(cell: Offset, right: int = 0) -> Offset:
    """Return a cell of the content as one of the widget, which has a border at its left."""
    return cell + Offset(1 + right, 0)


async def settled(pilot: Pilot[None]) -> ArticleView:
    await pilot.pause()
    return pilot.app.query_one(ArticleView)


async def test_blocks_speakers_and_folds_are_drawn() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        shown = screen(view)
        page = "\n".join(shown)
        assert "Harbour Times · 14 Mar · 1 min" in page
        assert "[and so do cranes]" in page
        assert any("Lund via ▏“We were offered" in line for line in shown)
        assert any("Coast Wire ▏for that.”" in line for line in shown)
        assert any("probably ▏    “Nobody" in line for line in shown)
        assert any("unknown ▏People who know" in line for line in shown)
        assert sum(line.count("▏") == 1 and "Lund" in line.split("▏")[0] for line in shown) == 2, "one label a run"
        assert "▸ 2 read-more links · 1 in the library" in page
        assert "▸ promo" in page and "▸ 2 recommended articles" in page and "▸ picture credit" in page
        assert "Dockers reject" not in page
        assert any("│ The strike so far" in line for line in shown)
        assert any(line.strip() == "• Two free Sundays a month" for line in shown)
        assert page.count("•") == 2, "the text's own bullet is not drawn beside ours"


async def test_narrow_screens_have_no_margin_but_keep_the_bar() -> None:
    async with Reading().run_test(size=(60, 50)) as pilot:
        shown = screen(await settled(pilot))
        assert any(line.lstrip().startswith("▏“We were offered") for line in shown)
        assert not any("via" in line for line in shown)


async def test_folds_open_all_at_once_or_one_by_one() -> None:
    heard = Heard()
    async with Reading().run_test(size=(100, 50), message_hook=heard) as pilot:
        view = await settled(pilot)
        view.folded = False
        page = "\n".join(screen(view))
        assert " 1 ✓ Dockers reject" in page and " 2 ? Who is Mara Lund?" in page and " 3 ✗ Bank of" in page
        view.folded = True
        row = next(y for y, line in enumerate(screen(view)) if "read-more" in line)
        await pilot.click(ArticleView, offset=(20, row))
        await pilot.pause()
        assert " 1 ✓ Dockers reject" in "\n".join(screen(view))
        assert "Bank of Osterland" not in "\n".join(screen(view))
        await pilot.click(ArticleView, offset=(24, row + 1))
        await pilot.pause()
    assert [message.is_open for message in heard.of(ArticleView.FoldToggled)] == [True]
    assert [message.link.text for message in heard.of(ArticleView.LinkChosen)] == ["Dockers reject “insulting” pay offer"]


async def test_walking_names_there_and_back() -> None:
    heard = Heard()
    async with Reading().run_test(size=(100, 50), message_hook=heard) as pilot:
        view = await settled(pilot)
        walked = [words(view, view.next_mention()) for _ in range(4)]
        assert walked == ["Dockers’ Union", "Halvard Port Authority", "Mara Lund", "Coast Wire"]
        assert words(view, view.next_mention(-1)) == "Mara Lund"
        assert words(view, view.current) == "Mara Lund"
        assert view.name_number == (3, len(view.marks.names))
        await pilot.pause()
    last = heard.of(ArticleView.PlaceChanged)[-1]
    assert last.entity.name == "Mara Lund" and last.offset == last.mention.start and last.quote is None


async def test_walking_ends_where_the_article_ends() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        names = len(view.marks.names)
        for _ in range(names):
            assert view.next_mention() is not None
        last = view.current
        assert view.next_mention() is None
        assert view.current == last
        for _ in range(names - 1):
            assert view.next_mention(-1) is not None
        assert view.next_mention(-1) is None


async def test_same_entity_from_a_name_and_from_a_quote() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        assert view.next_same_entity() is None, "nothing at hand"
        assert words(view, view.next_quote()) == "“We were offered less than nothing,”"
        assert words(view, view.next_same_entity()) == "Lund"
        assert words(view, view.next_same_entity(-1)) == "Mara Lund"
        assert view.next_same_entity(-1) is None


async def test_same_entity_from_a_name_that_was_found() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        view.find_marks = tuple(find(ARTICLE.text, "Lund said"))
        view.next_found()
        assert view.current is None
        assert words(view, view.next_same_entity()) == "Lund"


async def test_indirect_quotes_are_walked_only_as_a_layer() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        assert view.quote_number[1] == 6
        view.show_indirect = True
        assert view.quote_number[1] == 7
        spans = [words(view, view.next_quote()) for _ in range(4)]
        assert spans[-1] == "that 3.5 million crowns a day were being lost"


async def test_walking_starts_from_what_is_on_the_screen() -> None:
    article = long_article()
    text = article.text
    entity = invented_article.Entity("e1", "harbour", invented_article.Label.ORG, invented_article.mentions(text, "harbour"))
    async with Reading(article, Annotations((entity,))).run_test(size=(80, 24)) as pilot:
        view = await settled(pilot)
        view.next_mention()
        view.page(20)
        await pilot.pause()
        span = view.next_mention()
        assert span is not None and span.start >= view.position
        row = view.rows.row_of(span.start)
        assert view.scroll_offset.y <= row < view.scroll_offset.y + 24


async def test_enter_opens_the_name_or_the_quote() -> None:
    heard = Heard()
    async with Reading().run_test(size=(100, 50), message_hook=heard) as pilot:
        view = await settled(pilot)
        view.next_mention(3)
        await pilot.press("enter")
        view.next_quote()
        await pilot.press("enter")
        await pilot.pause()
    assert [message.entity.id for message in heard.of(ArticleView.MentionChosen)] == ["e3"]
    assert [message.quote.start for message in heard.of(ArticleView.QuoteChosen)] == [ARTICLE.text.index("“We were")]


async def test_a_click_on_a_name_chooses_it_and_beside_it_does_not() -> None:
    heard = Heard()
    async with Reading().run_test(size=(100, 50), message_hook=heard) as pilot:
        view = await settled(pilot)
        cell = view.cell_of(ARTICLE.text.index("Mara Lund"))
        await pilot.click(ArticleView, offset=at(cell, 2))
        await pilot.click(ArticleView, offset=at(cell, -2))
        await pilot.click(ArticleView, offset=(99, 45))
        await pilot.pause()
    assert [message.entity.name for message in heard.of(ArticleView.MentionChosen)] == ["Mara Lund"]


async def test_the_top_character_stays_on_top_at_any_width() -> None:
    article = long_article()
    position = article.text.index("57. The")
    app = Reading(article, None, position)
    async with app.run_test(size=(80, 24)) as pilot:
        view = await settled(pilot)
        for width in (40, 120, 61, 200, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert view.position == position
            assert "57. The harbour" in screen(view)[0]
        view.measure = 50
        await pilot.pause()
        assert "57. The harbour" in screen(view)[0]


async def test_scrolling_moves_the_position_and_says_so() -> None:
    heard = Heard()
    async with Reading(long_article(), None).run_test(size=(80, 24), message_hook=heard) as pilot:
        view = await settled(pilot)
        await pilot.press("pagedown")
        await pilot.pause()
        assert view.position == heard.of(ArticleView.Scrolled)[-1].position > 0
        await pilot.press("end")
        await pilot.pause()
        assert heard.of(ArticleView.Scrolled)[-1].percent == 100
        await pilot.press("home")
        await pilot.pause()
        assert view.position == 0


async def test_paragraphs_go_by_blocks() -> None:
    article = long_article()
    async with Reading(article, None).run_test(size=(80, 24)) as pilot:
        view = await settled(pilot)
        view.paragraph(+1)
        view.paragraph(+1)
        await pilot.pause()
        assert article.text[view.place :].startswith("2. The")
        assert any(line.lstrip().startswith("›2. The") for line in screen(view))
        view.paragraph(-1)
        assert article.text[view.place :].startswith("1. The")


async def test_jumping_into_a_fold_opens_it() -> None:
    async with Reading().run_test(size=(100, 24)) as pilot:
        view = await settled(pilot)
        view.jump_to(ARTICLE.text.index("Who is Mara"))
        await pilot.pause()
        assert any("Who is Mara Lund?" in line for line in screen(view))


async def test_found_marks_are_walked_round_the_ends() -> None:
    async with Reading().run_test(size=(100, 24)) as pilot:
        view = await settled(pilot)
        view.find_marks = tuple(find(ARTICLE.text, "crate"))
        assert words(view, view.next_found()) == "crate"
        assert view.find_index == 0
        view.find_marks = tuple(find(ARTICLE.text, "the strike"))
        view.find_index = -1
        assert [view.next_found() and view.find_index for _ in range(2)] == [0, 0]
        view.find_marks = ()
        assert view.next_found() is None


async def test_what_can_be_jumped_to_is_told_by_its_cell_and_leads_there() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        targets = view.jump_targets()
        assert [target.kind for target in targets].count("mention") == len(view.marks.names)
        assert [target.kind for target in targets].count("quote") == len(view.marks.quotes)
        assert {target.kind for target in targets} == {"mention", "quote", "fold"}
        for target in targets:
            if target.kind != "fold":
                assert screen(view)[target.y][target.x] == ARTICLE.text[target.span.start]
        view.show_quotes = False
        assert {target.kind for target in view.jump_targets()} == {"mention", "fold"}
        view.choose_target(2)
        assert words(view, view.current) == "Mara Lund"


async def test_dragging_selects_the_text_itself() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        start, end = view.cell_of(ARTICLE.text.index("union leader")), view.cell_of(ARTICLE.text.index("offered less"))
        await pilot.mouse_down(ArticleView, offset=at(start))
        await pilot.hover(ArticleView, offset=at(end, 6))
        await pilot.mouse_up(ArticleView, offset=at(end, 6))
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == "union leader Mara Lund said.\n\n“We were offered"


async def test_a_drag_that_ends_beside_the_text_selects_up_to_there() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        start = view.cell_of(ARTICLE.text.index("Ferries lie"))
        await pilot.mouse_down(ArticleView, offset=at(start))
        blank = at(start + Offset(30, 1))
        await pilot.hover(ArticleView, offset=blank)
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == invented_article.LINES[1][1]
        await pilot.hover(ArticleView, offset=Offset(3, start.y + 2))
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == invented_article.LINES[1][1] + "\n\nB"
        await pilot.mouse_up(ArticleView, offset=Offset(3, start.y + 2))


async def test_a_double_click_selects_the_word() -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        cell = view.cell_of(ARTICLE.text.index("leader"))
        await pilot.click(ArticleView, offset=at(cell, 1), times=2)
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == "leader"


@pytest.mark.parametrize(
    ("change", "marked"),
    [
        (lambda view: None, {"names": True, "quotes": True}),
        (lambda view: setattr(view, "show_names", False), {"names": False, "quotes": True}),
        (lambda view: setattr(view, "show_quotes", False), {"names": True, "quotes": False}),
    ],
)
async def test_layers(change: Callable[[ArticleView], None], marked: dict[str, bool]) -> None:
    async with Reading().run_test(size=(100, 50)) as pilot:
        view = await settled(pilot)
        change(view)
        cell = view.cell_of(ARTICLE.text.index("Mara Lund"))
        styles = [segment.style for segment in view.render_line(cell.y) if segment.text == "Mara Lund"]
        assert bool(styles and styles[0] and styles[0].underline) == marked["names"]
        assert any("▏" in line for line in screen(view)) == marked["quotes"]


async def test_an_article_that_is_not_analysed_says_so_and_can_be_read() -> None:
    bare = Article(key="bare", title="No title in the text", text="One line.\nAnother [line].")
    async with Reading(bare, None).run_test(size=(100, 20)) as pilot:
        view = await settled(pilot)
        page = "\n".join(screen(view))
        assert "No title in the text" in page and "not analysed yet" in page and "Another [line]." in page
        assert view.next_mention() is None and view.next_quote() is None and view.next_same_entity() is None
        await pilot.press("enter")


async def test_nothing_to_show_is_blank() -> None:
    async with Reading().run_test(size=(100, 20)) as pilot:
        view = await settled(pilot)
        view.clear()
        await pilot.press("down", "enter", "end", "home")
        view.paragraph(1)
        view.jump_to(5)
        assert view.jump_targets() == []
        assert set("".join(screen(view))) <= {" "}


async def test_annotations_that_point_outside_the_text_are_left_out() -> None:
    stray = invented_article.Entity("e1", "Stray", invented_article.Label.ORG, (invented_article.Mention(5, 9999),))
    short = Article(key="short", title="", text="Short.")
    async with Reading(short, Annotations((stray,))).run_test(size=(100, 20)) as pilot:
        view = await settled(pilot)
        assert len(view.marks.names) == 0
        assert any("Short." in line for line in screen(view))


async def test_control_characters_do_not_reach_the_terminal() -> None:
    hostile = Article(key="hostile", title="\x1b]0;x\x07", text="A \x1b[31mred\u202e word.")
    async with Reading(hostile, None).run_test(size=(100, 20)) as pilot:
        page = "".join(screen(await settled(pilot)))
        assert "\x1b" not in page and "\x07" not in page and "\u202e" not in page


async def test_what_is_shown_before_there_is_a_screen_or_while_hidden_is_seen_later() -> None:
    article = long_article()
    view = ArticleView()
    view.show(article)
    view.jump_to(article.text.index("80. The"))

    class Late(App[None]):
        def compose(self) -> ComposeResult:
            yield view

    async with Late().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("80. The" in line for line in screen(view))
        view.display = False
        await pilot.pause()
        view.show(long_article(300), None)
        view.jump_to(view.article.text.index("250. The"))
        view.display = True
        await pilot.pause()
        assert any("250. The" in line for line in screen(view))
