"""CPU time of the reader's widgets: an article of 2,500 paragraphs with 12,500 marks, and a list of 100,000 rows."""

from __future__ import annotations

import asyncio
import gc
import pathlib
import time
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult

from analysis.article import Annotations, Article, Block, BlockKind, Entity, Label, Mention, Quote, QuoteKind, Speaker
from analysis.library.records import ArticleRow
from tui.widgets.article_rows import ArticleRows
from tui.widgets.article_view import ArticleView

SENTENCE = "Talks between the Dockers’ Union and Halvard Port Authority broke down, “for good this time,” Mara Lund said on Tuesday. "
NAMES = (("Dockers’ Union", Label.ORG), ("Halvard Port Authority", Label.ORG), ("Mara Lund", Label.PERSON), ("Tuesday", Label.EVENT))
STEPS = 40


def long_article(paragraphs: int, script: str = "") -> tuple[Article, Annotations]:
    """Return an article of paragraphs of about 350 characters, with four names and a quote each."""
    text, blocks, quotes = "", [], []
    mentions: list[list[Mention]] = [[] for _ in NAMES]
    parts = []
    at = 0
    for _ in range(paragraphs):
        paragraph = SENTENCE * 3 + script
        blocks.append(Block(at, at + len(paragraph), BlockKind.PARAGRAPH))
        for number, (name, _) in enumerate(NAMES):
            start = at + paragraph.index(name)
            mentions[number].append(Mention(start, start + len(name)))
        start = at + paragraph.index("“")
        quotes.append(Quote(start, at + paragraph.index("”") + 1, QuoteKind.DIRECT, 0.97, Speaker("e3", "Mara Lund", None)))
        parts.append(paragraph)
        at += len(paragraph) + 2
    text = "\n\n".join(parts)
    entities = tuple(Entity(f"e{n}", name, label, tuple(mentions[n - 1])) for n, (name, label) in enumerate(NAMES, start=1))
    return Article("long", "A long article", text, tuple(blocks)), Annotations(entities, tuple(quotes))


class Library:
    """A source of so many rows."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> ArticleRow:
        """Return a made-up row."""
        title = f"Port strike enters week {index}"
        return ArticleRow(index, str(index), title, "Harbour Times", "2031-03-14", index % 3 > 0, False, True, 400)


class Bench(App[None]):
    """One widget."""

    def __init__(self, widget: ArticleView | ArticleRows) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        """The widget alone."""
        yield self.widget


async def _timed(pause: Callable[[], Awaitable[None]], act: Callable[[], object], times: int = 1) -> float:
    """Return milliseconds of CPU a time, painting included."""
    begun = time.process_time()
    for _ in range(times):
        act()
        await pause()
    return (time.process_time() - begun) * 1000 / times


async def _article(name: str, article: Article, annotations: Annotations) -> None:
    gc.collect()
    view = ArticleView()
    async with Bench(view).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        idle = await _timed(pilot.pause, lambda: None, STEPS)
        names = len(annotations.entities) * len(article.blocks)
        print(f"{name}: {len(article.text):,} characters, {names:,} names; CPU ms, drawing included")
        print(f"  show            {await _timed(pilot.pause, lambda: view.show(article, annotations)) - idle:8.1f}")
        print(f"  show again      {await _timed(pilot.pause, lambda: view.show(article, annotations)) - idle:8.1f}")
        print(f"  next mention    {await _timed(pilot.pause, view.next_mention, STEPS) - idle:8.1f}")
        print(f"  next quote      {await _timed(pilot.pause, view.next_quote, STEPS) - idle:8.1f}")
        print(f"  line            {await _timed(pilot.pause, lambda: view.line(1), STEPS) - idle:8.1f}")
        print(f"  page            {await _timed(pilot.pause, lambda: view.page(1), STEPS) - idle:8.1f}")
        print(f"  paragraph       {await _timed(pilot.pause, lambda: view.paragraph(1), STEPS) - idle:8.1f}")
        print(f"  fold layer      {await _timed(pilot.pause, lambda: setattr(view, 'folded', not view.folded), 2) - idle:8.1f}")
        begun = time.process_time()
        await pilot.resize_terminal(90, 40)
        await pilot.pause()
        print(f"  resize          {(time.process_time() - begun) * 1000 - idle:8.1f}")


async def _list(count: int) -> None:
    rows = ArticleRows()
    async with Bench(rows).run_test(size=(40, 40)) as pilot:
        await pilot.pause()
        idle = await _timed(pilot.pause, lambda: None, STEPS)
        print(f"list of {count:,} rows of two lines; CPU ms, drawing included")
        print(f"  show            {await _timed(pilot.pause, lambda: rows.show(Library(count))) - idle:8.1f}")
        print(f"  down            {await _timed(pilot.pause, lambda: rows.move(1), STEPS) - idle:8.1f}")
        print(f"  page            {await _timed(pilot.pause, lambda: rows.page(1), STEPS) - idle:8.1f}")
        print(f"  end, home       {await _timed(pilot.pause, lambda: (rows.last(), rows.first())) - idle:8.1f}")
        print(f"  replace all     {await _timed(pilot.pause, lambda: rows.show(Library(count))) - idle:8.1f}")


def main(data: pathlib.Path) -> None:
    """Print the table; `data` is not read."""
    asyncio.run(_article("long article", *long_article(2_500)))
    asyncio.run(_article("the same with Chinese in every paragraph", *long_article(2_500, "港口罢工进入第三周。")))
    asyncio.run(_article("one news article", *long_article(14)))
    asyncio.run(_list(1_000))
    asyncio.run(_list(100_000))


if __name__ == "__main__":
    main(pathlib.Path())
