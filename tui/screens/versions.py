"""What an article said before its source changed it: each version beside the one that took its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from analysis.article import Article
from analysis.library.versions import Version, plainly
from tui.screens.differences import paragraphs
from tui.screens.paper import PaperScreen
from tui.widgets.strips import harmless

KEYS = "h before · l after · d differences or whole text · Esc close"


class VersionsScreen(PaperScreen):
    """Shows one older version at a time, the latest first: what was changed in it next, or its whole text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "version(1)", "The version before", show=False),
        Binding("l,right", "version(-1)", "The version after", show=False),
        Binding("d", "whole", "Differences or whole text", show=False),
        Binding("D", "dismiss", "Close", show=False),
    ]

    def __init__(self, article: Article, versions: Sequence[Version]) -> None:
        """`versions` are the older ones, the latest first; there is at least one."""
        super().__init__("", Content(""))
        self._texts = [plainly(article.title, article.text), *(plainly(version.title, version.text) for version in versions)]
        self._until = [version.replaced for version in versions]
        self._at = 1
        self._whole = False

    def on_mount(self) -> None:
        """Show the latest of the older versions."""
        self._show()

    def action_version(self, step: int) -> None:
        """Go to the version before or after, where there is one."""
        at = min(max(1, self._at + step), len(self._texts) - 1)
        if at != self._at:
            self._at = at
            self._show()

    def action_whole(self) -> None:
        """Show the whole text instead of the differences, or these again."""
        self._whole = not self._whole
        self._show()

    def _show(self) -> None:
        older, newer = self._texts[self._at], self._texts[self._at - 1]
        paper = self.query_one("#paper")
        moment = self._until[self._at - 1][:16].replace("T", " ")
        paper.border_title = Content(f"Until {moment} UTC · {self._at} of {len(self._until)} older").markup
        paper.border_subtitle = Content(KEYS).markup
        paper.query_one(Static).update(whole_text(older) if self._whole else changes(older, newer))
        paper.scroll_home(animate=False)


def whole_text(article: Article) -> Content:
    """Return a text with its title, paragraph by paragraph."""
    parts = [Content(harmless(article.text[block.start : block.end])) for block in article.blocks]
    if not article.text.startswith(article.title):
        parts.insert(0, Content.styled(harmless(article.title), "bold"))
    return Content("\n\n").join(parts)


def changes(older: Article, newer: Article) -> Content:
    """Return what was dropped, changed and added between two versions; what both have is cut to a line."""
    from analysis.differences import Change, differences

    found = differences(older, newer)
    if all(difference.change is Change.SAME for difference in found):
        return Content("The article itself is the same; only links or promotions around it were changed. d shows the whole text.")
    return Content("\n\n").join([part for difference in found for part in paragraphs(difference, older.text, newer.text)])
