"""Annotations survive the way to JSON and back."""

import json
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from analysis.article import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Entity,
    Label,
    Mention,
    MentionKind,
    Quote,
    QuoteForm,
    QuoteKind,
    Relay,
    Span,
    Speaker,
    Value,
)
from analysis.language.wire import annotations_from_json, annotations_to_json, to_json

offsets = st.integers(0, 10_000)
spans = st.builds(Span, offsets, offsets)
confidences = st.integers(0, 10_000).map(lambda n: n / 10_000)
mentions = st.builds(Mention, offsets, offsets, st.sampled_from(MentionKind), confidences, st.text())
entities = st.builds(Entity, st.text(), st.text(), st.sampled_from(Label), st.lists(mentions).map(tuple))
speakers = st.builds(Speaker, st.none() | st.text(), st.none() | st.text(), st.none() | spans)
relays = st.builds(Relay, st.text(), offsets, offsets, st.none() | st.text())
quotes = st.builds(
    Quote,
    offsets,
    offsets,
    st.sampled_from(QuoteKind),
    confidences,
    st.none() | speakers,
    st.none() | spans,
    st.none() | relays,
    st.sampled_from(QuoteForm),
)


def in_text_order(values: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda value: (value.start, value.end, value.label)))


annotations_of_any_sort = st.builds(
    Annotations,
    st.lists(entities, max_size=3).map(tuple),
    st.lists(quotes, max_size=3).map(tuple),
    st.lists(st.builds(Value, offsets, offsets, st.sampled_from(["DATE", "MONEY", "PERCENT", "QUANTITY"])), max_size=4).map(in_text_order),
    st.sampled_from(["en", "ru", "und"]),
    st.none() | st.text(),
    st.text(),
)


@given(annotations_of_any_sort)
def test_annotations_come_back_as_they_were(annotations: Annotations) -> None:
    row = json.loads(json.dumps(annotations_to_json(annotations)))
    assert annotations_from_json(row) == annotations


def test_article_fields_are_there_only_when_asked_for() -> None:
    article = Article("a1", "Rain", "Rain fell.", (Block(0, 10, BlockKind.PARAGRAPH),), url="https://example.org/rain")
    row = to_json(article, Annotations(), with_article=False)
    assert row["id"] == "a1"
    assert row["text"] == "Rain fell."
    assert row["blocks"] == [{"start": 0, "end": 10, "kind": "paragraph"}]
    assert "url" not in row
    assert to_json(article, Annotations(), with_article=True)["url"] == "https://example.org/rain"


def test_dates_and_money_stand_apart_from_quantities() -> None:
    values = tuple(Value(at, at + 2, label) for at, label in enumerate(("DATE", "PERCENT", "MONEY", "QUANTITY")))
    row = annotations_to_json(Annotations(values=values))
    assert [value["label"] for value in row["values"]] == ["DATE", "MONEY"]
    assert [value["label"] for value in row["quantities"]] == ["PERCENT", "QUANTITY"]


def test_a_quote_has_the_shape_that_the_scorers_read() -> None:
    quote = Quote(5, 20, QuoteKind.DIRECT, 0.97, Speaker("e1", "Ada Byron", Span(21, 24)), Span(25, 29), Relay("Reuters", 40, 47))
    row = annotations_to_json(Annotations(quotes=(quote,)))["quotes"][0]
    assert row["speaker"] == {"entity": "e1", "name": "Ada Byron", "mention": {"start": 21, "end": 24}}
    assert row["cue"] == {"start": 25, "end": 29}
    assert (row["via"]["name"], row["via"]["start"], row["via"]["end"]) == ("Reuters", 40, 47)


def test_it_needs_no_spacy() -> None:
    code = "import sys, analysis.language.wire; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
