"""The user's word on names, said in the article, on the card and on the entity's screen, and after a new analysis."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from analysis.article import Label
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.tui.conftest import Opened, Reader

STRIKE = "Port strike enters"


async def at_lund(reader: Reader) -> int:
    """Go to a mention of Mara Lund in an article that has her; return her entity in the library."""
    await reader.open(STRIKE)
    lund = next(e for e in reader.screen.annotations.entities if e.name == "Mara Lund")
    reader.view.jump_to(lund.mentions[0].start)
    await reader.settle()
    return reader.screen.entity_ids[lund.id]


def foot(reader: Reader) -> str:
    """Return what is said on the screen that is open."""
    screen = reader.app.screen
    words = screen.query("StatusWords")
    return words.first().message if words else str(screen.query_one("Card").border_subtitle)


def analyse_all_again(library: Path) -> None:
    """Write what the analysis says of each article once more, as a new analysis does."""
    with Store.open(library) as store:
        writer = Writer(store.database)
        for number in range(1, store.count() + 1):
            assert writer.annotate(number, store.article(number).digest, store.annotations(number))


WHERE = pytest.mark.parametrize("way", [(), ("K",), ("K", "enter")], ids=["article", "card", "entity"])


@WHERE
async def test_a_name_is_renamed_and_called_back(opened: Opened, way: tuple[str, ...]) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press(*way, "E", "ctrl+u", '"mara of the docks"', "enter")
        assert reader.screen.store.entity(number).name == "mara of the docks"
        assert "Mara Lund is now called mara of the docks · u takes it back" in foot(reader)
        await reader.press("u")
        assert reader.screen.store.entity(number).name == "Mara Lund"
        assert "Taken back" in foot(reader)


@WHERE
async def test_what_a_name_is_is_said_by_one_letter(opened: Opened, way: tuple[str, ...]) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press(*way, "T", "o")
        assert reader.screen.store.entity(number).label == "ORG"
        assert "Mara Lund is now an organisation · u takes it back" in foot(reader)
        if not way:
            assert reader.view.entity_at_hand.label == Label.ORG
            assert "organisation" in reader.screen.status.words.where
        await reader.press("u")
        assert reader.screen.store.entity(number).label == "PERSON"


@pytest.mark.parametrize("way", [(), ("K",)], ids=["article", "card"])
async def test_what_is_no_name_loses_its_mark_at_once(opened: Opened, way: tuple[str, ...]) -> None:
    async with opened() as reader:
        await at_lund(reader)
        place, names = reader.view.place, len(reader.view.marks.names)
        await reader.press(*way, "X", "a")
        assert reader.app.screen is reader.screen
        assert "no name in this article · u takes it back" in reader.said
        assert reader.view.marks.mentions.at(place) is None
        assert len(reader.view.marks.names) < names
        assert reader.view.current is None
        await reader.press("u")
        assert reader.view.marks.mentions.at(place) is not None
        assert len(reader.view.marks.names) == names


@pytest.mark.parametrize("way", [(), ("K",), ("K", "enter")], ids=["article", "card", "entity"])
async def test_what_is_no_name_anywhere_is_gone_from_the_library_until_it_is_taken_back(opened: Opened, way: tuple[str, ...]) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        place, articles = reader.view.place, reader.screen.store.entity(number).articles
        assert articles > 1
        await reader.press(*way, "X", "escape")
        assert reader.screen.store.entity(number).articles == articles
        await reader.press("X", "e")
        assert reader.app.screen is reader.screen
        assert "no name in any article · u takes it back" in reader.said
        assert reader.view.marks.mentions.at(place) is None
        assert reader.screen.store.entity(number).articles == 0
        await reader.press("u")
        assert reader.view.marks.mentions.at(place) is not None
        assert reader.screen.store.entity(number).articles == articles


async def test_a_correction_is_told_by_the_reader_where_the_card_is_closed_meanwhile(opened: Opened) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press("K")
        held = threading.Event()
        keep = reader.screen.access.keep
        keep(lambda store: held.wait(10))
        await reader.pilot.press("F")
        await reader.pilot.pause(0.4)
        assert "linked anew" in foot(reader)
        await reader.pilot.press("escape")
        await reader.pilot.pause()
        assert reader.app.screen is reader.screen
        held.set()
        await reader.settle()
        assert "Following" in reader.said
        assert reader.screen.store.is_followed(number)


async def test_on_the_entity_s_screen_it_is_said_of_the_article_under_the_cursor(opened: Opened) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press("K", "enter", "j")
        screen = reader.app.screen
        article, before = screen.rows.highlighted.id, len(screen.rows.source)
        await reader.press("X", "a")
        assert number not in reader.screen.store.entity_ids(article).values()
        assert len(reader.app.screen.rows.source) == before - 1
        await reader.press("4", "X")
        assert "Go to an article" in foot(reader)
        await reader.press("u")
        assert number in reader.screen.store.entity_ids(article).values()


async def test_split_merge_and_follow_from_the_card(opened: Opened) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press("K", "F")
        assert "Following" in foot(reader)
        head = str(reader.app.screen.query_one("CardHead").render())
        assert head.splitlines()[0].endswith("person, followed")
        await reader.press("F")
        assert "no longer followed" in foot(reader)
        await reader.press("M", '"a"', "enter")
        assert "does not say which" in foot(reader)
        await reader.press("M", '"otto brandt"', "enter")
        assert reader.app.screen.query_one("CardHead").render().plain.startswith("Otto Brandt")
        await reader.press("u", "escape", "K", "S")
        assert reader.app.screen is reader.screen
        assert "somebody else" in reader.said
        assert number not in reader.screen.entity_ids.values()
        await reader.press("u")
        assert number in reader.screen.entity_ids.values()


async def test_corrections_hold_after_a_new_analysis(opened: Opened, library: Path) -> None:
    async with opened() as reader:
        number = await at_lund(reader)
        await reader.press("E", "ctrl+u", '"mara of the docks"', "enter", "T", "o")
        port = next(e for e in reader.screen.annotations.entities if e.name == "Halvard Port Authority")
        reader.view.jump_to(port.mentions[0].start)
        await reader.settle()
        await reader.press("X", "enter")
    analyse_all_again(library)
    async with opened() as reader:
        await reader.open(STRIKE)
        row = reader.screen.store.entity(number)
        assert (row.name, row.label) == ("mara of the docks", "ORG")
        assert port.id not in reader.screen.entity_ids
        assert port.name not in {entity.name for entity in reader.screen.annotations.entities}


async def test_a_name_that_a_search_found_is_renamed_in_the_list(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"lund"', "tab", "tab", "enter")
        row = reader.screen.library.rows.highlighted
        await reader.press("E", "ctrl+u", '"somebody"', "enter")
        assert reader.screen.store.entity(row.id).name == "somebody"


async def test_hints_open_a_row_of_the_entity_s_screen(opened: Opened) -> None:
    async with opened() as reader:
        await at_lund(reader)
        await reader.press("K", "enter")
        screen = reader.app.screen
        second, corner = screen.rows.source.row(1).id, screen.rows.content_region
        await reader.press("f")
        await reader.press(*reader.app.screen.letters[corner.x, corner.y + screen.rows.row_height])
        assert reader.app.screen is reader.screen
        assert reader.screen.article_id == second
