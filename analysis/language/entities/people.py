"""Persons of one article: whom each full name, surname and given name stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.language.entities.clusters import Cluster, NameSpan, is_also_called
from analysis.language.entities.gender import address_gender, gender_of_name, is_family_first
from analysis.language.entities.offices import ABBREVIATIONS, HONORIFICS, OFFICES, Gender, canonical_office
from analysis.language.entities.person_names import Name, is_given, long_given, one_slip, parse, same_full, slipped, without_possessive
from analysis.language.entities.words import word_set

KIN: Final = word_set(
    """
    wife husband son daughter brother sister mother father widow widower cousin uncle aunt nephew niece grandson granddaughter
    grandfather grandmother stepson stepdaughter fiancé fiancée fiance fiancee girlfriend boyfriend lady gentleman spouse twin
    """
)
"""Words that introduce somebody by another person ("first lady" too)."""

_USUAL: Final = 2
"""How many times as often as another was named at all must a person have been called by the surname alone to remain its usual bearer."""
_NAMESAKES: Final = 64
"""Of so many people who share a word of their names only the last are looked at, which bounds the time."""
_SLIP_KEY: Final = 1
"""Letters at the beginning of a surname that a slip of the pen never hits."""

_BEFORE: Final = re.compile(r"(?:([^\W\d_][\w’'-]*)\.? )?([^\W\d_][\w’'-]*)\.? $")
_SMALL_LETTERS: Final = re.compile(r"\b[a-z]{3,}\b")
_IN_PASSING: Final = re.compile(r"\b(?:about|against|by|for|from|like|of|on|to|under|with) (?:(?:the|[A-Z][\w.’'-]*) ){0,6}$")
"""What stands before somebody who is no more than mentioned: "no word from Finance Minister |Ann Lee"."""
_AND: Final = re.compile(r" (?:and|&) ")
_AFTER: Final = re.compile(r", (?:his|her|their|whose) (?:[\w-]+ ){0,2}?([\w-]+)")
_KIN_OF: Final = re.compile(r"\b([\w-]+) (?:of|to) (?:(?:the|late|former) )*(?:[A-Z][\w.]* ){0,3}$")


@dataclass(slots=True, eq=False)
class Person(Cluster):
    """A person while the article is being read."""

    words: tuple[str, ...] = ()
    """The fullest name's words."""
    known: set[str] = field(default_factory=set)
    """All words of all full names."""
    suffix: str = ""
    gender: Gender | None = None
    kin: bool = False
    """Introduced as somebody's relative."""
    last: int = -1
    """Start of the last mention so far."""
    first: int = -1
    """Where the first full name stands."""
    titles: set[str] = field(default_factory=set)
    """Offices that stand directly before the full name."""
    bare: int = 0
    """How often a surname or given name alone stood for this person so far."""

    def rank(self, word: str) -> int:
        """How well a word alone fits: 3 surname, 2 another part, 1 a short form of the given name, 0 none."""
        if word in self.known:
            family_first = len(self.words) > 1 and is_family_first(" ".join(self.words))
            return 3 if word == (self.words[0] if family_first else self.words[-1]) else 2
        return 1 if len(self.words) > 1 and long_given(word) == long_given(self.words[0]) else 0


class People:
    """The persons met so far, found by the words of their names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._by_surname_start: dict[str, list[Person]] = defaultdict(list)

    def _add(self, person: Person, words: Iterable[str]) -> None:
        for word in words:
            if word not in person.known:
                person.known.add(word)
                self._by_word[word].append(person)

    def full(self, name: Name) -> Person:
        """The person with this full name: one known by a name that fits, else a new one."""
        seen = {id(person): person for word in name.words for person in self._by_word.get(word, ())[-_NAMESAKES:]}
        fits = [p for p in seen.values() if (p.suffix == name.suffix or (p.suffix and not name.suffix)) and same_full(p.words, name.words)]
        if not fits:
            fits = [p for p in seen.values() if p.suffix == name.suffix and slipped(p.words, name.words)]
        if fits:
            person = fits[-1]
        else:
            person = Person(suffix=name.suffix)
            self.all.append(person)
            self._by_given[long_given(name.words[0])].append(person)
            self._by_surname_start[name.words[-1][:_SLIP_KEY]].append(person)
        self._add(person, name.words)
        if len(name.words) > len(person.words):
            person.words = name.words
        return person

    def also_called(self, person: Person, words: Iterable[str], other: Person | None) -> None:
        """Let a person be found by the words of another name, too, and no longer `other`, whom that name was taken for."""
        if other is not None:
            for word in other.known:
                for people in (self._by_word[word], self._by_given[long_given(word)], self._by_surname_start[word[:_SLIP_KEY]]):
                    if other in people:
                        people.remove(other)
            self.all.remove(other)
            words = {*words, *other.known}
        self._add(person, words)

    def one_word(self, name: Name, title: str, start: int) -> tuple[Person, float, str]:
        """The person whom a surname or given name alone stands for at `start`, how sure that is, and by which rule.

        `title` is the title or form of address before it (`title_before`).
        """
        word = name.words[0]
        told = HONORIFICS.get(title)
        rule, candidates = self._candidates(word)
        fits = [(person.rank(word), person) for person in candidates if not (told and person.gender and person.gender != told)]
        if title and not told and title not in HONORIFICS:
            fits = [(rank, person) for rank, person in fits if not person.kin]
            fits = [(rank, person) for rank, person in fits if title in person.titles] or fits
        if name.suffix:
            fits = [(rank, person) for rank, person in fits if person.suffix == name.suffix] or fits
        if not fits:
            person = Person(words=name.words, gender=told)
            self.all.append(person)
            self._add(person, name.words)
            return person, 0.9, "name"
        if len(fits) > 1 and not told:
            fits = [(rank, person) for rank, person in fits if not person.kin and person.last >= 0] or fits
        best = max(rank for rank, _ in fits)
        top = [person for rank, person in fits if rank == best]
        if not name.suffix and len(top) > 1:
            top = [person for person in top if not person.suffix] or top
        if rule == "surname" and best == 2:
            rule = "part of name"
        if len(top) == 1:
            if told and top[0].gender is None:
                top[0].gender = told
            return top[0], {3: 0.95, 2: 0.9}.get(best, 0.7), rule
        return _one_of(self.text, top, start, rule)

    def _candidates(self, word: str) -> tuple[str, list[Person]]:
        """Those whom a word may name, and the rule that found them."""
        known = self._by_word.get(word)
        if known:
            return "surname", known[-_NAMESAKES:]
        known = [person for person in self._by_given.get(long_given(word), ())[-_NAMESAKES:] if person.rank(word)]
        if known:
            return "short given name", known
        near = self._by_surname_start.get(word[:_SLIP_KEY], ())[-_NAMESAKES:]
        known = [person for person in near if one_slip(word, person.words[-1])]
        return "slip of the pen", known if len(known) == 1 else []


def _one_of(text: str, top: Sequence[Person], start: int, rule: str) -> tuple[Person, float, str]:
    """Choose among several who fit a word equally well: the last named, unless it was named in passing and another is usually called so."""
    before = [person for person in top if 0 <= person.last < start]
    if not before:
        return min(top, key=lambda person: person.first if person.first >= 0 else start), 0.55, rule + ", first named"
    person = max(before, key=lambda person: person.last)
    usual = max(before, key=lambda person: person.bare)
    passing = len(person.mentions) == 1 and not person.bare and _IN_PASSING.search(text, max(0, person.last - 60), person.last)
    if usual is not person and usual.bare and (passing or usual.bare > _USUAL * len(person.mentions)):
        return usual, 0.6, rule + ", the usual one"
    return person, 0.6, rule + ", last named"


def cluster_people(text: str, spans: Sequence[NameSpan]) -> list[Person]:
    """Put the persons' names of one article together; `spans` are sorted and do not overlap. The persons come in order of first mention."""
    people = People(text)
    full: dict[Name, Person] = {}
    names = [parse(text[span.start : span.end]) for span in spans]
    _drop_strays(text, names)
    _share_surnames(text, spans, names)
    for span, name in zip(spans, names, strict=True):
        if len(name.words) > 1:
            person = full.get(name)
            if person is None:
                person = full[name] = people.full(name)
            if person.first < 0:
                person.first = span.start
            person.kin = person.kin or _is_kin(text, span)
            title = title_before(text, span.start)
            if title not in HONORIFICS:
                person.titles.add(title)
            person.gender = person.gender or address_gender(text, span.start) or gender_of_name(text[span.start : span.end])
    _join_other_names(text, spans, names, people, full)
    for span, name in zip(spans, names, strict=True):
        if len(name.words) > 1:
            person, confidence, rule = full[name], 0.98, "full name"
        else:
            person, confidence, rule = people.one_word(name, title_before(text, span.start), span.start)
            person.bare += 1
            if not person.mentions and name.words[0] != person.words[-1]:
                # Who comes in as "his wife Ann" goes on as Ann, or by her full name: the surname alone is not hers.
                person.kin = person.kin or _is_kin(text, span)
        person.add(span, without_possessive(text[span.start : span.end]), confidence, rule)
        person.last = span.start
    return sorted((person for person in people.all if person.mentions), key=lambda person: person.mentions[0].start)


def _join_other_names(text: str, spans: Sequence[NameSpan], names: Sequence[Name], people: People, full: dict[Name, Person]) -> None:
    """Let who is also called otherwise be found by both names: "Ann Lee, better known as Jinx"."""
    called: dict[int, list[Name]] = defaultdict(list)
    for name, person in full.items():
        called[id(person)].append(name)
    for i in range(len(spans) - 1):
        if is_also_called(text, spans[i], spans[i + 1]):
            one, other = names[i], names[i + 1]
            if one not in full:
                one, other = other, one
            bearer, namesake = full.get(one), full.get(other)
            if bearer is not None and bearer is not namesake:
                people.also_called(bearer, other.words, namesake)
                for name in called.pop(id(namesake), ()):
                    full[name] = bearer
                    called[id(bearer)].append(name)


def title_before(text: str, start: int) -> str:
    """The form of address or the office directly before a name, in its common spelling; empty where there is none."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before is None or not before[2][0].isupper():
        return ""
    word = before[2].casefold()
    if word in HONORIFICS:
        return word
    return canonical_office(f"{before[1] or ''} {word}") if word in OFFICES or word in ABBREVIATIONS else ""


def _drop_strays(text: str, names: list[Name]) -> None:
    """Take a word of the sentence off names that swallowed one: "Half Brook" in the headline of an article on Ada Brook."""
    usual = {name.words[-1] for name in names if len(name.words) > 1 and is_given(name.words[0])}
    doubtful = [i for i, name in enumerate(names) if len(name.words) == 2 and name.words[1] in usual and not is_given(name.words[0])]
    small = set(_SMALL_LETTERS.findall(text)) if doubtful else ()
    for i in doubtful:
        if names[i].words[0] in small:
            names[i] = names[i]._replace(words=names[i].words[1:])


def _share_surnames(text: str, spans: Sequence[NameSpan], names: list[Name]) -> None:
    """Give the first of "Bill and Hillary Clinton" its surname, unless it is another's given name in this article."""
    elsewhere = {name.words[0] for name in names if len(name.words) > 1}
    for i in range(len(spans) - 1):
        if len(names[i].words) == 1 and len(names[i + 1].words) == 2 and _AND.fullmatch(text, spans[i].end, spans[i + 1].start):
            first, second = names[i].words[0], names[i + 1].words
            if first not in elsewhere and gender_of_name(f"{first} x") and gender_of_name(f"{second[0]} x"):
                names[i] = Name((first, second[1]), names[i].suffix)


def _is_kin(text: str, span: NameSpan) -> bool:
    """Say whether a name is introduced as that of a relative: "his wife, Ann Lee", "Ann Lee, his sister", "the son of Ann Lee"."""
    before = _BEFORE.search(text[max(0, span.start - 24) : span.start].replace(",", ""))
    if before and before[2].casefold() in KIN:
        return True
    of = _KIN_OF.search(text, max(0, span.start - 60), span.start)
    if of and of[1].casefold() in KIN:
        return True
    after = _AFTER.match(text, span.end, span.end + 60)
    return bool(after and after[1].casefold() in KIN)
