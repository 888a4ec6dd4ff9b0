"""What the commands share: the library's folder, keys of articles, safe output."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from analysis.canonical import clean_line

if TYPE_CHECKING:
    from analysis.library.records import ArticleRow
    from analysis.library.store import Store
    from tui.config import Config

F = TypeVar("F", bound=Callable[..., Any])

PART_FAILED = 1
CANNOT_WRITE = "the output could not be written: {}"
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def library_option(command: F) -> F:
    """Add ``--library DIR``, which may stand before or after the command's name."""
    return click.option("--library", metavar="DIR", help="The library's folder.")(command)


def json_option(command: F) -> F:
    """Add ``--json``: one JSON object a line."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")(command)


def json_line(value: object) -> str:
    """Write a value as one line of JSON that no terminal obeys: control and direction characters are escaped."""
    return safe_json(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))


def safe_json(text: str) -> str:
    """Escape what is left of control and direction characters in JSON that is written already."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def put(line: str, *, at_once: bool = False) -> None:
    """Print a line on standard output, whatever the terminal's encoding can show; `at_once` hands it on now, with what came before."""
    if sys.stdout is None:
        raise fail(CANNOT_WRITE.format("it is closed"))
    try:
        try:
            sys.stdout.write(line + "\n")
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding or "ascii"
            sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
        if at_once:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise fail(CANNOT_WRITE.format(error.strerror)) from error


def say_error(message: str) -> None:
    """Print one line on standard error; nothing in it reaches the terminal as a command."""
    encoding = sys.stderr.encoding or "ascii"
    with contextlib.suppress(OSError):
        sys.stderr.write(f"pullquote: {clean_line(message)}\n".encode(encoding, "replace").decode(encoding))


def fail(message: str) -> click.ClickException:
    """Make the error that ends the command with exit code 2 and this one line."""
    return click.ClickException(message)


def config() -> Config:
    """Read the config file; a wrong one ends the command."""
    from tui.config import ConfigError, load_config

    try:
        return load_config()
    except ConfigError as error:
        raise fail(str(error)) from error


def folder(given: str | None) -> Path:
    """Return the library's folder from the option here or before the command, the environment, or the config file."""
    from tui.libraries import library_folder

    before = (click.get_current_context().find_root().obj or {}).get("library")
    return library_folder(given or before, config())


@contextlib.contextmanager
def opened(given: str | None, *, writes: bool = False) -> Iterator[Store]:
    """Open the library for one command; one that cannot be opened ends the command with the reason."""
    from analysis.library.records import LibraryError
    from analysis.library.store import Store

    store = None
    try:
        path = folder(given)
        if not writes and not (path / "library.db").exists():
            raise fail(f"there is no library at {path}; add articles with: pullquote add PATH")
        store = Store.open(path)
        yield store
    except LibraryError as error:
        raise fail(str(error)) from error
    finally:
        if store is not None:
            store.close()


def article_line(row: ArticleRow, *, marks: bool = False) -> str:
    """Write an article as one line: number, unread and star marks where wanted, date, outlet, title."""
    state = f"{'★' if row.starred else ' '}{' ' if row.read else '●'} " if marks else ""
    return f"{row.id:6} {state} {(row.published or '')[:10]:10}  {clean_line(row.outlet or '')[:18]:18}  {clean_line(row.title)}"


def find_all(store: Store, keys: Iterable[str]) -> tuple[list[int], bool]:
    """Return the article ids of these keys, and whether all were found; each missing one gets a line on standard error."""
    found, complete = [], True
    for key in keys:
        number = store.find(key)
        if number is None:
            say_error(f"{key}: no such article in the library; pullquote list shows what is there")
            complete = False
        else:
            found.append(number)
    return found, complete


def exit_code(done: int, complete: bool) -> int:
    """Return 0 where all succeeded, 1 where part did, 2 where nothing did."""
    return 0 if complete else PART_FAILED if done else 2
