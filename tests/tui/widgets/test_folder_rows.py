"""Which folders stand above the list, and how a row of them looks."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tui.widgets.folder_rows import FeedFolder, Folder, FolderRows, folders

ALL = Folder("filter", "All", "all", 10)
LUND = Folder("search", "lund", "lund", None)
FEEDS = (
    FeedFolder("Harbour Times", "feed:harbour", unread=3),
    FeedFolder("Quiet Post", "feed:quiet", unread=0),
    FeedFolder("Coast Wire", "feed:coast", "News/Ports", 0, "fails since 12 Mar: there is no such page (404)"),
    FeedFolder("Uncounted", "feed:uncounted", "News/Ports", None),
)


class Listing(App[None]):
    def __init__(self, rows: list[Folder]) -> None:
        super().__init__()
        self.rows = FolderRows(rows)

    def compose(self) -> ComposeResult:
        yield self.rows


def test_feeds_with_something_unread_or_wrong_come_first_by_folder() -> None:
    rows = folders([ALL], [LUND], FEEDS)
    assert [(row.kind, row.name) for row in rows] == [
        ("filter", "All"),
        ("heading", "Saved searches"),
        ("search", "lund"),
        ("heading", "Feeds"),
        ("feed", "Harbour Times"),
        ("heading", "News / Ports"),
        ("feed", "Coast Wire"),
        ("trouble", "fails since 12 Mar: there is no such page (404)"),
        ("feed", "Uncounted"),
        ("more", "… 1 feed with nothing unread"),
    ]


def test_every_feed_can_be_shown_and_folded_again() -> None:
    rows = folders([ALL], [], FEEDS, every_feed=True)
    assert [row.name for row in rows if row.kind == "feed"] == [feed.name for feed in FEEDS]
    assert rows[-1].kind == "more"
    assert folders([ALL], [], ()) == folders([ALL], [], (), every_feed=True) == [ALL]


def test_keys_are_apart() -> None:
    keys = [row.key for row in folders([ALL], [LUND], FEEDS)]
    assert len(set(keys)) == len(keys)


async def test_a_row_says_what_is_chosen_what_fails_and_what_is_not_counted_yet() -> None:
    app = Listing(folders([ALL], [LUND], FEEDS))
    async with app.run_test(size=(40, 30)) as pilot:
        app.rows.chosen = ("filter", "all")
        await pilot.pause()
        lines = [app.rows.render_line(y).text.rstrip() for y in range(10)]
        assert lines[0].startswith("▌▸ All") and lines[0].endswith("10")
        assert lines[2].startswith("   lund") and lines[2].endswith("…")
        assert lines[6].startswith(" ! Coast Wire") and lines[6].endswith("0")
        assert lines[7].strip().startswith("fails since 12 Mar")
        await pilot.press("down", "down", "down", "down", "enter")
        assert app.rows.highlighted == Folder("feed", "Uncounted", "feed:uncounted", None), "over headings and what is wrong"


async def test_a_long_name_leaves_room_for_its_count() -> None:
    app = Listing([Folder("feed", "The Northern Post of Osterland, weekly edition", "feed:x", 1_234)])
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        line = app.rows.render_line(0).text
        assert line.rstrip().endswith("1,234")
        assert "…" in line
