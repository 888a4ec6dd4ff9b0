"""An entity's own screen: its articles, the quotes by and about it, whom it stands together with, and what it is called."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from analysis.library.records import EntityCard, EntityRow, QuoteRow
from tui.commands.command import bindings, key_label
from tui.commands.jumping import JUMPING
from tui.history import Leaving, Place, no_mark
from tui.library_access import LibraryAccess
from tui.screens.correcting import NameAtHand
from tui.screens.of_entity import OfEntity
from tui.widgets.article_rows import ArticleRows
from tui.widgets.card import CardHead, Join, counts, in_words
from tui.widgets.hit_rows import QuoteRows
from tui.widgets.row_list import RowList
from tui.widgets.status_line import StatusWords
from tui.widgets.strips import Piece, fit

TABS = ("articles", "quotes by", "quotes about", "together with", "names")
MOST_QUOTES = 2_000
WAYS = ("jump.back", "jump.forward", "jump.last-place", "jump.set-mark", "jump.go-mark")
"""Commands of jumping that this screen has, too."""
SHOWN = {
    "jump.back": "back",
    "entity.follow": "follow",
    "entity.merge": "merge",
    "entity.rename": "rename",
    "entity.relabel": "kind",
    "app.help": "keys",
}
"""Commands whose keys the bottom line tells, with a short word."""


class JoinRows(RowList[Join]):
    """The names of an entity with the reasons why they are taken for one."""

    ROW_HEIGHT: ClassVar[int] = 1

    def key_of(self, row: Join) -> Join:
        """They are known by all that is said of them."""
        return row

    def draw(self, row: Join, width: int) -> list[list[Piece]]:
        """Draw name, reason, score and count."""
        name = fit(row.name, width // 3)
        return [
            [
                ("  ", ""),
                (f"{name:<{width // 3}}  ", ""),
                (fit(row.because, width * 2 // 3 - 6), "row--faint"),
            ]
        ]


class NeighbourRows(RowList[tuple[EntityRow, int]]):
    """The entities that stand together with one, with the number of its latest articles that have both."""

    ROW_HEIGHT: ClassVar[int] = 2

    def key_of(self, row: tuple[EntityRow, int]) -> int:
        """They are known by the id of the entity."""
        return row[0].id

    def draw(self, row: tuple[EntityRow, int], width: int) -> list[list[Piece]]:
        """Draw the name and in how many articles both stand, and below it kind and counts."""
        entity, shared = row
        together = f"{shared:,} article{'s' * (shared != 1)} together"
        name = fit(entity.name, width - 5 - len(together))
        gap = " " * (width - 3 - cell_len(name) - len(together))
        about = f"{in_words(entity.label)} · {counts(entity)} in all"
        return [[("  ", ""), (name, "row--strong"), (gap, ""), (together, "")], [("  ", ""), (fit(about, width - 3), "row--faint")]]


class EntityScreen(OfEntity):
    """What the library knows of one entity, in tabs."""

    DEFAULT_CSS = """
    EntityScreen { padding: 0 1; }
    EntityScreen CardHead { max-height: 4; max-width: 120; padding: 0 1; }
    EntityScreen #tabs { height: 2; padding: 1 0 0 0; margin-bottom: 1; }
    EntityScreen RowList { max-width: 120; }
    EntityScreen StatusWords { dock: bottom; height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    EntityScreen .gone { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("tab,l,right", "tab(1)", "Next tab", show=False),
        Binding("shift+tab,h,left", "tab(-1)", "Tab before", show=False),
        *(Binding(str(n + 1), f"go_tab({n})", TABS[n], show=False) for n in range(len(TABS))),
        Binding("enter", "choose", "Open", show=False),
        *bindings(command for command in JUMPING if command.id in WAYS),
    ]

    def __init__(self, card: EntityCard, access: LibraryAccess, marks: dict[str, list[Any]], at: Place | None = None) -> None:
        super().__init__(card, access)
        self._marks, self._at = marks, at or Place("entity", card.entity.id)
        self._tab = min(self._at.part, len(TABS) - 1)

    def compose(self) -> ComposeResult:
        """Name, tabs, and one list a tab."""
        number = self._card.entity.id
        yield CardHead(self._card, followed=self._store.is_followed(number), aliases=self._store.aliases(number))
        yield Static(id="tabs")
        yield ArticleRows(empty="No article.")
        yield QuoteRows(classes="gone", empty="No quote of this name.")
        yield QuoteRows(classes="gone", empty="No quote is about this name.")
        yield NeighbourRows(classes="gone", empty="It always stands alone.")
        yield JoinRows(classes="gone", empty="It has one name.")
        yield StatusWords()

    def on_mount(self) -> None:
        """Fill the list that was looked at last; the others when they are looked at."""
        self.show_tab(self._tab)
        self._show_keys()
        # once the list has its height, so that the row comes into view with those around it
        self.call_after_refresh(self._to_row, self._at.offset)

    def _to_row(self, row: int) -> None:
        self.rows.cursor = min(row, len(self.rows.source) - 1)

    def _show_keys(self) -> None:
        bound = {active.binding.id: key_label(key) for key, active in reversed(self.active_bindings.items()) if active.binding.id}
        shown = [(bound[name], words) for name, words in SHOWN.items() if name in bound]
        self.query_one(StatusWords).keys = (("Enter", "open"), ("Tab", "next list"), *shown)

    def show_card(self) -> None:
        """Draw all of it anew, at the same tab and row."""
        self._at = self.origin
        self.refresh(recompose=True)
        self.call_after_refresh(self.on_mount)

    @property
    def origin(self) -> Place:
        """The entity, the tab, and the row under the cursor."""
        return Place("entity", self._card.entity.id, max(0, self.rows.cursor), self._tab)

    def say(self, text: str) -> None:
        """Say it on the bottom line until the next key."""
        self._said = text
        self.call_after_refresh(self._show_said)

    def _show_said(self) -> None:
        for words in self.query(StatusWords):
            words.message = self._said

    def show_typed(self, text: str) -> None:
        """Show the keys of a sequence typed so far."""
        self.query_one(StatusWords).typed = text

    async def on_key(self, event: events.Key) -> None:
        """A message stays until the next key."""
        self.say("")
        await super().on_key(event)

    def name_at_hand(self) -> NameAtHand:
        """The entity, as it stands in the article under the cursor."""
        row = self.rows.highlighted
        return self.in_article(row.article_id if isinstance(row, QuoteRow) else row.id if self._tab == 0 and row is not None else None)

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
                return self._store.neighbours(entity)
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

    def action_back(self) -> None:
        """Go back to where the last jump started."""
        self.dismiss(Leaving(self.origin, "back"))

    def action_forward(self) -> None:
        """Go forward again."""
        self.dismiss(Leaving(self.origin, "forward"))

    def action_last_place(self) -> None:
        """Go to the place before the last jump."""
        self.dismiss(Leaving(self.origin, "last"))

    def action_set_mark(self) -> None:
        """Take a letter and remember this place under it."""

        def set_mark(letter: str) -> None:
            self._marks[letter] = self.origin.plain
            self.say(f"Mark {letter} is here; go to it with ' {letter}")

        self.expect("m…", set_mark)

    def action_go_mark(self) -> None:
        """Take a letter and go to its place."""

        def go_mark(letter: str) -> None:
            place = Place.from_plain(self._marks.get(letter))
            if place is None:
                self.say(no_mark(letter, self._marks))
            else:
                self.leave_to(place)

        self.expect("'…", go_mark)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        if not isinstance(event.row, Join):
            self.leave_to(self.place_of(event.row))
