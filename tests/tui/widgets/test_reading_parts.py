"""The pure parts of the article view: layout, marks, spans, finding, hints, dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Annotations, Article, Block, BlockKind, Entity, Label, Mention, Quote, QuoteKind, Speaker
from tests.tui.widgets import invented_article
from tui.widgets.article_layout import RowKind, block_looks, lay_out
from tui.widgets.article_marks import first_of_runs, mark, short_names
from tui.widgets.article_style import margin_lines
from tui.widgets.dates import minutes, short_date
from tui.widgets.find import FindError, find
from tui.widgets.hints import HOME_ROW, assign_letters, narrow, set_apart
from tui.widgets.spans import SpanIndex

kinds = st.sampled_from(list(BlockKind))
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(str.strip)


@given(st.lists(st.tuples(kinds, lines), max_size=12), st.integers(4, 90), st.booleans())
def test_layout_shows_every_character_that_is_not_folded(parts: list[tuple[BlockKind, str]], width: int, folded: bool) -> None:
    article = invented_article.article([(kind, line.strip()) for kind, line in parts])
    layout = lay_out(article, width, meta=["meta"], folded=folded)
    shown = [offset for row in layout.rows if row.kind == RowKind.TEXT for offset in range(row.start, row.end)]
    assert shown == sorted(set(shown))
    hidden = {offset for fold in layout.folds if not fold.open for offset in range(fold.start, fold.end)}
    for block in article.blocks:
        left_out = set(range(block.start, block.end)) - set(shown) - hidden
        bullet = block.start + 5 if block.kind == BlockKind.LIST_ITEM else block.start
        assert all(article.text[offset].isspace() or offset < bullet for offset in left_out)


@given(st.lists(st.tuples(kinds, lines), max_size=12), st.integers(4, 90), st.booleans())
def test_layout_finds_the_row_of_every_character(parts: list[tuple[BlockKind, str]], width: int, folded: bool) -> None:
    article = invented_article.article([(kind, line.strip()) for kind, line in parts])
    layout = lay_out(article, width, folded=folded)
    for number, row in enumerate(layout.rows):
        if row.kind == RowKind.TEXT:
            assert all(layout.row_of(offset) == number for offset in range(row.start, row.end))
            assert layout.row_of(layout.anchor(number)) == number
    for fold in layout.folds:
        if not fold.open:
            assert layout.rows[layout.row_of(fold.start)].kind == RowKind.FOLD


def test_a_dateline_runs_on_into_its_paragraph() -> None:
    text = "OSTERHAVEN, 3 March — The harbour was quiet."
    cut = text.index(" The")
    blocks = (Block(0, cut, BlockKind.DATELINE), Block(cut + 1, len(text), BlockKind.PARAGRAPH))
    rows = [row for row in lay_out(Article("a", "", text, blocks), 80).rows if row.kind == RowKind.TEXT]
    assert [text[row.start : row.end] for row in rows] == [text]


def test_the_title_is_drawn_where_the_text_has_no_headline() -> None:
    rows = lay_out(Article("a", "The title", "The text."), 80, meta=["meta"]).rows
    assert [row.words for row in rows if row.kind in (RowKind.TITLE, RowKind.META)] == ["The title", "meta"]
    rows = lay_out(Article("a", "The title", "The title\nThe text."), 80, meta=["meta"]).rows
    assert [row.words for row in rows if row.kind == RowKind.TITLE] == []


def test_a_title_that_only_begins_the_text_is_not_drawn_above_it() -> None:
    text = "HALVARD – The harbour was quiet on\nFriday. Nobody came."
    for title in ("The harbour was quiet…", "The harbour was quiet on Friday."):
        rows = lay_out(Article("a", title, text, (Block(0, len(text), BlockKind.PARAGRAPH),)), 80, meta=["meta"]).rows
        assert [row.kind for row in rows[:3]] == [RowKind.BLANK, RowKind.META, RowKind.BLANK]


def test_the_title_of_an_inset_looks_like_one() -> None:
    inset, subheading = BlockKind.INSET, BlockKind.SUBHEADING
    article = invented_article.article([(inset, "Why the ferries stopped"), (inset, "They had no crews."), (BlockKind.PARAGRAPH, "So.")])
    assert [kind for _, _, kind in block_looks(article)] == [subheading, inset, BlockKind.PARAGRAPH]
    alone = invented_article.article([(inset, "Why the ferries stopped"), (BlockKind.PARAGRAPH, "So.")])
    assert [kind for _, _, kind in block_looks(alone)] == [inset, BlockKind.PARAGRAPH]


def people(text: str, *named: tuple[str, str]) -> tuple[Entity, ...]:
    return tuple(
        Entity(f"e{number}", name, Label.PERSON, invented_article.mentions(text, name, short))
        for number, (name, short) in enumerate(named, start=1)
    )


def test_the_margin_uses_the_shortest_name_that_only_one_bears() -> None:
    text = "Mara Lund and Otto Brandt spoke. Lund left. Xi Meng stayed; Xi slept."
    assert short_names(text, people(text, ("Mara Lund", "Lund"), ("Otto Brandt", "Otto Brandt"), ("Xi Meng", "Xi"))) == {
        "e1": "Lund",
        "e2": "Otto Brandt",
        "e3": "Xi",
    }
    text = "Mara Lund and Jan Lund spoke. Lund left, then Lund came."
    first, second = Mention(30, 34), Mention(46, 50)
    lunds = (
        Entity("e1", "Mara Lund", Label.PERSON, (Mention(0, 9), first)),
        Entity("e2", "Jan Lund", Label.PERSON, (Mention(14, 22), second)),
    )
    assert short_names(text, lunds) == {"e1": "Mara Lund", "e2": "Jan Lund"}


@pytest.mark.parametrize(("confidence", "label"), [(0.99, "Lund"), (0.7, "probably Lund"), (0.2, "unknown")])
def test_how_sure_is_said_in_words(confidence: float, label: str) -> None:
    text = "“No,” said Mara Lund."
    quote = Quote(0, 5, QuoteKind.DIRECT, confidence, Speaker(None, "Lund", None))
    marks = mark(Article("a", "", text), Annotations(quotes=(quote,)))
    assert [quote.label for quote in first_of_runs(marks.quotes, text)] == [label]


def test_a_run_of_quotes_has_one_label_until_a_paragraph_without_a_quote() -> None:
    text = "“One,” she said. “Two.”\n\n“Three.”\n\nNothing was said.\n\n“Four.”"
    quotes = tuple(
        Quote(text.index(words), text.index(words) + len(words), QuoteKind.DIRECT, 1.0, Speaker(None, "Lund", None))
        for words in ("“One,”", "“Two.”", "“Three.”", "“Four.”")
    )
    first = first_of_runs(mark(Article("a", "", text), Annotations(quotes=quotes)).quotes, text)
    assert [text[quote.span.start : quote.span.start + 5] for quote in first] == ["“One,", "“Four"]


WITH_RELAY = ["probably Mara", "Lund via", "Coast Wire"]


@pytest.mark.parametrize(
    ("most", "lines"),
    [(4, WITH_RELAY), (3, WITH_RELAY), (2, ["probably Mara", "Lund"]), (1, ["probably Mar…"])],
)
def test_the_margin_names_the_relay_only_where_all_of_it_fits(most: int, lines: list[str]) -> None:
    assert [line.strip() for line in margin_lines("probably Mara Lund", "Coast Wire", 13, most)] == lines


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15))), st.integers(0, 50), st.integers(1, 20))
def test_spans_are_found_by_where_they_lie(parts: list[tuple[int, int]], start: int, size: int) -> None:
    spans = [(low, low + length, number) for number, (low, length) in enumerate(parts)]
    index = SpanIndex(spans)
    assert sorted(index.overlapping(start, start + size)) == sorted(span for span in spans if span[0] < start + size and span[1] > start)
    after, before = index.after(start), index.before(start)
    assert (None if after is None else index[after][0]) == min((low for low, _, _ in spans if low > start), default=None)
    assert (None if before is None else index[before][0]) == max((low for low, _, _ in spans if low < start), default=None)


def found(text: str, query: str) -> list[str]:
    return [text[span.start : span.end] for span in find(text, query)]


def test_finding_minds_capitals_only_when_the_query_has_some() -> None:
    assert found("Port, port, PORT", "port") == ["Port", "port", "PORT"]
    assert found("Port, port, PORT", "Port") == ["Port"]


def test_finding_goes_over_line_ends_and_alike_marks() -> None:
    assert found("the Dockers’\n  Union", "dockers' union") == ["Dockers’\n  Union"]
    assert found("a.b a+b", "a+b") == ["a+b"]
    assert found("text", "  ") == []


def test_finding_an_expression() -> None:
    assert found("14 March\n3 April", r"/\d+ [A-Z]\w+/") == ["14 March", "3 April"]
    assert found("a b", "/x*/") == []


@pytest.mark.parametrize("pattern", ["/.*.*.*.*9/", r"/\w*\w*\w*\w*!/", "/(?:a?){30}a{30}b/", "/a{1,500}a{1,500}a{1,500}b/"])
def test_a_pattern_that_would_run_for_ever_on_one_line_is_stopped(pattern: str) -> None:
    with pytest.raises(FindError, match="too long"):
        find("a" * 5_000 + " the quick brown fox" * 300, pattern)
    assert len(find("a fox, a fox", "/fox/")) == 2


@pytest.mark.parametrize("query", ["/(/", "/[a/", "/(a+)+b/", "/(a|a)*b/", r"/(a)\1/"])
def test_an_expression_that_cannot_be_used_says_why(query: str) -> None:
    with pytest.raises(FindError) as caught:
        find("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", query)
    assert str(caught.value)


@given(st.text(max_size=30), st.text(max_size=12))
def test_finding_never_fails_and_stays_inside(text: str, query: str) -> None:
    try:
        spans = find(text, query)
    except FindError:
        return
    ends = 0
    for span in spans:
        assert ends <= span.start < span.end <= len(text)
        ends = span.end


@given(st.integers(0, 900))
def test_no_hint_begins_another(count: int) -> None:
    codes = assign_letters(count)
    assert len(codes) == min(count, 26**2)
    assert len(set(codes)) == len(codes)
    assert not any(one != other and other.startswith(one) for one in codes for other in codes)
    assert count > len(HOME_ROW) ** 2 or set("".join(codes)) <= set(HOME_ROW)


def test_typing_narrows_the_hints() -> None:
    assert narrow(["f", "ja", "js"], "j") == {1: "a", 2: "s"}


@given(
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 3)), max_size=60).filter(
        lambda cells: all(sum(y == line for _, y in cells) <= 20 for line in range(4))
    )
)
def test_hints_lie_on_their_line_and_never_over_each_other(cells: list[tuple[int, int]]) -> None:
    codes = assign_letters(len(cells))
    drawn = [(x + more, y) for (x, y), code in zip(set_apart(cells, codes, 40), codes, strict=True) for more in range(len(code))]
    assert len(set(drawn)) == len(drawn)
    assert all(0 <= x < 40 for x, _ in drawn)
    assert [y for _, y in set_apart(cells, codes, 40)] == [y for _, y in cells]


def test_hints_with_room_stay_where_they_belong() -> None:
    assert set_apart([(4, 0), (5, 0), (4, 1)], ["aa", "as", "ad"], 40) == [(4, 0), (6, 0), (4, 1)]
    assert set_apart([(39, 0)], ["aa"], 40) == [(38, 0)]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2031-03-14T08:30:00+02:00", "14 Mar"),
        ("2029-03-14", "14 Mar 2029"),
        ("2031-03", "Mar 2031"),
        ("2031", "2031"),
        (None, ""),
        ("yesterday", ""),
        ("2031-13-01", ""),
    ],
)
def test_dates_are_as_precise_as_the_page(published: str | None, shown: str) -> None:
    assert short_date(published, 2031) == shown


def test_reading_time() -> None:
    assert (minutes(0), minutes(920)) == ("1 min", "4 min")
