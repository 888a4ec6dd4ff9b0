"""Commands that change what is shown and how, and the ones of the program itself."""

from tui.commands.command import Command

APPEARANCE = (
    Command("view.names", "layer('names')", "Names", "Show or hide the marks on names", "ze"),
    Command("view.quotes", "layer('quotes')", "Quotes", "Show or hide the marks on quotes", "zq"),
    Command("view.indirect", "layer('indirect')", "Indirect speech", "Show or hide what is reported without quotation marks", "zi"),
    Command("view.values", "layer('values')", "Dates and amounts", "Show or hide the marks on dates and amounts", "zv"),
    Command("view.folds", "folds", "Boilerplate", "Fold or open promotions, credits and link lists", "zb"),
    Command("view.list", "toggle_pane('list')", "List pane", "Show or hide the list", "zl"),
    Command("view.side", "toggle_pane('side')", "Side panel", "Show or hide the related articles and contents", "zr"),
    Command("view.zen", "zen", "Only the article", "Hide everything but the article, or bring it back", "zz"),
    Command("view.wider", "measure(4)", "Wider text", "Make the lines of the article longer", ">"),
    Command("view.narrower", "measure(-4)", "Narrower text", "Make the lines of the article shorter", "<"),
    Command("view.legend", "legend", "Legend", "What the marks in the text mean, and what made the one at hand", "i"),
    Command("view.theme", "theme", "Theme", "Choose the colours; remembered", "zt"),
)

PROGRAM = (
    Command("app.help", "help", "Keys", "Show every key that is bound, and what it does", "?,f1", "keys"),
    Command("app.palette", "palette", "Commands", "Find a command by its name", ":,ctrl+p"),
    Command("app.leave", "leave", "Back or quit", "Close what is open, then go back to the list, then quit", "q", "quit"),
    Command("app.cancel", "cancel", "Cancel", "Close, cancel, or stop the analysis that runs", "escape"),
    Command("app.quit", "quit_now", "Quit", "Quit at once; everything is kept", "ctrl+q"),
)
