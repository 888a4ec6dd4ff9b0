"""Anything at all into sources, skeleton, quotes, query and store. `make test` tries some hundreds of inputs, `make fuzz` 100,000."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.bad_input import targets
from tests.bad_input.corpus import ANNOTATED, FEED, MAIL, OPML, PAGE, STORY
from tests.bad_input.seeds import BOOK, PRINTED

ANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture])
"""The number of examples is the profile's."""

characters = st.text(st.characters() | st.sampled_from("\ud800\udceb\U0010ffff\0"), max_size=60)
words = st.sampled_from(
    "“ ” ‘ ’ \" ' « » said says told she he Mr Lund Mara Lund's Varn Line Reuters , . : — - … ( ) \n \n\n By Read more: Photo: $5m 3% 2024 "
    "Tuesday according to AFP \u202e \x1b[2J \u200b é e\u0301 ﷺ 日本 \ud800 U.S. J. & ... ?! <p> # > * [a](b)".split(" ")
)
stories = st.lists(words | characters, max_size=60).map(" ".join)
tags = st.sampled_from(
    "<p> </p> <div> </div> <table> <tr> <td> <article> <h1> </h1> <figure> <figcaption> <a href='x'> </a> <br> <blockquote> <q> <script> "
    "</script> <style> <!-- --> <![CDATA[ ]]> <svg> <template> <meta charset=utf-16> <title> <aside> <ul> <li> &amp; &#27; "
    "&#xD800; &x; <".split(" ")
)
pages = st.lists(tags | words, max_size=60).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | characters,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("id title text url published outlet author tags".split()), inner, max_size=4)
    ),
    max_leaves=12,
)
json_lines = json_values.map(lambda value: json.dumps(value).encode())


def damaged(whole: str | bytes) -> st.SearchStrategy[bytes]:
    """Return a good file with some of its bytes left out, doubled or replaced."""
    data = whole.encode() if isinstance(whole, str) else whole
    places = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.binary(max_size=8))

    def damage(changes: list[tuple[int, int, bytes]]) -> bytes:
        changed = data
        for at, gone, new in changes:
            changed = changed[:at] + new + changed[at + gone :]
        return changed

    return st.lists(places, max_size=5).map(damage)


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@ANY
@given(
    st.binary(max_size=400) | damaged(STORY) | damaged(PAGE) | stories.map(as_bytes) | pages.map(as_bytes) | json_lines,
    st.sampled_from(targets.NAMES),
)
def test_sources(data: bytes, name: str) -> None:
    targets.sources(data, name)


@ANY
@given(
    damaged(FEED)
    | damaged(OPML)
    | damaged(MAIL)
    | damaged('title,url,tags,folder,reading progress\n"Ferry",https://coast.example/1,a,b,0.5\n')
    | st.binary(max_size=300),
    st.sampled_from(targets.OTHERS),
)
def test_other_sources(data: bytes, suffix: str) -> None:
    targets.others(data, suffix)


@ANY
@given(damaged(BOOK) | damaged(PRINTED), st.sampled_from(["a.epub", "a.pdf"]))
def test_documents(data: bytes, name: str) -> None:
    targets.sources(data, name)


@ANY
@given(stories)
@example("“ “ “ — Photo: Mr")
def test_skeleton(text: str) -> None:
    targets.skeleton(text)


@pytest.mark.parametrize("name", ["stories", "characters"])
@ANY
@given(data=st.data())
def test_quotes(name: str, data: st.DataObject) -> None:
    targets.quotes(data.draw(stories if name == "stories" else characters))


operators = st.sampled_from(
    'AND OR NOT - ( ) " ~ ~2 * : speaker: outlet: after:2024 before: last week is:unread sort:newest in: date:7d “ ” \x1b[2J é'.split(" ")
)


@ANY
@given(
    st.lists(operators | characters | words, max_size=12).flatmap(
        lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
    ),
    st.booleans(),
)
@example("J\udceb", False)
@example("NOT NOT AND", False)
@example("--OR", False)
@example('AND""', False)
@example('speaker:"a \ud800"', True)
def test_query(text: str, typing: bool) -> None:
    targets.query(text, typing)


@ANY
@given(characters, stories, characters)
def test_store(title: str, text: str, key: str) -> None:
    targets.stored(title, text, key)


def changed(value: Any) -> st.SearchStrategy[Any]:
    """Return what `annotate` writes, with one thing in it something else."""
    if isinstance(value, dict):
        return st.sampled_from(sorted(value)).flatmap(lambda name: changed(value[name]).map(lambda new: value | {name: new})) | json_values
    if isinstance(value, list) and value:
        return changed(value[0]).map(lambda new: [new, *value[1:]]) | json_values
    return json_values


@ANY
@given(changed(ANNOTATED).map(lambda value: json.dumps(value).encode()) | damaged(json.dumps(ANNOTATED)) | json_lines)
def test_annotated(line: bytes) -> None:
    targets.annotated(line)
