"""Handing the text at hand to the user's own programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from tui.commands.piping import piping
from tui.screens.reader.base import ReaderBase


class Piping(ReaderBase):
    """Runs one program at a time, beside the drawing."""

    _programs: Mapping[str, Sequence[str]] = {}

    class Piped(Message):
        """What a program said."""

        def __init__(self, name: str, said: str) -> None:
            super().__init__()
            self.name, self.said = name, said

    def take_programs(self, programs: Mapping[str, Sequence[str]]) -> None:
        """Have a command for each of these programs, which the config file names."""
        self._programs = programs
        self.add_commands(piping(programs))

    def action_pipe(self, name: str) -> None:
        """Give a program the quote at hand, or the text of the article."""
        if self.article is None:
            self.say("Open an article first.")
            return
        quote = self.quote if self.pane == "article" else None
        self.say(f"Giving the {'article' if quote is None else 'quote'} to {name}")
        self._run_program(name, self.article.text if quote is None else self.article.text[quote.start : quote.end])

    @work(thread=True, exclusive=True, group="pipe", exit_on_error=False, description="a program of yours")
    def _run_program(self, name: str, text: str) -> None:
        from tui.piping import PipeError, pipe

        worker = get_current_worker()
        try:
            said = pipe(self._programs[name], text, lambda: worker.is_cancelled)
        except PipeError as error:
            said = str(error)
        if not worker.is_cancelled:
            self.post_message(self.Piped(name, said))

    @on(Piped)
    def _piped(self, event: Piped) -> None:
        """Show one line at the bottom, and more on a sheet."""
        from tui.screens.paper import PaperScreen

        if "\n" in event.said and self.app.screen is self:
            self.app.push_screen(PaperScreen(event.name, Content(event.said)))
        else:
            self.say(event.said.partition("\n")[0] or f"{event.name} took it, and said nothing.")
