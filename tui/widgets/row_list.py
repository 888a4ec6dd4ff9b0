"""A list of rows of one fixed height over any sequence, drawing only what is visible."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, ClassVar, Generic

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from tui.widgets.line_view import LineView
from tui.widgets.row_source import RowSource, RowT, as_source, find
from tui.widgets.strips import Piece, StyleBook
from tui.widgets.wrapping import Stretch, wrap


class RowList(LineView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows with a cursor. Subclasses say how a row looks (`draw`) and what it is known by (`key_of`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=False, id="jump.open"),
        Binding("up", "move(-1)", "Up", show=False, id="move.up"),
        Binding("down", "move(1)", "Down", show=False, id="move.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="move.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="move.page-down"),
        Binding("home", "first", "First", show=False, id="move.home"),
        Binding("end", "last", "Last", show=False, id="move.end"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--bar",
        "row--cursor",
        "row--empty",
        "row--faint",
        "row--hover",
        "row--mark",
        "row--strong",
    }
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: $foreground 20%;
        & > .row--cursor { background: $foreground 6%; }
        & > .row--bar { color: $primary; text-style: dim; }
        & > .row--hover { background: $foreground 4%; }
        & > .row--faint { text-style: dim; }
        & > .row--empty { text-style: dim italic; }
        & > .row--strong { text-style: bold; }
        & > .row--mark { color: $accent; text-style: bold; }
        &:focus > .row--cursor { background: $primary 18%; }
        &:focus > .row--bar { color: $primary; text-style: bold not dim; }
        &:ansi > .row--cursor, &:ansi > .row--hover { background: transparent; }
        &:ansi > .row--hover { text-style: underline; }
    }
    """

    ALLOW_SELECT = False
    ROW_HEIGHT: ClassVar[int] = 1
    """Lines a row takes; an instance may change `row_height`."""

    cursor: reactive[int] = reactive(-1, repaint=False)
    """Index of the highlighted row, -1 when there is none."""
    hover: reactive[int] = reactive(-1, repaint=False)
    """Index of the row under the mouse, -1 when there is none."""
    row_height: reactive[int] = reactive(1, repaint=False)
    """Lines a row takes."""
    empty: var[str] = var("")
    """What is said instead of rows when there are none."""

    class RowMessage(Message):
        """Something that happened to one row."""

        def __init__(self, row_list: RowList[Any], index: int, row: object) -> None:
            self.row_list = row_list
            self.index = index
            self.row = row
            super().__init__()

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.row_list

    class Highlighted(RowMessage):
        """The cursor came to another row."""

    class Chosen(RowMessage):
        """Enter was pressed on a row, or it was clicked."""

    def __init__(
        self,
        rows: RowSource[RowT] | Iterable[RowT] = (),
        *,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._source: RowSource[RowT] = as_source(rows)
        self._key: Hashable = None
        self._lines: LRUCache[tuple[int, bool, bool], list[Strip]] = LRUCache(256)
        self._below: list[Strip] = []
        self.styles_of = StyleBook(self)
        self.set_reactive(RowList.row_height, self.ROW_HEIGHT)
        self.set_reactive(RowList.empty, empty)

    # What a subclass says

    def draw(self, row: RowT, width: int) -> list[list[Piece]]:
        """Return the lines of a row, each a list of pieces at most `width` cells wide together."""
        return [[(str(row), "")]]

    def key_of(self, row: RowT) -> Hashable:
        """Return what the row is known by, so that it is found again when the rows change."""
        return row

    def selectable(self, row: RowT) -> bool:
        """Whether the cursor may stand on the row (a heading may refuse)."""
        return True

    # Rows

    @property
    def source(self) -> RowSource[RowT]:
        """What is shown."""
        return self._source

    @property
    def highlighted(self) -> RowT | None:
        """The row under the cursor."""
        return self._source.row(self.cursor) if 0 <= self.cursor < len(self._source) else None

    def show(self, rows: RowSource[RowT] | Iterable[RowT], *, keep: bool = True) -> None:
        """Show other rows. The cursor stays with its row, or at its place if that is gone; without `keep` it goes to the top."""
        self._source = as_source(rows)
        if not keep:
            self._key = None
            self.set_reactive(RowList.cursor, -1)
        if self.is_mounted:
            if not keep:
                self.scroll_to(y=0, animate=False, force=True)
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Take in that rows were added, changed or removed; the cursor stays with its row."""
        self._forget_lines()
        self._measure()
        index = self._find(self._key)
        if index is None:
            index = self._selectable_from(min(max(self.cursor, 0), len(self._source) - 1), +1)
        moved = index - self.cursor
        if moved and self.cursor >= 0 and self._key is not None and self._has(index, self._key):
            # rows came or went above: keep the highlighted row where it is on the screen
            self.set_reactive(RowList.cursor, index)
            self.scroll_to(y=self.scroll_offset.y + moved * self.row_height, animate=False, force=True)
        elif index == self.cursor:
            self._announce()
        else:
            self.cursor = index
        self.refresh()

    def refresh_where(self, changed: Callable[[RowT], bool]) -> None:
        """Draw those of the visible rows again that are said to show something else now; how many there are and where is the same."""
        first = self.scroll_offset.y // self.row_height
        shown = range(first, min(len(self._source), first + self.size.height // self.row_height + 2))
        stale = [index for index in shown if changed(self._source.row(index))]
        kept = {*shown}.difference(stale)
        for key in [key for key in self._lines.keys() if key[0] not in kept]:  # noqa: SIM118  it is no dict
            self._lines.discard(key)
        for index in stale:
            self.refresh_lines(index * self.row_height, self.row_height)

    def _forget_lines(self) -> None:
        self._lines.clear()
        self._below.clear()

    def _has(self, index: int, key: Hashable) -> bool:
        return 0 <= index < len(self._source) and self.key_of(self._source.row(index)) == key

    def _find(self, key: Hashable) -> int | None:
        if key is None:
            return None
        if self._has(self.cursor, key):
            return self.cursor
        return find(self._source, key, self.key_of, self.cursor)

    def _measure(self) -> None:
        width = max(0, self.scrollable_content_region.width)
        if self.extend_to(Size(width, len(self._source) * self.row_height)) and self.styles.is_auto_height:
            self.refresh(layout=True)

    # Moving

    def move(self, rows: int) -> None:
        """Move the cursor by a number of rows, stopping at the ends."""
        count = len(self._source)
        if count:
            step = 1 if rows > 0 else -1
            target = self._selectable_from(min(max(self.cursor + rows, 0), count - 1), step)
            if (target - self.cursor) * step > 0:
                self.cursor = target
            self._show_cursor()

    def page(self, pages: float) -> None:
        """Move by so many times what is visible (0.5 is half a page)."""
        visible = max(1, self.scrollable_content_region.height // self.row_height)
        rows = max(1, round(abs(pages) * visible) - (1 if abs(pages) >= 1 and visible > 2 else 0))
        self.move(rows if pages > 0 else -rows)

    def first(self) -> None:
        """Go to the first row."""
        self.scroll_to(y=0, animate=False, force=True)
        self.cursor = self._selectable_from(0, +1)

    def last(self) -> None:
        """Go to the last row."""
        self.cursor = self._selectable_from(len(self._source) - 1, -1)

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on the row known by `key`; return whether there is one."""
        index = self._find(key)
        if index is None:
            return False
        self.cursor = index
        return True

    def choose(self) -> None:
        """Post `Chosen` for the row under the cursor."""
        row = self.highlighted
        if row is not None:
            self.post_message(self.Chosen(self, self.cursor, row))

    def _selectable_from(self, index: int, step: int) -> int:
        """Return the nearest row at or after `index` in the direction of `step` that takes the cursor, else before it."""
        count = len(self._source)
        for direction in (step, -step):
            at = index
            while 0 <= at < count:
                if self.selectable(self._source.row(at)):
                    return at
                at += direction
        return -1

    action_move = move
    action_choose = choose
    action_first = first
    action_last = last

    def action_page(self, pages: int) -> None:
        """Move by whole pages."""
        self.page(pages)

    def _show_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if self.cursor < 0 or not height:  # one that is not laid out yet shows it when it is
            return
        top, bottom = self.cursor * self.row_height, (self.cursor + 1) * self.row_height
        if not self._selectable_above():
            top = 0  # headings above the first row come into view with it
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)

    def show_below(self, rows: int) -> None:
        """Bring so many rows below the cursor into view, as far as the cursor's own stays there."""
        height = self.scrollable_content_region.height
        top, bottom = self.cursor * self.row_height, (self.cursor + 1 + rows) * self.row_height
        if bottom > self.scroll_offset.y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False, force=True)

    def _selectable_above(self) -> bool:
        first = range(min(self.cursor, 4))
        return self.cursor > 4 or any(self.selectable(self._source.row(index)) for index in first)

    def _announce(self) -> None:
        row = self.highlighted
        key = None if row is None else self.key_of(row)
        if key != self._key:
            self._key = key
            if row is not None:
                self.post_message(self.Highlighted(self, self.cursor, row))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of what is visible."""
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= len(self._source):
            return self._empty_line(y)
        at_cursor, at_hover = index == self.cursor, index == self.hover
        lines = self._lines.get((index, at_cursor, at_hover))
        if lines is None:
            lines = self._lines[index, at_cursor, at_hover] = self._draw_row(index, at_cursor, at_hover)
        return lines[line]

    def _draw_row(self, index: int, at_cursor: bool, at_hover: bool) -> list[Strip]:
        under = ("row--cursor",) if at_cursor else ("row--hover",) if at_hover else ()
        bar: Piece = (("▌" if self.has_focus else "▏") if at_cursor else " ", "row--bar" if at_cursor else "")
        width = self.scrollable_content_region.width
        drawn = self.draw(self._source.row(index), max(1, width - 1))[: self.row_height]
        drawn += [[]] * (self.row_height - len(drawn))
        return [self.styles_of.strip([bar, *pieces], width, *under) for pieces in drawn]

    def _empty_line(self, y: int) -> Strip:
        """Draw a line below the last row, or one of the words that stand where there are no rows."""
        if not self._below:
            width, style = self.scrollable_content_region.width, "" if len(self._source) else "row--empty"
            words = _wrapped(self.empty, max(2, width - 4)) if style else []
            self._below = [self.styles_of.strip([("  " + line, style)], width) for line in ("", *words)]
        return self._below[y] if not len(self._source) and y < len(self._below) else self._below[0]

    # Events

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the old and the new row, bring the new one into view and say so."""
        for index in (old, new):
            if index >= 0:
                self.refresh_lines(index * self.row_height, self.row_height)
        if self.is_mounted:
            self._show_cursor()
        self._announce()

    def watch_hover(self, old: int, new: int) -> None:
        """Draw the rows that the mouse left and entered."""
        for index in (old, new):
            if index >= 0:
                self.refresh_lines(index * self.row_height, self.row_height)

    def watch_row_height(self) -> None:
        """Lay the rows out again, the cursor's row still in view."""
        self._forget_lines()
        self._measure()
        self._show_cursor()
        self.refresh()

    def watch_empty(self) -> None:
        """Show the new words."""
        self._below.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old styles."""
        super().notify_style_update()
        self.styles_of.clear()
        self._forget_lines()

    def on_mount(self) -> None:
        """Lay out the rows that were given at the start."""
        self.refresh_rows()

    def on_resize(self) -> None:
        """Lay out for the new width, the cursor's row still in view."""
        self._forget_lines()
        self._measure()
        self._show_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """Draw the cursor's bar as that of the list which has the keys."""
        self._forget_lines()
        self.refresh()

    on_blur = on_focus

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        self.hover = self._index_at(event)

    def _on_leave(self, event: events.Leave) -> None:
        self.hover = -1

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]
        index = self._index_at(event)
        if index >= 0 and self.selectable(self._source.row(index)):
            self.cursor = index
            self.choose()
            event.stop()

    def _index_at(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        if offset is None:
            return -1
        index = (offset.y + self.scroll_offset.y) // self.row_height
        return index if 0 <= index < len(self._source) else -1


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines():
        rows = wrap(paragraph, [Stretch(0, len(paragraph), width)])
        lines += [paragraph[start:end] for start, end in zip(rows.starts, rows.ends, strict=True)] or [""]
    return lines
