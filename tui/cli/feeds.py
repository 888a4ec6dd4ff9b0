"""`pullquote fetch` and `pullquote feeds`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.canonical import clean_line
from tui.cli.adding import allow_local_option, run_ingest
from tui.cli.common import PART_FAILED, exit_code, json_line, json_option, library_option, opened, put, say_error

if TYPE_CHECKING:
    from analysis.library.feeds import Feed

NO_FEEDS = "no feeds yet; subscribe with: pullquote add ADDRESS, or pullquote feeds --import FILE.opml"


@click.command("fetch")
@click.argument("named", nargs=-1, metavar="[FEED…]")
@library_option
@json_option
@click.option("--later", is_flag=True, help="Only take the articles in; the reader analyses them.")
@click.option("--pipeline", metavar="NAME", help="Analyse with this installed spaCy pipeline.")
@allow_local_option
def fetch_command(named: tuple[str, ...], library: str | None, as_json: bool, later: bool, pipeline: str | None, allow_local: bool) -> int:
    """Fetch all feeds, or those with these addresses, numbers or titles, and analyse what is new.

    A feed that failed waits for its next try unless it is named. Exit code 1 where part failed.
    """
    from analysis.library import feeds

    with opened(library) as store:
        home = store.folder
        listed = feeds.feeds(store.database)
        waiting = len(listed) - len(feeds.due(store.database))
        found = {name: feeds.find_feed(store.database, name) for name in named}
    if not listed:
        say_error(NO_FEEDS)
        return 2 if named else 0
    missing = [name for name, feed in found.items() if feed is None]
    for name in missing:
        say_error(f"{name}: no such feed; pullquote feeds lists them")
    if named and len(missing) == len(named):
        return 2
    addresses = [feed.address for feed in found.values() if feed is not None]
    wanted = {"--fetch": not named, "--no-analysis": later, "--allow-local": allow_local}
    options = [option for option, chosen in wanted.items() if chosen]
    code = run_ingest(home, addresses, options, pipeline, as_json)
    if waiting and not named and not as_json:
        failing = "feeds that fail wait" if waiting > 1 else "feed that fails waits"
        put(f"{waiting:,} {failing} for the next try; pullquote feeds lists them")
    return PART_FAILED if missing and code == 0 else code


@click.command("feeds")
@library_option
@json_option
@click.option("--opml", is_flag=True, help="Print the feeds as OPML, for another reader.")
@click.option("--import", "lists", type=click.Path(exists=True, dir_okay=False), multiple=True, metavar="FILE",
              help="Subscribe to the feeds of an OPML file or of newsboat's urls file; nothing is fetched yet.")  # fmt: skip
@click.option("--remove", multiple=True, metavar="FEED", help="End a subscription; its articles stay.")
def feeds_command(library: str | None, as_json: bool, opml: bool, lists: tuple[str, ...], remove: tuple[str, ...]) -> int:
    """List the feeds by folder: articles, unread ones, when each was last fetched, and what is wrong."""
    from analysis.library import feeds

    with opened(library, writes=bool(lists)) as store:
        for path in lists:
            came = feeds.import_list(store.database, Path(path))
            words = f"{came:,} new {'feed' if came == 1 else 'feeds'} from {path}; pullquote fetch fetches them"
            put(json_line({"imported": path, "new": came}) if as_json else words)
        removed = 0
        for name in remove:
            feed = feeds.find_feed(store.database, name)
            if feed is None:
                say_error(f"{name}: no such feed")
                continue
            feeds.remove(store.database, feed)
            removed += 1
            words = f"{clean_line(feed.name)} is no longer fetched; its articles stay"
            put(json_line({"removed": feed.address, "title": feed.title}) if as_json else words)
        if lists or remove:
            return exit_code(removed + len(lists), removed == len(remove))
        if opml:
            put(feeds.export_opml(store.database).rstrip("\n"))
            return 0
        listed, counts = feeds.feeds(store.database), feeds.counts(store.database)
    if as_json:
        for feed in listed:
            put(json_line(_flat(feed, *counts.get(feed.id, (0, 0)))))
    elif listed:
        _show(listed, counts)
    else:
        put(NO_FEEDS)
    return 0


def _flat(feed: Feed, articles: int, unread: int) -> dict[str, object]:
    return {
        "id": feed.id, "address": feed.address, "title": feed.title, "folder": feed.folder, "articles": articles, "unread": unread,
        "checked": feed.checked, "problem": feed.problem, "failing_since": feed.failing_since, "next_try": feed.next_try or None,
    }  # fmt: skip


def _show(listed: list[Feed], counts: dict[int, tuple[int, int]]) -> None:
    folder = ""
    for feed in listed:
        if feed.folder != folder:
            folder = feed.folder
            put(clean_line(f"{folder}/"))
        articles, unread = counts.get(feed.id, (0, 0))
        checked = (feed.checked or "never fetched")[:16].replace("T", " ")
        name = clean_line(feed.title)[:40]
        put(f"{feed.id:6}  {name:40}  {unread:5,} unread of {articles:6,}  {checked:16}  {clean_line(feed.address)}".rstrip())
        if feed.trouble:
            put(f"{'':6}  {clean_line(feed.trouble)}")
