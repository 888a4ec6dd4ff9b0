"""The library's store: everything that screens and commands read, and the user's own state. Opening costs a few milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from analysis.library import state
from analysis.library.choosing import count
from analysis.library.connection import FILE_NAME, Database
from analysis.library.finding import find
from analysis.library.migrate import VERSION, prepare, recognise
from analysis.library.ordering import positions
from analysis.library.records import ArticleRow, LibraryError, ListFilter, Problem, Progress, Sort
from analysis.library.rows import ArticleList, GroupedList, read_rows

if TYPE_CHECKING:
    from analysis.article import Annotations, Article
    from analysis.library.details import EntityCard, EntityRow, MarkedLink, QuoteRow

_ALL = ListFilter()
SURE = 0.9
"""From this score on, a matched line of a link list counts as being in the library; below it, as probable."""


class Store:
    """One library, open. It may be used from any thread, by one at a time; any number of stores may read and one process analyse."""

    def __init__(self, folder: Path, database: Database) -> None:
        """Use `Store.open`."""
        self.folder = folder
        self.database = database
        self.epoch = 0
        """Grows with every change made here that any row may show, so that lists know when to read theirs again."""
        self.changed: list[int] = []
        """The articles whose own state was changed here, in order: lists read only their rows again."""

    @classmethod
    def open(cls, folder: Path, *, readonly: bool = False, durable: bool = True) -> Self:
        """Open the library in `folder`, made with mode 0700 where there is none (not when `readonly`).

        Raises `LibraryError` in words for people. `durable`: see `analysis.library.connection.connect`.
        """
        folder = Path(folder).expanduser()
        if readonly:
            path = folder / FILE_NAME
            if recognise(path) < VERSION:
                raise LibraryError(f"{path} is of an older version; open it once for writing, which keeps a copy and brings it up to date")
        else:
            path = prepare(folder)
        return cls(folder, Database(path, readonly=readonly, durable=durable))

    def close(self) -> None:
        """Close the library; doing so twice does nothing."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written; the setters then do nothing."""
        return self.database.readonly

    # Lists ---------------------------------------------------------------------------------------------------------------------------

    def count(self, chosen: ListFilter = _ALL) -> int:
        """Return how many articles a filter lets through."""
        return count(self.database, chosen)

    def rows(self, chosen: ListFilter = _ALL, sort: Sort = "newest") -> ArticleList:
        """Return a list of articles that reads its rows a page at a time; a `GroupedList` where near duplicates are grouped."""
        kind = GroupedList if chosen.grouped else ArticleList
        return kind(self.database, positions(self.database, chosen, sort), self)

    def row(self, article_id: int) -> ArticleRow | None:
        """Return one article's row, None where there is none with this id."""
        found = read_rows(self.database, [article_id])
        return found[0] if found else None

    def rows_by_id(self, ids: list[int]) -> list[ArticleRow]:
        """Return the rows of these articles in this order; missing ones are left out."""
        return read_rows(self.database, ids)

    def outlets(self) -> list[tuple[str, int]]:
        """Return every outlet with its number of articles, by name; unknown ones are not counted."""
        return [
            (name, n)
            for name, n in self.database.all(
                "SELECT (SELECT outlet FROM articles a WHERE a.outlet_key = o.outlet_key ORDER BY a.sort_date DESC LIMIT 1), n "
                "FROM outlets o WHERE n > 0 ORDER BY outlet_key"
            )
            if name
        ]

    # Articles ------------------------------------------------------------------------------------------------------------------------

    def article(self, article_id: int) -> Article | None:
        """Return an article with its text and blocks, None where there is none with this id."""
        from analysis.library.reading import ARTICLE_COLUMNS, article_from_row

        row = self.database.one(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?", (article_id,))
        return None if row is None else article_from_row(row)

    def annotations(self, article_id: int) -> Annotations | None:
        """Return what the analysis says of an article, None where it has not been analysed yet."""
        from analysis.library.reading import annotations_from_column

        try:
            return annotations_from_column(self.database.value("SELECT annotations FROM articles WHERE id = ?", (article_id,)))
        except ValueError as error:
            raise LibraryError(
                f"{self.database.path}: what the analysis said of article {article_id} is damaged; "
                "`pullquote check --repair` has it done again"
            ) from error

    def find(self, key_or_number: str) -> int | None:
        """Return the article with this id, address, path (absolute or relative) or number in the list; None where there is none."""
        return find(self.database, key_or_number)

    def links(self, article_id: int) -> list[MarkedLink]:
        """Return the lines of an article's link lists with the articles that they lead to, in text order."""
        from analysis.library.details import MarkedLink

        found = self.database.all(
            "SELECT start, end, text, target_id, score FROM article_links WHERE article_id = ? ORDER BY start", (article_id,)
        )
        return [
            MarkedLink(start, end, text, "missing" if target is None else "in library" if score >= SURE else "probable", target)
            for start, end, text, target, score in found
        ]

    def linked_from(self, article_id: int) -> list[ArticleRow]:
        """Return the articles one of whose link lists leads to this one, newest first."""
        found = self.database.all(
            "SELECT DISTINCT a.id FROM article_links l JOIN articles a ON a.id = l.article_id WHERE l.target_id = ? "
            "ORDER BY a.sort_date DESC, a.id DESC",
            (article_id,),
        )
        return read_rows(self.database, [row[0] for row in found])

    def wanted(self) -> list[tuple[str, int]]:
        """Return the headlines of link lists that no article of the library has, with the number of lists that have them."""
        return self.database.all(
            "SELECT text, count(*) AS n FROM article_links WHERE target_id IS NULL GROUP BY text COLLATE NOCASE ORDER BY n DESC, text"
        )

    def quotes(self, article_id: int) -> list[QuoteRow]:
        """Return the quotes of an article in text order."""
        from analysis.library import quotes_store

        return quotes_store.quotes(self.database, article_id)

    # The user's state; each setter says whether it was kept, which it is not in a library open for reading only -------------------------

    def set_read(self, article_id: int, read: bool) -> bool:
        """Mark an article read or unread."""
        return self._keep(state.set_read, article_id, read, article=article_id)

    def set_starred(self, article_id: int, starred: bool) -> bool:
        """Give an article its star or take it away."""
        return self._keep(state.set_starred, article_id, starred, article=article_id)

    def set_position(self, article_id: int, offset: int) -> bool:
        """Keep how far an article was read, as an offset into its text."""
        return self._keep(state.set_position, article_id, offset)

    def position(self, article_id: int) -> int:
        """Return how far an article was read, 0 where it was not."""
        return state.position(self.database, article_id)

    def tags(self, article_id: int) -> tuple[str, ...]:
        """Return an article's tags in order."""
        return state.tags(self.database, article_id)

    def set_tags(self, article_id: int, tags: tuple[str, ...]) -> bool:
        """Give an article exactly these tags."""
        return self._keep(state.set_tags, article_id, tags)

    def mark_seen(self) -> bool:
        """Say that everything in the library has been shown: from now on the state `new` is what comes after it."""
        if kept := self._keep(state.mark_seen):
            self.epoch += 1
        return kept

    def _keep(self, setter: Callable[..., None], *what: object, article: int | None = None) -> bool:
        """Keep something of the user's; `article` is the one whose row shows it."""
        if self.readonly:
            return False
        setter(self.database, *what)
        if article is not None:
            self.changed.append(article)
        return True

    # Entities ------------------------------------------------------------------------------------------------------------------------

    def entity_ids(self, article_id: int) -> dict[str, int]:
        """Return the library's entity of each entity of an article: ``{"e1": 17, …}``."""
        from analysis.library import entities_store

        return entities_store.local_entities(self.database, article_id)

    def entity_labels(self, article_id: int) -> dict[str, str]:
        """Return what the library takes each entity of an article for: ``{"e1": "PERSON", …}``."""
        from analysis.library import entities_store

        return entities_store.local_labels(self.database, article_id)

    def entity(self, entity_id: int) -> EntityRow | None:
        """Return one entity, None where there is none with this id."""
        from analysis.library import entities_store

        return entities_store.entity(self.database, entity_id)

    def is_followed(self, entity_id: int) -> bool:
        """Whether the user follows an entity."""
        from analysis.library import entities_store

        return entities_store.is_followed(self.database, entity_id)

    def aliases(self, entity_id: int) -> list[tuple[str, int]]:
        """Return the other forms in which an entity's names are written and how often, the most frequent first."""
        from analysis.library import entities_store

        return entities_store.aliases(self.database, entity_id)

    def card(self, entity_id: int) -> EntityCard | None:
        """Return what an entity's card shows, None where there is no such entity."""
        from analysis.library import entities_store

        return entities_store.card(self.database, entity_id)

    def find_entity(self, name: str) -> list[EntityRow]:
        """Return the entities called `name`, else those whose name begins with it; the most frequent first."""
        from analysis.library import entities_store

        return entities_store.find_entity(self.database, name)

    def entities(self, query: str = "", limit: int = 50) -> list[EntityRow]:
        """Return the entities with the most articles, or those a word of whose names begins with `query`."""
        from analysis.library import entities_store

        return entities_store.entities(self.database, query, limit)

    def joins(self, entity_id: int) -> list[tuple[str, str, float, int]]:
        """Return what an entity is called, why each name belongs to it, how sure that is, and in how many articles it stands."""
        from analysis.library import entities_store

        return entities_store.joins(self.database, entity_id)

    def neighbours(self, entity_id: int, limit: int = 50) -> tuple[tuple[EntityRow, int], ...]:
        """Return the entities that stand in most of an entity's latest articles, with the number of these."""
        from analysis.library import entities_store

        return entities_store.neighbours(self.database, entity_id, limit)

    def entity_articles(self, entity_id: int, sort: Sort = "newest") -> ArticleList:
        """Return the articles that have an entity."""
        return self.rows(ListFilter(entity=entity_id), sort)

    def next_article_with(self, entity_id: int, article_id: int, step: int = 1) -> int | None:
        """Return the article with an entity that follows (`step` 1: older) or precedes (-1: newer) another in list order."""
        from analysis.library import entities_store

        return entities_store.next_article_with(self.database, entity_id, article_id, step)

    def quotes_of(self, entity_id: int, limit: int, offset: int = 0) -> list[QuoteRow]:
        """Return what an entity said, newest first."""
        from analysis.library import quotes_store

        return quotes_store.quotes_of(self.database, entity_id, limit, offset)

    def quotes_about(self, entity_id: int, limit: int, offset: int = 0) -> list[QuoteRow]:
        """Return quotes of others in which an entity is named, newest first."""
        from analysis.library import quotes_store

        return quotes_store.quotes_about(self.database, entity_id, limit, offset)

    # The library as a whole ------------------------------------------------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Return what could not be read or analysed, the latest first."""
        return [Problem(*row) for row in self.database.all("SELECT place, what FROM problems ORDER BY noticed DESC, rowid DESC")]

    def progress(self) -> Progress:
        """Return how far the analysis is."""
        numbers: dict[str, int] = dict(self.database.all("SELECT name, n FROM counts"))
        return Progress(numbers["analysed"], numbers["articles"], numbers["failed"])

    def change(self) -> int:
        """Return the number of the last change of any article, for what is derived from the library (the index)."""
        return int(self.database.value("SELECT n FROM counts WHERE name = 'change'"))

    def changed_since(self, change: int, limit: int = 500) -> list[tuple[int, int]]:
        """Return ``(change, article id)`` of articles that are new or changed since, in the order of the changes."""
        return self.database.all("SELECT change, id FROM articles WHERE change > ? ORDER BY change LIMIT ?", (change, limit))

    def removed_since(self, change: int) -> list[tuple[int, int]]:
        """Return ``(change, article id)`` of articles that were removed since."""
        return self.database.all("SELECT change, article_id FROM removed WHERE change > ? ORDER BY change", (change,))
