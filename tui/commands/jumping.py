"""Commands that jump: to names, quotes, links, other articles, and back."""

from tui.commands.command import Command

JUMPING = (
    Command("jump.open", "open", "Open", "Open the row, the card of a name, the article of a link", "enter", "open"),
    Command("jump.next-name", "mention(1)", "Next name", "To the next name in the article", "]e", "name"),
    Command("jump.previous-name", "mention(-1)", "Previous name", "To the name before", "[e"),
    Command("jump.next-quote", "quote(1)", "Next quote", "To the next quote in the article", "]q", "quote"),
    Command("jump.previous-quote", "quote(-1)", "Previous quote", "To the quote before", "[q"),
    Command("jump.same-forward", "same_entity(1)", "Same name, forward", "To its next mention, here or in the next article", "*"),
    Command("jump.same-back", "same_entity(-1)", "Same name, back", "To its mention before, here or in the article before", "#"),
    Command("jump.card", "card", "Card of this name", "Show who or what this name is across the library", "K"),
    Command("jump.next-article", "article(1)", "Next article", "Open the next article of the list", "]a"),
    Command("jump.previous-article", "article(-1)", "Previous article", "Open the article before in the list", "[a"),
    Command("jump.next-unread", "unread", "Next unread", "Open the next article of the list that is not read", "]u"),
    Command("jump.back", "back", "Back", "Back to the place before the last jump, in this article or another", "H,ctrl+o", "back"),
    Command("jump.forward", "forward", "Forward", "Forward again after going back", "L"),
    Command("jump.last-place", "last_place", "Last place", "To the place before the last jump; again to return", "''"),
    Command("jump.set-mark", "set_mark", "Set a mark", "Remember this place under a letter: m and the letter", "m"),
    Command("jump.go-mark", "go_mark", "Go to a mark", "Go to the place of a letter: ' and the letter", "'"),
    Command("jump.link", "link({n})", "Link", "Open the link or the related article with this number", "1,2,3,4,5,6,7,8,9", palette=False),
    Command("jump.hints", "hints", "Hints", "Show a letter on every name, quote, link and pane; type it to go there", "f", "hints"),
)
