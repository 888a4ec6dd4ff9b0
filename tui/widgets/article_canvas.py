"""Draw one article: wrapped text with names, quotes and their speakers, at any width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.reactive import reactive, var
from textual.selection import Selection
from textual.strip import Strip

from analysis.article import Annotations, Article, BlockKind, Span
from tui.widgets import article_style
from tui.widgets.article_layout import Layout, RowKind, block_looks, lay_out
from tui.widgets.article_marks import ArticleMarks, MarkedMention, MarkedQuote, Tier, first_of_runs, mark, plain_tier
from tui.widgets.article_painter import COMPONENTS, MARGIN, Column, Painter
from tui.widgets.dates import minutes, short_date
from tui.widgets.hints import Target
from tui.widgets.line_view import LineView
from tui.widgets.spans import SpanIndex
from tui.widgets.strips import StyleBook, harmless
from tui.widgets.wrapping import column_of, offset_at

if TYPE_CHECKING:
    from analysis.library.records import MarkedLink

NOTHING = Article(key="", title="", text="")


class ArticleCanvas(LineView, inherit_bindings=False):
    """One article as laid out and drawn; `ArticleView` adds the place in it that keys and clicks move."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    DEFAULT_CSS = article_style.CSS
    ALLOW_SELECT = True

    measure: reactive[int] = reactive(80, repaint=False)
    """The widest that the text column gets, in cells."""
    show_names: reactive[bool] = reactive(True, repaint=False)
    """Layer: underline names."""
    show_quotes: reactive[bool] = reactive(True, repaint=False)
    """Layer: tint quotes and name their speakers in the margin."""
    show_indirect: reactive[bool] = reactive(False, repaint=False)
    """Layer: indirect quotes too."""
    show_values: reactive[bool] = reactive(False, repaint=False)
    """Layer: dates and amounts."""
    folded: reactive[bool] = reactive(True, repaint=False)
    """Layer: boilerplate folded to one line."""
    current: reactive[Span | None] = reactive(None, repaint=False)
    """The mention or quote that stands out."""
    find_marks: reactive[tuple[Span, ...]] = reactive((), repaint=False)
    """What a search in the article found."""
    find_index: reactive[int] = reactive(-1, repaint=False)
    """Which of `find_marks` the reader is at, -1 for none."""
    tier: var[Tier] = var(lambda: plain_tier, init=False)
    """From a quote's confidence to the word before its speaker's name; see `article_marks.Tier`."""
    this_year: var[int | None] = var(None)
    """The year that dates leave out; None for the present one."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.article = NOTHING
        self.annotations: Annotations | None = None
        self.links: tuple[MarkedLink, ...] = ()
        self.changed: str | None = None
        self.marks = ArticleMarks()
        self.place = 0
        self._anchor = 0
        self._turned: set[int] = set()
        self._laying_out = False
        self._targets: list[Target] = []
        self._ticks: set[int] = set()
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._painter = Painter(StyleBook(self))

    # What is shown

    def show(
        self,
        article: Article,
        annotations: Annotations | None = None,
        position: int = 0,
        links: Sequence[MarkedLink] = (),
        changed: str | None = None,
    ) -> None:
        """Show `article` with `position` (an offset) in the top row; `annotations` is None while it is not analysed, `changed` says
        when its source last changed it."""
        same = article.key == self.article.key and article.text == self.article.text
        self.article, self.annotations, self.links, self.changed = article, annotations, tuple(links), changed
        self.marks = mark(article, annotations, self.tier)
        self._painter.text = harmless(article.text)
        self._painter.blocks = SpanIndex(block_looks(article))
        if not same:
            self._turned.clear()
            self.place = position
            self.current = None
            self.find_marks, self.find_index = (), -1
        self._anchor = position
        self.lay_out_again()

    def clear(self) -> None:
        """Show nothing."""
        self.show(NOTHING)

    @property
    def position(self) -> int:
        """The offset of the top row's first character; what to remember of an article."""
        return self._anchor

    @property
    def rows(self) -> Layout:
        """The rows as laid out."""
        return self._painter.layout

    def lay_out_again(self) -> None:
        """Lay the article out for the present width and layers; the top row's character stays on top."""
        if not self.size.width:  # hidden: laid out when it is shown
            self._painter.layout, self._painter.column = Layout(), Column(0, 0, 0, 2)
            return
        self._laying_out = True
        column = Column.within(self.scrollable_content_region.width, self.measure)
        painter = self._painter
        painter.column = column
        painter.layout = lay_out(self.article, column.measure, meta=self._meta(), links=self.links, folded=self.folded, turned=self._turned)
        self._mark_layers()
        self.extend_to(Size(column.width, len(painter.layout.rows) + 1 if painter.layout.rows else 0))
        self.scroll_to(y=painter.layout.row_at_top(self._anchor), animate=False, force=True)
        self._laying_out = False
        self._place_ticks()
        self._repaint()

    def _meta(self) -> list[str]:
        article = self.article
        if not article.text and not article.title:
            return []
        signed = any(block.kind == BlockKind.BYLINE for block in article.blocks)
        origin = [article.outlet, short_date(article.published, self.this_year), None if signed else article.author]
        lines = [" · ".join([*(part for part in origin if part), minutes(len(article.text.split()))])]
        if self.changed:
            lines.append(f"changed by its source on {short_date(self.changed, self.this_year)}; the older text is kept")
        if self.annotations is None:
            lines.append("not analysed yet: no names, no quotes")
        elif self.annotations.note:
            lines.append(self.annotations.note)
        return [harmless(line) for line in lines]

    def _mark_layers(self) -> None:
        painter = self._painter
        painter.marks, painter.names, painter.values = self.marks, self.show_names, self.show_values
        painter.quotes = self.marks.spoken(self.show_indirect) if self.show_quotes else SpanIndex()
        painter.margin = self._margin_words() if painter.column.text - painter.column.left >= MARGIN else {}

    def _margin_words(self) -> dict[int, tuple[str, int]]:
        """Return the words that stand in the margin, by row: a label goes on below as far as the next one leaves it room."""
        begins: dict[int, MarkedQuote] = {}
        free = 0  # the first row that no label begins in
        for quote in first_of_runs(self._painter.quotes, self.article.text):
            row = max(free, self.rows.row_of(quote.span.start))
            if row < len(self.rows.rows) and self.rows.rows[row].kind == RowKind.TEXT:
                begins[row], free = quote, row + 1
        words: dict[int, tuple[str, int]] = {}
        for row, below in pairwise([*begins, len(self.rows.rows)]):
            quote = begins[row]
            lines = article_style.margin_lines(harmless(quote.label), harmless(quote.via), MARGIN - 3, min(4, below - row))
            words.update((number, (line, quote.colour)) for number, line in enumerate(lines, start=row))
        return words

    # Painting

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of what is visible."""
        row = y + self.scroll_offset.y
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._painter.paint(row)
        if self._ticks and y in self._ticks:
            tick = self._painter.styles.strip([("╺", "article--here")], 1)
            return Strip.join([strip.crop(0, self._painter.column.width - 1), tick])
        return strip

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _repaint_span(self, *spans: Span | None) -> None:
        for span in spans:
            if span is not None:
                rows = self.rows.rows_of(span.start, span.end)
                for row in rows:
                    self._strips.discard(row)
                self.refresh_lines(rows.start, len(rows))

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old styles."""
        super().notify_style_update()
        self._painter.styles.clear()
        self._strips.clear()

    def watch_measure(self) -> None:
        """Lay out at the new width."""
        self.lay_out_again()

    watch_folded = watch_measure

    def watch_show_names(self) -> None:
        """Show or hide a layer."""
        self._mark_layers()
        self._repaint()

    watch_show_quotes = watch_show_indirect = watch_show_values = watch_show_names

    def watch_tier(self) -> None:
        """Name the speakers as the new tiers say."""
        self.marks = mark(self.article, self.annotations, self.tier)
        self.watch_show_names()

    def watch_current(self, old: Span | None, new: Span | None) -> None:
        """Draw the old and the new one."""
        painter = self._painter
        painter.current = new
        painter.current_is_quote = new is not None and self.mention_over(new) is None
        self.set_here(-1)
        self._repaint_span(old, new)

    def watch_find_marks(self, marks: tuple[Span, ...]) -> None:
        """Mark what was found, in the text and beside it."""
        self._painter.found = SpanIndex((span.start, span.end, index) for index, span in enumerate(marks))
        self._place_ticks()
        self._repaint()

    def watch_find_index(self, old: int, new: int) -> None:
        """Mark the hit that the reader is at."""
        self._painter.found_here = new
        self._repaint_span(*(self.find_marks[index] for index in (old, new) if 0 <= index < len(self.find_marks)))

    def _place_ticks(self) -> None:
        """Say at which lines of the screen a tick stands for hits in that part of the article."""
        height, rows = self.scrollable_content_region.height, len(self.rows.rows)
        self._ticks = {self.rows.row_of(span.start) * height // max(rows, height, 1) for span in self.find_marks}

    def set_here(self, row: int) -> None:
        """Put the sign of the current place beside a row, -1 for none."""
        old, self._painter.here = self._painter.here, row
        for changed in {old, row} - {-1}:
            self._strips.discard(changed)
            self.refresh_line(changed)

    # Scrolling and resizing

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the character on top, unless the scrolling only follows a new layout."""
        super().watch_scroll_y(old_value, new_value)
        if not self._laying_out and self.size.width and self._painter.column.width == self.scrollable_content_region.width:
            anchor = self.rows.anchor(round(new_value))
            if anchor != self._anchor:
                self._anchor = anchor
                self.anchor_moved()

    def anchor_moved(self) -> None:
        """Another character is on top; for subclasses."""

    @property
    def percent(self) -> int:
        """How much of the article has been on the screen, 0 to 100."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        return min(100, round(100 * bottom / max(1, self.virtual_size.height)))

    def on_resize(self) -> None:
        """Lay out for the new width; the character on top stays there."""
        if self._painter.column.width != self.scrollable_content_region.width:
            self.lay_out_again()
        else:
            self._laying_out = True
            self.scroll_to(y=self.rows.row_at_top(self._anchor), animate=False, force=True)
            self._laying_out = False
        self._place_ticks()

    # Selecting and copying

    @property
    def allow_select(self) -> bool:
        """Text can be selected with the mouse."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the article's text under a selection, whose offsets are those of the text."""
        span = self._selected(selection)
        return None if span is None else (self.article.text[span.start : span.end], "\n")

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected now."""
        self._painter.selection = None if selection is None else self._selected(selection)
        self._repaint()

    def _selected(self, selection: Selection) -> Span | None:
        start = 0 if selection.start is None else selection.start.x
        end = len(self.article.text) if selection.end is None else selection.end.x
        return Span(start, end) if start < end else None

    # Cells and characters

    def offset_under(self, x: int, y: int) -> int | None:
        """Return the offset of the character drawn at a cell of the content, None where there is none."""
        number, column = y + self.scroll_offset.y, x - self._painter.column.text
        if not 0 <= number < len(self.rows.rows):
            return None
        row = self.rows.rows[number]
        column -= len(row.lead)
        if row.kind != RowKind.TEXT or not 0 <= column < column_of(self._painter.text, row.start, row.end):
            return None
        return offset_at(self._painter.text, row.start, row.end, column)

    def cell_of(self, offset: int) -> Offset:
        """Return the cell of the content at which a character is drawn (outside of what is visible, if it is not)."""
        number = self.rows.row_of(offset)
        if not self.rows.rows:
            return Offset(0, 0)
        row = self.rows.rows[number]
        x = self._painter.column.text + len(row.lead)
        if row.kind == RowKind.TEXT:
            x += column_of(self._painter.text, row.start, min(offset, row.end))
        return Offset(x, number - self.scroll_offset.y)

    def jump_targets(self) -> list[Target]:
        """Return what is on the screen to jump to: names, quotes, links and folds, in reading order."""
        height, layout = self.scrollable_content_region.height, self.rows
        top = self.scroll_offset.y
        visible = layout.rows[top : top + height]
        if not visible:
            return []
        start = min((row.start for row in visible), default=0)
        end = max((row.end for row in visible), default=0)
        spans = [("mention", item[2].span) for item in self.marks.names.overlapping(start, end)] if self.show_names else []
        spans += [("quote", item[2].span) for item in self._painter.quotes.overlapping(start, end)]
        spans += [("link", Span(link.start, link.end)) for link in self.links]
        spans += [("fold", Span(fold.start, fold.end)) for fold in layout.folds if not fold.open]
        targets = []
        for kind, span in sorted(spans, key=lambda target: (target[1].start, -target[1].end)):
            cell = self.cell_of(span.start)
            shown = 0 <= cell.y < len(visible) and (visible[cell.y].kind == RowKind.FOLD) == (kind == "fold")
            if shown:
                targets.append(Target(kind, span, cell.x, cell.y))
        self._targets = targets
        return targets

    def mention_over(self, span: Span) -> MarkedMention | None:
        """Return the mention that is exactly `span`."""
        over = self.marks.mentions.overlapping(span.start, span.end)
        return next((item[2] for item in over if item[2].span == span), None)

    def quote_over(self, offset: int) -> MarkedQuote | None:
        """Return the innermost quote over a character."""
        return self.marks.spoken(self.show_indirect).at(offset)
