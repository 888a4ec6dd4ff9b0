"""Commands on articles and on the library: state, order, what is related and why."""

from tui.commands.command import Command

LIBRARY = (
    Command("article.star", "star", "Star", "Star this article, or take its star away", "t"),
    Command("article.read", "toggle_read", "Read or unread", "Mark this article as unread, or as read", "R"),
    Command("article.cite", "cite", "Cite", "Copy the quote at hand, or the article, with its source", "c"),
    Command("article.copy", "copy_address", "Copy address", "Copy the address of this article", "y"),
    Command("article.browse", "browse", "Open in the browser", "Open the address of this article in the web browser", "o"),
    Command("related.why", "why", "Why related", "Show how the score of this related article is made up", "x"),
    Command("related.less", "threshold(1)", "Fewer related", "Show only what is more alike", "+"),
    Command("related.more", "threshold(-1)", "More related", "Show what is less alike, too", "-"),
    Command("quote.variants", "variants", "Variants of this quote", "List where else this quote stands, with the words that differ", "="),
    Command("article.differences", "differences", "Differences", "Compare this article with the related one, paragraph by paragraph", "d"),
    Command("article.versions", "versions", "Older versions", "What this article said before its source changed it", "D"),
    Command("list.order", "next_order", "Order of the list", "Newest, oldest, by outlet, by title, last added", "O"),
    Command("list.filter", "next_filter", "Filter the list", "All, unread, new since the last start, with followed names, starred", "I"),
    Command("list.group", "group", "Near duplicates in one row", "One row for articles that are nearly the same, or a row each", "zn"),
    Command("list.copies", "copies", "Near duplicates of this", "Show below this row what is nearly the same, or hide it", "v"),
    Command("list.folders", "folders", "Folders", "Unread, new, followed, starred, saved searches and feeds", "zf", "folders"),
    Command("list.dense", "dense", "Dense list", "One line an article instead of two", "zd"),
    Command("library.add", "add", "Add articles", "Add files, folders or an address to the library", "a"),
    Command("library.fetch", "fetch", "Fetch feeds", "Ask all feeds for new articles, in the background", "r"),
    Command("library.problems", "problems", "Problems", "List the files, addresses and feeds that could not be read", "zp"),
    Command("library.resume", "resume", "Go on analysing", "Start the background analysis again after it was stopped", "zg"),
)
