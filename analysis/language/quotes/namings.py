"""Where an article names its people and things, and which naming of each was the latest before a pronoun or noun phrase."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice

from analysis.article import Label

from ..entities.gender import gender_of, gender_of_name
from .candidates import Candidate
from .features import Features
from .lexicon import CUES, MALE_PRONOUNS
from .skeleton import Skeleton

REACH, FAR = 5, 30
"""Paragraphs before a pronoun, and before a noun phrase, whose names may be meant."""
MOST = 10
"""At most so many entities are weighed against each other."""
THING_HEADS = frozenset(
    "company firm group party agency union bank organisation organization committee commission council government ministry "
    "department team club "
    "association newspaper paper magazine campaign administration court board network channel outlet site website statement report "
    "letter document "
    "text study survey release submission complaint ad video".split()
)
_THINGS = frozenset({Label.ORG, Label.GPE, Label.NORP})
_HE, _IT, _MINISTER, _MINISTRY = range(4)
"""Who may be meant: by he or she, by it or they, by a noun for people, by a noun for things."""


@dataclass(slots=True)
class Naming:
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


@dataclass(slots=True)
class _Paragraph:
    """The namings of one paragraph in text order."""

    namings: list[Naming] = field(default_factory=list)
    looked_at: int = 0
    """How many of them `people` and `subjects` know."""
    people: dict[str, int] = field(default_factory=dict)
    """The last person by the gender of the pronoun that may stand for them."""
    subjects: dict[str, int] = field(default_factory=dict)
    """The same among likely subjects."""


class Namings:
    """The namings of one article, paragraph by paragraph, with its he's and she's, as far as the nearest likely subject tells them."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton: Skeleton = features.skeleton
        self._made: dict[int, _Paragraph] = {}
        self._by_entity: dict[int, dict[tuple[int, bool], list[Naming]]] = {}
        self._latest: dict[tuple[int, int], dict[int, list[Naming]]] = {}
        self._genders: dict[int, str] = {}
        self._segment_starts = [s.start for s in self.skeleton.segments]

    def before(self, c: Candidate, others: tuple[int, ...]) -> list[Naming]:
        """The latest naming of every entity that `c` may stand for, the latest first; namings inside quotes count where there is no other.

        At most ten, and for a noun phrase those of `others` besides.
        """
        meant = _meant_by(c)
        known = self._latest.get((meant, c.paragraph))
        if known is None:
            known = self._latest[meant, c.paragraph] = self._look_back(meant, c.paragraph)
        found = known[c.start]
        if meant in (_HE, _IT) or len(found) < MOST:
            return found
        there = {naming.entity for naming in found}
        more = [self._last_of(number, c, meant) for number in set(others) - there if number >= 0]
        return found + sorted((naming for naming in more if naming is not None), key=lambda naming: -naming.start)

    def gender(self, number: int) -> str:
        """``m``, ``f`` or ``?``."""
        found = self._genders.get(number)
        if found is None:
            found = self._genders[number] = gender_of(self.skeleton.entities[number], self.skeleton.text) or "?"
        return found

    def against(self, number: int, gender: str) -> int:
        """How much tells that an entity has another gender than this one: 2 its full name, 1 what the article says of it, 0 nothing."""
        told = gender_of_name(self.skeleton.entities[number].name)
        if told is not None:
            return 2 if told != gender else 0
        return int(self.gender(number) not in (gender, "?"))

    def _look_back(self, meant: int, index: int) -> dict[int, list[Naming]]:
        """What `before` answers for every pronoun or noun phrase of one paragraph that asks for such entities, by where it starts."""
        asking = sorted({c.start for c in self.features.nearby(index).all if c.kind in "HyeD" and _meant_by(c) == meant})
        latest: dict[int, Naming] = {}
        quoted: dict[int, Naming] = {}
        # Both are kept in the order of their last namings; who is in `latest` is not in `quoted`.
        found: dict[int, list[Naming]] = {}
        entities = self.skeleton.entities
        asked = 0
        for other in range(self._first(meant, index), index + 1):
            for naming in self._of(other).namings:
                while asked < len(asking) and asking[asked] <= naming.start:
                    found[asking[asked]] = _last(latest, quoted)
                    asked += 1
                if not _fits(meant, entities[naming.entity].label, naming):
                    continue
                quoted.pop(naming.entity, None)
                if naming.sentence >= 0:
                    latest.pop(naming.entity, None)
                    latest[naming.entity] = naming
                elif naming.entity not in latest:
                    quoted[naming.entity] = naming
        return found | dict.fromkeys(asking[asked:], _last(latest, quoted))

    @staticmethod
    def _first(meant: int, index: int) -> int:
        return max(0, index - (REACH if meant in (_HE, _IT) else FAR))

    def _last_of(self, number: int, c: Candidate, meant: int) -> Naming | None:
        """The latest naming of one entity before `c`, one outside of quotes if there is any."""
        label, inside = self.skeleton.entities[number].label, None
        for index in range(c.paragraph, self._first(meant, c.paragraph) - 1, -1):
            for quoted in (False, True):
                namings = self._of_entities(index).get((number, quoted), [])
                at = bisect_left(namings, c.start, key=lambda naming: naming.start) - 1
                if at < 0 or not _fits(meant, label, namings[at]):
                    continue
                if not quoted:
                    return namings[at]
                inside = inside or namings[at]
        return inside

    def _of_entities(self, index: int) -> dict[tuple[int, bool], list[Naming]]:
        known = self._by_entity.get(index)
        if known is None:
            known = self._by_entity[index] = {}
            for naming in self._of(index).namings:
                known.setdefault((naming.entity, naming.sentence < 0), []).append(naming)
        return known

    def _of(self, index: int) -> _Paragraph:
        """The namings of one paragraph. A pronoun may need those of the paragraph before, and that one those before it."""
        missing = []
        while index >= 0 and index not in self._made:
            missing.append(index)
            if not any(c.kind == "H" for c in self.features.nearby(index).all):
                break
            index -= 1
        for number in reversed(missing):
            self._make(number)
        return self._made[missing[0] if missing else index]

    def _make(self, index: int) -> None:
        made = self._made[index] = _Paragraph()
        places = made.namings
        skeleton, nearby = self.skeleton, self.features.nearby(index)
        p = nearby.p
        events: list[tuple[int, int, Candidate | None]] = [(*mention, None) for mention in skeleton.mentions_in(p.start, p.end)]
        roles: dict[int, Candidate] = {}
        for c in nearby.all:
            if c.kind == "H":
                events.append((c.start, -1, c))
            else:
                roles.setdefault(c.start, c)
        begun: set[int] = set()
        for start, number, pronoun in sorted(events, key=lambda event: event[:2]):
            at = bisect_right(self._segment_starts, start) - 1
            if pronoun is None and at >= 0 and start < skeleton.segments[at].end:
                places.append(Naming(start, number, index, -1, "q", False, False))
                continue
            item = max(0, bisect_right(p.starts, start) - 1)
            sentence = p.sentences[item] if p.sentences else 0
            if pronoun is not None:
                number = self._likely(pronoun, made)
                if number < 0:
                    continue
            named = pronoun or roles.get(start) or nearby.phrase_around(start)
            role = named.role + (p.codes[named.cue] if named.cue >= 0 else "") if named is not None else "-"
            if role == "-" and pronoun is None:
                role = _part(p.codes, p.sentences, item)
            places.append(Naming(start, number, index, sentence, role, sentence not in begun, pronoun is not None))
            begun.add(sentence)

    def _likely(self, pronoun: Candidate, here: _Paragraph) -> int:
        """Whom a pronoun of the narrative most likely stands for: the last subject of its gender, here or one paragraph before."""
        gender = "m" if pronoun.word in MALE_PRONOUNS else "f"
        earlier = [self._made[pronoun.paragraph - 1]] if pronoun.paragraph else []
        for made in (here, *earlier):
            self._look_at_people(made)
            if gender in made.people:
                return made.subjects.get(gender, made.people[gender])
        return -1

    def _look_at_people(self, made: _Paragraph) -> None:
        for n in range(made.looked_at, len(made.namings)):
            naming = made.namings[n]
            if naming.sentence < 0 or self.skeleton.entities[naming.entity].label is not Label.PERSON:
                continue
            gender = self.gender(naming.entity)
            for asked in "mf":
                if gender in (asked, "?"):
                    made.people[asked] = naming.entity
                    if naming.first or naming.role[0] in "SAI^":
                        made.subjects[asked] = naming.entity
        made.looked_at = len(made.namings)


def _meant_by(c: Candidate) -> int:
    if c.kind == "H" or c.word in ("his", "her"):
        return _HE
    if c.kind in "ye":
        return _IT
    return _MINISTRY if c.word in THING_HEADS else _MINISTER


def _fits(meant: int, label: Label, naming: Naming) -> bool:
    if meant == _HE:
        return label is Label.PERSON
    if meant == _IT:
        return label in _THINGS and not naming.pronoun
    return label is Label.ORG or (label is Label.PERSON) == (meant == _MINISTER)


def _last(latest: dict[int, Naming], quoted: dict[int, Naming]) -> list[Naming]:
    """The last ten of two dictionaries that are sorted by place, the last first."""
    last = list(islice(reversed(latest.values()), MOST))
    if quoted:
        last += islice(reversed(quoted.values()), MOST)
        last.sort(key=lambda naming: -naming.start)
    return last[:MOST]


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
