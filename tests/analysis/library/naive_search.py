"""The search language read a second time, as plainly as can be: every article is looked at, nothing is indexed.

It shares no code with `analysis.query` nor with the library but the stemmer, which belongs to the engine.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import tantivy

BOILERPLATE = {"promo", "credit", "read-more", "recommendation"}
TOKEN = re.compile(r'\s*(\(|\)|OR(?=[\s(])|-(?=\S)|(?:[a-z]+:)?(?:"[^"]*"(?:~\d+)?|[^\s()"]+)|[a-z]+:(?=\())')
PLACES = {"person": {"PERSON"}, "org": {"ORG"}, "place": {"GPE", "LOC", "FAC"}}


def words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def split(token: str, otherwise: str) -> tuple[str, str]:
    """Return the field and the value of a leaf; the field `otherwise` where it names none."""
    name = re.match(r"[a-z]+(?=:)", token)
    return (name[0], token[name.end() + 1 :]) if name else (otherwise, token)


@cache
def stem(word: str) -> str:
    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.stemmer("english")).build()
    return chain.analyze(word)[0]


@cache
def edits(a: str, b: str) -> int:
    """Insertions, deletions, changes and swaps of neighbours, no letter touched twice."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def has(tokens: list[str], value: str, *, inflected: bool) -> bool:
    """Whether `tokens` have what `value` asks for: a word, word*, ~word, "words"~n, or "words*"."""
    if value.startswith('"') and value.endswith('*"'):
        *first, last = words(value)
        return any(tokens[i : i + len(first)] == first and token.startswith(last) for i, token in enumerate(tokens[len(first) :]))
    if value.startswith('"'):
        phrase, _, slop = value.rpartition('"')
        return in_order(tokens, words(phrase), int(slop.lstrip("~") or 0))
    if value.startswith("~"):
        most = 1 if len(value) <= 6 else 2
        return all(any(edits(token, wanted) <= most for token in tokens) for wanted in words(value))
    if value.endswith("*"):
        return any(token.startswith(words(value)[0]) for token in tokens)
    wanted = words(value)
    if len(wanted) == 1 and inflected and value == value.lower():
        return any(stem(token) == stem(wanted[0]) for token in tokens)
    return in_order(tokens, wanted, 0)


def in_order(tokens: list[str], wanted: list[str], slop: int) -> bool:
    """Whether the words follow each other; with `slop`, whether each is near where it would follow the one before."""
    if not slop:
        return any(tokens[i : i + len(wanted)] == wanted for i in range(len(tokens)))
    places = [[i for i, token in enumerate(tokens) if token == word] for word in wanted]
    return bool(places[0]) and all(any(abs(j - i - 1) <= slop for i in a for j in b) for a, b in pairwise(places))


@dataclass
class Said:
    text: list[str]
    speaker: int | None
    name: str | None
    via: str | None
    about: set[int]


class Naive:
    """All of a library in memory."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self.today = today
        self.all: set[int] = set()
        self.row: dict[int, dict[str, object]] = {}
        self.body: dict[int, list[str]] = {}
        self.said: dict[int, list[Said]] = {}
        connection.row_factory = sqlite3.Row
        for row in connection.execute("SELECT a.*, s.read_at, s.starred FROM articles a JOIN state s ON s.article_id = a.id"):
            number = row["id"]
            self.all.add(number)
            self.row[number] = dict(row)
            parts = [row["title"]]
            for start, end, kind in json.loads(row["blocks"]):
                block = row["text"][start:end]
                if kind not in BOILERPLATE and not (kind == "headline" and block == row["title"]):
                    parts.append(block)
            self.body[number] = words(" ".join(parts))
            self.said[number] = []
        about: dict[tuple[int, int], set[int]] = {}
        for row in connection.execute("SELECT * FROM quote_mentions"):
            about.setdefault((row["article_id"], row["n"]), set()).add(row["entity_id"])
        for row in connection.execute("SELECT * FROM quotes"):
            spoken = about.get((row["article_id"], row["n"]), set())
            self.said[row["article_id"]].append(Said(words(row["text"]), row["entity_id"], row["speaker"], row["via"], spoken))
        self.entities: dict[int, set[int]] = {number: set() for number in self.all}
        for row in connection.execute("SELECT * FROM article_entities"):
            self.entities[row["article_id"]].add(row["entity_id"])
        self.names: dict[int, tuple[str, set[str]]] = {}
        for row in connection.execute("SELECT * FROM entities WHERE id IN (SELECT entity_id FROM article_entities)"):
            self.names[row["id"]] = (row["label"], {row["name"]})
        for row in connection.execute("SELECT * FROM aliases"):
            if row["entity_id"] in self.names:
                self.names[row["entity_id"]][1].add(row["form"])
        self.tags: dict[int, set[str]] = {}
        for row in connection.execute("SELECT * FROM tags"):
            self.tags.setdefault(row["article_id"], set()).add(row["tag"])
        self.feeds: dict[int, tuple[str, str]] = {
            row["id"]: (row["title"], row["address"]) for row in connection.execute("SELECT * FROM feeds")
        }
        self.came: dict[int, set[int]] = {}
        for row in connection.execute("SELECT * FROM feed_articles"):
            self.came.setdefault(row["article_id"], set()).add(row["feed_id"])
        seen = connection.execute("SELECT value FROM meta WHERE name = 'seen'").fetchone()
        self.seen = int(seen[0]) if seen else 0
        connection.row_factory = None

    def articles(self, query: str) -> set[int]:
        tokens = TOKEN.findall(query)
        found = self.either(tokens, None)
        assert not tokens
        return found

    def quotes(self, query: str) -> set[tuple[int, int]]:
        """Return the quotes that a query of one kind of leaves, joined by AND, matches: ``(article, number)``."""
        found = {(number, n) for number in self.all for n in range(len(self.said[number]))}
        for token in TOKEN.findall(query):
            name, value = split(token, "says")
            test = self.quote_test(name, value)
            if name in ("entity", "person", "org", "place"):
                ids = self.resolve(value, PLACES.get(name))
                found = {at for at in found if (self.said[at[0]][at[1]].about | {self.said[at[0]][at[1]].speaker}) & ids}
            elif test is not None:
                found = {at for at in found if test(self.said[at[0]][at[1]])}
            else:
                found = {at for at in found if self.fits(at[0], name, value)}
        return found

    def either(self, tokens: list[str], field: str | None) -> set[int]:
        found = self.both(tokens, field)
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            found = found | self.both(tokens, field)
        return found

    def both(self, tokens: list[str], field: str | None) -> set[int]:
        found = set(self.all)
        of_one_quote: list[Callable[[Said], bool]] = []
        while tokens and tokens[0] not in (")", "OR"):
            negative = False
            while tokens[0] == "-":
                tokens.pop(0)
                negative = not negative
            token = tokens.pop(0)
            if token == "(" or (token.endswith(":") and tokens and tokens[0] == "("):
                if token != "(":
                    tokens.pop(0)
                part = self.either(tokens, field if token == "(" else token[:-1])
                tokens.pop(0)
            else:
                name, value = split(token, "") if field is None else (field, token)
                test = self.quote_test(name, value)
                if test is not None and not negative:
                    of_one_quote.append(test)
                    continue
                if test is not None:
                    part = {number for number in self.all if any(map(test, self.said[number]))}
                else:
                    part = {number for number in self.all if self.fits(number, name, value)}
            found &= self.all - part if negative else part
        if of_one_quote:
            found = {n for n in found if any(all(test(quote) for test in of_one_quote) for quote in self.said[n])}
        return found

    def quote_test(self, name: str, value: str) -> Callable[[Said], bool] | None:
        if name == "says":
            return lambda quote: has(quote.text, value, inflected=True)
        if name == "via":
            known_as = [words(alias) for number in self.resolve(value, None) for alias in self.names[number][1]]
            return lambda quote: quote.via is not None and (has(words(quote.via), value, inflected=False) or words(quote.via) in known_as)
        if name == "about":
            ids = self.resolve(value, None)
            return lambda quote: has(quote.text, value, inflected=True) or bool(quote.about & ids)
        if name == "speaker":
            ids = self.resolve(value, None)
            return lambda quote: (
                quote.speaker in ids
                or (quote.speaker is None and quote.name is not None and has(words(quote.name), value, inflected=False))
            )
        return None

    def resolve(self, value: str, labels: Iterable[str] | None) -> set[int]:
        among = {number: names for number, (label, names) in self.names.items() if labels is None or label in labels}
        if not value.startswith("~") and not value.endswith(("*", '*"')):
            exact = {number for number, names in among.items() if any(words(name) == words(value) for name in names)}
            if exact:
                return exact
        return {number for number, names in among.items() if any(has(words(name), value, inflected=False) for name in names)}

    def meant(self, value: str) -> set[int]:
        """Feeds: by the whole title or address, by the only one that begins so, with a star by all of these."""

        def plain(text: str) -> str:
            return re.sub("^((https?|www) )*", "", " ".join(words(text)))

        named = {number: {plain(title), plain(address)} - {""} for number, (title, address) in self.feeds.items()}
        if value.startswith("~"):
            most = 1 if len(value) <= 6 else 2
            return {number for number, (title, _) in self.feeds.items() if title and edits(plain(title), plain(value)) <= most}
        begin = {number for number, forms in named.items() if any(form.startswith(plain(value)) for form in forms)}
        if value.endswith("*"):
            return begin
        same = {number for number, (_, address) in self.feeds.items() if address == value.strip('"')}
        exact = same or {number for number, forms in named.items() if plain(value) in forms}
        return exact or (begin if len(begin) == 1 else set())

    def fits(self, number: int, name: str, value: str) -> bool:
        row = self.row[number]
        if name == "":
            return has(self.body[number], value, inflected=True)
        if name in ("title", "outlet", "author"):
            return row[name] is not None and has(words(str(row[name])), value, inflected=name == "title")
        if name in ("entity", "person", "org", "place"):
            return bool(self.entities[number] & self.resolve(value, PLACES.get(name)))
        if name == "tag":
            return any(words(tag) == words(value) for tag in self.tags.get(number, ()))
        if name == "feed":
            return bool(self.came.get(number, set()) & self.meant(value))
        if name == "is":
            return {
                "read": row["read_at"] is not None,
                "unread": row["read_at"] is None,
                "starred": bool(row["starred"]),
                "new": number > self.seen,
            }[value]
        if name == "has":
            return {
                "quotes": bool(self.said[number]),
                "names": bool(self.entities[number]),
                "date": row["published"] is not None,
                "author": row["author"] is not None,
            }[value]
        if row["published"] is None:
            return False
        day = (str(row["published"])[:10] + "-01-01")[:10]
        first, last = self.period(value)
        return {"after": day >= first, "before": day < first, "on": first <= day <= last}[name]

    def period(self, value: str) -> tuple[str, str]:
        """Days as text: comparing them as text is comparing them as days, 99 coming after the last day of any month."""
        if value.endswith("d"):
            return str(self.today - timedelta(days=int(value[:-1]))), str(self.today)
        first, last = value.split("..") if ".." in value else (value, value)
        return (first + "-01-01")[:10], (last + ("-99" if len(last) == 7 else "-99-99"))[:10]
