"""The card of an entity: who it is, how often and since when, what it said, and with whom it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.widgets.dates import short_date
from tui.widgets.row_list import RowList
from tui.widgets.sparkline import sparkline
from tui.widgets.strips import Piece, fit, harmless

if TYPE_CHECKING:
    from analysis.library.records import ArticleRow, EntityCard, EntityRow, QuoteRow

LABEL_WORDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "building or site",
    "NORP": "group",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
    "LAW": "law",
}
MOST_QUOTES = 4
MOST_NEIGHBOURS = 6
MOST_NAMES = 8
WHOLE = "Everything: articles, quotes, names, neighbours"
"""The card's first line, which leads to the entity's own screen."""


def in_words(label: str) -> str:
    """Return a label of names for people: ``organisation`` for ``ORG``."""
    return LABEL_WORDS.get(label, label.lower().replace("_", " "))


def label_in_words(said: str) -> str:
    """Return what the library said of a name with the label at its end in words: ``Lund is now a person``."""
    before, _, label = said.rpartition(" ")
    words = LABEL_WORDS.get(label)
    return said if words is None else f"{before} {'an' if words[0] in 'aeio' else 'a'} {words}"


def counts(row: EntityRow) -> str:
    """Say in how many articles an entity stands and how many quotes it has."""
    articles = f"{row.articles:,} article{'s' * (row.articles != 1)}"
    return articles + (f" · {row.quotes:,} quote{'s' * (row.quotes != 1)}" if row.quotes else "")


class Join(NamedTuple):
    """A name of an entity, why it belongs to it, how sure that is (0 to 1), and in how many articles it stands."""

    name: str
    reason: str
    score: float
    articles: int

    @property
    def because(self) -> str:
        """The reason with its score and count, for people."""
        return f"{self.reason} · {self.score:.2f} · {self.articles:,} article{'s' * (self.articles != 1)}"


class CardRow(NamedTuple):
    """A line of the card: a heading, or a record with how it is shown."""

    words: str
    aside: str = ""
    record: Any = None


def card_rows(
    card: EntityCard, articles: Sequence[ArticleRow] = (), this_year: int | None = None, joins: Sequence[Join] = ()
) -> list[CardRow]:
    """Return the lines below the card's head: the way to all there is, quotes by and about the entity, articles, neighbours, names."""
    rows = [CardRow(WHOLE, "Enter", card.entity)]
    for heading, quotes in (("Said", card.quotes_by), ("Said about it", card.quotes_about)):
        if quotes:
            rows.append(CardRow(heading))
            rows += [CardRow(" ".join(quote.text.split()), _origin(quote, this_year), quote) for quote in quotes[:MOST_QUOTES]]
    if articles:
        rows.append(CardRow("Articles"))
        rows += [CardRow(row.title, _origin(row, this_year), row) for row in articles]
    if card.neighbours:
        rows.append(CardRow("Together with"))
        shown = card.neighbours[:MOST_NEIGHBOURS]
        rows += [CardRow(row.name, f"{shared:,} article{'s' * (shared != 1)}", row) for row, shared in shown]
    if len(joins) > 1:
        rows.append(CardRow("Called"))
        rows += [CardRow(join.name, join.because, join) for join in joins[:MOST_NAMES]]
    return rows


def _origin(row: QuoteRow | ArticleRow, this_year: int | None) -> str:
    via = getattr(row, "via", None)
    origin = "  ".join(part for part in (short_date(row.published, this_year), row.outlet) if part)
    return f"{origin}, via {via}" if via else origin


class CardHead(Widget):
    """Name, label, other names, counts, dates and the sparkline."""

    DEFAULT_CSS = """
    CardHead { height: auto; }
    """

    def __init__(
        self, card: EntityCard, this_year: int | None = None, followed: bool = False, aliases: Sequence[tuple[str, int]] = ()
    ) -> None:
        super().__init__()
        self._card, self._year, self._followed, self._aliases = card, this_year, followed, aliases

    def render(self) -> Content:
        """Lay the head out for the width there is."""
        entity, width = self._card.entity, self.size.width
        label = in_words(entity.label) + (", followed" if self._followed else "")
        lines = [_apart((harmless(entity.name), "bold"), (label, "dim"), width)]
        if self._aliases:
            also = ", ".join(f"{form} {count:,}" for form, count in self._aliases)
            lines.append(Content.styled(fit(harmless(f"also: {also}"), width), "dim"))
        dates = [short_date(date, self._year) for date in (self._card.first, self._card.last) if date]
        parts = [counts(entity), " – ".join(dict.fromkeys(dates))]
        lines.append(_apart((" · ".join(filter(None, parts)), ""), (sparkline(self._card.weeks), "$accent"), width))
        return Content("\n").join(lines)


def _apart(left: tuple[str, str], right: tuple[str, str], width: int) -> Content:
    """Put one text at the left and one at the right; the right one gives way."""
    words = fit(left[0], width)
    room = width - cell_len(words) - cell_len(right[0])
    if room < 1:
        return Content.styled(words, left[1])
    return Content.assemble((words, left[1]), " " * room, right)


class CardRows(RowList[CardRow]):
    """The lines below the head."""

    DEFAULT_CSS = """
    CardRows { height: auto; max-height: 100%; margin-top: 1; }
    """

    def key_of(self, row: CardRow) -> Hashable:
        """Lines are known by what they say."""
        return (row.words, row.aside)

    def selectable(self, row: CardRow) -> bool:
        """Headings take no cursor."""
        return row.record is not None

    def draw(self, row: CardRow, width: int) -> list[list[Piece]]:
        """Draw the words at the left and the origin at the right."""
        if row.record is None:
            return [[(fit(row.words, width), "row--strong")]]
        aside = fit(row.aside, width // 2)
        words = fit(row.words, width - 3 - cell_len(aside))
        gap = " " * max(1, width - 1 - cell_len(words) - cell_len(aside))
        return [[(" ", ""), (words, ""), (gap, ""), (aside, "row--faint")]]


class Card(Vertical):
    """The card of one entity; `Chosen.row` is the quote, article, entity or name that Enter was pressed on."""

    DEFAULT_CSS = """
    Card { height: auto; }
    """

    class Chosen(Message):
        """Enter or a click on a line: `row` is a QuoteRow, an ArticleRow, an EntityRow or a Join."""

        def __init__(self, card: Card, row: QuoteRow | ArticleRow | EntityRow | Join) -> None:
            self.card = card
            self.row = row
            super().__init__()

    def __init__(
        self,
        card: EntityCard,
        articles: Sequence[ArticleRow] = (),
        *,
        aliases: Sequence[tuple[str, int]] = (),
        joins: Sequence[Join] = (),
        this_year: int | None = None,
        followed: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._card, self._articles, self._aliases, self._joins = card, articles, aliases, joins
        self._year, self._followed = this_year, followed

    def compose(self) -> ComposeResult:
        """Head and lines."""
        yield CardHead(self._card, self._year, self._followed, self._aliases)
        yield CardRows(card_rows(self._card, self._articles, self._year, self._joins))

    @property
    def rows(self) -> CardRows:
        """The lines that the cursor moves along."""
        return self.query_one(CardRows)

    def on_mount(self) -> None:
        """Give the keys to the lines."""
        self.rows.focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if isinstance(event.row, CardRow):
            self.post_message(self.Chosen(self, event.row.record))
