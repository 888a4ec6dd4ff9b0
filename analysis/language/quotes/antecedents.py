"""Whom "he", "it" or "the minister" stands for: a choice among the article's persons and organisations, or nobody by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from analysis.article import Label

from ..entities.gender import gender_of
from .candidates import Candidate
from .features import Features
from .lexicon import CUES, MALE_PRONOUNS, ROLES
from .marks import Segment
from .skeleton import Skeleton

SURE = 0.7
"""From this confidence on, the rules that tie a description to an entity are taken at their word."""
REACH, FAR = 5, 30
"""Paragraphs before a pronoun, and before a noun phrase, whose names may be meant."""
THINGS = frozenset({Label.ORG, Label.GPE, Label.NORP})
_THING_HEADS = frozenset(
    "company firm group party agency union bank organisation organization committee commission council government ministry "
    "department team club "
    "association newspaper paper magazine campaign administration court board network channel outlet site website statement report "
    "letter document "
    "text study survey release submission complaint ad video".split()
)


@dataclass(slots=True)
class Place:
    """One naming of an entity in the narrative or inside a quote."""

    start: int
    entity: int
    paragraph: int
    sentence: int
    """Sentence number within the paragraph; -1 inside a quote."""
    role: str
    """Its part beside a cue, with the cue's code: see `Candidate.role`."""
    first: bool
    """Whether it is the first naming in its sentence."""
    pronoun: bool


class Antecedents:
    """Finds and describes the options for one article's pronouns."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton: Skeleton = features.skeleton
        self._places: dict[int, list[Place]] = {}
        self._genders: dict[int, str] = {}
        self._heads: dict[int, frozenset[str]] = {}
        self._segment_starts = [s.start for s in self.skeleton.segments]
        self._mentions = sorted((m.start, number) for number, e in enumerate(self.skeleton.entities) for m in e.mentions)
        self._mention_starts = [start for start, _ in self._mentions]

    def options(self, c: Candidate, segment: Segment | None, speaker: int, last: int) -> tuple[list[int], list[list[str]]]:
        """Entity numbers (-1, nobody by name, first) and the features of each.

        `segment` is the quote that asks, `speaker` the last quote's entity, `last` the entity of the last pronoun of the same gender; -1
        where there is none.
        """
        own = self.skeleton.paragraph(c.paragraph)
        sentence = own.sentences[c.first]
        kind = "h" if c.kind in "H" or c.word in ("his", "her") else ("y" if c.kind in "ye" else "D")
        ranked = self._ranked(c, kind, speaker)
        none = ["none" + kind, "none" + kind + str(min(len(ranked), 3)), "none" + c.role + kind]
        if kind == "D":
            none += ["noned" + own.words[c.first], "noneh" + c.word, "nonet" + ("1" if c.title_sure >= SURE else "0")]
            none.append("nones" + ("s" if c.word.endswith("s") else "-"))
        numbers, features = [-1], [none]
        inside = self._inside(segment) if segment is not None else frozenset()
        spoke = next((p.entity for p in ranked if p.sentence >= 0 and p.role[0] in "SAITRP" and len(p.role) > 1), -2)
        subject = next((p.entity for p in ranked if p.sentence >= 0 and p.role[0] in "SAI^" and p.first), -2)
        for rank, place in enumerate(ranked):
            numbers.append(place.entity)
            described = self._describe(c, kind, sentence, place, rank, speaker, last)
            if place.entity in inside:
                described += [kind + "in", kind + "in" + c.role]
            if place.entity == spoke:
                described += [kind + "spoke", kind + "spoke" + str(min(c.paragraph - place.paragraph, 3)) + place.role]
            if place.entity == subject:
                described.append(kind + "subj" + str(min(c.paragraph - place.paragraph, 3)))
            features.append(described)
        return numbers, features

    def _ranked(self, c: Candidate, kind: str, speaker: int) -> list[Place]:
        """The latest naming of every entity that may be meant, the latest first; namings inside quotes count where there is no other."""
        person_head = kind == "D" and c.word not in _THING_HEADS
        latest: dict[int, Place] = {}
        quoted: dict[int, Place] = {}
        for index in range(max(0, c.paragraph - (REACH if kind != "D" else FAR)), c.paragraph + 1):
            for place in self._places_of(index):
                if place.start >= c.start:
                    break
                label = self.skeleton.entities[place.entity].label
                if kind == "h":
                    fits = label is Label.PERSON
                elif kind == "y":
                    fits = label in THINGS and not place.pronoun
                else:
                    fits = (label is Label.PERSON) == person_head or label is Label.ORG
                if fits:
                    (quoted if place.sentence < 0 else latest)[place.entity] = place
        for entity, place in quoted.items():
            latest.setdefault(entity, place)
        ranked = sorted(latest.values(), key=lambda p: -p.start)
        if kind != "D":
            return ranked[:10]
        return [p for i, p in enumerate(ranked) if i < 10 or p.entity in (speaker, c.title_of)]

    def _inside(self, segment: Segment) -> frozenset[int]:
        low, high = bisect_left(self._mention_starts, segment.start), bisect_left(self._mention_starts, segment.end)
        return frozenset(number for _, number in self._mentions[low:high])

    def _describe(self, c: Candidate, kind: str, sentence: int, place: Place, rank: int, speaker: int, last: int) -> list[str]:
        gap = c.paragraph - place.paragraph
        inside = place.sentence < 0
        distance = (sentence - place.sentence) if gap == 0 else 9
        where = "q" if inside else ("p" + str(min(gap, 4)) if gap else "s" + str(min(max(distance, 0), 4)))
        k = kind
        entity = self.skeleton.entities[place.entity]
        out = [
            k + "w" + where,
            k + "r" + str(min(rank, 4)),
            k + "w" + where + place.role,
            k + "w" + where + str(min(rank, 2)),
            k + "R" + place.role,
        ]
        first = c.role == "^" or self._opens(c)
        out.append(k + "o" + where + ("^" if first else "-") + place.role)
        out.append(k + "c" + str(min(len(entity.mentions), 6)))
        out.append(k + "L" + entity.label.value)
        if place.entity == speaker:
            out += [k + "sp", k + "sp" + where, k + "sp" + str(min(rank, 2)), k + "sp" + c.role + ("^" if first else "-")]
        if place.entity == last:
            out += [k + "la", k + "la" + where]
        if place.first:
            out.append(k + "first" + where)
        if place.pronoun:
            out += [k + "pn", k + "pn" + where]
        if kind == "h":
            out.append("g" + self._gender(place.entity) + ("m" if c.word in MALE_PRONOUNS else "f"))
        elif kind == "D":
            heads = self._titles(place.entity)
            out.append("Dm" + ("1" if c.word in heads else "0"))
            out.append("Dn" + ("1" if c.word in entity.name.lower() else "0"))
            out.append("Dm" + ("1" if c.word in heads else "0") + where)
            capitals = self._capitals(c)
            if capitals:
                out.append("Do" + ("1" if capitals & heads else "0") + ("m" if c.word in heads else "-"))
            if c.title_of == place.entity:
                out += ["Dt", "Dt" + str(int(10 * c.title_sure))]
            out.append("Dh" + (c.word if c.word in _THING_HEADS or c.word in ROLES else "?") + entity.label.value)
            out.append("Dd" + self.skeleton.paragraph(c.paragraph).words[c.first] + where[0])
        return out

    def _capitals(self, c: Candidate) -> set[str]:
        """The capitalised words within a noun phrase, in lower case: "the Russian leader" -> russian."""
        words = self.skeleton.text[c.start : c.end].split()
        return {
            word.lower()
            for i, word in enumerate(words)
            if word[0].isupper() and (i or word not in ("The", "A", "An", "His", "Her", "Their", "Its"))
        }

    def _opens(self, c: Candidate) -> bool:
        p = self.skeleton.paragraph(c.paragraph)
        return c.first == 0 or p.sentences[c.first - 1] != p.sentences[c.first]

    def _gender(self, number: int) -> str:
        found = self._genders.get(number)
        if found is None:
            found = self._genders[number] = gender_of(self.skeleton.entities[number], self.skeleton.text) or "?"
        return found

    def _titles(self, number: int) -> frozenset[str]:
        """Lower-case words that stand in titles before, or appositions behind, the entity's names."""
        found = self._heads.get(number)
        if found is None:
            words: set[str] = set()
            text = self.skeleton.text
            for mention in self.skeleton.entities[number].mentions[:6]:
                words.update(
                    w.strip("’'s,.()")
                    for w in text[max(0, mention.start - 60) : mention.start].rpartition("\n")[2].rpartition(". ")[2].lower().split()[-5:]
                )
                behind = text[mention.end : mention.end + 90].partition("\n")[0]
                if behind[:2] in (", ", " (", " –", " —"):
                    words.update(w.strip("’'s,.()") for w in behind[2:].partition(",")[0].lower().split()[:9])
            found = self._heads[number] = frozenset(words)
        return found

    def _places_of(self, index: int) -> list[Place]:
        """The namings in one paragraph in text order, with its he's and she's, as far as the nearest likely subject tells them."""
        known = self._places.get(index)
        if known is not None:
            return known
        places = self._places[index] = []
        skeleton = self.skeleton
        p = skeleton.paragraph(index)
        low, high = bisect_left(self._mention_starts, p.start), bisect_left(self._mention_starts, p.end)
        events: list[tuple[int, int, Candidate | None]] = [(start, number, None) for start, number in self._mentions[low:high]]
        roles: dict[int, Candidate] = {}
        for c in self.features.of_paragraph(index):
            if c.kind == "H":
                events.append((c.start, -1, c))
            else:
                roles.setdefault(c.start, c)
        for start, number, pronoun in sorted(events, key=lambda event: event[:2]):
            at = bisect_right(self._segment_starts, start) - 1
            if pronoun is None and at >= 0 and start < skeleton.segments[at].end:
                places.append(Place(start, number, index, -1, "q", False, False))
                continue
            item = max(0, bisect_right(p.starts, start) - 1)
            sentence = p.sentences[item] if p.sentences else 0
            first = not any(place.sentence == sentence for place in places)
            if pronoun is not None:
                number = self._likely(pronoun, places)
                if number >= 0:
                    role = pronoun.role + (p.codes[pronoun.cue] if pronoun.cue >= 0 else "")
                    places.append(Place(start, number, index, sentence, role, first, True))
                continue
            named = roles.get(start) or self._around(start, index)
            role = (
                named.role + (p.codes[named.cue] if named.cue >= 0 else "") if named is not None else self._part(p.codes, p.sentences, item)
            )
            places.append(
                Place(start, number, index, sentence, role if role != "-" else self._part(p.codes, p.sentences, item), first, False)
            )
        return places

    def _around(self, start: int, index: int) -> Candidate | None:
        """The noun phrase that a naming is part of, as "leader" of "the Russian leader"."""
        return next((c for c in self.features.of_paragraph(index) if c.kind == "D" and c.start <= start < c.end), None)

    def _likely(self, pronoun: Candidate, before: list[Place]) -> int:
        """Whom a pronoun of the narrative most likely stands for: the last subject of its gender, here or one paragraph before."""
        gender = "m" if pronoun.word in MALE_PRONOUNS else "f"
        earlier = self._places_of(pronoun.paragraph - 1) if pronoun.paragraph else []
        for places in (before, earlier):
            fitting = [
                place
                for place in places
                if self.skeleton.entities[place.entity].label is Label.PERSON
                and place.sentence >= 0
                and self._gender(place.entity) in (gender, "?")
            ]
            if fitting:
                subjects = [place for place in fitting if place.first or place.role[0] in "SAI^"]
                return (subjects or fitting)[-1].entity
        return -1

    @staticmethod
    def _part(codes: str, sentences: list[int], item: int) -> str:
        """The part that a name plays, told from its neighbours: subject, possessor, after a preposition, in inverted order …"""
        if not codes:
            return "-"
        before = codes[item - 1] if item > 0 and sentences[item - 1] == sentences[item] else "^"
        after = codes[item + 1] if item + 1 < len(codes) else "."
        if after == "'":
            return "'"
        if before == "^":
            return "^"
        if after in CUES or after in "ax":
            return "S"
        if before in CUES:
            return "I"
        return before if before in "p,ck" else "-"
