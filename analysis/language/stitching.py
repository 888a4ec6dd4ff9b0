"""From an article to the pieces that are analysed, and from what is said of the pieces back to the article.

Only the blocks that the writer wrote are read. Pieces carry a map of their offsets, so that every span that comes back is a span of the
article's own text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.article import BOILERPLATE, Annotations, Article, Entity, Label, Mention, Quote, Span, Value

LONGEST_PIECE = 40_000
"""Characters analysed together; nearly every article is shorter."""

_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?][\"”’']?\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to analyse. From offset `starts[i]` on, its characters are those of the article from `origins[i]` on."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Return the place of a character of the piece in the article's text."""
        at = bisect_right(self.starts, offset) - 1
        return self.origins[at] + offset - self.starts[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the article's text that a span of the piece is."""
        if len(self.starts) == 1:
            return start + self.origins[0], end + self.origins[0]
        first = self.origin(start)
        return first, self.origin(end - 1) + 1 if end > start else first


def pieces_of(article: Article) -> list[Piece]:
    """Return the article's own words in pieces; blocks end with a line end."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    size = 0
    last: int | None = None
    for start, end in _readable(article):
        if last is not None:
            gap = article.text[last:start]
            # What stands between two blocks is blank, unless a block that is not read stands there.
            between = gap if gap.isspace() and "\n" in gap else "\n\n"
            parts.append(between)
            starts.append(size)
            origins.append(last)
            size += len(between)
        parts.append(article.text[start:end])
        starts.append(size)
        origins.append(start)
        size += end - start
        last = end
    text = "".join(parts)
    if not text.strip():
        return []
    pieces = []
    for start, end in _cut(text):
        first, stop = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
        pieces.append(
            Piece(
                text[start:end],
                (0, *(at - start for at in starts[first + 1 : stop])),
                (origins[first] + start - starts[first], *origins[first + 1 : stop]),
            )
        )
    return pieces


def _readable(article: Article) -> list[tuple[int, int]]:
    """Return the stretches of text to read, neighbouring blocks with nothing but lines between them as one."""
    if not article.blocks:
        return [(0, len(article.text))]
    stretches: list[tuple[int, int]] = []
    for block in article.blocks:
        if block.kind in BOILERPLATE or block.start >= block.end:
            continue
        if stretches:
            gap = article.text[stretches[-1][1] : block.start]
            if gap.isspace() and "\n" in gap:
                stretches[-1] = (stretches[-1][0], block.end)
                continue
        stretches.append((block.start, block.end))
    return stretches


def _cut(text: str) -> list[tuple[int, int]]:
    """Return the bounds of pieces of a text, cut at the best place in the second half of what one can hold."""
    bounds: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > LONGEST_PIECE:
        end = start + LONGEST_PIECE
        for cut in _CUTS:
            places = [match.end() for match in cut.finditer(text, start + LONGEST_PIECE // 2, end)]
            if places:
                end = places[-1]
                break
        bounds.append((start, end))
        start = end
    bounds.append((start, len(text)))
    return bounds


def join(said: Sequence[tuple[Piece, Annotations]]) -> tuple[tuple[Entity, ...], tuple[Quote, ...], tuple[Value, ...]]:
    """Return what was said of the pieces of one article as said of the article; entities of one name and label become one."""
    mentions: dict[tuple[str, Label], list[Mention]] = {}
    ids: dict[tuple[str, Label], str] = {}
    quotes: list[Quote] = []
    values: list[Value] = []
    for number, (piece, heard) in enumerate(said):
        renamed: dict[str, str] = {}
        own: set[tuple[str, Label]] = set()
        for entity in heard.entities:
            key = (entity.name, entity.label)
            if key in own:  # Two people of one name within a piece stay two.
                key = (f"{entity.name}\0{number}.{entity.id}", entity.label)
            own.add(key)
            renamed[entity.id] = ids.setdefault(key, f"e{len(ids) + 1}")
            moved = [
                replace(mention, start=start, end=end)
                for mention in entity.mentions
                for start, end in [piece.span(mention.start, mention.end)]
            ]
            mentions.setdefault(key, []).extend(moved)
        quotes += [_move_quote(quote, piece, renamed) for quote in heard.quotes]
        for value in heard.values:
            start, end = piece.span(value.start, value.end)
            values.append(Value(start, end, value.label))
    entities = tuple(Entity(ids[key], key[0].partition("\0")[0], key[1], tuple(found)) for key, found in mentions.items())
    return entities, tuple(quotes), tuple(values)


def _move_quote(quote: Quote, piece: Piece, ids: dict[str, str]) -> Quote:
    start, end = piece.span(quote.start, quote.end)
    speaker, cue, via = quote.speaker, quote.cue, quote.via
    if speaker:
        entity = ids.get(speaker.entity) if speaker.entity else None
        speaker = replace(speaker, entity=entity, mention=speaker.mention and Span(*piece.span(speaker.mention.start, speaker.mention.end)))
    if via:
        first, last = piece.span(via.start, via.end)
        via = replace(via, start=first, end=last, entity=ids.get(via.entity) if via.entity else None)
    return replace(quote, start=start, end=end, speaker=speaker, cue=cue and Span(*piece.span(cue.start, cue.end)), via=via)
