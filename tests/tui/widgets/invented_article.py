"""An invented article with marks, made from plain lines so that every offset is found, not typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.article import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Entity,
    Label,
    Mention,
    Quote,
    QuoteKind,
    Relay,
    Span,
    Speaker,
    Value,
)

K = BlockKind
LINES: list[tuple[BlockKind, str]] = [
    (K.HEADLINE, "Port strike enters third week as talks stall"),
    (K.STANDFIRST, "Ferries lie idle [and so do cranes] while both sides wait for the other to call."),
    (K.BYLINE, "By Ines Fell"),
    (K.PARAGRAPH, "Talks between the Dockers’ Union and Halvard Port Authority broke down on Tuesday, union leader Mara Lund said."),
    (K.PARAGRAPH, "“We were offered less than nothing,” she told Coast Wire. “We will not go back for that.”"),
    (K.CAPTION, "Cranes stand still over the north quay at Halvard."),
    (K.CREDIT, "Pic: Ines Fell/Harbour Times"),
    (K.PARAGRAPH, "Otto Brandt, who runs the port, called the claim “a fantasy” and said that 3.5 million crowns a day were being lost."),
    (K.SUBHEADING, "What each side wants"),
    (K.LIST_ITEM, "• A rise of 6 % for crane drivers, who have had none since the merger of the two harbour companies in 2027"),
    (K.LIST_ITEM, "• Two free Sundays a month"),
    (K.BLOCK_QUOTE, "“Nobody in that room has ever lifted a crate,” Lund wrote to her members, “and nobody in it ever will.”"),
    (K.INSET, "The strike so far: three weeks, two ports, no ferry to Osterland since Monday, and no date for new talks."),
    (K.READ_MORE, "Dockers reject “insulting” pay offer"),
    (K.READ_MORE, "Who is Mara Lund?"),
    (K.PARAGRAPH, "People who know the talks expect a new offer by Friday. “It will come,” said one of them. 罢工将继续，工会说。"),
    (K.PROMO, "Follow Harbour Times on your telephone for all the news of the coast."),
    (K.RECOMMENDATION, "Bank of Osterland holds rates at 4 %"),
    (K.RECOMMENDATION, "Ferry lines reroute as strike bites"),
]


@dataclass(frozen=True)
class Link:
    """The fields of a MarkedLink."""

    start: int
    end: int
    text: str
    state: str
    article_id: int | None = None


def article(lines: Iterable[tuple[BlockKind, str]] = LINES, **about: str | None) -> Article:
    """Return an article whose blocks are `lines`, a blank line between them."""
    text, blocks = "", []
    for kind, line in lines:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(line), kind))
        text += line
    known = {"title": LINES[0][1], "outlet": "Harbour Times", "published": "2031-03-14", "author": "Ines Fell", **about}
    return Article(key="strike", text=text, blocks=tuple(blocks), **known)  # type: ignore[arg-type]


def mentions(text: str, *forms: str, upto: int | None = None) -> tuple[Mention, ...]:
    """Return every place where one of `forms` stands, the longest form first."""
    found: list[Mention] = []
    for form in sorted(forms, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            if not any(mention.start < at + len(form) and at < mention.end for mention in found):
                found.append(Mention(at, at + len(form)))
            at = text.find(form, at + 1)
    limit = len(text) if upto is None else upto
    return tuple(sorted((mention for mention in found if mention.start < limit), key=lambda mention: mention.start))


def quote(text: str, words: str, entity: str | None, name: str | None, confidence: float = 0.97, via: str | None = None) -> Quote:
    """Return the quote of `words` by a speaker."""
    start = text.index(words)
    relay = None if via is None else Relay(via, text.index(via), text.index(via) + len(via))
    speaker = Speaker(entity, name, None) if entity or name else None
    kind = QuoteKind.DIRECT if words.startswith("“") else QuoteKind.INDIRECT
    return Quote(start, start + len(words), kind, confidence, speaker, None, relay)


def annotations(text: str) -> Annotations:
    """Return what an analysis of the invented article would say."""
    stop = text.find("Follow Harbour Times")
    entities = (
        Entity("e1", "Dockers' Union", Label.ORG, mentions(text, "Dockers’ Union", upto=stop)),
        Entity("e2", "Halvard Port Authority", Label.ORG, mentions(text, "Halvard Port Authority", upto=stop)),
        Entity("e3", "Mara Lund", Label.PERSON, mentions(text[: text.index("Who is Mara")], "Mara Lund", "Lund", upto=stop)),
        Entity("e4", "Otto Brandt", Label.PERSON, mentions(text, "Otto Brandt", upto=stop)),
        Entity("e5", "Osterland", Label.GPE, mentions(text, "Osterland", upto=stop)),
        Entity("e6", "Coast Wire", Label.ORG, mentions(text, "Coast Wire", upto=stop)),
    )
    quotes = (
        quote(text, "“We were offered less than nothing,”", "e3", "Mara Lund", via="Coast Wire"),
        quote(text, "“We will not go back for that.”", "e3", "Mara Lund", via="Coast Wire"),
        quote(text, "“a fantasy”", "e4", "Otto Brandt"),
        quote(text, "that 3.5 million crowns a day were being lost", "e4", "Otto Brandt"),
        quote(text, "“Nobody in that room has ever lifted a crate,”", "e3", "Mara Lund", confidence=0.7),
        quote(text, "“and nobody in it ever will.”", "e3", "Mara Lund", confidence=0.7),
        quote(text, "“It will come,”", None, None, confidence=0.6),
    )
    values = (Value(text.index("3.5 million"), text.index("3.5 million") + len("3.5 million crowns"), "MONEY"),)
    return Annotations(entities, quotes, values)


def links(text: str) -> list[Link]:
    """Return the lines that name other articles, with what the library has of them."""
    states = [
        ("Dockers reject “insulting” pay offer", "in library"),
        ("Who is Mara Lund?", "probable"),
        ("Bank of Osterland holds", "missing"),
    ]
    return [Link(text.index(words), text.index(words) + len(words), words, state, 7) for words, state in states]


def span_of(text: str, words: str) -> Span:
    """Return where `words` first stand."""
    return Span(text.index(words), text.index(words) + len(words))
