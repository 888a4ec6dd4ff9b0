"""Read one article: a place in it that keys and clicks move from name to name and quote to quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from analysis.article import Entity, Mention, Quote, Span
from tui.widgets.article_canvas import ArticleCanvas
from tui.widgets.spans import SpanIndex

if TYPE_CHECKING:
    from analysis.library.records import MarkedLink

T = TypeVar("T")


class ArticleView(ArticleCanvas, can_focus=True):
    """One article. `show` gives it; `place` is the character the reader is at, `position` the one on top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=False, id="jump.open"),
        Binding("up", "line(-1)", "Up", show=False, id="move.up"),
        Binding("down", "line(1)", "Down", show=False, id="move.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="move.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="move.page-down"),
        Binding("home", "home", "Top", show=False, id="move.home"),
        Binding("end", "end", "End", show=False, id="move.end"),
    ]

    class ViewMessage(Message):
        """Something that happened in an article view."""

        def __init__(self, view: ArticleView) -> None:
            self.view = view
            super().__init__()

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    class PlaceChanged(ViewMessage):
        """The reader is at another place: at `offset`, and on a mention or in a quote when these are not None."""

        def __init__(self, view: ArticleView, offset: int, mention: Mention | None, entity: Entity | None, quote: Quote | None) -> None:
            self.offset = offset
            self.mention = mention
            self.entity = entity
            self.quote = quote
            super().__init__(view)

    class Scrolled(ViewMessage):
        """Another character, at `position`, is on top; `percent` of the article has been on the screen."""

        def __init__(self, view: ArticleView, position: int, percent: int) -> None:
            self.position = position
            self.percent = percent
            super().__init__(view)

    class MentionChosen(ViewMessage):
        """Enter or a click on a name. `entity.id` is the article's own, such as ``e3``."""

        def __init__(self, view: ArticleView, mention: Mention, entity: Entity) -> None:
            self.mention = mention
            self.entity = entity
            super().__init__(view)

    class QuoteChosen(ViewMessage):
        """Enter on a quote."""

        def __init__(self, view: ArticleView, quote: Quote) -> None:
            self.quote = quote
            super().__init__(view)

    class LinkChosen(ViewMessage):
        """Enter, a digit or a click on a line that names another article."""

        def __init__(self, view: ArticleView, link: MarkedLink) -> None:
            self.link = link
            super().__init__(view)

    class Leapt(ViewMessage):
        """A key of the view's own went to the beginning or the end, from the character at `origin`."""

        def __init__(self, view: ArticleView, origin: int) -> None:
            self.origin = origin
            super().__init__(view)

    class FoldToggled(ViewMessage):
        """A fold was opened or closed."""

        def __init__(self, view: ArticleView, index: int, is_open: bool) -> None:
            self.index = index
            self.is_open = is_open
            super().__init__(view)

    _pending: int | None = None
    """A character to bring into view once there is a layout."""
    _roamed = False
    """Whether the place was scrolled off the screen."""

    def lay_out_again(self) -> None:
        """Lay out, and bring into view what was jumped to before there was a layout."""
        super().lay_out_again()
        if self._pending is not None and self.rows.rows:
            offset, self._pending = self._pending, None
            self._bring_into_view(offset)

    # Scrolling

    def line(self, rows: int) -> None:
        """Scroll by rows."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, force=True)

    def page(self, pages: float) -> None:
        """Scroll by so many times what is visible, less two rows for the eye (0.5 is half a page)."""
        height = self.scrollable_content_region.height
        self.line(round(pages * height) if abs(pages) < 1 else round(pages * max(1, height - 2)))

    def home(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False, force=True)
        self._go(0, None)

    def end(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.virtual_size.height, animate=False, force=True)
        self._go(max(0, len(self.article.text) - 1), None)

    def paragraph(self, step: int) -> None:
        """Go to the next (+1) or previous (-1) paragraph, subheading, fold or link line, near the top of the screen."""
        target = self.rows.paragraph(max(0, self._origin(step)), step)
        if target is not None:
            self._go(target, None)
            row = self.rows.row_of(target)
            first = self.rows.paragraph(target, -1) is None
            self.scroll_to(y=0 if first else row - 1, animate=False, force=True)
            self.set_here(row)

    # The place

    @property
    def reading(self) -> int:
        """The character that the reader is at: the place, or what came on top since it was scrolled away."""
        return self.position if self._roamed else self.place

    def jump_to(self, offset: int, keep_context: bool = True) -> None:
        """Go to a character: the mention or quote that begins there becomes current. With `keep_context` the screen
        scrolls only when it must, and then leaves rows above; without, the character's row comes on top."""
        offset = max(0, min(offset, max(0, len(self.article.text) - 1)))
        self._open_fold_at(offset)
        mention = self.marks.mentions.at(offset)
        quote = self.quote_over(offset)
        span = mention.span if mention and mention.span.start == offset else None
        if span is None and quote is not None and quote.span.start == offset:
            span = quote.span
        self._go(offset, span)
        if keep_context:
            self._bring_into_view(offset)
        else:
            self.scroll_to(y=self.rows.row_at_top(offset), animate=False, force=True)

    def next_mention(self, step: int = 1) -> Span | None:
        """Go to the next (+1) or previous (-1) name; None where there is no further one in this article."""
        return self._walk(self.marks.names, step)

    def next_quote(self, step: int = 1) -> Span | None:
        """Go to the next (+1) or previous (-1) quote; None where there is no further one in this article."""
        return self._walk(self.marks.spoken(self.show_indirect), step)

    def next_same_entity(self, step: int = 1) -> Span | None:
        """Go to the next (+1) or previous (-1) place where the entity at hand is named; None where there is none."""
        entity = self.entity_at_hand
        return None if entity is None else self._walk(self.marks.by_entity(entity.id), step)

    def next_of_entity(self, entity_id: str, step: int = 1) -> Span | None:
        """Go to the next (+1) or previous (-1) mention of an entity of this article, given by its id in it."""
        return self._walk(self.marks.by_entity(entity_id), step)

    def next_found(self, step: int = 1) -> Span | None:
        """Go to the next (+1) or previous (-1) of `find_marks`, round the ends; None where nothing was found."""
        if not self.find_marks:
            return None
        if self.find_index < 0:
            origin = self._origin(step)
            ahead = [index for index, span in enumerate(self.find_marks) if (span.start >= origin if step > 0 else span.start < origin)]
            self.find_index = (ahead[0] if step > 0 else ahead[-1]) if ahead else 0
        else:
            self.find_index = (self.find_index + step) % len(self.find_marks)
        span = self.find_marks[self.find_index]
        self._open_fold_at(span.start)
        self._go(span.start, None)
        self._bring_into_view(span.start)
        return span

    @property
    def entity_at_hand(self) -> Entity | None:
        """The entity of the mention at the place, or of the speaker of the current quote."""
        if self.current is None:
            here = self.marks.mentions.at(self.place)
            return here.entity if here is not None else None
        mention = self.mention_over(self.current)
        if mention is not None:
            return mention.entity
        quote = self.quote_over(self.current.start)
        speaker = quote.quote.speaker if quote is not None else None
        known = {} if self.annotations is None else {entity.id: entity for entity in self.annotations.entities}
        return known.get(speaker.entity or "") if speaker is not None else None

    @property
    def name_number(self) -> tuple[int, int]:
        """How many names stand up to the place, and how many there are ("3/17")."""
        return self.marks.names.number(self.place), len(self.marks.names)

    @property
    def quote_number(self) -> tuple[int, int]:
        """How many quotes begin up to the place, and how many there are."""
        quotes = self.marks.spoken(self.show_indirect)
        return quotes.number(self.place), len(quotes)

    def _walk(self, spans: SpanIndex[T], step: int) -> Span | None:
        origin = self._origin(step)
        index = spans.after(origin) if step > 0 else spans.before(origin)
        if index is None:
            return None
        start, end, _ = spans[max(0, min(index + step - (1 if step > 0 else -1), len(spans) - 1))]
        self._go(start, Span(start, end))
        self._bring_into_view(start)
        return Span(start, end)

    def _origin(self, step: int) -> int:
        """Return where a walk starts: the place while it is on the screen, else just outside of what is."""
        rows, top = self.rows, self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        if not rows.rows or top <= rows.row_of(self.place) < bottom:
            at_start = self.place == 0 and self.current is None and step > 0 and not top
            return -1 if at_start else self.place
        if step > 0:
            return rows.anchor(top) - 1
        return rows.anchor(bottom) if bottom < len(rows.rows) else len(self.article.text)

    def _go(self, offset: int, span: Span | None) -> None:
        self.place, self._roamed = offset, False
        if span == self.current:
            self.set_here(-1)
        self.current = span
        mention, quote = self.marks.mentions.at(offset), self.quote_over(offset)
        self.post_message(
            self.PlaceChanged(
                self,
                offset,
                mention.mention if mention else None,
                mention.entity if mention else None,
                quote.quote if quote else None,
            )
        )

    def _bring_into_view(self, offset: int) -> None:
        if not self.rows.rows:
            self._pending = offset
            return
        row, height = self.rows.row_of(offset), self.scrollable_content_region.height
        context = min(3, height // 4)
        if not self.scroll_offset.y + context <= row < self.scroll_offset.y + height - context:
            self.scroll_to(y=max(0, row - height // 3), animate=False, force=True)

    # Folds

    def toggle_fold(self, index: int) -> None:
        """Open or close one fold."""
        if 0 <= index < len(self.rows.folds):
            self._turned ^= {index}
            self.lay_out_again()
            self.post_message(self.FoldToggled(self, index, self.rows.folds[index].open))

    def fold_at(self, offset: int) -> int | None:
        """Return the index of the fold over a character."""
        return next((index for index, fold in enumerate(self.rows.folds) if fold.start <= offset < fold.end), None)

    def _open_fold_at(self, offset: int) -> None:
        index = self.fold_at(offset)
        if index is not None and not self.rows.folds[index].open:
            self.toggle_fold(index)

    # Choosing

    def choose(self) -> None:
        """Open what is at the place: the current mention or quote, else a link, a fold, or what the place lies in."""
        mention = self.marks.mentions.at(self.place)
        quote = self.quote_over(self.place)
        fold = self.fold_at(self.place)
        link = self._link_at(self.place)
        on_quote = self.current is not None and self.mention_over(self.current) is None
        if mention is not None and not on_quote:
            self.post_message(self.MentionChosen(self, mention.mention, mention.entity))
        elif quote is not None:
            self.post_message(self.QuoteChosen(self, quote.quote))
        elif fold is not None and (link is None or not self.rows.folds[fold].open):
            self.toggle_fold(fold)
        elif link is not None:
            self.post_message(self.LinkChosen(self, link))

    def choose_link(self, number: int) -> bool:
        """Open the link with this number, counted from 1; return whether there is one."""
        if not 1 <= number <= len(self.links):
            return False
        self.post_message(self.LinkChosen(self, self.links[number - 1]))
        return True

    def choose_target(self, index: int) -> None:
        """Go to a target of the last `jump_targets`: a name or quote becomes current, a link or fold is opened."""
        target = self._targets[index]
        if target.kind == "fold":
            fold = self.fold_at(target.span.start)
            if fold is not None:
                self.toggle_fold(fold)
            return
        self.jump_to(target.span.start)
        if target.kind == "link":
            self.choose()

    def _link_at(self, offset: int) -> MarkedLink | None:
        return next((link for link in self.links if link.start <= offset < link.end), None)

    action_choose = choose
    action_line = line

    def action_home(self) -> None:
        """Go to the beginning."""
        self.post_message(self.Leapt(self, self.reading))
        self.home()

    def action_end(self) -> None:
        """Go to the end."""
        self.post_message(self.Leapt(self, self.reading))
        self.end()

    def action_page(self, pages: int) -> None:
        """Scroll by whole pages."""
        self.page(pages)

    # Events

    def anchor_moved(self) -> None:
        """Say that another character is on top."""
        top = self.scroll_offset.y
        self._roamed = not top <= self.rows.row_of(self.place) < top + self.scrollable_content_region.height
        self.post_message(self.Scrolled(self, self.position, self.percent))

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        at = event.get_content_offset(self)
        if at is None:
            return
        if event.chain == 2:
            self._select_word(at)
        elif self.text_selection is None:
            self._click(at)
        event.stop()

    def _click(self, at: Offset) -> None:
        row = at.y + self.scroll_offset.y
        if row < len(self.rows.rows) and (fold := self._fold_of_row(row)) is not None:
            self.toggle_fold(fold)
            return
        offset = self.offset_under(at.x, at.y)
        if offset is None:
            return
        mention, link = self.marks.mentions.at(offset), self._link_at(offset)
        if mention is not None and self.show_names:
            self._go(mention.span.start, mention.span)
            self.post_message(self.MentionChosen(self, mention.mention, mention.entity))
        elif link is not None:
            self._go(offset, None)
            self.post_message(self.LinkChosen(self, link))
        else:
            self._go(offset, None)

    def _fold_of_row(self, row: int) -> int | None:
        return self.rows.rows[row].block if self.rows.rows[row].words[:1] in ("▸", "▾") else None

    def _select_word(self, at: Offset) -> None:
        offset = self.offset_under(at.x, at.y)
        if offset is None:
            return
        text, start, end = self.article.text, offset, offset
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        if start < end:
            self.screen.selections = {self: Selection(Offset(start, 0), Offset(end, 0))}
