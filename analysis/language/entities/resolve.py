"""Names of one article -> entities: the way in, without any pipeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.article import Entity, Label, Mention
from analysis.language.entities.clusters import Cluster, NameSpan
from analysis.language.entities.descriptions import add_descriptions
from analysis.language.entities.followers import bodies_of
from analysis.language.entities.people import cluster_people
from analysis.language.entities.things import cluster_things

_MOSTLY = 2
"""How many times as often as anything else must a word be labelled a person to be one everywhere in the article."""

LABELS = frozenset(label.value for label in Label)


def resolve(text: str, names: Iterable[tuple[int, int, str]], *, descriptions: bool = True) -> tuple[Entity, ...]:
    """Say which names of an article stand for the same person, organisation or place.

    `names` are half-open code-point spans into `text` with their label; overlapping, empty, outlying ones and other labels are left out
    (of two that overlap the first, then the longer one stays). Every name is a mention of kind ``name`` of exactly one entity, with the
    same span; mentions of kind ``title`` and ``description`` are added. No two mentions overlap. Entities are sorted by their first mention
    and called ``e1``, ``e2`` …; time grows with the length of the text and the number of names.
    """
    spans = clean(text, names)
    persons = person_spans(text, spans)
    people = cluster_people(text, [span for span in spans if span.start in persons])
    things = cluster_things(text, [span for span in spans if span.start not in persons])
    if descriptions:
        things += bodies_of(text, people)
        add_descriptions(text, spans, people, things)
    return number([*people, *things])


def person_spans(text: str, spans: Sequence[NameSpan]) -> set[int]:
    """Starts of the names of persons: those labelled so, and single words labelled otherwise that mostly are a person's in this article."""
    words: Counter[str] = Counter(text[span.start : span.end] for span in spans if span.label == Label.PERSON)
    others: Counter[str] = Counter(text[span.start : span.end] for span in spans if span.label != Label.PERSON)
    strays = {form for form, count in others.items() if words[form] > _MOSTLY * count and " " not in form}
    return {span.start for span in spans if span.label == Label.PERSON or text[span.start : span.end] in strays}


def clean(text: str, names: Iterable[tuple[int, int, str]]) -> list[NameSpan]:
    """Sort the spans, and leave out those with unknown labels, out of the text, blank, or overlapping an earlier one."""
    spans: list[NameSpan] = []
    for start, end, label in sorted(names, key=lambda span: (span[0], -span[1])):
        if label in LABELS and 0 <= start < end <= len(text) and (not spans or start >= spans[-1].end) and not text[start:end].isspace():
            spans.append(NameSpan(start, end, label))
    return spans


def number(clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    """Turn clusters into entities with ids in order of first mention."""
    ready: list[tuple[list[Mention], Cluster]] = [(sorted(c.mentions, key=lambda mention: mention.start), c) for c in clusters if c.forms]
    ready.sort(key=lambda pair: pair[0][0].start)
    return tuple(Entity(f"e{i}", c.name, c.label, tuple(mentions)) for i, (mentions, c) in enumerate(ready, 1))
