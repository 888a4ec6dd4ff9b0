"""Find the quotes of a text and say whose they are: `find_quotes` is the way in, and needs no spaCy."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.article import Entity, Label, Mention, MentionKind, Quote, QuoteKind, Span, Speaker

from .antecedents import SURE, Antecedents
from .calibration import Evidence, Surnames, confidence, evidence_of
from .candidates import Candidate
from .features import Choice, Features
from .indirect import reported_in
from .kinds import Forms, kind_of
from .lexicon import FEMALE_PRONOUNS, MALE_PRONOUNS
from .marks import Segment, quoted_segments
from .ranker import Weights, antecedent_probabilities, probabilities, shipped
from .relay import Relays
from .segment_features import Previous
from .skeleton import Skeleton
from .transcripts import People, find_transcript, label_of

INFERRED = 0.85
"""Highest confidence of a name that only a description stands for ("the mayor"): the reader says "probably" rather than the plain name."""
QUOTED_TRANSCRIPT = 0.8
"""Confidence of a quoted paragraph that opens with a name and a colon."""


@dataclass(slots=True)
class Found:
    """The quotes of a text, sorted by start, and the pronouns that were resolved on the way, as ``(entity number, mention)``."""

    quotes: list[Quote] = field(default_factory=list)
    pronouns: list[tuple[int, Mention]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    """What each quote's confidence was made of, for training."""


def find_quotes(text: str, entities: Sequence[Entity], weights: Weights | None = None, *, indirect: bool = False) -> Found:
    """Return the quotes in quotation marks of one article, with `indirect` also reported speech without marks.

    `entities` are the article's names with their mentions; without them, speakers are pronouns and noun phrases only. A quote's span
    includes its marks. Scare quotes, titles and nicknames are left out. Never raises on any text.
    """
    segments = quoted_segments(text)
    if not segments and not indirect:
        return Found(find_transcript(text, entities))
    reader = _Reader(text, tuple(entities), Features(Skeleton(text, tuple(entities), segments)), weights or shipped())
    for number in range(len(segments)):
        reader.read(number)
    found = reader.found
    said = without_overlaps(find_transcript(text, entities), found.quotes)
    if indirect:
        said += without_overlaps(reader.read_indirect(), sorted([*found.quotes, *said], key=lambda quote: quote.start))
    if said:
        found.quotes = sorted([*found.quotes, *said], key=lambda quote: (quote.start, quote.end))
    return found


def without_overlaps(quotes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote]:
    """Those of `quotes` that no one of the sorted `others` overlaps."""
    starts = [other.start for other in others]
    out: list[Quote] = []
    for quote in quotes:
        at = bisect_left(starts, quote.end)
        if at == 0 or others[at - 1].end <= quote.start:
            out.append(quote)
    return out


class _Reader:
    """Goes through the segments of one article from front to back."""

    def __init__(self, text: str, entities: tuple[Entity, ...], features: Features, weights: Weights) -> None:
        self.text, self.entities, self.features, self.weights = text, entities, features, weights
        self.skeleton = features.skeleton
        self.antecedents = Antecedents(features)
        self.relays = Relays(features)
        self.forms = Forms(features.skeleton)
        self.surnames = Surnames(entities)
        self.people = People(entities)
        self.previous: Previous | None = None
        self.found = Found()
        self._last_of_gender: dict[str, int] = {}
        self._resolved: dict[int, tuple[int, float]] = {}

    def read(self, number: int) -> None:
        """Decide on one segment."""
        if self._labelled(number):
            return
        choice = self.features.choice(number, self.previous)
        chances = probabilities(self.weights, choice.common, choice.features)
        doubtful = choice.modifies or chances[1] == max(chances[1:])
        if choice.programme or 1.0 - chances[0] < self.weights.speech or (doubtful and chances[0] > max(chances[1:])):
            self.features.leave_out(number)
            return
        best = max(range(1, len(chances)), key=chances.__getitem__)
        if best == 2 and self.previous is None:
            best = 1
        self._put(number, choice, chances, best)

    def _put(self, number: int, choice: Choice, chances: list[float], best: int) -> None:
        """Add the quote of one segment with answer `best`: 1 somebody unlisted, 2 the last quote goes on, from 3 on the candidates."""
        segment, previous = self.skeleton.segments[number], self.previous
        goes_on = previous is not None and best == 2
        candidate = choice.candidates[best - 3] if best >= 3 else None
        source, entity, sure, mention = candidate, -1, 1.0, None
        place: tuple[int, int] | None = None
        if candidate is not None:
            entity, sure = self.resolve(candidate, segment, previous.entity if previous is not None else -1)
            place = (candidate.start, candidate.end)
            mention = Span(*place)
        elif goes_on and previous is not None:
            source, entity, place = previous.candidate, previous.entity, previous.mention
        raw = chances[best] * sure + sum(
            chances[i + 3] for i, other in enumerate(choice.candidates) if i + 3 != best and entity >= 0 and other.entity == entity
        )
        if not goes_on and previous is not None and entity >= 0 and previous.entity == entity:
            raw += chances[2]
        evidence = evidence_of(segment, choice, 1.0 - chances[0], min(raw, 1.0), candidate, entity, self.entities, self.surnames)
        ceiling = 1.0
        if candidate is not None and candidate.kind == "D" and candidate.entity < 0 <= entity:
            ceiling = INFERRED
        elif goes_on and source is None:
            ceiling = QUOTED_TRANSCRIPT
        via = self.relays.of(choice, candidate, entity, goes_on)
        label = self.entities[entity].label if entity >= 0 else None
        self.found.evidence.append(evidence)
        self.found.quotes.append(
            Quote(
                segment.start,
                segment.end,
                kind_of(self.text, segment, self.skeleton.paragraph(choice.paragraph), choice.item, candidate),
                min(confidence(self.weights.confidence, evidence), ceiling),
                self._speaker(entity, mention),
                self._cue(candidate),
                via,
                self.forms.of(source, via, label),
            )
        )
        self.previous = Previous(number, choice.paragraph, place, entity, segment.closed, source)

    def read_indirect(self) -> list[Quote]:
        """Go through the narrative for reported speech."""
        out: list[Quote] = []
        spoken = [(quote.start, quote.speaker.entity if quote.speaker else None) for quote in self.found.quotes]
        numbers = {entity.id: number for number, entity in enumerate(self.entities)}
        for index in range(len(self.skeleton.bounds)):
            for reported in reported_in(self.features, index):
                at = bisect_left(spoken, reported.start, key=lambda pair: pair[0]) - 1
                last = numbers.get(spoken[at][1] or "", -1) if at >= 0 else -1
                entity, sure = self.resolve(reported.source, None, last)
                mention = Span(reported.source.start, reported.source.end)
                sureness = round(reported.confidence * (sure if entity >= 0 else 1.0), 4)
                speaker = self._speaker(entity, mention)
                out.append(Quote(reported.start, reported.end, QuoteKind.INDIRECT, sureness, speaker, self._cue(reported.source)))
        return out

    def _labelled(self, number: int) -> bool:
        """Take a quoted paragraph that opens with ``NAME:`` for that person's words."""
        segment = self.skeleton.segments[number]
        label = label_of(self.text, segment.inner_start, segment.inner_end)
        if label is None:
            return False
        entity = self.people.labelled(self.text[label.start : label.end])
        speaker = self._speaker(entity, label)
        self.found.quotes.append(Quote(segment.start, segment.end, QuoteKind.DIRECT, QUOTED_TRANSCRIPT, speaker))
        self.found.evidence.append({})
        self.previous = Previous(number, self.skeleton.paragraph_at(segment.start), (label.start, label.end), entity, segment.closed)
        return True

    def _speaker(self, entity: int, mention: Span | None) -> Speaker | None:
        if entity < 0:
            return Speaker(None, None, mention) if mention is not None else None
        return Speaker(self.entities[entity].id, self.entities[entity].name, mention)

    def _cue(self, candidate: Candidate | None) -> Span | None:
        if candidate is None or candidate.cue < 0:
            return None
        p = self.skeleton.paragraph(candidate.paragraph)
        return Span(p.starts[candidate.cue], p.ends[candidate.cue])

    def resolve(self, c: Candidate, segment: Segment | None, speaker: int) -> tuple[int, float]:
        """Entity number of a candidate (-1 for nobody by name) and how sure that is. `speaker` is the last quote's entity."""
        if c.entity >= 0:
            return c.entity, 1.0
        if c.kind == "i":
            return -1, 1.0
        if c.title_sure >= SURE:
            return c.title_of, c.title_sure
        known = self._resolved.get(c.start)
        if known is None:
            known = self._resolved[c.start] = self._antecedent(c, segment, speaker)
        return known

    def _antecedent(self, c: Candidate, segment: Segment | None, speaker: int) -> tuple[int, float]:
        if c.kind == "r":
            before = self.features.nearby(c.paragraph).named_before(c)
            return self.resolve(before, segment, speaker) if before is not None else (-1, 1.0)
        gender = "m" if c.word in MALE_PRONOUNS else ("f" if c.word in FEMALE_PRONOUNS else "")
        numbers, options = self.antecedents.options(c, segment, speaker, self._last_of_gender.get(gender, -1))
        chances = antecedent_probabilities(self.weights, options)
        best = max(range(len(chances)), key=chances.__getitem__)
        if gender and numbers[best] >= 0:
            self._last_of_gender[gender] = numbers[best]
            if self.entities[numbers[best]].label is Label.PERSON:
                mention = Mention(c.start, c.end, MentionKind.PRONOUN, round(chances[best], 3), "speaker pronoun")
                self.found.pronouns.append((numbers[best], mention))
        return numbers[best], chances[best]
