"""A scrolled widget that keeps the lines it has drawn: scrolling shows them again as they are, and paints only those that are new."""

from __future__ import annotations

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style

EIGHTHS = 8
"""Places within a cell at which a bar's thumb can begin."""
KEPT = 512
"""Lines that are kept as they went to the screen."""


class LineView(ScrollView, inherit_bindings=False):
    """For widgets whose `render_line` gives the same `Strip` again for what was drawn before.

    Textual frames and filters each line of a widget anew whenever it has scrolled; here that is done once a strip. There may be a border
    at the top and at the left, drawn by Textual; opacity, tint and hatching are not seen to.
    """

    _frame: object = None
    """What the lines as they went to the screen depend on besides themselves."""

    virtual_size = reactive(Size(0, 0), repaint=False)
    """Width and height in cells of all the lines. Textual's own lays the whole screen out again at each change; see `extend_to`."""

    def extend_to(self, size: Size) -> bool:
        """Have lines of this width and number; return whether that is a change."""
        if size == self.virtual_size:
            return False
        self.virtual_size = size
        self._scroll_update(size)
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of `crop`, a part of the widget."""
        if not self.is_attached:  # being taken away, its styles gone: nothing until the screen is laid out without it
            return [Strip.blank(crop.width)] * crop.height
        top, left, width = self.styles.gutter.top, self.styles.gutter.left, self.outer_size.width
        above, below = crop.split_horizontal(max(0, min(top - crop.y, crop.height)))
        strips = super().render_lines(above) if above else []
        filters, (_, background) = self.get_line_filters(), self.background_colors
        if (frame := (width, left, background, *filters)) != self._frame:
            self._frame, self._framed = frame, LRUCache[int, tuple[Strip, Strip]](KEPT)
            self._pad = Style(background=background).rich_style
            self._edge = list(super().render_lines(Region(0, top, left, 1))[0]) if left else []
        whole = not crop.x and crop.width >= width
        for y in range(below.y - top, below.bottom - top):
            drawn = self.render_line(y)
            known, strip = self._framed.get(id(drawn), (None, drawn))
            if known is not drawn:
                segments = [*self._edge, *drawn, Segment(" " * (width - left - drawn.cell_length), self._pad)]
                for each in filters:
                    segments = each.apply(segments, background)
                strip = Strip(segments, width)
                self._framed[id(drawn)] = drawn, strip
            strips.append(strip if whole else strip.crop(crop.x, crop.right))
        return strips

    def notify_style_update(self) -> None:
        """Forget what was framed in the old styles."""
        super().notify_style_update()
        self._frame = None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show other lines, and draw the bar again where its thumb comes to stand elsewhere: in a long list, a step does not move it."""
        if self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            if _thumb(bar, bar.position) == _thumb(bar, new_value):
                bar.set_reactive(ScrollBar.position, bar.validate_position(new_value))
            else:
                bar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)


def _thumb(bar: ScrollBar, position: float) -> int:
    """Return where the thumb of a bar begins in eighths of a cell, as Textual's `ScrollBarRender` has it; -1 before there is a layout."""
    height, window, total = bar.size.height, bar.window_size, bar.window_virtual_size
    if not height or window >= total:
        return -1
    return int((height - max(1, window * height / total)) * position / (total - window) * EIGHTHS)
