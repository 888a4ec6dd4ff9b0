"""Commands that are the user's own word on a name; they mean the same in the article, on a card and on an entity's screen."""

from tui.commands.command import Command

CORRECTING = (
    Command("entity.merge", "merge", "Merge names", "Say that this name and another are the same", "M"),
    Command("entity.split", "split", "Split name", "Say that this name, as it stands in this article, is somebody else", "S"),
    Command("entity.rename", "rename", "Rename", "Call this name by another name, in the whole library", "E"),
    Command("entity.relabel", "relabel", "Kind of this name", "Say what this name is: a person, an organisation, a place …", "T"),
    Command("entity.not-a-name", "not_a_name", "Not a name", "Say that this is no name: in this article, or anywhere", "X"),
    Command("entity.follow", "follow", "Follow", "Follow this name, or no longer: later articles with it are shown as such", "F"),
    Command("library.undo", "undo", "Undo", "Take back the last merge, split, rename, kind or “not a name”", "u"),
)
