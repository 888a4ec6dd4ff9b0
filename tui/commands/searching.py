"""Commands that find words in the article and articles in the library."""

from tui.commands.command import Command

SEARCHING = (
    Command("search.find", "find", "Find in the article", "Find words in this article; /re/ for a regular expression", "/", "find"),
    Command("search.next-hit", "hit(1)", "Next hit", "To the next hit, in the next article when this one has no more", "n"),
    Command("search.previous-hit", "hit(-1)", "Previous hit", "To the hit before", "N"),
    Command("search.library", "search", "Search the library", "Search all articles, quotes and entities as you type", "s", "search"),
    Command("search.save", "save_search", "Save this search", "Keep this search above the list, with its count", "w"),
)
