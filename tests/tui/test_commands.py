"""Each command once: one id, no key twice, and a binding that a keymap can change."""

from collections import Counter

from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.commands.command import Command, bindings, key_label
from tui.commands.registry import COMMANDS, GROUPS
from tui.commands.sequences import KeySequences, is_sequence


def test_ids_and_keys_are_given_once() -> None:
    assert len(COMMANDS) == sum(map(len, GROUPS.values()))
    keys = Counter(key for command in COMMANDS.values() for key in command.keys.split(","))
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_has_words_for_people() -> None:
    for command in COMMANDS.values():
        assert command.title[0].isupper(), command.id
        assert command.help[0].isupper(), command.id
        assert not command.help.endswith("."), command.id


def test_sequences_are_told_from_names_of_keys() -> None:
    assert is_sequence("]e")
    assert is_sequence("''")
    assert not any(map(is_sequence, ("j", "up", "tab", "end", "f1", "f12", "enter", "ctrl+d")))


def test_labels_are_what_stands_on_the_keys() -> None:
    assert [key_label(key) for key in ("question_mark", "ctrl+d", "]e", "space", "G")] == ["?", "Ctrl+d", "]e", "Space", "G"]


GROUP = (
    Command("a.next", "note('next')", "Next", "Next", "]e"),
    Command("a.mark", "mark", "Mark", "Mark", "'"),
    Command("a.last", "note('last')", "Last", "Last", "''"),
    Command("a.plain", "note('plain')", "Plain", "Plain", "e"),
)


class Notes(KeySequences):
    BINDINGS = bindings(GROUP)

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("x")

    def action_note(self, what: str) -> None:
        self.noted.append(what)

    def action_mark(self) -> None:
        self.expect("'…", lambda letter: self.noted.append(f"mark {letter}"))


class NotesApp(App[None]):
    def on_mount(self) -> None:
        self.push_screen(Notes())


async def pressed(*keys: str, keymap: dict[str, str] | None = None) -> list[str]:
    app = NotesApp()
    async with app.run_test() as pilot:
        app.set_keymap(keymap or {})
        await pilot.press(*keys)
        await pilot.pause()
        return app.screen.noted  # type: ignore[attr-defined]


async def test_a_sequence_runs_its_command() -> None:
    assert await pressed("]", "e") == ["next"]


async def test_a_key_that_starts_a_longer_one_waits_and_then_counts_alone() -> None:
    assert await pressed("'", "a", "'", "'") == ["mark a", "last"]


async def test_a_broken_sequence_does_nothing() -> None:
    assert await pressed("]", "x", "e") == ["plain"]
    assert await pressed("]", "escape", "e") == ["plain"]


async def test_a_keymap_changes_a_sequence() -> None:
    assert await pressed("]", "e", "n", "e", keymap={"a.next": "n"}) == ["plain", "next", "plain"]
