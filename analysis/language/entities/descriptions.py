"""Titles and descriptions that stand for somebody: "the president", "the Russian leader", "the committee".

First the article is asked what it calls its people and organisations ("Russian President Vladimir Putin", "Narendra Modi, the prime
minister"); then every phrase with "the" whose head is an office, an occupation or a kind of organisation is given to the last one named
that was called so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from analysis.article import Label, Mention, MentionKind
from analysis.language.entities.clusters import Cluster, NameSpan
from analysis.language.entities.nationalities import COUNTRIES
from analysis.language.entities.offices import GENDERED, HEADS_OF_STATE, KINDS_OF_WORD, LAWMAKERS, OFFICES, WEAKLY_GENDERED
from analysis.language.entities.people import Person
from analysis.language.entities.phrases import ORGANISATION_NOUNS, PEOPLE_NOUNS, Phrase, after_name, before_name, read, tokens
from analysis.language.entities.things import Thing

_THE: Final = re.compile(r"\b[Tt](?:he|HE) ")
_APPOSED: Final = re.compile(r", $")
_COUNTRY_KEYS: Final = COUNTRIES
_GENERIC: Final[dict[str, frozenset[str]]] = {"leader": HEADS_OF_STATE, "lawmaker": LAWMAKERS, "politician": LAWMAKERS | HEADS_OF_STATE}
"""Heads that stand for holders of several offices."""


class Described:
    """What the article calls one cluster."""

    __slots__ = ("cluster", "phrases", "starts")

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.phrases: list[Phrase] = []
        self.starts = [mention.start for mention in cluster.mentions]

    def before(self, at: int) -> int:
        """Start of the last name before a place, -1 if there is none."""
        i = bisect_left(self.starts, at)
        return self.starts[i - 1] if i else -1


def add_descriptions(text: str, spans: Sequence[NameSpan], people: Sequence[Person], things: Sequence[Thing]) -> None:
    """Find the titles and descriptions of an article and add them as mentions to those for whom they stand.

    `spans` are all names, sorted; no mention that is added overlaps one of them, or another.
    """
    owners: dict[int, Cluster] = {mention.start: cluster for cluster in (*people, *things) for mention in cluster.mentions}
    persons = [Described(person) for person in people]
    bodies = [Described(thing) for thing in things if thing.label is Label.ORG]
    apposed: dict[int, Cluster] = {}
    for group, heads in ((persons, PEOPLE_NOUNS), (bodies, ORGANISATION_NOUNS)):
        for described in group:
            for mention in described.cluster.mentions:
                for phrase in (before_name(text, mention.start, heads), after_name(text, mention.end, heads)):
                    if phrase and not (phrase.start > mention.start and phrase.end + 1 in owners):
                        described.phrases.append(phrase)
                        if text[phrase.start : phrase.start + 4] in ("the ", "The "):
                            apposed.setdefault(phrase.start, described.cluster)
    for described in bodies:
        _by_own_name(described)
    starts = [span.start for span in spans]
    free = 0
    for match in _THE.finditer(text):
        at = match.start()
        if at < free:
            continue
        inside = bisect_right(starts, at) - 1
        if inside >= 0 and spans[inside].end > at:
            continue
        words = tokens(text, match.end(), min(len(text), match.end() + 120))
        if not words:
            continue
        for heads, group in ((PEOPLE_NOUNS, persons), (ORGANISATION_NOUNS, bodies)):
            phrase = read(text, at, words, heads)
            if phrase is None:
                continue
            where = _free_part(phrase, spans, starts)
            if where is None:
                break
            begin, follower = where
            found = _stand_for(text, phrase, group, apposed.get(at), follower, owners, spans)
            if found:
                cluster, confidence, rule = found
                kind = MentionKind.TITLE if phrase.head in OFFICES and not phrase.words else MentionKind.DESCRIPTION
                cluster.mentions.append(Mention(begin, phrase.end, kind, confidence, rule))
                free = phrase.end
            break


def _by_own_name(described: Described) -> None:
    """Let an organisation be called by what its name says: the Public Accounts Committee is "the committee"."""
    for words in {words for words in described.cluster.all_words}:
        for word in words:
            for kind in KINDS_OF_WORD.get(word, ()):
                described.phrases.append(Phrase(kind, frozenset(words), False, 0, 0, 0, False))


def _free_part(phrase: Phrase, spans: Sequence[NameSpan], starts: Sequence[int]) -> tuple[int, int | None] | None:
    """Where the part of a phrase begins that no name takes up, and the index of the name that follows it directly, if one does."""
    begin = phrase.start
    i = bisect_left(starts, phrase.start)
    while i < len(spans) and spans[i].start < phrase.end:
        if spans[i].end >= phrase.end:
            return None
        begin = spans[i].end
        i += 1
    if begin != phrase.start:
        begin += 1
    if begin >= phrase.end:
        return None
    return begin, (i if i < len(spans) and spans[i].start <= phrase.end + 2 else None)


def _stand_for(
    text: str,
    phrase: Phrase,
    group: Sequence[Described],
    apposed: Cluster | None,
    follower: int | None,
    owners: dict[int, Cluster],
    spans: Sequence[NameSpan],
) -> tuple[Cluster, float, str] | None:
    """For whom a phrase stands, how sure that is, and by which rule."""
    if apposed is not None:
        return apposed, 0.9, "apposition"
    if follower is not None and text[phrase.end : spans[follower].start] == " ":
        return None
    scored = [(score, described) for described in group if (score := max((fit(phrase, own) for own in described.phrases), default=0))]
    if not scored:
        return _last_named(text, phrase, group)
    best = max(score for score, _ in scored)
    top = [(described.before(phrase.start), described) for score, described in scored if score == best]
    named = [(at, described) for at, described in top if at >= 0]
    if not named:
        return None
    at, described = max(named, key=lambda pair: pair[0])
    confidence = {3: 0.85, 2: 0.75, 1: 0.55}[best] - (0.2 if len(named) > 1 else 0.0)
    return described.cluster, round(confidence, 2), "explained" if len(named) == 1 else "explained, last named"


def _last_named(text: str, phrase: Phrase, group: Sequence[Described]) -> tuple[Cluster, float, str] | None:
    """The person named last before a phrase that the article explains nowhere, where nothing speaks against it."""
    if phrase.of or phrase.head in _NEVER_GUESSED or _GOES_ON.match(text, phrase.end) or _is_quoted(text, phrase.start):
        return None
    if _OWNED.search(text, phrase.start, phrase.end):
        return None
    at, described = max(((own.before(phrase.start), own) for own in group), key=lambda pair: pair[0], default=(-1, None))
    if described is None or at < 0 or phrase.start - at > _REACH or text.count("\n\n", at, phrase.start) > 1:
        return None
    if any(len(own.starts) >= len(described.starts) for own in group if own is not described) or len(described.starts) < 3:
        return None
    if _AS.search(text, max(0, phrase.start - 12), phrase.start):
        return None
    if phrase.head in OFFICES and any(own.head in OFFICES for own in described.phrases):
        return None
    told, gender = GENDERED.get(phrase.head), getattr(described.cluster, "gender", None)
    if told and gender and told != gender and phrase.head not in WEAKLY_GENDERED:
        return None
    return described.cluster, 0.5, "description, last named"


_NEVER_GUESSED: Final = (HEADS_OF_STATE - {"leader"}) | {
    "general",
    "advocate",
    "judge",
    "nominee",
    "government",
    "police",
    "force",
    "coalition",
    "alliance",
    "campaign",
}
_OWNED: Final = re.compile(r"['’]s? ")
_GOES_ON: Final = re.compile(r" (?:who|whose|that|which|in|from|for|at|on|to|with)\b|['’]")
_AS: Final = re.compile(r"\b(?:as|be|become|becoming|being) $")
_REACH: Final = 400
"""Characters between a name and a description that nothing explains."""


def _is_quoted(text: str, at: int) -> bool:
    """Say whether a place is inside quotation marks, as far as its own paragraph shows."""
    begin = text.rfind("\n", 0, at) + 1
    return text.count("“", begin, at) > text.count("”", begin, at) or text.count('"', begin, at) % 2 == 1


def fit(phrase: Phrase, own: Phrase) -> int:
    """How well a phrase fits what the article calls somebody: 3 in all words, 2 without saying more, 1 by its head only, 0 not at all."""
    if (
        phrase.head != own.head
        and own.head not in _GENERIC.get(phrase.head, ())
        and not (phrase.head == "minister" and own.head.endswith(" minister") and own.head != "prime minister")
    ):
        return 0
    if phrase.former and not own.former:
        return 0
    if own.former and not phrase.former:
        return 0 if phrase.head in HEADS_OF_STATE else 1
    if phrase.words <= own.words:
        return 3 if phrase.words else 2
    here, there = _places(phrase.words), _places(own.words)
    if phrase.of or (here and there and not here & there):
        return 0
    return 1


def _places(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.casefold() in _COUNTRY_KEYS)
