"""Actions on the article at hand, on what is related to it, and on the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from analysis.canonical import canonical
from analysis.library.rows import GroupedList
from tui.screens.reader.base import ReaderBase

if TYPE_CHECKING:
    from analysis.library.records import ArticleRow, RelatedRow
    from analysis.library.utterances import Variant

ORDERS = ("newest", "oldest", "outlet", "title", "added")
SHOWN = 20


class Articles(ReaderBase):
    """State of articles, order of the list, related articles and quotes elsewhere."""

    class RelatedFound(Message):
        """The related articles of one article, best first; rows below the threshold are left out already."""

        def __init__(self, article_id: int, rows: list[RelatedRow]) -> None:
            super().__init__()
            self.article_id, self.rows = article_id, rows

    class VariantsFound(Message):
        """Where else a quote of one article stands; `words` are its own."""

        def __init__(self, article_id: int, words: str, found: list[Variant]) -> None:
            super().__init__()
            self.article_id, self.words, self.found = article_id, words, found

    def action_star(self) -> None:
        """Star the article at hand, or take its star away."""
        if row := self.row_at_hand():
            self.store.set_starred(row.id, not row.starred)
            self.library.article_changed(row.id)
            self.count()
            self.say("Star taken away." if row.starred else "Starred.")

    def action_toggle_read(self) -> None:
        """Mark the article at hand as unread or read."""
        if row := self.row_at_hand():
            self.store.set_read(row.id, not row.read)
            self.library.article_changed(row.id)
            self.count()
            self.say("Unread again." if row.read else "Marked as read.")

    def row_at_hand(self) -> ArticleRow | None:
        """The row under the cursor of the list when the list has the keys, else the article shown."""
        if self.pane == "list":
            row = self.library.rows.highlighted
            if row is not None and (number := getattr(getattr(row, "article", row), "id", None)) is not None:
                return self.store.row(number)
        return self.current_row()

    def action_copy_address(self) -> None:
        """Copy the article's address, or its path where it has none."""
        if self.article is not None:
            self.copy(self.article.url or self.article.source or self.article.key, "address")

    def action_cite(self) -> None:
        """Copy the quote at hand with its source as Markdown, or the article's own citation."""
        if self.article is None:
            return
        from analysis.export import cite_article, cite_quote

        quote = self.quote
        if quote is None:
            self.copy(cite_article(self.article), "citation of the article")
        else:
            self.copy(cite_quote(self.article, quote), "quote with its source")

    def copy(self, text: str, what: str) -> None:
        """Copy through the terminal, the system's clipboard and the yank file, and say so."""
        from tui.clipboard import to_system_clipboard, to_yank_file

        text = canonical(text)
        self.app.copy_to_clipboard(text)
        system, path = to_system_clipboard(text), to_yank_file(text)
        self.say(f"Copied the {what}." + ("" if system or path is None else f" If your terminal does not take it: {path}"))

    def action_browse(self) -> None:
        """Open the article's address in the browser; only http and https go there."""
        url = self.article.url if self.article else None
        if url is None or not url.startswith(("http://", "https://")):
            self.say("This article has no address.")
        else:
            self.app.open_url(url)
            self.say(f"Opened {url}")

    @work(thread=True, exclusive=True, group="related", exit_on_error=False, description="related articles")
    def find_related(self, article_id: int, threshold: float) -> None:
        """Look for related articles beside the drawing; the answer comes as a message."""
        from analysis.library.related import related

        worker = get_current_worker()
        rows = related(self.access.store, self.access.index(), article_id, limit=SHOWN, threshold=threshold or None)
        if not worker.is_cancelled:
            self.post_message(self.RelatedFound(article_id, rows))

    @on(RelatedFound)
    def _related_found(self, event: RelatedFound) -> None:
        if event.article_id == self.article_id:
            self.related.show(event.rows)

    def action_threshold(self, step: int) -> None:
        """Show fewer or more related articles."""
        self.session.threshold = min(0.95, max(0.05, (self.session.threshold or 0.5) + 0.05 * step))
        self.say(f"Related articles from a score of {self.session.threshold:.2f}")
        if self.article_id is not None:
            self.find_related(self.article_id, self.session.threshold)

    def action_why(self) -> None:
        """Show how the score of the related article under the cursor is made up."""
        self.show_beside()
        row = self.related.highlighted
        if row is None or self.article_id is None:
            self.say("Go to a related article first.")
            return
        from analysis.library.related import explain_related
        from tui.screens.paper import PaperScreen

        lines = explain_related(self.access.store, self.access.index(), self.article_id, row.article.id)
        self.app.push_screen(PaperScreen(f"Why “{row.article.title}”", Content("\n".join(lines))))

    def action_variants(self) -> None:
        """List the variants of the quote at hand."""
        quote = self.quote
        if quote is None or self.article_id is None or self.article is None or self.annotations is None:
            self.say("Go to a quote first: ]q")
        else:
            self.find_variants(self.article_id, self.annotations.quotes.index(quote), self.article.text[quote.start : quote.end])

    @work(thread=True, exclusive=True, group="variants", exit_on_error=False, description="variants of the quote")
    def find_variants(self, article_id: int, number: int, words: str) -> None:
        """Look for variants of a quote beside the drawing; the answer comes as a message."""
        from analysis.library.utterances import variants

        worker = get_current_worker()
        found = variants(self.access.store, self.access.index(), article_id, number)
        if not worker.is_cancelled:
            self.post_message(self.VariantsFound(article_id, words, found))

    @on(VariantsFound)
    def _variants_found(self, event: VariantsFound) -> None:
        if event.article_id != self.article_id or self.app.screen is not self:
            return
        from tui.screens.variants import VariantsScreen

        if event.found:
            self.app.push_screen(VariantsScreen(event.words, event.found), self.card_closed)
        else:
            self.say("This quote stands nowhere else in the library.")

    def action_differences(self) -> None:
        """Compare this article with the related one under the cursor."""
        self.show_beside()
        row = self.related.highlighted
        other = self.store.article(row.article.id) if row is not None else None
        if other is None or self.article is None:
            self.say("Go to a related article first; d compares it with this one.")
            return
        from tui.screens.differences import differences_screen

        self.app.push_screen(differences_screen(self.article, other))

    def action_versions(self) -> None:
        """Show what the article said before its source changed it."""
        from analysis.library.versions import versions
        from tui.screens.versions import VersionsScreen

        older = versions(self.store.database, self.article_id) if self.article_id is not None else []
        if older and self.article is not None:
            self.app.push_screen(VersionsScreen(self.article, older))
        else:
            self.say("This article has not changed since it came.")

    def action_next_order(self) -> None:
        """Take the next order of the list."""
        self.session.order = ORDERS[(ORDERS.index(self.session.order) + 1) % len(ORDERS)] if self.session.order in ORDERS else ORDERS[0]
        self.refresh_list()

    def action_group(self) -> None:
        """Give near duplicates one row, or a row each."""
        self.state.grouped = not self.state.grouped
        self.refresh_list()
        self.say("Near duplicates have one row: v shows them below it." if self.state.grouped else "Near duplicates have a row each.")

    def action_copies(self) -> None:
        """Show below the row at hand the articles that are nearly the same, or hide them."""
        self.show_beside()
        rows = self.library.articles
        source, row = rows.source, rows.highlighted
        if self.library.searching or not isinstance(source, GroupedList):
            self.say("In the list, zn gives near duplicates one row; v then shows them.")
        elif row is None or not (row.copies or row.copy_of):
            self.say("Nothing else in the library is nearly the same.")
        else:
            source.open(None if row.copy_of or source.opened == row.id else row.id)
            rows.refresh_rows()
            rows.show_below(row.copies if source.opened else 0)

    def action_problems(self) -> None:
        """List the files that could not be read."""
        from tui.screens.paper import PaperScreen

        problems = self.store.problems()
        text = Content("\n").join([Content.assemble((p.where, "bold"), "\n  ", p.what) for p in problems])
        self.app.push_screen(PaperScreen("Problems", text if problems else Content("Every file could be read.")))
