"""An entity's own screen: its articles, the quotes by and about it, and whom it stands together with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from analysis.library.records import EntityCard, EntityRow, QuoteRow
from analysis.library.store import Store
from tui.commands.command import bindings
from tui.commands.moving import LISTS
from tui.history import Place
from tui.places import first_mention
from tui.widgets.article_rows import ArticleRows
from tui.widgets.card import LABEL_WORDS
from tui.widgets.hit_rows import EntityRows, QuoteRows
from tui.widgets.row_list import RowList
from tui.widgets.row_moving import RowMoving
from tui.widgets.sparkline import sparkline
from tui.widgets.strips import Piece, fit

TABS = ("articles", "quotes by", "quotes about", "together with", "names")
MOST_QUOTES = 2_000


@dataclass(frozen=True, slots=True)
class Join:
    """A name of the entity, why it belongs to it, how sure that is, and in how many articles it stands."""

    name: str
    reason: str
    score: float
    articles: int


class JoinRows(RowList[Join]):
    """The names of an entity with the reasons why they are taken for one."""

    ROW_HEIGHT: ClassVar[int] = 1

    def key_of(self, row: Join) -> tuple[str, str]:
        """They are known by the name and the reason."""
        return row.name, row.reason

    def draw(self, row: Join, width: int) -> list[list[Piece]]:
        """Draw name, reason, score and count."""
        name = fit(row.name, width // 3)
        count = f"{row.articles:,} article{'s' * (row.articles != 1)}"
        return [
            [
                ("  ", ""),
                (f"{name:<{width // 3}}  ", ""),
                (fit(f"{row.reason} · {row.score:.2f} · {count}", width * 2 // 3 - 6), "row--faint"),
            ]
        ]


class EntityScreen(RowMoving, Screen[Place | None]):
    """Closes with the place that was chosen, or None."""

    DEFAULT_CSS = """
    EntityScreen { padding: 0 1; }
    EntityScreen #name { height: auto; max-height: 4; padding: 0 1; }
    EntityScreen #tabs { height: 2; padding: 0 1; }
    EntityScreen RowList { max-width: 120; }
    EntityScreen .gone { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,H", "dismiss(None)", "Back", show=False),
        Binding("tab", "tab(1)", "Next tab", show=False),
        Binding("shift+tab", "tab(-1)", "Tab before", show=False),
        *(Binding(str(n + 1), f"go_tab({n})", TABS[n], show=False) for n in range(len(TABS))),
        Binding("enter", "choose", "Open", show=False),
        *bindings(LISTS),
    ]

    def __init__(self, card: EntityCard, store: Store) -> None:
        super().__init__()
        self._card, self._store, self._tab = card, store, 0

    def compose(self) -> ComposeResult:
        """Name, tabs, and one list a tab."""
        yield Static(self._heading(), id="name")
        yield Static(id="tabs")
        yield ArticleRows(empty="No article.")
        yield QuoteRows(classes="gone", empty="No quote of this name.")
        yield QuoteRows(classes="gone", empty="No quote is about this name.")
        yield EntityRows(classes="gone", empty="It always stands alone.")
        yield JoinRows(classes="gone", empty="It has one name.")

    def on_mount(self) -> None:
        """Fill the first list; the others when they are looked at."""
        self.show_tab(0)

    def _heading(self) -> Content:
        row = self._card.entity
        dates = " – ".join(dict.fromkeys(date[:10] for date in (self._card.first, self._card.last) if date))
        counts = f"{row.articles} articles · {row.quotes} quotes" + (f" · {dates}" if dates else "")
        parts = [Content.styled(row.name, "bold"), Content.styled(f"   {LABEL_WORDS[row.label]}\n", "dim")]
        if row.aliases:
            parts.append(Content.styled(f"also: {', '.join(row.aliases)}\n", "dim"))
        return Content("").join([*parts, Content(counts + "   "), Content.styled(sparkline(self._card.weeks), "$accent")])

    def show_tab(self, number: int) -> None:
        """Show one tab and fill its list."""
        self._tab = number
        for at, rows in enumerate(self.query(RowList)):
            rows.set_class(at != number, "gone")
        rows = self.rows
        if not len(rows.source):
            rows.show(self._content(number))
        rows.focus()
        tabs = [(f" {at + 1} {name} ", "bold reverse" if at == number else "dim") for at, name in enumerate(TABS)]
        self.query_one("#tabs", Static).update(Content.assemble(*tabs))

    def _content(self, number: int) -> Any:
        entity = self._card.entity.id
        match number:
            case 0:
                return self._store.entity_articles(entity)
            case 1:
                return self._store.quotes_of(entity, MOST_QUOTES)
            case 2:
                return self._store.quotes_about(entity, MOST_QUOTES)
            case 3:
                return [row for row, _ in self._store.neighbours(entity)]
            case _:
                return [Join(*row) for row in self._store.joins(entity)]

    @property
    def rows(self) -> RowList[Any]:
        """The list of the tab."""
        return list(self.query(RowList))[self._tab]

    def action_tab(self, step: int) -> None:
        """Go to the next tab or the one before."""
        self.show_tab((self._tab + step) % len(TABS))

    def action_go_tab(self, number: int) -> None:
        """Go to a tab by its number."""
        self.show_tab(number)

    def action_choose(self) -> None:
        """Open the row."""
        self.rows.choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        match event.row:
            case QuoteRow() as quote:
                self.dismiss(Place("article", quote.article_id, quote.start))
            case EntityRow() as other:
                self.dismiss(Place("entity", other.id))
            case Join():
                pass
            case article:
                self.dismiss(Place("article", article.id, first_mention(self._store, article.id, self._card.entity.id)))  # type: ignore[attr-defined]
