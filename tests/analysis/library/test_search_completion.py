"""What is offered while a query is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.library.completion import complete, feed_query, word_start
from analysis.library.feeds import feeds
from analysis.library.index import Index
from analysis.library.search import search
from analysis.library.store import Store
from analysis.query import parse
from tests.analysis.library.made_library import TAGS, make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make(tmp_path_factory.mktemp("library"), 30) as made:
        yield made


def offered(store: Store, text: str) -> list[str]:
    return complete(store, text, len(text))


def test_fields_by_their_first_letters(store: Store) -> None:
    assert offered(store, "port -ou") == ["outlet:"]
    assert offered(store, "a") == ["author:", "about:", "after:"]
    assert offered(store, "port ") == []
    assert offered(store, "port OR") == []


def test_names_outlets_tags_and_fixed_values(store: Store) -> None:
    assert "speaker:Brandt" in offered(store, "speaker:bra") or 'speaker:"Otto Brandt"' in offered(store, "speaker:bra")
    assert all("Halvard" in name and "Authority" not in name for name in offered(store, "place:hal"))
    assert offered(store, "(outlet:ech") == ['outlet:"Morning Echo"']
    assert offered(store, 'outlet:"morning e')[0] == 'outlet:"Morning Echo"'
    assert set(offered(store, "tag:")) == {f'tag:"{tag}"' if " " in tag else f"tag:{tag}" for tag in TAGS}
    assert offered(store, "is:") == ["is:unread", "is:read", "is:starred", "is:new"]
    assert offered(store, "after:last w") == []
    assert offered(store, 'after:"last w') == ['after:"last week"']
    assert offered(store, "sort:r") == ["sort:relevance"]
    assert offered(store, "nonsense:x") == []


def test_a_feed_that_shares_its_title_or_has_none_is_offered_by_its_address(store: Store) -> None:
    assert offered(store, "feed:harb") == ['feed:"Harbour Times"', 'feed:"Harbour Times: Sport"']
    assert offered(store, "feed:echo") == ["feed:https://www.echo.example/feed.xml", "feed:http://second.example/echo"]
    assert offered(store, "feed:namel") == ["feed:https://nameless.example/"]
    for feed in (listed := feeds(store.database)):
        with Index.open(store.folder, readonly=False) as index:
            index.catch_up(store)
            found = search(store, index, feed_query(feed, listed)).total
        assert found == store.database.value("SELECT count(*) FROM feed_articles WHERE feed_id = ?", (feed.id,))


def test_what_is_offered_takes_the_place_of_the_word_before_the_cursor(store: Store) -> None:
    text, cursor = "port -outlet:mo strike", 15
    start = word_start(text, cursor)
    assert text[start:cursor] == "outlet:mo"
    assert parse(text[:start] + complete(store, text, cursor)[0] + text[cursor:])


@given(st.text(alphabet='ab:"(- is\n', max_size=20))
def test_any_text_can_be_completed(store: Store, text: str) -> None:
    assert 0 <= word_start(text, len(text)) <= len(text)
    values = {"sort:": "date", "is:": "read", "has:": "quotes", "after:": "2024", "before:": "2024", "on:": "2024"}
    for choice in offered(store, text):
        parse(choice + (values.get(choice, "x") if choice.endswith(":") else ""))
