"""The top line: which library, how many articles, and how far the analysis is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from analysis.canonical import clean_line


class HeaderLine(Widget):
    """One line; what does not fit is left out from the right."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """

    articles: reactive[int] = reactive(0)
    """Articles in the library."""
    unread: reactive[int] = reactive(0)
    """Those not read yet."""
    progress: reactive[Mapping[str, Any] | None] = reactive(None)
    """The last progress of the analysis: ``done``, ``total``, ``rate`` in articles a second, ``left`` in seconds; None while none runs."""

    fetching: reactive[tuple[int, int]] = reactive((0, 0))
    """How many addresses and feeds were fetched, and of how many; (0, 0) while none are."""

    def __init__(self, library: str) -> None:
        super().__init__()
        self._library = clean_line(library)

    def render(self) -> Content:
        """Lay both halves out."""
        left = f"{self._library} · {self.articles:,} article{'s' * (self.articles != 1)} · {self.unread:,} unread"
        done, of = self.fetching
        fetching = f"fetching {done:,} of {of:,}" if of else ""
        right = " · ".join(words for words in (fetching, progress_words(self.progress)) if words)
        name = "Pullquote   "
        room = self.size.width - cell_len(name) - cell_len(right)
        gap = " " * max(1, room - cell_len(left))
        return Content.assemble((name, "bold $text"), left[: max(0, room - 1)], gap, right)


def progress_words(progress: Mapping[str, Any] | None) -> str:
    """Return ``analysing 812 of 1,376 · 41/s · 14 s left``; nothing where nothing runs or nothing is left."""
    if progress is None or progress.get("total") is None or progress.get("done", 0) >= progress["total"]:
        return ""
    rate, left = progress.get("rate"), progress.get("left")
    words = f"analysing {progress.get('done', 0):,} of {progress['total']:,}"
    if rate:
        words += f" · {rate:.0f}/s" if rate >= 1 else f" · {rate:.1f}/s"
    if left is not None:
        words += f" · {left:.0f} s left" if left < 120 else f" · {left / 60:.0f} min left"
    return words
