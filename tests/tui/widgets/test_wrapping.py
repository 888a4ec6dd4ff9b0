"""Wrapping: nothing is lost, nothing is wider than it may be, and every way there has a way back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.wrapping import Rows, Stretch, column_of, graphemes, offset_at, wrap

alphabet = st.one_of(
    st.sampled_from("ab e—-’” \n“,.\u00a0漢字、（）e\u0301👍🏽\u200d\ufe0f☎한é"),
    st.characters(exclude_categories=["Cs", "Cc"]),
)
texts = st.text(alphabet, max_size=200)
widths = st.integers(min_value=2, max_value=40)


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, list[Stretch]]:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6).map(lambda cuts: [0, *cuts, len(text)])))
    return text, [Stretch(a, b, draw(widths)) for a, b in pairwise(cuts)]


def shown(rows: Rows) -> list[range]:
    return [range(start, end) for start, end in zip(rows.starts, rows.ends, strict=True)]


@given(laid_out())
def test_every_character_stands_in_one_row_or_is_white_space_between_rows(case: tuple[str, list[Stretch]]) -> None:
    text, stretches = case
    offsets = [offset for row in shown(wrap(text, stretches)) for offset in row]
    assert offsets == sorted(set(offsets))
    dropped = set(range(len(text))) - set(offsets)
    assert all(text[offset].isspace() for offset in dropped)


@given(laid_out())
def test_no_row_is_wider_than_its_stretch_or_leaves_it(case: tuple[str, list[Stretch]]) -> None:
    text, stretches = case
    rows = wrap(text, stretches)
    for row, (start, end) in enumerate(zip(rows.starts, rows.ends, strict=True)):
        stretch = stretches[rows.stretches[row]]
        assert start < end
        assert stretch.start <= start <= end <= stretch.end
        assert cell_len(text[start:end].replace("\n", " ")) <= stretch.width


@given(laid_out())
def test_first_rows_delimit_the_stretches(case: tuple[str, list[Stretch]]) -> None:
    text, stretches = case
    rows = wrap(text, stretches)
    assert len(rows.first) == len(stretches) + 1
    for index in range(len(stretches)):
        assert all(rows.stretches[row] == index for row in range(rows.first[index], rows.first[index + 1]))


@given(laid_out())
def test_from_character_to_row_and_column_and_back(case: tuple[str, list[Stretch]]) -> None:
    text, stretches = case
    rows = wrap(text, stretches)
    for row, (row_start, row_end) in enumerate(zip(rows.starts, rows.ends, strict=True)):
        for start, end, cells in graphemes(text, row_start, row_end):
            assert rows.row_of(start) == row
            assert rows.row_of(end - 1) == row
            if cells:
                assert offset_at(text, row_start, row_end, column_of(text, row_start, start)) == start


@given(laid_out(), st.data())
def test_spans_survive(case: tuple[str, list[Stretch]], data: st.DataObject) -> None:
    text, stretches = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    rows = wrap(text, stretches)
    clipped = list(rows.clip(start, end))
    seen = {offset for _, low, high in clipped for offset in range(low, high)}
    assert seen == {offset for row in shown(rows) for offset in row if start <= offset < end}
    assert all(rows.starts[row] <= low < high <= rows.ends[row] for row, low, high in clipped)


def rows_of(text: str, width: int) -> list[str]:
    rows = wrap(text, [Stretch(0, len(text), width)])
    return [text[row.start : row.stop] for row in shown(rows)]


def test_words_stay_whole() -> None:
    assert rows_of("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_a_long_word_is_broken_and_only_that() -> None:
    assert rows_of("an incomprehensible word", 8) == ["an", "incompre", "hensible", "word"]


def test_a_row_may_end_after_a_dash_but_a_closing_mark_stays_with_its_word() -> None:
    assert rows_of("one two—three", 9) == ["one two—", "three"]
    assert rows_of("one “two—” six", 9) == ["one", "“two—”", "six"]


def test_no_break_space_holds() -> None:
    assert rows_of("costs 5\u00a0euros", 9) == ["costs", "5\u00a0euros"]


def test_scripts_without_spaces_break_between_characters_but_not_before_a_stop() -> None:
    assert rows_of("港口罢工进入第三周。", 8) == ["港口罢工", "进入第三", "周。"]
    assert rows_of("港口罢工。", 8) == ["港口罢", "工。"]


def test_combining_marks_stay_with_their_base() -> None:
    assert rows_of("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]


def test_line_ends_inside_a_stretch_are_white_space() -> None:
    assert rows_of("one\ntwo\nthree", 8) == ["one\ntwo", "three"]


def test_empty_and_blank_texts_have_no_rows() -> None:
    assert rows_of("", 10) == rows_of(" \n ", 10) == []
    assert wrap("", []).row_of(0) == 0
