"""A library made up at random from a few words, so that every query has something to find."""

from __future__ import annotations

import random
from pathlib import Path

from analysis.article import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Entity,
    Label,
    Mention,
    MentionKind,
    Quote,
    QuoteKind,
    Relay,
    Span,
    Speaker,
)
from analysis.library.feeds import subscribe
from analysis.library.store import Store
from analysis.library.writer import Writer

_WORDS = """
port strike strikes striking dock docks dockers talks talk talked pay paid union unions ferry ferries delay delayed delays
harbour harbor bank banks rate rates café résumé vote votes voting voted no limits limit long short fish fishing fished
storm stormy storms tariff tariffs deal deals dealing minister ministers says skies lying possible possibly 2024 12 x
"""
WORDS = tuple(_WORDS.split())
NAMES = {
    "Mara Lund": (Label.PERSON, ("Mara Lund", "Lund", "Ms Lund")),
    "Pavel Lund": (Label.PERSON, ("Pavel Lund",)),
    "Otto Brandt": (Label.PERSON, ("Otto Brandt", "Brandt")),
    "Zoë Álvarez": (Label.PERSON, ("Zoë Álvarez", "Álvarez")),
    "Halvard": (Label.GPE, ("Halvard",)),
    "Osterland": (Label.GPE, ("Osterland",)),
    "Halvard Port Authority": (Label.ORG, ("Halvard Port Authority", "Port Authority")),
    "Dockers' Union": (Label.ORG, ("Dockers' Union",)),
}
OUTLETS = ("Harbour Times", "Morning Echo", "Coast Wire", "The Ledger", None)
RELAYS = ("Coast Wire", "Osterland Radio", "Port Authority")
AUTHORS = ("Ida Holm", "Jon Vik", None)
FEEDS = {
    "https://harbour.example/rss": "Harbour Times",
    "https://harbour.example/rss/sport": "Harbour Times: Sport",
    "https://www.echo.example/feed.xml": "Morning Echo",
    "http://second.example/echo": "Morning Echo",
    "https://nameless.example/": "",
}
TAGS = ("port", "to read", "Énergie")


def make(folder: Path, count: int, seed: int = 1) -> Store:
    """Make a library of `count` articles in `folder`, some read, starred and tagged, and open it."""
    rng = random.Random(seed)
    store = Store.open(folder)
    add(store, count, rng)
    _fetch(store, count)
    for number in range(1, count + 1):
        if rng.random() < 0.3:
            store.set_read(number, True)
        if rng.random() < 0.2:
            store.set_starred(number, True)
        if rng.random() < 0.3:
            store.set_tags(number, tuple(rng.sample(TAGS, rng.randint(1, 2))))
        if number == count * 3 // 4:
            store.mark_seen()
    return store


def _fetch(store: Store, count: int) -> None:
    """Let articles have come by one feed, by several or by none."""
    rng = random.Random(2)
    for number, (address, title) in enumerate(FEEDS.items(), 1):
        with store.database.writing() as connection:
            subscribe(connection, address, title, "News")
            came = [article for article in range(1, count + 1) if rng.random() < 0.2]
            connection.executemany("INSERT INTO feed_articles VALUES (?, ?, '2024-06-01')", ((number, article) for article in came))


def add(store: Store, count: int, rng: random.Random) -> list[int]:
    """Add `count` new articles with their annotations and return their ids."""
    writer = Writer(store.database)
    ids = []
    for _ in range(count):
        article, annotations = article_of(rng)
        (added,) = writer.add([article])
        if rng.random() < 0.95:
            writer.annotate(added.article_id, article.digest, annotations)
        ids.append(added.article_id)
    return ids


def article_of(rng: random.Random) -> tuple[Article, Annotations]:
    """Make one article: a headline, paragraphs with names and quotes, and a line of boilerplate."""
    title = " ".join(rng.choices(WORDS, k=rng.randint(1, 6))).capitalize()
    text, blocks = title, [Block(0, len(title), BlockKind.HEADLINE)]
    mentions: dict[str, list[Mention]] = {}
    quotes: list[tuple[int, int, str | None, tuple[int, int] | None, Relay | None]] = []

    def name() -> str:
        nonlocal text
        who = rng.choice(list(NAMES))
        form = rng.choice(NAMES[who][1])
        mentions.setdefault(who, []).append(Mention(len(text), len(text) + len(form), MentionKind.NAME))
        text += form
        return who

    for _ in range(rng.randint(1, 3)):
        text += "\n\n"
        start = len(text)
        text += " ".join(rng.choices(WORDS, k=rng.randint(2, 10))).capitalize() + " "
        who = name()
        if rng.random() < 0.5:
            text += " said: "
            opening = len(text)
            text += "“" + " ".join(rng.choices(WORDS, k=rng.randint(2, 6)))
            if rng.random() < 0.4:
                text += " "
                name()
            text += ".”"
            closing = len(text)
            relay = None
            if rng.random() < 0.4:
                via = rng.choice(RELAYS)
                text += " (via " + via + ")"
                relay = Relay(via, len(text) - 1 - len(via), len(text) - 1)
            anonymous = rng.random() < 0.2
            quotes.append((opening, closing, None if anonymous else who, None, relay))
        text += "."
        blocks.append(Block(start, len(text), BlockKind.PARAGRAPH))
    text += "\n\n"
    start = len(text)
    text += "Read more: " + " ".join(rng.choices(WORDS, k=3))
    blocks.append(Block(start, len(text), BlockKind.READ_MORE))
    order = sorted(mentions, key=lambda who: mentions[who][0].start)
    ids = {who: f"e{i + 1}" for i, who in enumerate(order)}
    entities = tuple(Entity(ids[who], NAMES[who][1][0], NAMES[who][0], tuple(mentions[who])) for who in order)
    marked = tuple(
        Quote(
            opening,
            closing,
            QuoteKind.DIRECT,
            0.9,
            Speaker(None, "a union official", None) if who is None else Speaker(ids[who], who, Span(opening - 8, opening - 2)),
            None,
            relay,
        )
        for opening, closing, who, _, relay in quotes
    )
    key = f"{rng.getrandbits(64):x}"
    published = rng.choice((None, "2024", f"2024-{rng.randint(1, 12):02}", f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"))
    if rng.random() < 0.3:
        published = f"2023-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:30:00+02:00"
    article = Article(
        key, title, text, tuple(blocks), outlet=rng.choice(OUTLETS), author=rng.choice(AUTHORS), published=published, digest=key
    )
    return article, Annotations(entities, marked, pipeline="made 1")
