"""Titles and descriptions that stand for somebody: "the president", "the Russian leader", "the committee".

Every phrase with "the" whose head is an office, an occupation or a kind of organisation is looked up in what the article has called its
people and organisations (`explained`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from analysis.article import Label, Mention, MentionKind
from analysis.language.entities.clusters import Cluster, NameSpan
from analysis.language.entities.explained import Found, Roster
from analysis.language.entities.nationalities import place_key
from analysis.language.entities.offices import OFFICES, PHRASES
from analysis.language.entities.people import Person
from analysis.language.entities.person_names import without_possessive
from analysis.language.entities.phrases import ORGANISATION_NOUNS, PEOPLE_NOUNS, Phrase, may_begin, read, tokens
from analysis.language.entities.things import Thing

_THE: Final = re.compile(r"\b[Tt](?:he|HE) (?=([\w’'.&-]+))")
_OWNER: Final = re.compile(r"['’]s? ")
_LONGEST: Final = 120
"""Characters in which a phrase must end."""


def add_descriptions(text: str, spans: Sequence[NameSpan], people: Sequence[Person], things: Sequence[Thing]) -> None:
    """Find the titles and descriptions of an article and add them as mentions to those for whom they stand.

    `spans` are all names, sorted; no mention that is added overlaps one of them, or another mention.
    """
    taken = [NameSpan(m.start, m.end, Label.ORG) for thing in things for m in thing.mentions if m.kind is not MentionKind.NAME]
    spans = sorted([*spans, *taken]) if taken else spans
    starts = [span.start for span in spans]
    names = frozenset(starts)
    apposed: dict[int, Cluster] = {}
    persons = Roster(text, people, PEOPLE_NOUNS, apposed, names)
    bodies = Roster(text, (thing for thing in things if thing.label is Label.ORG), ORGANISATION_NOUNS, apposed, names)
    bodies.by_own_names()
    found: list[tuple[Cluster, Mention]] = []
    free = 0
    for at, body, owner in _beginnings(text, spans):
        inside = bisect_right(starts, at) - 1
        if at < free or (inside >= 0 and spans[inside].end > at):
            continue
        words = tokens(text, body, min(len(text), body + _LONGEST))
        if not words:
            continue
        for roster in (persons, bodies):
            phrase = read(at, words, roster.heads)
            begin = _free_start(phrase, spans, starts) if phrase else None
            if phrase is None or begin is None:
                continue
            if owner:
                phrase = phrase._replace(words=phrase.words | {owner})
            inner = {span.label for span in spans[bisect_left(starts, at) : bisect_left(starts, phrase.end)]}
            stands = (apposed[at], 0.9, "apposition") if at in apposed else _stands_for(phrase, roster, names, inner, bool(owner))
            if stands:
                cluster, confidence, rule = stands
                end = phrase.end - (text[phrase.end - 1] == ".")
                found.append((cluster, Mention(begin, end, _kind(phrase), confidence, rule)))
                free = phrase.end
                break
    for cluster, mention in found:
        cluster.mentions.append(mention)


def _beginnings(text: str, spans: Sequence[NameSpan]) -> list[tuple[int, int, str]]:
    """Where descriptions may begin: start, start of the first word after the article, and whose somebody it is ("Israel’s …"), in order."""
    found = [(match.start(), match.end(), "") for match in _THE.finditer(text) if may_begin(match[1])]
    for span in spans:
        owner = _OWNER.match(text, span.end)
        if owner:
            found.append((owner.end(), owner.end(), place_key(text[span.start : span.end])))
        elif _OWNER.search(text, span.end - 2, span.end + 1):
            found.append((span.end + 1, span.end + 1, place_key(without_possessive(text[span.start : span.end]))))
    return sorted(found)


def _stands_for(phrase: Phrase, roster: Roster, names: frozenset[int], inner: set[str], owned: bool) -> Found | None:
    """For whom a phrase stands that is no apposition; a title directly before a name stands for nobody by itself.

    `inner` are the labels of the names inside the phrase, `owned` says that it belongs to somebody ("Israel’s prime minister").
    """
    if phrase.end + 1 in names:
        return None
    foreign = inner - {Label.GPE, Label.NORP}
    found = roster.explained(phrase, least=2)
    if not (owned or foreign):
        found = found or roster.guess(phrase) or roster.explained(phrase, least=1)
    return found or roster.most_named(phrase)


def _kind(phrase: Phrase) -> MentionKind:
    bare = not phrase.words and (phrase.head in OFFICES or phrase.head in PHRASES)
    return MentionKind.TITLE if bare else MentionKind.DESCRIPTION


def _free_start(phrase: Phrase, spans: Sequence[NameSpan], starts: Sequence[int]) -> int | None:
    """Where the part of a phrase begins that no name takes up; None where a name takes up its end."""
    begin = phrase.start
    for span in spans[bisect_left(starts, phrase.start) : bisect_left(starts, phrase.end)]:
        if span.end >= phrase.end:
            return None
        begin = span.end
    if begin != phrase.start:
        begin += 1
    return begin if begin < phrase.end else None
