"""Articles of the library as what `analysis.related` compares."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from analysis.article import BlockKind
from analysis.library.connection import Database
from analysis.library.documents import published_day
from analysis.related import Profile, telling
from analysis.variants import Utterance

BEGINNING = 1_500
"""Characters of an article's paragraphs that are compared."""
_READ = BEGINNING + 2_000
_COLUMN = 4
"""A title that so many articles have is that of a column, or a form, and says nothing of what one of them tells."""
_COMPARED = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.LIST_ITEM, BlockKind.SUBHEADING, BlockKind.BLOCK_QUOTE, BlockKind.TEASER}
)


class Profiles:
    """Reads profiles, many at a time. What an entity says is worked out once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.articles = int(database.value("SELECT n FROM counts WHERE name = 'articles'", default=0))
        self.frequent: dict[str, float] = {}
        """What all profiles are made with, see `Profile.frequent`."""
        self._in_articles: dict[int, int] = {}

    def titles(self, article_ids: Sequence[int]) -> dict[int, Profile]:
        """Return profiles of titles and dates only."""
        rows = self._database.all(f"SELECT id, title, published, outlet FROM articles WHERE id IN ({_marks(article_ids)})", article_ids)
        return {
            number: Profile(title, day=_day(published), outlet=outlet, frequent=self.frequent) for number, title, published, outlet in rows
        }

    def whole(self, article_ids: Sequence[int], quoting: Collection[int] | None = None) -> dict[int, Profile]:
        """Return the profiles of those of these articles that are there; quotes only of those in `quoting` (default: all)."""
        entities = self._entities(article_ids)
        quotes = self._quotes([number for number in article_ids if quoting is None or number in quoting])
        rows = self._database.all(
            f"SELECT id, title, title_key, substr(text, 1, {_READ}), blocks, published, outlet FROM articles "
            f"WHERE id IN ({_marks(article_ids)})",
            article_ids,
        )
        columns = self._columns({key for _, _, key, *_ in rows})
        found = {}
        for number, title, key, text, blocks, published, outlet in rows:
            begins = beginning(title, text, json.loads(blocks))
            found[number] = Profile(
                "" if begins and key in columns else title,
                begins,
                entities.get(number, {}),
                quotes.get(number, ()),
                _day(published),
                outlet,
                self.frequent,
            )
        return found

    def _columns(self, keys: set[str]) -> set[str]:
        """Return those of the titles' keys that `_COLUMN` articles or more have."""
        sql = f"SELECT title_key FROM articles WHERE title_key IN ({_marks(keys)}) GROUP BY title_key HAVING count(*) >= {_COLUMN}"
        return {key for (key,) in self._database.all(sql, sorted(keys))}

    def _entities(self, article_ids: Sequence[int]) -> dict[int, dict[int, float]]:
        rows = self._database.all(
            "SELECT article_id, entity_id, sum(mentions) FROM article_entities "
            f"WHERE article_id IN ({_marks(article_ids)}) GROUP BY article_id, entity_id",
            article_ids,
        )
        self._count({entity for _, entity, _ in rows})
        found: dict[int, dict[int, float]] = {}
        for article, entity, mentions in rows:
            found.setdefault(article, {})[entity] = telling(mentions, self._in_articles.get(entity, 1), self.articles)
        return found

    def _quotes(self, article_ids: Sequence[int]) -> dict[int, tuple[Utterance, ...]]:
        sql = f"SELECT article_id, text, coalesce(entity_id, speaker) FROM quotes WHERE article_id IN ({_marks(article_ids)}) ORDER BY n"
        found: dict[int, list[Utterance]] = {}
        for article, text, speaker in self._database.all(sql, article_ids):
            found.setdefault(article, []).append(Utterance(text, speaker))
        return {article: tuple(quotes) for article, quotes in found.items()}

    def _count(self, entities: set[int]) -> None:
        new = sorted(entities - self._in_articles.keys())
        for start in range(0, len(new), 500):
            part = new[start : start + 500]
            self._in_articles.update(self._database.all(f"SELECT id, articles FROM entities WHERE id IN ({_marks(part)})", part))


def beginning(title: str, text: str, blocks: Sequence[tuple[int, int, str]]) -> str:
    """Return the first paragraphs of a text with these blocks; nothing for a bare headline."""
    if not blocks:
        return "" if _plain(text) == _plain(title) else text.removeprefix(title).strip()[:BEGINNING]
    parts: list[str] = []
    length = 0
    for start, end, kind in blocks:
        if length >= BEGINNING or start >= len(text):
            break
        if kind in _COMPARED and (parts or _plain(text[start:end]) != _plain(title)):
            parts.append(text[start:end])
            length += end - start
    return " ".join(parts)[:BEGINNING]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _day(published: str | None) -> int | None:
    day = published_day(published) if published and len(published) >= 10 else None
    return None if day is None else day.toordinal()


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
