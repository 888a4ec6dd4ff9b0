"""Lines of read-more and recommendation lists, matched to the titles of the library.

Where the page itself linked a line to the address of an article of the library, that is the one. Otherwise the titles that share the
line's rarest words are compared with it. A line that is not surely matched waits: every title that comes later and shares one of its
rarest words is compared with it too.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from analysis.article import Article
from analysis.library.reading import stored_article
from analysis.linking.headlines import SURE, same_headline, telling, weights
from analysis.skeleton import links_in

_COMMON = 2_000
"""A word that so many titles have finds no candidates."""
_WORDS_TRIED = 5
_CANDIDATES = 25
_WAITING_COMPARED = 200
_LINES = 100
_SHORTEST = 8
_MARGIN = 0.02
"""Of two titles that are as good as each other none is sure."""

Match = tuple[int | None, float]


def note(connection: sqlite3.Connection, article_id: int) -> None:
    """Match the lines of an article's lists, and the lines that wait to its title; in place of what was noted of it before."""
    article = stored_article(connection, article_id)
    if article is None:
        return
    _forget_lines(connection, article_id)
    connection.executemany("INSERT OR IGNORE INTO title_words VALUES (?, ?)", [(word, article_id) for word in telling(article.title)])
    addresses = {(link.start, link.end): link.target for link in article.links}
    for line_start, line_end, text in lines_of(article):
        targets = [target for (start, end), target in addresses.items() if start < line_end and line_start < end]
        linked = _by_address(connection, targets)
        target, score = (linked, 1.0) if linked is not None else _match(connection, text, article_id)
        connection.execute(
            "INSERT OR REPLACE INTO article_links VALUES (?, ?, ?, ?, ?, ?)", (article_id, line_start, line_end, text, target, score)
        )
        if score < SURE:
            _wait(connection, article_id, line_start, text)
    _meet(connection, article_id, article)


def lines_of(article: Article) -> list[tuple[int, int, str]]:
    """Return the lines of an article's lists that are matched: start, end, and the words."""
    found = ((line.start, line.end, " ".join(article.text[line.start : line.end].split())) for line in links_in(article)[:_LINES])
    return [line for line in found if len(line[2]) >= _SHORTEST]


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Undo `note` before an article's text changes or the article goes; lines that led to it wait again."""
    row = connection.execute("SELECT title FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return
    _forget_lines(connection, article_id)
    connection.executemany("DELETE FROM title_words WHERE word = ? AND article_id = ?", [(word, article_id) for word in telling(row[0])])
    led_here = connection.execute("SELECT article_id, start, text FROM article_links WHERE target_id = ?", (article_id,)).fetchall()
    for source, start, text in led_here:
        target, score = _match(connection, text, source)
        connection.execute(
            "UPDATE article_links SET target_id = ?, score = ? WHERE article_id = ? AND start = ?", (target, score, source, start)
        )
        if score < SURE:
            _wait(connection, source, start, text)


def _forget_lines(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute("DELETE FROM article_links WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM waiting_lines WHERE article_id = ?", (article_id,))


def _by_address(connection: sqlite3.Connection, targets: Iterable[str]) -> int | None:
    for target in targets:
        bare = target.partition("#")[0]
        for address in dict.fromkeys((bare, bare.partition("?")[0], bare.partition("?")[0].rstrip("/"))):
            row = connection.execute("SELECT id FROM articles WHERE url = ?1 OR key = ?1 ORDER BY id LIMIT 1", (address,)).fetchone()
            if row is not None:
                return int(row[0])
    return None


def _match(connection: sqlite3.Connection, text: str, own: int) -> Match:
    """Return the article whose title a line is, and how sure that is."""
    counts = _frequencies(connection, telling(text))
    shared: Counter[int] = Counter()
    for word in sorted(counts, key=lambda word: (counts[word], word))[:_WORDS_TRIED]:
        if 0 < counts[word] < _COMMON:
            shared.update(row[0] for row in connection.execute("SELECT article_id FROM title_words WHERE word = ?", (word,)))
    del shared[own]
    nearest = sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]
    scored = [(_compare(connection, text, _title(connection, number), counts), -number) for number in nearest]
    scored.sort(reverse=True)
    if not scored or scored[0][0] <= 0:
        return None, 0.0
    score, number = scored[0]
    if score < 1 and len(scored) > 1 and score - scored[1][0] < _MARGIN:
        score = min(score, SURE - 0.01)
    return -number, score


def _meet(connection: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Compare an article's title with the lines that wait for one."""
    shared: Counter[tuple[int, int]] = Counter()
    for word in telling(article.title):
        rows = connection.execute(
            "SELECT article_id, start FROM waiting_lines WHERE word = ? AND article_id <> ? LIMIT ?", (word, article_id, _COMMON)
        )
        shared.update((source, start) for source, start in rows)
    for (source, start), _ in shared.most_common(_WAITING_COMPARED):
        row = connection.execute(
            "SELECT text, score, target_id FROM article_links WHERE article_id = ? AND start = ?", (source, start)
        ).fetchone()
        if row is None or row[2] == article_id:
            continue
        score = _compare(connection, row[0], article.title, _frequencies(connection, telling(row[0])))
        if score <= row[1]:
            continue
        connection.execute(
            "UPDATE article_links SET target_id = ?, score = ? WHERE article_id = ? AND start = ?", (article_id, score, source, start)
        )
        if score >= SURE:
            connection.execute("DELETE FROM waiting_lines WHERE article_id = ? AND start = ?", (source, start))


def _compare(connection: sqlite3.Connection, text: str, title: str, counts: dict[str, int]) -> float:
    both = counts | _frequencies(connection, telling(title) - counts.keys())
    articles = connection.execute("SELECT n FROM counts WHERE name = 'articles'").fetchone()[0]
    return same_headline(text, title, weights(both, articles))


def _frequencies(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """Return how many titles have each word, up to `_COMMON`."""
    return {
        word: connection.execute("SELECT count(*) FROM (SELECT 1 FROM title_words WHERE word = ? LIMIT ?)", (word, _COMMON)).fetchone()[0]
        for word in sorted(words)
    }


def _title(connection: sqlite3.Connection, article_id: int) -> str:
    return str(connection.execute("SELECT title FROM articles WHERE id = ?", (article_id,)).fetchone()[0])


def _wait(connection: sqlite3.Connection, article_id: int, start: int, text: str) -> None:
    counts = _frequencies(connection, telling(text))
    rarest = sorted(counts, key=lambda word: (counts[word], word))[:_WORDS_TRIED]
    connection.executemany("INSERT OR IGNORE INTO waiting_lines VALUES (?, ?, ?)", [(word, article_id, start) for word in rarest])
