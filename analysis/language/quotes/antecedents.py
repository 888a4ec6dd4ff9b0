"""Whom "he", "it" or "the minister" stands for: a choice among the article's persons and organisations, or nobody by name."""

from __future__ import annotations

from .candidates import Candidate
from .features import Features
from .lexicon import MALE_PRONOUNS, ROLES, WRITTEN_SOURCES
from .marks import Segment
from .namings import THING_HEADS, Naming, Namings
from .skeleton import Skeleton

_INDEFINITE = frozenset("a an one another some many several few most two three four other others no any each every both more".split())
_POSSESSIVE = frozenset("his her its their our my".split())
SURE = 0.7
"""From this confidence on, the rules that tie a description to an entity are taken at their word."""


def _article(word: str, plural: str) -> str:
    """What kind of determiner a noun phrase begins with: ``d`` the, ``i`` a or some, ``p`` its, ``0`` none before a plural, ``1`` else."""
    if word in ("the", "this", "that", "these", "those"):
        return "d"
    if word in _INDEFINITE:
        return "i"
    return "p" if word in _POSSESSIVE else ("0" if plural == "s" else "1")


class Antecedents:
    """Finds and describes the options for one article's pronouns."""

    def __init__(self, features: Features) -> None:
        self.skeleton: Skeleton = features.skeleton
        self.namings = Namings(features)
        self._heads: dict[int, frozenset[str]] = {}

    def options(self, c: Candidate, segment: Segment | None, speaker: int, last: int) -> tuple[list[int], list[list[str]]]:
        """Entity numbers (-1, nobody by name, first) and the features of each.

        `segment` is the quote that asks, `speaker` the last quote's entity, `last` the entity of the last pronoun of the same gender; -1
        where there is none.
        """
        own = self.skeleton.paragraph(c.paragraph)
        sentence = own.sentences[c.first]
        kind = "h" if c.kind in "H" or c.word in ("his", "her") else ("y" if c.kind in "ye" else "D")
        ranked = self.namings.before(c, (speaker, c.title_of))
        if kind == "h":
            gender = "m" if c.word in MALE_PRONOUNS else "f"
            against = [self.namings.against(place.entity, gender) for place in ranked]
            ranked = [place for n in (0, 1, 2) for place, other in zip(ranked, against, strict=True) if other == n]
        none = ["none" + kind, "none" + kind + str(min(len(ranked), 3)), "none" + c.role + kind]
        if kind == "D":
            none += ["noned" + own.words[c.first], "noneh" + c.word, "nonet" + ("1" if c.title_sure >= SURE else "0")]
            plural = "s" if c.word.endswith("s") else "-"
            article = _article(own.words[c.first], plural)
            none += ["nones" + plural, "nonea" + article, "nonea" + article + ("w" if c.word in WRITTEN_SOURCES else plural)]
        numbers, features = [-1], [none]
        inside = self.skeleton.named_in(segment.start, segment.end) if segment is not None else frozenset()
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

    def _describe(self, c: Candidate, kind: str, sentence: int, place: Naming, rank: int, speaker: int, last: int) -> list[str]:
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
            gender = "m" if c.word in MALE_PRONOUNS else "f"
            out.append("g" + self.namings.gender(place.entity) + gender)
            out.append("against" + str(self.namings.against(place.entity, gender)))
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
            out.append("Dh" + (c.word if c.word in THING_HEADS or c.word in ROLES else "?") + entity.label.value)
            plural = "s" if c.word.endswith("s") else "-"
            out += ["Dp" + plural + entity.label.value, "Da" + _article(self.skeleton.paragraph(c.paragraph).words[c.first], plural)]
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
