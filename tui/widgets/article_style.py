"""How an article looks: the styles of what `ArticleView` draws, in light, dark and ANSI themes and without colour."""

from __future__ import annotations

from tui.widgets.strips import fit
from tui.widgets.wrapping import Stretch, wrap

CSS = """
ArticleCanvas {
    height: 1fr;
    overflow-x: hidden;
    border-left: blank;
    &:focus { border-left: wide $primary 60%; }
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-background: $background;
    scrollbar-color: $foreground 20%;
    & > .article--headline { text-style: bold; }
    & > .article--lede { text-style: italic; }
    & > .article--caption { text-style: dim italic; }
    & > .article--faint { text-style: dim; }
    & > .article--here { color: $accent; text-style: bold; }

    & > .article--person { color: $text-accent; text-style: underline; }
    & > .article--org { color: $text-primary; text-style: underline; }
    & > .article--place { color: $text-success; text-style: underline italic; }
    & > .article--other { color: $text-secondary; text-style: underline; }
    & > .article--value { text-style: bold; }

    & > .article--speaker-0 { color: $text-primary; }
    & > .article--speaker-1 { color: $text-warning; }
    & > .article--speaker-2 { color: $text-success; }
    & > .article--speaker-3 { color: $text-error; }
    & > .article--quote { background: $foreground 6%; }
    & > .article--said-0 { background: $primary 20%; }
    & > .article--said-1 { background: $warning 14%; }
    & > .article--said-2 { background: $success 14%; }
    & > .article--said-3 { background: $error 18%; }

    & > .article--found { background: $warning 30%; text-style: bold; }
    & > .article--found-here { background: $warning; color: $background; text-style: bold underline; }
    & > .article--current { text-style: reverse; }
    & > .article--current-quote { text-style: bold; }
    & > .article--selection { background: $screen-selection-background; color: $screen-selection-foreground; }

    &:light > .article--said-0 { background: $primary 12%; }
    &:light > .article--said-1 { background: $warning 18%; }
    &:light > .article--said-2 { background: $success 16%; }
    &:light > .article--said-3 { background: $error 12%; }

    &:nocolor > .article--person { text-style: underline bold; }
    &:nocolor > .article--other { text-style: underline dim; }
    &:nocolor > .article--quote { text-style: italic; }
    &:nocolor > .article--found { text-style: underline bold; }
    &:nocolor > .article--selection, &:nocolor > .article--found-here {
        background: transparent;
        color: $foreground;
        text-style: reverse bold;
    }
    &:ansi > .article--quote { background: transparent; text-style: italic; }
    &:ansi > .article--said-0, &:ansi > .article--said-1 { background: transparent; }
    &:ansi > .article--said-2, &:ansi > .article--said-3 { background: transparent; }
    &:ansi > .article--found { background: transparent; color: ansi_yellow; text-style: underline bold; }
    &:ansi > .article--found-here { background: transparent; color: ansi_yellow; text-style: reverse bold; }
    &:ansi > .article--selection { background: transparent; color: ansi_default; text-style: reverse; }
}
"""


def margin_lines(speaker: str, via: str, width: int, most: int) -> list[str]:
    """Break a speaker and who relayed the words into at most `most` lines of `width` cells; the relay only where all of it fits."""
    lines = _broken(f"{speaker} via {via}", width) if via else []
    if not 0 < len(lines) <= most:
        lines = _broken(speaker, width)
    return lines if len(lines) <= most else [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width)]


def _broken(label: str, width: int) -> list[str]:
    rows = wrap(label, [Stretch(0, len(label), width)])
    return [label[start:end] for start, end in zip(rows.starts, rows.ends, strict=True)]
