"""What is shown and how: layers, panes, width, theme, help."""

from __future__ import annotations

from textual.content import Content

from tui.screens.reader.base import ReaderBase
from tui.widgets.article_rows import ArticleRows
from tui.widgets.card import in_words

LAYERS = {
    "names": "Names",
    "quotes": "Quotes",
    "indirect": "Indirect speech",
    "values": "Dates and amounts",
}


class Looks(ReaderBase):
    """All of it is remembered."""

    def action_layer(self, name: str) -> None:
        """Show or hide one layer of marks."""
        shown = not getattr(self.view, f"show_{name}")
        setattr(self.view, f"show_{name}", shown)
        self.state.layers[name] = shown
        self.say(f"{LAYERS[name]}: {'shown' if shown else 'hidden'}.")

    def action_folds(self) -> None:
        """Fold the boilerplate, or open it."""
        self.view.folded = not self.view.folded

    def action_toggle_pane(self, name: str) -> None:
        """Show or hide the list or the side panel."""
        self.toggle_class(f"-no-{name}")
        self.state.list_pane, self.state.side_pane = not self.has_class("-no-list"), not self.has_class("-no-side")
        if self.pane not in self.shown_panes():
            self.pane = "article"

    def action_zen(self) -> None:
        """Hide everything but the article, or bring it back."""
        self.pane = "article"
        self.toggle_class("-zen")

    def action_measure(self, step: int) -> None:
        """Make the lines longer or shorter."""
        self.view.measure = self.state.measure = min(160, max(40, self.view.measure + step))
        self.say(f"Lines of at most {self.view.measure} columns.")

    def action_dense(self) -> None:
        """One or two lines an article in the list."""
        self.state.dense = not self.state.dense
        self.query_one(ArticleRows).dense = self.state.dense

    def action_theme(self) -> None:
        """Choose a theme."""
        self.app.search_themes()

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """Show the keys that are bound."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings, self.own_commands))

    def action_legend(self) -> None:
        """Show what the marks mean, and what made the ones at hand."""
        from tui.screens.help import LEGEND
        from tui.screens.paper import PaperScreen

        lines = []
        if (entity := self.view.entity_at_hand) and (mention := self.mention):
            found = f"here by {mention.kind}, found by {mention.rule}, {mention.confidence:.2f} sure"
            lines.append(f"{entity.name}: {in_words(entity.label)}, {found}")
        if quote := self.quote:
            cue = self.article.text[quote.cue.start : quote.cue.end] if quote.cue and self.article else "no cue"
            who = (quote.speaker and quote.speaker.name) or "unknown"
            lines.append(f"Quote: {quote.kind} {quote.form}, speaker {who}, cue “{cue}”, {quote.confidence:.2f} sure")
        if self.annotations is not None:
            lines.append(f"Analysed by {self.annotations.pipeline or 'nothing yet'}")
            if self.annotations.note:
                lines.append(self.annotations.note)
        self.app.push_screen(PaperScreen("Legend", Content("\n").join([LEGEND, Content("\n" + "\n".join(lines))])))
