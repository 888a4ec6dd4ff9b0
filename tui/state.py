"""What the program remembers by itself, in state.json: theme, panes, and per library where the user was."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Session:
    """Where the user was in one library. Places are ``[kind, id, offset]`` lists, see `tui.history.Place`."""

    article: int | None = None
    back: list[list[Any]] = field(default_factory=list)
    forward: list[list[Any]] = field(default_factory=list)
    marks: dict[str, list[Any]] = field(default_factory=dict)
    order: str = "newest"
    filter: str = "all"
    queries: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    threshold: float = 0.0


@dataclass(slots=True)
class State:
    """Everything remembered."""

    theme: str | None = None
    measure: int | None = None
    dense: bool = False
    list_pane: bool = True
    side_pane: bool = True
    grouped: bool = False
    """Near duplicates have one row."""
    folders: bool = False
    layers: dict[str, bool] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)

    def session(self, library: Path) -> Session:
        """Return the session of a library, a new one where there is none."""
        return self.sessions.setdefault(str(library.resolve()), Session())


def state_path() -> Path:
    """Return where state.json lives: PULLQUOTE_STATE, else the platform's folder."""
    if given := os.environ.get("PULLQUOTE_STATE"):
        return Path(given).expanduser()
    from platformdirs import user_state_path

    return user_state_path("pullquote", appauthor=False) / "state.json"


def load_state(path: Path | None = None) -> State:
    """Read what was remembered. A file that is missing or damaged gives a fresh state: nothing in it is the user's work."""
    try:
        raw = json.loads((path or state_path()).read_text(encoding="utf-8"))
        sessions = {name: _known(Session, session) for name, session in raw.pop("sessions", {}).items()}
        state = _known(State, raw)
        state.sessions = sessions
    except (OSError, ValueError, TypeError, AttributeError):
        return State()
    return state


def save_state(state: State, path: Path | None = None) -> None:
    """Write the state whole or not at all. A folder that cannot be written is no reason to stop the reader."""
    path = path or state_path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".state-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(asdict(state), out, ensure_ascii=False)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _known(kind: type[T], raw: dict[str, Any]) -> T:
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    blank = kind()
    return kind(**{name: value for name, value in raw.items() if name in fields and _fits(getattr(blank, name), value)})


def _fits(default: object, value: object) -> bool:
    return default is None or type(value) is type(default) or (isinstance(default, float) and isinstance(value, int))
