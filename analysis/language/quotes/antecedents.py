"""Whom "he", "it" or "the minister" stands for: a choice among the article's persons and organisations, or nobody by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from analysis.article import Label

from ..entities.gender import gender_of
from .candidates import Candidate
from .features import Features
from .lexicon import CUES, MALE_PRONOUNS, ROLES
from .skeleton import Skeleton

REACH = 5
"""Paragraphs before the pronoun whose names may be meant."""
THINGS = frozenset({Label.ORG, Label.GPE, Label.NORP})
_THING_HEADS = frozenset(
    "company firm group party agency union bank organisation organization committee commission council government ministry department team club "
    "association newspaper paper magazine campaign administration court board network channel outlet site website statement report letter document "
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


class Antecedents:
    """Finds and describes the options for one article's pronouns."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton: Skeleton = features.skeleton
        self._places: list[Place] | None = None
        self._genders: dict[int, str] = {}
        self._heads: dict[int, frozenset[str]] = {}

    def options(self, c: Candidate, speaker: int, last: int) -> tuple[list[int], list[list[str]]]:
        """Entity numbers (-1, nobody by name, first) and the features of each. `speaker` is the last quote's entity, `last` the entity of
        the last pronoun of the same gender; -1 where there is none."""
        places = self._all_places()
        skeleton = self.skeleton
        own = skeleton.paragraph(c.paragraph)
        sentence = own.sentences[c.first]
        kind = "h" if c.kind in "H" or c.word in ("his", "her") else ("y" if c.kind in "ye" else "D")
        person_head = kind == "D" and c.word not in _THING_HEADS
        high = bisect_left([p.start for p in places], c.start)
        floor = skeleton.bounds[max(0, c.paragraph - REACH)][0]
        low = bisect_left([p.start for p in places], floor) if kind != "D" else 0
        latest: dict[int, Place] = {}
        quoted: dict[int, Place] = {}
        for place in places[low:high]:
            label = skeleton.entities[place.entity].label
            if kind == "h" and label is not Label.PERSON:
                continue
            if kind == "y" and label not in THINGS:
                continue
            if kind == "D" and (label is Label.PERSON) != person_head and label is not Label.ORG:
                continue
            (quoted if place.sentence < 0 else latest)[place.entity] = place
        for entity, place in quoted.items():
            latest.setdefault(entity, place)
        ranked = sorted(latest.values(), key=lambda p: -p.start)
        if kind != "D":
            ranked = ranked[:10]
        elif len(ranked) > 14:
            ranked = [p for i, p in enumerate(ranked) if i < 10 or p.entity in (speaker, c.title_of)]
        none = ["none" + kind, "none" + kind + str(min(len(ranked), 3)), "none" + c.role + kind]
        if kind == "D":
            none += ["noned" + own.words[c.first], "noneh" + c.word, "nonet" + ("1" if c.title_of >= 0 else "0")]
            none.append("nones" + ("s" if c.word.endswith("s") else "-"))
        numbers, features = [-1], [none]
        for rank, place in enumerate(ranked):
            numbers.append(place.entity)
            features.append(self._describe(c, kind, sentence, place, rank, speaker, last))
        return numbers, features

    def _describe(self, c: Candidate, kind: str, sentence: int, place: Place, rank: int, speaker: int, last: int) -> list[str]:
        gap = c.paragraph - place.paragraph
        inside = place.sentence < 0
        distance = (sentence - place.sentence) if gap == 0 else 9
        where = "q" if inside else ("p" + str(min(gap, 4)) if gap else "s" + str(min(max(distance, 0), 4)))
        k = kind
        entity = self.skeleton.entities[place.entity]
        out = [k + "w" + where, k + "r" + str(min(rank, 4)), k + "w" + where + place.role, k + "w" + where + str(min(rank, 2))]
        first = c.role == "^" or self._opens(c)
        out.append(k + "o" + where + ("^" if first else "-") + place.role)
        out.append(k + "c" + str(min(len(entity.mentions), 6)))
        out.append(k + "L" + entity.label.value)
        if place.entity == speaker:
            out += [k + "sp", k + "sp" + where, k + "sp" + str(min(rank, 2))]
        if place.entity == last:
            out += [k + "la", k + "la" + where]
        if self._first_in(place):
            out.append(k + "first" + where)
        if kind == "h":
            out.append("g" + self._gender(place.entity) + ("m" if c.word in MALE_PRONOUNS else "f"))
        elif kind == "D":
            heads = self._titles(place.entity)
            out.append("Dm" + ("1" if c.word in heads else "0"))
            out.append("Dm" + ("1" if c.word in heads else "0") + where)
            if c.title_of == place.entity:
                out += ["Dt", "Dt" + self.skeleton.paragraph(c.paragraph).words[c.first]]
            out.append("Dh" + (c.word if c.word in _THING_HEADS or c.word in ROLES else "?") + entity.label.value)
            out.append("Dd" + self.skeleton.paragraph(c.paragraph).words[c.first] + where[0])
        return out

    def _opens(self, c: Candidate) -> bool:
        p = self.skeleton.paragraph(c.paragraph)
        return c.first == 0 or p.sentences[c.first - 1] != p.sentences[c.first]

    def _first_in(self, place: Place) -> bool:
        """Whether the naming is the first of a person or thing in its paragraph."""
        places = self._all_places()
        i = bisect_left([p.start for p in places], place.start)
        return i == 0 or places[i - 1].paragraph != place.paragraph

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
                words.update(w.strip("’'s,.()") for w in text[max(0, mention.start - 60) : mention.start].rpartition("\n")[2].rpartition(". ")[2].lower().split()[-5:])
                behind = text[mention.end : mention.end + 90].partition("\n")[0]
                if behind[:2] in (", ", " (", " –", " —"):
                    words.update(w.strip("’'s,.()") for w in behind[2:].partition(",")[0].lower().split()[:9])
            found = self._heads[number] = frozenset(words)
        return found

    def _all_places(self) -> list[Place]:
        if self._places is not None:
            return self._places
        places: list[Place] = []
        skeleton = self.skeleton
        spans = [(s.start, s.end) for s in skeleton.segments]
        starts = [s for s, _ in spans]
        for number, entity in enumerate(skeleton.entities):
            for mention in entity.mentions:
                at = bisect_right(starts, mention.start) - 1
                if at >= 0 and mention.start < spans[at][1]:
                    places.append(Place(mention.start, number, skeleton.paragraph_at(mention.start), -1, "q"))
                else:
                    index = skeleton.paragraph_at(mention.start)
                    p = skeleton.paragraph(index)
                    item = max(0, bisect_right(p.starts, mention.start) - 1)
                    places.append(Place(mention.start, number, index, p.sentences[item] if p.sentences else 0, self._part(p.codes, p.sentences, item)))
        places.sort(key=lambda p: p.start)
        self._places = places
        return places

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


