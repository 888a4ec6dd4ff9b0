"""What the user sets, in config.toml. The program reads this file and never writes it.

library = "~/articles"          # where the library lives

[reader]
measure = 80                    # longest line of text, in columns: 40 to 160

[analysis]
pipeline = "en_core_web_lg"     # another installed spaCy pipeline

[keys]
"jump.next-name" = "]e,ctrl+n"  # ids: pullquote keys

[pipe]
count = ["wc", "-w"]            # a program of yours and its arguments: |1 gives it the quote at hand, or the article
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path


class ConfigError(Exception):
    """The config file says something that cannot be used; the message names the file, the place and what is wanted."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings, all with defaults."""

    library: Path | None = None
    measure: int = 80
    pipeline: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    pipe: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Programs and their arguments by the names that the user gave them."""


def config_path() -> Path:
    """Return where the config file is looked for: PULLQUOTE_CONFIG, else the platform's folder."""
    if given := os.environ.get("PULLQUOTE_CONFIG"):
        return Path(given).expanduser()
    from platformdirs import user_config_path

    return user_config_path("pullquote", appauthor=False) / "config.toml"


def load_config(path: Path | None = None) -> Config:
    """Read the config file; one that is not there gives the defaults.

    Raises:
        ConfigError: the file is not TOML, or a value is not what it must be.
    """
    path = path or config_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    import tomllib

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    pipe = _pipe(path, raw.pop("pipe", {}))
    return Config(
        library=_library(path, raw.pop("library", None)),
        **_table(path, raw.pop("reader", {}), "reader", {"measure": _measure}),
        **_table(path, raw.pop("analysis", {}), "analysis", {"pipeline": _text}),
        keys=_keys(path, raw.pop("keys", {}), pipe),
        pipe=pipe,
        **_nothing_left(path, raw, ""),
    )


def _table(path: Path, table: object, name: str, readers: dict) -> dict:  # type: ignore[type-arg]
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [{name}] must be a table")
    found = {key: read(path, f"{name}.{key}", table.pop(key)) for key, read in readers.items() if key in table}
    _nothing_left(path, table, f"{name}.")
    return found


def _nothing_left(path: Path, table: dict, prefix: str) -> dict:  # type: ignore[type-arg]
    if table:
        raise ConfigError(f"{path}: there is no setting {prefix}{next(iter(table))}")
    return {}


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{path}: {name} must be a text")
    return value


def _measure(path: Path, name: str, value: object) -> int:
    if not isinstance(value, int) or not 40 <= value <= 160:
        raise ConfigError(f"{path}: {name} must be a number of columns from 40 to 160")
    return value


def _library(path: Path, value: object) -> Path | None:
    return None if value is None else Path(_text(path, "library", value)).expanduser()


def _pipe(path: Path, table: object) -> dict[str, tuple[str, ...]]:
    from tui.commands.piping import MOST

    if not isinstance(table, dict) or len(table) > MOST:
        raise ConfigError(f"{path}: [pipe] must be a table of at most {MOST} programs")
    for name, program in table.items():
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,20}", name):
            raise ConfigError(f"{path}: pipe.{name}: a name has up to 20 letters, digits and hyphens")
        if not isinstance(program, list) or not program or not all(isinstance(part, str) and part for part in program):
            raise ConfigError(f'{path}: pipe.{name} must be a list of a program and its arguments, such as ["wc", "-w"]: no shell reads it')
    return {name: tuple(program) for name, program in table.items()}


def _keys(path: Path, table: object, pipe: dict[str, tuple[str, ...]]) -> dict[str, str]:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [keys] must be a table")
    from tui.commands.piping import piping
    from tui.commands.registry import COMMANDS

    known = {*COMMANDS, *(command.id for command in piping(pipe))}
    for name, keys in table.items():
        if name not in known:
            from rapidfuzz import process

            near = process.extractOne(name, sorted(known))
            raise ConfigError(f"{path}: keys.{name}: there is no such command" + (f"; did you mean {near[0]}?" if near else ""))
        _text(path, f"keys.{name}", keys)
    return dict(table)
