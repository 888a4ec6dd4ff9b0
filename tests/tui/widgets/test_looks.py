"""What is meant can be seen in every theme, and without colour."""

from __future__ import annotations

import pytest
from rich.color import Color
from rich.style import Style
from textual.app import App, ComposeResult

from tests.tui.widgets import invented_article
from tui.widgets.article_rows import ArticleRows
from tui.widgets.article_view import ArticleView

THEMES = ["textual-dark", "textual-light", "nord", "gruvbox", "ansi-dark", "ansi-light"]
KINDS = ["person", "org", "place", "other"]


class Reading(App[None]):
    def __init__(self, theme: str) -> None:
        super().__init__()
        self.wanted = theme

    def compose(self) -> ComposeResult:
        yield ArticleView()
        yield ArticleRows()

    def on_mount(self) -> None:
        self.theme = self.wanted
        article = invented_article.article()
        self.query_one(ArticleView).show(article, invented_article.annotations(article.text))


def attributes(style: Style) -> tuple[bool, ...]:
    return tuple(bool(value) for value in (style.bold, style.dim, style.italic, style.underline, style.reverse))


@pytest.mark.parametrize("theme", THEMES)
async def test_kinds_of_names_differ_without_colour(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with Reading(theme).run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        styles = pilot.app.query_one(ArticleView)._painter.styles
        looks = {attributes(styles.style(f"article--{kind}")) for kind in KINDS}
        assert len(looks) == len(KINDS)
        assert all(look[3] for look in looks), "every name is underlined"


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", THEMES)
async def test_what_matters_stands_out_from_plain_text(theme: str, no_color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with Reading(theme).run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        styles = pilot.app.query_one(ArticleView)._painter.styles
        plain = styles.style()
        for name in ("current", "current-quote", "found", "found-here", "selection", "quote", "caption"):
            style = styles.style(f"article--{name}")
            if no_color or theme.startswith("ansi"):
                assert attributes(style) != attributes(plain), name
            else:
                assert style != plain, name


def luminance(color: Color) -> float:
    """Return the relative luminance of the Web Content Accessibility Guidelines 2.2."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (part / 255 for part in color.get_truecolor())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    assert style.color is not None and style.bgcolor is not None
    darker, lighter = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.startswith("ansi")])
async def test_text_has_contrast(theme: str) -> None:
    async with Reading(theme).run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        view = pilot.app.query_one(ArticleView)
        view.jump_to(view.article.text.index("Mara Lund"))
        for row in range(len(view.rows.rows)):
            for segment in view._painter.paint(row):
                if segment.text.strip() and segment.style is not None and not segment.style.dim:
                    assert contrast(segment.style) >= 3, (segment.text, segment.style, contrast(segment.style))
