"""Interviews and transcripts: lines that begin with ``Q:``, ``A:`` or ``Name:`` hold somebody's words without quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.article import Entity, Label, MentionKind, Quote, QuoteKind, Span, Speaker

LABEL = re.compile(
    r"[ \t]*(?P<label>Q|A|Question|Answer|[A-Z][\w.'’-]{0,30}(?:[ \t][A-Z][\w.'’-]{0,30}){0,3}[ \t]?)"
    r"(?:[ \t]*\([^)\n]{1,30}\))?[ \t]*:[ \t]+(?=\S)"
)
QUOTED_LABEL = re.compile(r"(?P<label>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}):\s")
LONGEST_LABEL = 4
"""Words."""
LEAST_LINES = 4
SHARE = 0.5
"""Of the lines between the first and the last label, at least this share must have one."""
NAMED, ASKED = 0.9, 0.6
"""Confidence of a line with a name before it, and of an answer in an interview whose guest is the person named most often."""
_QUESTION, _ANSWER = frozenset({"q", "question"}), frozenset({"a", "answer"})
_NO_SPEAKER = frozenset(
    "note update read watch photo picture pic video correction editor more related source sources photos image copyright tags date "
    "time when where what "
    "who price tickets address phone email website venue score result results scorers goals subs attendance referee background "
    "also but by".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    words: int
    """Where the words after the label begin."""
    end: int
    label: str


class People:
    """An article's persons by the ends of their names: "Lund" and "mara lund" for Mara Lund, the first person with that name."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        for number, entity in enumerate(entities):
            words = _words(entity.name) if entity.label is Label.PERSON else ()
            for n in range(1, min(LONGEST_LABEL, len(words)) + 1):
                self._numbers.setdefault(words[-n:], number)

    def labelled(self, label: str) -> int:
        """Number of the person whom a label in any case names, -1 for nobody known."""
        return self._numbers.get(_words(label), -1)


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("’", "'").split())


def find_transcript(text: str, entities: Sequence[Entity]) -> list[Quote]:
    """Return the lines of a transcript as direct quotes; nothing where the text is not clearly one.

    A transcript has at least four labelled lines, of which two or more labels come back, and most of the lines between the first and the
    last are labelled. Lines that have quotation marks around their words are left to the marks.
    """
    lines, all_lines = _labelled(text)
    if len(lines) < LEAST_LINES:
        return []
    people = People(entities)
    counts = Counter(line.label.lower() for line in lines)
    known = {label for label, n in counts.items() if n > 1 or people.labelled(label) >= 0}
    lines = [line for line in lines if line.label.lower() in known]
    again = sum(counts[label] > 1 for label in known)
    if len(lines) < LEAST_LINES or len(known) < 2 or again < 2:
        return []
    between = sum(lines[0].start <= start <= lines[-1].start for start in all_lines)
    if len(lines) < SHARE * between:
        return []
    guest = _guest(entities)
    return [quote for line in lines if (quote := _quote(text, line, entities, people, guest)) is not None]


def label_of(text: str, start: int, end: int) -> Span | None:
    """The ``NAME:`` that opens the words of a quote, as whole transcripts are sometimes quoted; None without."""
    hit = QUOTED_LABEL.match(text, start, end)
    return Span(hit.start("label"), hit.end("label")) if hit else None


def _labelled(text: str) -> tuple[list[_Line], list[int]]:
    lines: list[_Line] = []
    starts: list[int] = []
    position = 0
    for raw in text.split("\n"):
        if raw.strip():
            starts.append(position)
            hit = LABEL.match(raw)
            if hit and hit.group("label").split(" ")[0].lower() not in _NO_SPEAKER and len(raw) - hit.end() > 1:
                label = hit.group("label").strip()
                lines.append(_Line(position + hit.start("label"), position + hit.end(), position + len(raw.rstrip()), label))
        position += len(raw) + 1
    return lines, starts


def _quote(text: str, line: _Line, entities: Sequence[Entity], people: People, guest: int) -> Quote | None:
    if line.words >= line.end or text[line.words] in "“\"'‘«":
        return None
    label = line.label.lower()
    mention = Span(line.start, line.start + len(line.label))
    number, sure = people.labelled(label), NAMED
    if label in _QUESTION:
        number = -1
    elif label in _ANSWER:
        number, sure = guest, ASKED
    elif number < 0:
        return Quote(line.words, line.end, QuoteKind.DIRECT, NAMED, Speaker(None, line.label, mention))
    speaker = Speaker(entities[number].id, entities[number].name, mention) if number >= 0 else Speaker(None, None, mention)
    return Quote(line.words, line.end, QuoteKind.DIRECT, sure, speaker)


def _guest(entities: Sequence[Entity]) -> int:
    """The person who is named most often, if nobody else is named as often; else -1."""
    counts = [(sum(m.kind is MentionKind.NAME for m in e.mentions), number) for number, e in enumerate(entities) if e.label is Label.PERSON]
    counts.sort(reverse=True)
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return -1
    return counts[0][1]
