"""Commands that move within a pane and between panes; they mean the same in every pane."""

from tui.commands.command import Command

MOVING = (
    Command("move.down", "move('down')", "Down", "One line down, or the next row of a list", "j,down"),
    Command("move.up", "move('up')", "Up", "One line up, or the row before", "k,up"),
    Command("move.page-down", "move('page_down')", "Page down", "One page down", "space,pagedown", "page"),
    Command("move.page-up", "move('page_up')", "Page up", "One page up", "b,pageup"),
    Command("move.half-down", "move('half_down')", "Half a page down", "Half a page down", "ctrl+d"),
    Command("move.half-up", "move('half_up')", "Half a page up", "Half a page up", "ctrl+u"),
    Command("move.home", "move('home')", "Top", "To the first line or row", "g,home"),
    Command("move.end", "move('end')", "Bottom", "To the last line or row", "G,end"),
    Command("move.next-paragraph", "paragraph(1)", "Next paragraph", "To the next paragraph of the article", "}"),
    Command("move.previous-paragraph", "paragraph(-1)", "Previous paragraph", "To the paragraph before", "{"),
    Command("pane.next", "pane(1)", "Next pane", "Go to the next pane", "tab", "panes"),
    Command("pane.previous", "pane(-1)", "Previous pane", "Go to the pane before", "shift+tab"),
    Command("pane.left", "pane_side(-1)", "Pane to the left", "Go to the pane on the left", "h,left"),
    Command("pane.right", "pane_side(1)", "Pane to the right", "Go to the pane on the right", "l,right"),
)

LISTS = tuple(command for command in MOVING if command.action.startswith("move("))
"""Those that move along a list, for screens that are one."""
