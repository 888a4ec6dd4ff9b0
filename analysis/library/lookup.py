"""Trees of the search language -> queries of the engine, for articles and for quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.library.connection import Database
from analysis.library.documents import ARTICLE, HAS, QUOTE, name_number
from analysis.library.feed_names import FeedNames
from analysis.library.naming import LABELS, Names
from analysis.library.outlet_names import outlets_named
from analysis.library.read_state import read_state
from analysis.library.terms import Terms
from analysis.query import (
    NAME_FIELDS,
    QUOTE_FIELDS,
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
    Text,
    Word,
    all_of,
    leaves,
)

if TYPE_CHECKING:
    import tantivy


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name of the query that nothing in the library goes by, where it stands in the query, and names that it may mean."""

    field: str
    text: str
    at: int
    nearest: tuple[str, ...]

    def __str__(self) -> str:
        near = f"; near it: {', '.join(self.nearest)}" if self.nearest else ""
        return f"Nothing goes by {self.text}{near}."


class Lookup:
    """One state of the index and of the library, in which a tree is looked up."""

    def __init__(self, terms: Terms, database: Database) -> None:
        self.terms = terms
        self.names = Names(terms, database)
        self._database = database
        self._resolved: dict[In, list[int]] = {}

    def articles(self, node: Node, *, scored: bool = False) -> tantivy.Query:
        """Return the query for the articles that `node` matches."""
        query = self._article(node, scored)
        return query if _only_articles(node) else self.terms.of_kind(query, ARTICLE)

    def quotes(self, node: Node) -> tantivy.Query:
        """Return the query for quotes: bare words are looked for in the quote, names are who speaks or is spoken of."""
        return self.terms.of_kind(self._quote(node), QUOTE)

    @cached_property
    def feeds(self) -> FeedNames:
        """The feeds of the library by their names."""
        return FeedNames(self._database, self.terms.words)

    def entities_of(self, leaf: In) -> list[int]:
        """Return the entities that a leaf with a name means."""
        if leaf not in self._resolved:
            self._resolved[leaf] = self.names.resolve(leaf.value, LABELS.get(leaf.field))
        return self._resolved[leaf]

    def unknown(self, node: Node) -> tuple[UnknownName, ...]:
        """Return the names in `node` that nothing in the library goes by."""
        found = []
        for leaf, _ in leaves(node):
            if not isinstance(leaf, In):
                continue
            if leaf.field == "feed" and not self.feeds.resolve(leaf.value):
                found.append(UnknownName(leaf.field, leaf.value.text, leaf.at, tuple(self.feeds.nearest(leaf.value))))
            elif leaf.field in NAME_FIELDS and not self._known(leaf):
                nearest = self.names.nearest(leaf.value, LABELS.get(leaf.field))
                found.append(UnknownName(leaf.field, leaf.value.text, leaf.at, tuple(nearest)))
        return tuple(found)

    def _known(self, leaf: In) -> bool:
        if self.entities_of(leaf):
            return True
        return leaf.field == "speaker" and bool(self.terms.searcher.search(self._speaker(leaf), 1).count)

    def _article(self, node: Node, scored: bool) -> tantivy.Query:
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return self.terms.body(node, scored=scored)
            case In("title" | "author" as field, value):
                return self.terms.text(field, value, inflected=field == "title")
            case In("entity" | "person" | "org" | "place"):
                return self.terms.number("entities", self.entities_of(node))
            case In("tag", value):
                return self._tagged(value)
            case In("feed", value):
                return self._came_by(value)
            case In() if _crosses_quotes(node):
                return self._all_of_article([node], scored)
            case In() | Dated():
                return self._either_kind(node, "spoken")
            case Flag("has", value):
                return self.terms.number("has", [HAS[value]])
            case Flag(_, value):
                return self._in_state(value)
            case Not(part):
                return self.terms.all_of([], [self.articles(part)])
            case Or(parts):
                return self.terms.any_of([self._article(part, scored) for part in parts])
            case And(parts):
                return self._all_of_article(parts, scored)
            case Everything():
                return self.terms.all_of([])

    def _all_of_article(self, parts: Sequence[Node], scored: bool) -> tantivy.Query:
        """Join with AND, what is said about quotes holding for one and the same quote."""
        of_quotes = [part for part in parts if _is_of_quotes(part)]
        if len(of_quotes) > 1 or any(_crosses_quotes(part) for part in of_quotes):
            parts = [part for part in parts if part not in of_quotes]
            ids = self.terms.numbers(self._quote(And(tuple(of_quotes))), QUOTE, "article")
            joined = [self.terms.number("article", ids)]
        else:
            joined = []
        positive = [self._article(part, scored) for part in parts if not isinstance(part, Not)]
        return self.terms.all_of([*positive, *joined], [self.articles(part.part) for part in parts if isinstance(part, Not)])

    def _quote(self, node: Node) -> tantivy.Query:
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return self.terms.text("said", node)
            case In("entity" | "person" | "org" | "place"):
                ids = self.entities_of(node)
                return self.terms.any_of([self.terms.number("speakers", ids), self.terms.number("about", ids)])
            case In(field) if field in QUOTE_FIELDS or field == "outlet":
                return self._either_kind(node, "said")
            case Dated():
                return self._either_kind(node, "said")
            case In() | Flag():
                return self.terms.number("article", self.terms.numbers(self._article(node, False), ARTICLE, "article"))
            case Not(part):
                return self.terms.all_of([], [self._quote(part)])
            case Or(parts):
                return self.terms.any_of([self._quote(part) for part in parts])
            case And(parts):
                without = [self._quote(part.part) for part in parts if isinstance(part, Not)]
                return self.terms.all_of([self._quote(part) for part in parts if not isinstance(part, Not)], without)
            case Everything():
                return self.terms.all_of([])

    def _either_kind(self, node: In | Dated, quoted: str) -> tantivy.Query:
        """Return the query for what stands in the same fields of articles and of quotes; `quoted` is the field with quoted words."""
        match node:
            case In("says", value):
                return self.terms.text(quoted, value)
            case In("about", value):
                return self.terms.any_of([self.terms.text(quoted, value), self.terms.number("about", self.entities_of(node))])
            case In("speaker"):
                return self._speaker(node)
            case In("via", value):
                known_as = {name_number(words) for words in self.names.aliases(value)}
                return self.terms.any_of([self.terms.text("via", value, inflected=False), self.terms.number("relays", sorted(known_as))])
            case In(_, value):
                wanted = self.terms.words(value.text)
                return self.terms.number("outlet", outlets_named(self._database, value, wanted)) if wanted else self.terms.all_of([])
            case Dated("after", first):
                return self.terms.days(first.toordinal(), None)
            case Dated("before", first):
                return self.terms.days(None, first.toordinal() - 1)
            case Dated(_, first, last):
                return self.terms.days(first.toordinal(), last.toordinal())

    def _speaker(self, leaf: In) -> tantivy.Query:
        linked = self.terms.number("speakers", self.entities_of(leaf))
        return self.terms.any_of([linked, self.terms.text("names", leaf.value, inflected=False)])

    def reading_state(self, node: Node) -> tuple[Node, bool | None]:
        """Split ``is:read`` (True) or ``is:unread`` (False) off a query.

        They may mean half of the library: where the rest finds little, that is sooner sorted out than looked up.
        """
        parts = list(node.parts) if isinstance(node, And) else [node]
        for part in parts:
            inner = part.part if isinstance(part, Not) else part
            if isinstance(inner, Flag) and inner.value in ("read", "unread"):
                rest = all_of(other for other in parts if other is not part)
                return rest, (inner.value == "read") is (inner is part)
        return node, None

    def _in_state(self, value: str) -> tantivy.Query:
        """Return the query for a state that a key press changes: asked of the library itself, so that it is true at once."""
        if value == "starred":
            return self._listed("SELECT article_id FROM state WHERE starred")
        if value == "new":
            return self.terms.later_than(int(self._database.value("SELECT value FROM meta WHERE name = 'seen'", default=0)))
        return read_state(self._database).query(self.terms, value == "read")

    def _tagged(self, value: Text) -> tantivy.Query:
        wanted = " ".join(self.terms.words(value.text))
        tags = [tag for (tag,) in self._database.all("SELECT DISTINCT tag FROM tags") if self._tag_fits(tag, value, wanted)]
        if not tags:
            return self.terms.number("article", [])
        return self._listed(f"SELECT article_id FROM tags WHERE tag IN ({','.join('?' * len(tags))})", tags)

    def _came_by(self, value: Text) -> tantivy.Query:
        numbers = ",".join(str(feed.id) for feed in self.feeds.resolve(value))
        return self._listed(f"SELECT DISTINCT article_id FROM feed_articles WHERE feed_id IN ({numbers})")

    def _tag_fits(self, tag: str, value: Text, wanted: str) -> bool:
        words = " ".join(self.terms.words(tag))
        if isinstance(value, Prefix):
            return words.startswith(wanted)
        if isinstance(value, Fuzzy):
            from rapidfuzz.distance import OSA

            return OSA.distance(words, wanted) <= value.distance
        return words == wanted

    def _listed(self, sql: str, parameters: Sequence[str] = ()) -> tantivy.Query:
        return self.terms.number("article", [row[0] for row in self._database.all(sql, parameters)])


def _is_of_quotes(node: Node) -> bool:
    """Whether `node` says something of a single quote and nothing else."""
    if isinstance(node, And | Or):
        return all(_is_of_quotes(part) for part in node.parts)
    return isinstance(node, In) and node.field in QUOTE_FIELDS


def _crosses_quotes(node: Node) -> bool:
    """Whether `node` could be made true by several quotes of an article together, though it speaks of one."""
    if isinstance(node, Or):
        return any(_crosses_quotes(part) for part in node.parts)
    if not isinstance(node, In):
        return isinstance(node, And)
    # The words of all quotes of an article are indexed together and without their order: one word is all that can be asked of them.
    return node.field in ("says", "about") and not node.value.text.isalnum()


def _only_articles(node: Node) -> bool:
    """Whether nothing but articles can match: every way to match goes through a field that only they have."""
    match node:
        case Word() | Phrase() | Prefix() | Fuzzy() | Flag("has"):
            return any(map(str.isalnum, getattr(node, "text", "x")))
        case In(field):
            return field in ("title", "author", "entity", "person", "org", "place")
        case And(parts):
            return any(_only_articles(part) for part in parts)
        case Or(parts):
            return all(_only_articles(part) for part in parts)
        case _:
            return False
