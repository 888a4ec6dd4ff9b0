"""What two versions of a story have that the other has not, paragraph by paragraph."""

from __future__ import annotations

from textual.content import Content

from analysis.article import Article
from tui.screens.paper import PaperScreen
from tui.widgets.strips import harmless

SIGNS = {"same": " ", "changed": "~", "added": "+", "dropped": "−"}


def differences_screen(one: Article, other: Article) -> PaperScreen:
    """Return a sheet with the paragraphs of both: dropped ones struck out, added ones marked, changed words in bold."""
    from analysis.differences import compare

    parts: list[Content] = [Content.styled(f"− {harmless(one.title)}\n+ {harmless(other.title)}\n\n", "dim")]
    for change in compare(one, other):
        sign = SIGNS[change.kind]
        if change.kind == "same":
            words = harmless(change.other)
            parts.append(Content.styled(f"  {words[:70]}{'…' * (len(words) > 70)}\n\n", "dim"))
        elif change.kind == "changed":
            parts.append(Content.assemble((f"{sign} ", "bold"), _marked(change.other, change.marks), "\n\n"))
        else:
            style = "strike dim" if change.kind == "dropped" else "bold"
            text = change.one if change.kind == "dropped" else change.other
            parts.append(Content.assemble((f"{sign} ", "bold"), (harmless(text), style), "\n\n"))
    return PaperScreen("Differences", Content("").join(parts))


def _marked(text: str, marks) -> Content:  # type: ignore[no-untyped-def]
    content = Content(harmless(text))
    for mark in marks:
        content = content.stylize("bold underline", mark.start, mark.end)
    return content
