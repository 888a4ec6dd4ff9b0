"""Every key that moves, jumps and goes back, pressed in the real app."""

from __future__ import annotations

import random

import pytest
from textual import events

from tests.tui.conftest import KEYS, Opened, Reader
from tui.history import Place
from tui.screens.help import HelpScreen
from tui.state import State

STRIKE = "Port strike enters"


async def test_the_list_is_there_first_and_enter_reads(opened: Opened) -> None:
    async with opened() as reader:
        assert reader.app.focused is reader.screen.library.rows
        assert len(reader.screen.library.rows.source) == 10
        await reader.press("j", "enter")
        assert reader.screen.pane == "article"
        assert reader.screen.store.row(reader.screen.article_id).read


async def test_looking_at_an_article_in_passing_does_not_mark_it_read(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("j", "j", "k")
        await reader.pilot.pause(0.2)
        assert reader.title
        assert reader.screen.store.count() == 10
        assert not reader.screen.store.row(reader.screen.article_id).read


@pytest.mark.parametrize(
    ("there", "back"),
    [("j", "k"), ("down", "up"), ("space", "b"), ("pagedown", "pageup"), ("G", "g"), ("end", "home"), ("ctrl+d", "ctrl+u")],
)
async def test_each_movement_has_its_opposite_in_list_and_article(opened: Opened, there: str, back: str) -> None:
    async with opened((100, 14)) as reader:
        rows = reader.screen.library.rows
        await reader.press(there)
        assert rows.cursor > 0
        await reader.press(back)
        assert rows.cursor == 0
        await reader.open(STRIKE)
        top = reader.view.scroll_offset.y
        await reader.press(there)
        assert reader.view.scroll_offset.y > top
        await reader.press(back)
        assert reader.view.scroll_offset.y == top


async def test_paragraphs(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("}", "}")
        second = reader.view.place
        await reader.press("{")
        assert reader.view.place < second


async def test_names_and_quotes_in_order(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        places = []
        for _ in range(5):
            await reader.press("]e")
            places.append(reader.view.place)
            assert reader.screen.mention is not None
        assert places == sorted(set(places))
        await reader.press("[e")
        assert reader.view.place == places[-2]
        await reader.press("g", "]q")
        first = reader.view.place
        assert reader.screen.article.text[first] in '“"‘«'
        await reader.press("]q", "[q")
        assert reader.view.place == first


async def test_the_bottom_line_tells_who_how_sure_and_which(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("]e")
        assert "names · " in reader.screen.status.words.where
        await reader.press("]q")
        assert "quotes · " in reader.screen.status.words.where


async def test_a_name_onward_here_and_into_the_next_article_and_back(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        lund = next(e for e in reader.screen.annotations.entities if e.name == "Mara Lund")
        reader.view.jump_to(lund.mentions[0].start)
        await reader.settle()
        start = reader.screen.article_id
        for _ in range(40):
            await reader.press("*")
            if reader.screen.article_id != start:
                break
        assert reader.screen.article_id != start
        assert reader.view.entity_at_hand.name.endswith("Lund")
        assert "Lund" in reader.said
        await reader.press("H")
        assert reader.screen.article_id == start
        await reader.press("L")
        assert reader.screen.article_id != start
        await reader.press("#")
        assert reader.screen.article_id == start


async def test_a_card_and_from_it_another_article(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("]e", "enter")
        assert type(reader.app.screen).__name__ == "CardScreen"
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        await reader.press("K", "e")
        assert type(reader.app.screen).__name__ == "EntityScreen"
        for _ in range(4):
            await reader.press("tab")
        await reader.press("1", "j", "enter")
        assert reader.app.screen is reader.screen


def hint_at(reader: Reader, x: int, y: int) -> str:
    """Return the letters that are drawn at a cell of the screen."""
    return reader.app.screen.letters[x, y]


async def test_hints_lead_to_a_name_a_quote_a_row_and_a_pane(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        view, screen = reader.view, reader.screen
        corner = view.content_region
        for kind in ("mention", "quote"):
            target = [target for target in view.jump_targets() if target.kind == kind][1]
            await reader.press("f")
            await reader.press(*hint_at(reader, corner.x + target.x, corner.y + target.y))
            assert reader.app.screen is screen
            assert view.place == target.span.start
            assert view.current == target.span
        await reader.press("f")
        await reader.press(*hint_at(reader, screen.contents.region.x, screen.contents.region.y))
        assert screen.pane == "contents"
        related = screen.related.source.row(1).article
        await reader.press("f")
        rows = screen.related.content_region
        await reader.press(*hint_at(reader, rows.x, rows.y + screen.related.row_height))
        assert screen.article_id == related.id
        await reader.press("H")
        assert reader.title.startswith(STRIKE)


async def test_hints_are_left_by_escape_and_by_letters_that_none_has(opened: Opened) -> None:
    async with opened((80, 24)) as reader:
        await reader.open(STRIKE)
        before = reader.screen.here()
        for leave in ("escape", "Q"):
            await reader.press("f")
            assert reader.app.screen is not reader.screen
            assert len(set(reader.app.screen.letters.values())) == len(reader.app.screen.letters)
            await reader.press(leave)
            assert reader.app.screen is reader.screen
            assert reader.screen.here() == before


async def test_a_digit_opens_the_related_article_with_that_number(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        second = reader.screen.related.source.row(1).article
        await reader.press("9")
        assert "no link 9" in reader.said
        reader.screen.pane = "related"
        await reader.press("2")
        assert reader.screen.article_id == second.id


async def test_marks_and_the_last_place(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("]q", "]q", "ma")
        place, article = reader.view.place, reader.screen.article_id
        await reader.open("Ferry with 212")
        await reader.press("'a")
        assert (reader.screen.article_id, reader.view.place) == (article, place)
        await reader.press("''")
        assert reader.title.startswith("Ferry with 212")
        await reader.press("''")
        assert (reader.screen.article_id, reader.view.place) == (article, place)
        await reader.press("'x")
        assert "no mark x" in reader.said


async def test_keys_typed_faster_than_they_are_answered(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)

        async def type_ahead(keys: str) -> None:
            for key in keys:
                reader.app.post_message(events.Key(KEYS.get(key, key), key))
            await reader.settle()
            await reader.settle()

        await type_ahead("]q]qma")
        place, article = reader.view.place, reader.screen.article_id
        assert reader.screen.session.marks == {"a": ["article", article, place, 0]}
        await reader.press("]a")
        await type_ahead("'a")
        assert (reader.screen.article_id, reader.view.place) == (article, place)
        await reader.press("f")
        letters = reader.app.screen.letters[reader.screen.contents.region.x, reader.screen.contents.region.y]
        await reader.press("escape")
        await type_ahead("f" + letters)
        assert reader.screen.pane == "contents"
        assert reader.screen.article_id == article
        await type_ahead("f" + letters + "?")
        assert isinstance(reader.app.screen, HelpScreen)


async def entity_of(reader: Reader, name: str) -> int:
    """Go to a name of the article at hand, and open its own screen; return the entity."""
    entity = next(e for e in reader.screen.annotations.entities if e.name == name)
    reader.view.jump_to(entity.mentions[0].start)
    await reader.press("K", "enter")
    return reader.screen.entity_ids[entity.id]


async def test_back_and_forward_over_articles_entities_and_searches(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        first = await entity_of(reader, "Mara Lund")
        await reader.press("4", "j", "enter")
        second = reader.app.screen.origin.id
        assert second != first
        await reader.press("1", "j", "enter")
        article = reader.screen.article_id
        await reader.press("s", '"astrolabe"', "enter", "enter")
        found = reader.screen.article_id
        assert found != article
        seen = []
        for key in "HHHHHLLLLL":
            await reader.press(key)
            screen = reader.app.screen
            seen.append(screen.here() if screen is reader.screen else screen.origin)
        kinds = [(place.kind, place.id, place.part) for place in seen[:4]]
        assert kinds == [("search", "astrolabe", 0), ("article", article, 0), ("entity", second, 0), ("entity", first, 3)]
        assert reader.screen.store.row(seen[4].id).title.startswith(STRIKE)
        assert (seen[2].offset, seen[3].offset) == (1, 1)
        assert seen[5:9] == seen[3::-1]
        assert seen[9] == Place("article", found, seen[9].offset)


async def test_closing_an_entity_s_screen_is_a_step_back(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        number = await entity_of(reader, "Mara Lund")
        before = reader.screen.here()
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.screen.here() == before
        await reader.press("L")
        assert reader.app.screen.origin.id == number
        await reader.press("''")
        assert reader.screen.here() == before
        await reader.press("''", "ma", "H")
        assert reader.app.screen is reader.screen
        await reader.press("'a")
        assert reader.app.screen.origin.id == number
        await reader.press("'x")
        assert "no mark x" in reader.app.screen.query_one("StatusWords").message


async def test_jumps_over_entities_and_searches_last_until_the_next_session(opened: Opened) -> None:
    state = State()
    async with opened(state=state) as reader:
        await reader.open(STRIKE)
        number = await entity_of(reader, "Mara Lund")
        await reader.press("enter", "s", '"astrolabe"', "enter", "enter", "ctrl+q")
    async with opened(state=state) as reader:
        await reader.press("H")
        assert reader.screen.library.searching
        assert reader.app.focused is reader.screen.library.rows
        await reader.press("H", "H")
        assert reader.app.screen.origin.id == number


async def test_from_the_list_one_comes_back_to_where_one_read(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("]q")
        before = reader.screen.here()
        reader.screen.pane = "list"
        await reader.press("j")
        await reader.pilot.pause(0.2)
        await reader.press("j", "enter")
        assert reader.screen.article_id != before.id
        await reader.press("H")
        assert reader.screen.here() == before


SIZES = pytest.mark.parametrize("size", [(80, 24), (110, 32), (160, 45)])


@SIZES
async def test_far_moves_within_the_article_are_jumps(opened: Opened, size: tuple[int, int]) -> None:
    state = State()
    async with opened(size, state=state) as reader:
        await reader.open(STRIKE)
        await reader.press("]q", "]q")
        start = reader.view.place
        for keys in (["G"], ["g"], ["end"], ["home"], ["}"], ["}", "}", "{", "}"], ["/", '"ferries"', "enter"], ["/", '"port"', "escape"]):
            await reader.press(*keys)
            there = reader.view.place
            assert there != start, keys
            await reader.press("''")
            assert reader.view.place == start, keys
            await reader.press("''")
            assert reader.view.place == there, keys
            await reader.press("H")
            assert reader.view.place == start, keys
        await reader.press("/", '"port"', "enter")
        first = reader.view.place
        await reader.press("n")
        second = reader.view.place
        await reader.press("N")
        assert [place.offset for place in reader.screen.jumps.behind[-3:]] == [start, first, second]
        await reader.press("H", "H", "H")
        assert reader.view.place == start
        await reader.press("G", "ctrl+q")
    async with opened(size, state=state) as reader:
        await reader.press("enter", "''")
        assert (reader.title[: len(STRIKE)], reader.view.place) == (STRIKE, start)


@SIZES
async def test_lines_and_pages_are_no_jumps_but_a_jump_starts_where_they_led(opened: Opened, size: tuple[int, int]) -> None:
    async with opened((size[0], 12)) as reader:
        await reader.open(STRIKE)
        reader.screen.jumps.behind.clear()
        await reader.press("]e", "j", "k", "space", "space", "ctrl+d", "b", "down", "pagedown")
        assert not reader.screen.jumps.behind
        name, top = reader.view.place, reader.view.position
        assert top > name
        await reader.press("G", "''")
        row, first = reader.view.rows.row_of(top), reader.view.scroll_offset.y
        assert reader.view.place == top
        assert first <= row < first + reader.view.size.height


@SIZES
async def test_a_hundred_jumps_and_as_many_returns(opened: Opened, size: tuple[int, int]) -> None:
    rng = random.Random(size[0])
    async with opened(size) as reader:
        await reader.open(STRIKE)
        screen = reader.screen
        screen.jumps.behind.clear()
        trail = []
        for _ in range(100):
            trail.append((screen.article_id, reader.view.place))
            other = rng.randint(1, 10)
            screen.jump(other, rng.randrange(len(screen.store.article(other).text)))
            await reader.pilot.pause()
        for article_id, place in reversed(trail):
            screen.action_back()
            await reader.pilot.pause()
            assert (screen.article_id, reader.view.place) == (article_id, place)


async def test_panes_by_tab_and_by_side(opened: Opened) -> None:
    async with opened() as reader:
        seen = []
        for _ in range(4):
            seen.append(reader.screen.pane)
            await reader.press("tab")
        assert seen == ["list", "article", "related", "contents"]
        assert reader.screen.pane == "list"
        await reader.press("l", "l", "h")
        assert reader.screen.pane == "article"


async def test_one_pane_at_a_time_on_a_narrow_screen(opened: Opened) -> None:
    async with opened((80, 24)) as reader:
        assert reader.screen.library.display
        await reader.press("enter")
        assert reader.view.region.width == 80
        await reader.press("tab")
        assert reader.screen.related.region.width > 60
        await reader.press("q", "q")
        assert reader.screen.pane == "list"
        assert reader.screen.library.region.width == 80
