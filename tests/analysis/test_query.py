"""The search language: what is understood, what is refused and where, and that what is printed reads back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.query import (
    TEXT_FIELDS,
    And,
    Dated,
    Everything,
    Flag,
    Fuzzy,
    In,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Sort,
    Word,
    all_of,
    any_of,
    explain,
    leaves,
    none_of,
    parse,
)

TODAY = date(2024, 5, 16)


def root(text: str, *, typing: bool = False) -> Node:
    return parse(text, today=TODAY, typing=typing).root


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("port", Word("port")),
        ("port strike", And((Word("port"), Word("strike")))),
        ("port AND strike", And((Word("port"), Word("strike")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("-a", Not(Word("a"))),
        ("NOT a", Not(Word("a"))),
        ("--a", Word("a")),
        ("-(a b)", Not(And((Word("a"), Word("b"))))),
        ("well-known", Word("well-known")),
        ('"no limits"', Phrase("no limits")),
        ("“no limits”", Phrase("no limits")),
        ('"a b"~5', Phrase("a b", 5)),
        ("lun*", Prefix("lun")),
        ('"no limi*"', Prefix("no limi")),
        ('"no * limits *"', Phrase("no * limits")),
        ('speaker:"Mara L*"', In("speaker", Prefix("Mara L"))),
        ("~zelenski", Fuzzy("zelenski")),
        ("title:port", In("title", Word("port"))),
        ("TITLE:port", In("title", Word("port"))),
        ("title:(a OR b*)", Or((In("title", Word("a")), In("title", Prefix("b"))))),
        ('says:"no limits"~2', In("says", Phrase("no limits", 2))),
        ('entity:"Mara Lund"', In("entity", Phrase("Mara Lund"))),
        ("speaker:~lund", In("speaker", Fuzzy("lund"))),
        ("is:unread", Flag("is", "unread")),
        ("is:(read OR starred)", Or((Flag("is", "read"), Flag("is", "starred")))),
        ("feed:https://harbour.example/rss", In("feed", Word("https://harbour.example/rss"))),
        ("10:30", Word("10:30")),
        ("https://harbour.example/a", Word("https://harbour.example/a")),
        ("port — strike", And((Word("port"), Word("strike")))),
        ("after:2024-05", Dated("after", date(2024, 5, 1), date(2024, 5, 1))),
        ("before:2024", Dated("before", date(2024, 1, 1), date(2024, 1, 1))),
        ("on:2024-02", Dated("on", date(2024, 2, 1), date(2024, 2, 29))),
        ("on:2024-02-03", Dated("on", date(2024, 2, 3), date(2024, 2, 3))),
        ("on:2024-01..2024-02", Dated("on", date(2024, 1, 1), date(2024, 2, 29))),
        ("after:7d", Dated("after", date(2024, 5, 9), date(2024, 5, 9))),
        ("after:3m", Dated("after", date(2024, 2, 16), date(2024, 2, 16))),
        ("on:yesterday", Dated("on", date(2024, 5, 15), date(2024, 5, 15))),
        ("on:last week", Dated("on", date(2024, 5, 6), date(2024, 5, 12))),
        ('on:"last month"', Dated("on", date(2024, 4, 1), date(2024, 4, 30))),
        ("after:last year", Dated("after", date(2023, 1, 1), date(2023, 1, 1))),
    ],
)
def test_reads(text: str, tree: Node) -> None:
    assert root(text) == tree


def test_sort_belongs_to_the_query() -> None:
    assert parse("port sort:date") == Query(Word("port"), Sort.DATE)
    assert parse("sort:relevance a OR b") == Query(Or((Word("a"), Word("b"))), Sort.RELEVANCE)
    assert parse("port").sort is None


def test_case_tells_whether_other_endings_count() -> None:
    assert not Word("ports").exact
    assert Word("Ports").exact


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("por", Prefix("por")),
        ("port strik", And((Word("port"), Prefix("strik")))),
        ("port ", Word("port")),
        ('"lim', Prefix("lim")),
        ('"no limi', Prefix("no limi")),
        ('"no l', Phrase("no")),
        ('"no limits"', Phrase("no limits")),
        ("don't", Word("don't")),
        ('speaker:"Mara L', In("speaker", Prefix("Mara L"))),
        ("x" * 200, Word("x" * 200)),
        ("(port OR str", Or((Word("port"), Prefix("str")))),
        ("title:por", In("title", Prefix("por"))),
        ("after:2024", Dated("after", date(2024, 1, 1), date(2024, 1, 1))),
    ],
)
def test_reads_what_is_still_being_typed(text: str, tree: Node) -> None:
    assert root(text, typing=True) == tree


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ('say "no', 7, "closing quotation mark"),
        ("(port", 5, "closing parenthesis"),
        ("port)", 4, "a word"),
        ("OR port", 0, "a word"),
        ("port OR", 7, "a word"),
        ("port AND", 8, "a word"),
        ("NOT", 3, "a word"),
        ("*port", 0, "end of the word"),
        ("po*rt", 2, "end of the word"),
        ("port ***", 5, "a letter"),
        ('port "no l*"', 5, "more letters"),
        ("~" + "x" * 200, 0, "a shorter word"),
        ("~po*", 0, "a word"),
        ("titel:port", 0, "a field"),
        ("title: port", 6, "a value"),
        ("is:green", 3, "unread"),
        ("after:soon", 6, "a date"),
        ("on:2024-13", 3, "a date"),
        ("on:2024-05..2023", 3, "a date"),
        ("sort:size", 5, "date or relevance"),
        ("(sort:date)", 1, "a word"),
        ('"a b"~', 6, "a number"),
        ('"a b"~999', 6, "a number"),
        ("title:(outlet:x)", 7, "a word"),
        ("(" * 60 + "x" + ")" * 60, 40, "a word"),
        ("x " * 300, 512, "end of the query"),
        ("a* " * 9, 24, "a plain word"),
        ("x" * 10_001, 10_000, "end of the query"),
    ],
)
def test_refuses_in_words_and_says_where(text: str, position: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        root(text)
    assert caught.value.position == position
    assert expected in caught.value.expected
    assert caught.value.message.endswith((".", "?", "*"))


def test_a_misspelt_field_or_date_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"Did you mean title:"):
        root("titel:port")
    with pytest.raises(QueryError, match=r"Did you mean yesterday"):
        root("on:yesterdy")


_words = st.from_regex(r"[a-zéA-Z][a-zäö0-9'.]{0,8}", fullmatch=True).filter(lambda word: word not in ("OR", "AND", "NOT"))
_whole = st.from_regex(r"[a-zéA-Z][a-zäö0-9]{0,8}", fullmatch=True).filter(lambda word: word not in ("OR", "AND", "NOT"))
_cut = st.one_of(
    _whole, st.builds("{} {}".format, st.lists(_words, min_size=1, max_size=2).map(" ".join), _whole.filter(lambda word: len(word) > 3))
)
_texts = st.one_of(
    _words.map(Word),
    _cut.map(Prefix),
    _words.map(Fuzzy),
    st.builds(Phrase, st.lists(_words, min_size=1, max_size=3).map(" ".join), st.integers(0, 50)),
)
_days = st.dates(date(1, 1, 1), date(9999, 12, 31))
_dated = st.one_of(
    st.builds(lambda name, day: Dated(name, day, day), st.sampled_from(("after", "before")), _days),
    st.builds(lambda a, b: Dated("on", min(a, b), max(a, b)), _days, _days),
)
_leaf = st.one_of(
    _texts,
    st.builds(In, st.sampled_from((*TEXT_FIELDS, "entity", "speaker", "place")), _texts),
    _dated,
    st.sampled_from((Flag("is", "read"), Flag("has", "quotes"))),
)
_nodes = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(all_of), st.lists(inner, min_size=1, max_size=3).map(any_of), inner.map(none_of)
    ),
    max_leaves=8,
).filter(lambda node: sum(isinstance(getattr(leaf, "value", leaf), Prefix | Fuzzy) for leaf, _ in leaves(node)) <= 8)


@given(st.builds(Query, _nodes, st.sampled_from((None, Sort.DATE, Sort.RELEVANCE))))
def test_what_is_printed_reads_back(query: Query) -> None:
    assert parse(explain(query), today=TODAY) == query


@given(st.text(alphabet='ab*~-:"()“ ORANDtileisfr0123456789.', max_size=60), st.booleans())
def test_any_text_is_understood_or_refused(text: str, typing: bool) -> None:
    try:
        query = parse(text, today=TODAY, typing=typing)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert error.expected
    else:
        assert parse(explain(query), today=TODAY) == query


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse(text, today=TODAY)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
