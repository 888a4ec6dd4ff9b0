"""The side panels and the card: what they list, and what they say when a line is chosen."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from analysis.library.records import ArticleRow, EntityCard, EntityRow, QuoteRow, RelatedRow
from tests.tui.widgets import invented_article
from tui.widgets.card import WHOLE, Card
from tui.widgets.contents_panel import ContentsPanel, contents_of
from tui.widgets.related_panel import NOTHING, WAITING, RelatedList, lines_of
from tui.widgets.row_list import RowList
from tui.widgets.sparkline import sparkline

ARTICLE = invented_article.article()
ANNOTATIONS = invented_article.annotations(ARTICLE.text)


def row(number: int, title: str = "Dockers reject offer", read: bool = False) -> ArticleRow:
    return ArticleRow(number, str(number), title, "Morning Echo", "2031-03-12", read, False, True, 300)


def quote(number: int, text: str, via: str | None = None) -> QuoteRow:
    return QuoteRow(7, number, 0, 5, text, "Mara Lund", 1, "direct", "speech", 0.9, "said", via, "2031-03-14", "Harbour Times", "Strike")


class Showing(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


class Heard(list[Any]):
    """A message hook that keeps messages of some kinds, once each."""

    def __init__(self, *kinds: type[Message]) -> None:
        super().__init__()
        self.kinds = kinds

    def __call__(self, message: Message) -> None:
        if isinstance(message, self.kinds) and not any(message is other for other in self):
            self.append(message)


def lines(rows: RowList[Any]) -> list[str]:
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_related_articles_say_why() -> None:
    heard = Heard(RelatedList.Chosen)
    panel = RelatedList()
    async with Showing(panel).run_test(size=(40, 20), message_hook=heard) as pilot:
        panel.wait()
        await pilot.pause()
        assert any(WAITING in line for line in lines(panel))
        panel.show([])
        await pilot.pause()
        assert any(NOTHING in line for line in lines(panel))
        panel.show(
            [
                RelatedRow(row(1), 0.8, "same story", ("Lund, Dockers’ Union", "same quote", "headline 64 %")),
                RelatedRow(row(2, read=True), 0.6, "update", ()),
            ]
        )
        await pilot.pause()
        shown = lines(panel)
        assert shown[0].endswith("1 Dockers reject offer")
        assert "● same story · Morning Echo" in shown[1]
        assert "Lund, Dockers’ Union · same quote" in shown[2]
        assert "headline 64 %" in shown[3]
        assert shown[4].endswith("2 Dockers reject offer")
        await pilot.press("down", "enter")
        await pilot.pause()
    assert [message.row.article.id for message in heard] == [2]


def test_names_make_room_for_the_other_reasons() -> None:
    reasons = ("Anneliese Krog, Judit Falk, Erik Lund", "3 same quotes", "headline 73 %", "the same day")
    assert lines_of(reasons, 80)[0] == " · ".join(reasons)
    assert lines_of(reasons, 32)[0] == "Anneliese Krog · 3 same quotes · headline 73 % · the same day"
    assert lines_of((), 10)[0] == ""
    assert lines_of(("x" * 90,), 10)[0] == "x" * 90


def test_contents_count_names_and_group_quotes_by_speaker() -> None:
    rows = contents_of(ARTICLE, ANNOTATIONS)
    assert [(item.words, item.mentions, item.quotes) for item in rows if item.entity][:2] == [("Mara Lund", 2, 4), ("Coast Wire", 1, 0)]
    assert next(item.relayed for item in rows if item.words == "Coast Wire") == 2
    assert [item.words for item in rows if item.is_heading] == ["", "❝ Lund", "❝ Otto Brandt", "❝ probably Lund", "❝ unknown"]
    assert [item.words for item in rows if item.quote][:2] == ["“We were offered less than nothing,”", "“We will not go back for that.”"]
    assert contents_of(ARTICLE, None) == []


async def test_contents_lead_to_names_and_quotes() -> None:
    heard = Heard(ContentsPanel.EntityChosen, ContentsPanel.QuoteChosen)
    panel = ContentsPanel()
    async with Showing(panel).run_test(size=(40, 30), message_hook=heard) as pilot:
        panel.show(ARTICLE, None)
        await pilot.pause()
        assert any("Not analysed yet" in line for line in lines(panel.rows))
        panel.show(ARTICLE, ANNOTATIONS)
        panel.focus()
        await pilot.pause()
        assert "○ Mara Lund" in lines(panel.rows)[0]
        await pilot.press("enter")
        panel.rows.move(6)
        await pilot.press("enter")
        await pilot.pause()
    assert [message.entity.name for message in heard if isinstance(message, ContentsPanel.EntityChosen)] == ["Mara Lund"]
    quotes = [message.quote for message in heard if isinstance(message, ContentsPanel.QuoteChosen)]
    assert [ARTICLE.text[chosen.start : chosen.end] for chosen in quotes] == ["“We were offered less than nothing,”"]


def card() -> EntityCard:
    lund = EntityRow(1, "Mara [Lund]", "PERSON", 31, 44, ("Lund", "Ms Lund"))
    return EntityCard(
        lund,
        "2031-02-03",
        "2031-03-14",
        (1, 1, 2, 0, 3, 5, 8, 6),
        (quote(1, "“Less than nothing”", "Coast Wire"), quote(2, "“No”")),
        (),
        ((EntityRow(2, "Dockers' Union", "ORG", 40, 2, ()), 29),),
    )


async def test_the_card_shows_an_entity_and_leads_on() -> None:
    heard = Heard(Card.Chosen)
    widget = Card(card(), [row(3)], aliases=[("Lund", 40), ("Ms [Lund]", 3)], this_year=2031)
    async with Showing(widget).run_test(size=(90, 30), message_hook=heard) as pilot:
        await pilot.pause()
        head = str(widget.query_one("CardHead").render()).splitlines()  # type: ignore[attr-defined]
        assert head[0].startswith("Mara [Lund]") and head[0].endswith("person")
        assert head[1] == "also: Lund 40, Ms [Lund] 3"
        assert head[2].startswith("31 articles · 44 quotes · 3 Feb – 14 Mar") and head[2].endswith("█▆")
        shown = lines(widget.rows)
        assert WHOLE in shown[0]
        assert "“Less than nothing”" in shown[2] and shown[2].endswith("14 Mar  Harbour Times, via Coast Wire")
        for _ in range(5):
            await pilot.press("enter", "down")
        await pilot.pause()
    kinds = [type(message.row).__name__ for message in heard]
    assert kinds == ["EntityRow", "QuoteRow", "QuoteRow", "ArticleRow", "EntityRow"]


async def test_a_card_of_which_little_is_known() -> None:
    bare = EntityCard(EntityRow(1, "Osterland", "GPE", 1, 0, ()), None, None, (), (), (), ())
    widget = Card(bare)
    async with Showing(widget).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert str(widget.query_one("CardHead").render()).splitlines()[1].rstrip() == "1 article"  # type: ignore[attr-defined]
        await pilot.press("enter", "down")


def test_sparklines() -> None:
    assert sparkline((0, 1, 8)) == "▁▂█"
    assert sparkline((1,) * 100, 10) == "█" * 10
    assert sparkline((0, 0)) == "▁▁"
    assert sparkline(()) == ""
