"""Quotes that an article prints twice: headlines, subheadings, pull quotes and captions repeat in part what somebody says at length.

Such an echo stands in few words of the writer's own, so that little there tells speech from a phrase, and whose it is. The quote that it
is taken from tells both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.article import Quote, QuoteKind

from .marks import Segment, pair_marks
from .tiers import PROBABLE

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LEAST = 3
"""Fewer words are the same by chance."""
_HEADING = 20
"""A line of more words is no heading."""
_LINE = 200
"""Nor is one of more characters."""
_TRIED = 16
"""Quotes with the same three words that are compared: a text may consist of nothing else."""


@dataclass(frozen=True, slots=True)
class _Said:
    quote: Quote
    words: tuple[str, ...]


def with_echoes(text: str, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the sorted `quotes` of a text with the echoes in its headings; unsure speakers of echoes are those of the longer quotes.

    An echo has at least three words, all of them as they stand in the other quote.
    """
    said = [_Said(quote, _words(text, quote.start, quote.end)) for quote in quotes]
    places: dict[tuple[str, ...], list[tuple[_Said, int]]] = defaultdict(list)
    for one in said:
        for at in range(len(one.words) - _LEAST + 1):
            known = places[one.words[at : at + _LEAST]]
            if len(known) < _TRIED:
                known.append((one, at))
    out = []
    for one in said:
        source = _source(one, places) if one.quote.confidence < PROBABLE or _is_heading(text, one.quote.start, one.quote.end) else None
        out.append(_given_to(one.quote, source.quote) if source is not None else one.quote)
    for segment in _unread(text, quotes):
        found = _Said(Quote(segment.start, segment.end, QuoteKind.PARTIAL, 0.0), _words(text, segment.start, segment.end))
        source = _source(found, places)
        if source is not None:
            out.append(replace(_given_to(found.quote, source.quote), kind=_kind(text, segment)))
    return sorted(out, key=lambda quote: (quote.start, quote.end))


def _source(echo: _Said, places: dict[tuple[str, ...], list[tuple[_Said, int]]]) -> _Said | None:
    """Return the surest quote that has all words of another one and is surer."""
    if len(echo.words) < _LEAST:
        return None
    found = [
        one
        for one, at in places.get(echo.words[:_LEAST], ())
        if one.words[at : at + len(echo.words)] == echo.words
        and one.quote.confidence > echo.quote.confidence
        and not (one.quote.start < echo.quote.end and echo.quote.start < one.quote.end)
    ]
    return max(found, key=lambda one: one.quote.confidence, default=None)


def _given_to(echo: Quote, source: Quote) -> Quote:
    """Return the echo with the speaker of its source. Where it names him itself, that naming stays."""
    speaker = source.speaker
    own = echo.speaker
    if speaker is not None:
        same = own is not None and own.entity is not None and own.entity == speaker.entity
        speaker = own if same else replace(speaker, mention=None)
        if not same:
            echo = replace(echo, cue=None, via=None)
    return replace(echo, speaker=speaker, confidence=source.confidence, form=source.form)


def _unread(text: str, quotes: Sequence[Quote]) -> Iterator[Segment]:
    """Yield what stands in marks in headings and is among no quotes."""
    segments = (segment for segment in pair_marks(text) if segment.depth == 0 and segment.closed)
    ends = sorted(quotes, key=lambda quote: quote.start)
    at = 0
    for segment in segments:
        while at < len(ends) and ends[at].end <= segment.start:
            at += 1
        if (at == len(ends) or ends[at].start >= segment.end) and _is_heading(text, segment.start, segment.end):
            yield segment


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether a quote stands in a short line that is nothing but the quote, or ends in no full stop."""
    low = max(0, start - _LINE)
    first, last = max(low, text.rfind("\n", low, start) + 1), text.find("\n", end, end + _LINE)
    line = text[first : last if last >= 0 else end + _LINE]
    if len(line) > _LINE or len(line.split()) > _HEADING:
        return False
    rest = line[: start - first] + line[end - first :]
    return not rest.strip() or line.rstrip(" \t”’\"'»")[-1:] not in ".!?"


def _kind(text: str, segment: Segment) -> QuoteKind:
    before = text[text.rfind("\n", 0, segment.start) + 1 : segment.start].rstrip()
    return QuoteKind.DIRECT if not before or before.endswith(":") else QuoteKind.PARTIAL


def _words(text: str, start: int, end: int) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in _WORD.findall(text, start, end))
