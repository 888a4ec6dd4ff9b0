"""A library that newsboat itself made comes in with what was read and flagged there."""

from pathlib import Path

import pytest

from analysis.library.imports import import_from
from analysis.library.records import ListFilter
from analysis.library.store import Store
from tests.newsboat_cache import FLAGS, NEWSBOAT, make_cache

pytestmark = pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is not installed")


def test_a_thousand_articles_with_read_state_and_flags(tmp_path: Path) -> None:
    cache = make_cache(tmp_path, articles=1000, read=300)
    before = cache.read_bytes()
    with Store.open(tmp_path / "library") as store:
        assert import_from(store, "newsboat", cache, dry_run=True) == (1000, [])
        assert store.count() == 0
        assert import_from(store, "newsboat", cache) == (1000, [])
        assert store.count(ListFilter(state="unread")) == 700
        starred = store.rows(ListFilter(state="starred"))
        assert len(starred) == 1
        assert store.tags(starred.row(0).id) == tuple(FLAGS)
        first = store.find("https://n.example/0")
        assert first is not None
        assert store.row(first).read
        article = store.article(first)
        assert article is not None
        assert (article.title, article.outlet) == ("Ferry 0", "Harbour Notes")
        assert article.text.endswith("“We had no choice,” she said & left.\n\nPier 0.")
        assert import_from(store, "newsboat", cache) == (0, [])
    assert cache.read_bytes() == before
