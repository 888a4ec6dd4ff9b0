"""What is remembered: written whole, read back, and never a reason to fail."""

import json
from pathlib import Path

import pytest

from tui.state import State, load_state, save_state


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    state = State(theme="nord", measure=72, layers={"names": False})
    session = state.session(tmp_path / "library")
    session.article, session.marks = 7, {"a": ["article", 7, 120]}
    save_state(state, path)
    assert load_state(path) == state
    assert [child.name for child in path.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sessions": 3}', '{"sessions": {"x": 4}}', "null"])
def test_a_damaged_file_gives_a_fresh_state(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    assert load_state(path) == State()


def test_values_of_the_wrong_kind_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"theme": "nord", "dense": "yes", "unknown": 1, "sessions": {"/x": {"article": 3, "back": "no"}}}))
    state = load_state(path)
    assert (state.theme, state.dense, state.sessions["/x"].article, state.sessions["/x"].back) == ("nord", False, 3, [])


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    save_state(State(), blocked / "state.json")
    assert blocked.read_text() == ""
