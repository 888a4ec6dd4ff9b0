"""Names of persons: which full names are one person's, and whom a surname or given name alone stands for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.language.entities.clusters import Cluster, NameSpan
from analysis.language.entities.gender import address_gender, gender_of_name, is_family_first
from analysis.language.entities.offices import ABBREVIATIONS, HONORIFICS, OFFICES, Gender
from analysis.language.entities.words import word_set

PARTICLES: Final = word_set(
    """
    al el ul ud bin ibn bint de da do das dos di du del della la le les van von der den ter ten af av
    """
)
"""Small words inside names that writers keep or drop at will."""

SUFFIXES: Final = word_set("jr sr ii iii iv junior snr jnr")

KIN: Final = word_set(
    """
    wife husband son daughter brother sister mother father widow widower cousin uncle aunt nephew niece grandson granddaughter
    grandfather grandmother stepson stepdaughter fiancé fiancée fiance fiancee girlfriend boyfriend lady gentleman spouse twin
    """
)
"""Words that introduce somebody by another person ("first lady" too)."""

_SHORT_NAMES: Final = """
william: bill billy will willie liam | robert: bob bobby rob robbie | james: jim jimmy jamie | joseph: joe joey
john: jack johnny jon | richard: dick rick ricky rich | michael: mike mick mickey | thomas: tom tommy | edward: ed eddie ted ned
charles: charlie chuck | anthony: tony | antonio: tony toni | david: dave davy | daniel: dan danny | donald: don donnie
kenneth: ken kenny | ronald: ron ronnie | stephen: steve steven | gregory: greg | jeffrey: jeff geoff | matthew: matt
andrew: andy drew | christopher: chris kit | nicholas: nick nicky | benjamin: ben benny bibi | samuel: sam | timothy: tim
bernard: bernie | lawrence: larry | frederick: fred freddie | albert: bert al | alexander: alex sandy sasha | douglas: doug
gerald: gerry jerry | peter: pete | philip: phil | raymond: ray | vincent: vince | walter: walt | zachary: zach zack | rafael: rafa
elizabeth: liz lizzie beth betty eliza | margaret: maggie meg peggy | katherine: kate kathy katie | catherine: cathy kate cate
patricia: pat patty trish | susan: sue susie | deborah: debbie deb | barbara: barb | jennifer: jen jenny | rebecca: becky
judith: judy | victoria: vicky | jacqueline: jackie | christine: chris | samantha: sam | kimberly: kim | joshua: josh
mohammed: mohamed muhammad mohammad mohamad | ehud: udi | francisco: paco pancho | ignacio: nacho | enrique: quique | manuel: manolo
eugene: gene | leonard: len leo | martin: marty | mitchell: mitch | nathaniel: nate | theodore: ted teddy | arthur: art
abraham: abe | aleksandr: alexander | sergey: sergei | dmitri: dmitry | volodymyr: vladimir
"""

NICKNAMES: Final[dict[str, str]] = {
    short: long.strip()
    for entry in _SHORT_NAMES.replace("\n", "|").split("|")
    for long, _, shorts in [entry.partition(":")]
    for short in shorts.split()
}
"""Short given name -> one long one; "Pat", "Sam", "Chris" and their like point at one of several."""

_POSSESSIVE: Final = re.compile(r"['’‘`]s?$", re.IGNORECASE)
_BEFORE: Final = re.compile(r"([^\W\d_][\w’'-]*)\.? $")
_AND: Final = re.compile(r" (?:and|&) ")
_AFTER: Final = re.compile(r", (?:his|her|their|the|whose) (?:[\w-]+ ){0,2}?([\w-]+)")


class Name(NamedTuple):
    """A person's name taken apart; all words in lower case, without accents, titles, particles and full stops."""

    words: tuple[str, ...]
    suffix: str
    """"jr", "sr", "ii" …, or empty."""
    titled: bool
    """Whether a title or form of address stood inside the name."""


@lru_cache(maxsize=8192)
def parse(form: str) -> Name:
    """Take a name apart: "Sen. Raúl de la Cruz Jr.’s" -> words ("raul", "cruz"), suffix "jr", titled."""
    form = _POSSESSIVE.sub("", form.strip()) or form
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    words = [word for word in (raw.strip(".,'\"“”()") for raw in form.casefold().replace(".", ". ").split()) if word]
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
        suffix = {"junior": "jr", "jnr": "jr", "snr": "sr"}.get(suffix, suffix)
    titled = False
    while len(words) > 1 and (words[0] in HONORIFICS or words[0] in OFFICES or words[0] in ABBREVIATIONS):
        words.pop(0)
        titled = True
    bare = []
    for word in words:
        head, _, rest = word.partition("-")
        word = rest if rest and head in PARTICLES else word
        if word not in PARTICLES:
            bare.append(word)
    return Name(tuple(bare or words), suffix, titled)


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
    starts: list[int] = field(default_factory=list)
    """Where the full names stand."""
    bare: int = 0
    """How often a surname or given name alone stood for this person so far."""

    def rank(self, word: str) -> int:
        """How well a word alone fits: 3 surname, 2 another part, 1 a short form of the given name, 0 none."""
        if word in self.known:
            family_first = len(self.words) > 1 and is_family_first(" ".join(self.words))
            if word == (self.words[0] if family_first else self.words[-1]):
                return 3
            return 2
        if self.words and len(self.words) > 1:
            long, short = NICKNAMES.get(word), NICKNAMES.get(self.words[0])
            if long == self.words[0] or short == word or (long and long == short):
                return 1
        return 0


def same_given(a: str, b: str) -> bool:
    """Say whether two given names may be one: equal, an initial, a short form."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    long_a, long_b = NICKNAMES.get(a, a), NICKNAMES.get(b, b)
    return long_a == long_b


def same_full(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two full names (two words or more each) can be one person's.

    One may leave out or shorten middle names and given names, leave out outer surnames ("Juan García Davish", "García Davish"),
    or turn the order of family and given name round.
    """
    if a == b or "".join(a).replace("-", "") == "".join(b).replace("-", ""):
        return True
    if len(a) > len(b):
        a, b = b, a
    if a[-1] == b[-1] and same_given(a[0], b[0]):
        rest = list(b[1:-1])
        for word in a[1:-1]:
            match = next((i for i, other in enumerate(rest) if same_given(word, other)), None)
            if match is None:
                return False
            del rest[: match + 1]
        return True
    if len(b) > len(a) >= 2 and all(len(word) > 1 for word in a):
        return any(b[i : i + len(a)] == a for i in range(len(b) - len(a) + 1)) or (a[0] == b[0] and _subsequence(a, b))
    return len(a) == len(b) == 2 and a == b[::-1]


def _subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def one_slip(a: str, b: str) -> bool:
    """Say whether two words differ by one letter put in, left out, changed, or two neighbours swapped, and are long enough for a slip."""
    if a == b or min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def _slipped(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two full names are alike but for one slip of the pen."""
    if len(a) != len(b) or len(a) < 2:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and one_slip(*odd[0])


_USUAL: Final = 2
"""How many times as often as another was named at all must a person have been called by the surname alone to remain its usual bearer."""


def cluster_people(text: str, spans: Sequence[NameSpan]) -> list[Person]:
    """Put the persons' names of one article together; `spans` are sorted and do not overlap. The persons come in order of first mention."""
    people: list[Person] = []
    by_word: dict[str, list[Person]] = defaultdict(list)
    full: dict[Name, Person] = {}
    names = [parse(text[span.start : span.end]) for span in spans]
    _share_surnames(text, spans, names)
    for span, name in zip(spans, names, strict=True):
        if len(name.words) > 1:
            person = full.get(name)
            if person is None:
                person = full[name] = _full_name(name, people, by_word)
            person.starts.append(span.start)
            person.kin = person.kin or _is_kin(text, span)
            person.gender = person.gender or address_gender(text, span.start) or gender_of_name(text[span.start : span.end])
    for span, name in zip(spans, names, strict=True):
        form = _POSSESSIVE.sub("", text[span.start : span.end]) or text[span.start : span.end]
        before = _BEFORE.search(text, max(0, span.start - 24), span.start)
        title = before[1].casefold() if before else ""
        if len(name.words) > 1:
            person, confidence, rule = full[name], 0.98, "full name"
        else:
            person, confidence, rule = _one_word(name, title, span.start, people, by_word)
        person.add(span, form, confidence, rule)
        person.last = span.start
        person.bare += len(name.words) == 1
    return sorted((person for person in people if person.mentions), key=lambda person: person.mentions[0].start)


def _share_surnames(text: str, spans: Sequence[NameSpan], names: list[Name]) -> None:
    """Give the first of "Bill and Hillary Clinton" its surname."""
    for i in range(len(spans) - 1):
        if len(names[i].words) == 1 and len(names[i + 1].words) == 2 and _AND.fullmatch(text, spans[i].end, spans[i + 1].start):
            first, second = names[i].words[0], names[i + 1].words
            if gender_of_name(f"{first} x") and gender_of_name(f"{second[0]} x"):
                names[i] = Name((first, second[1]), names[i].suffix, names[i].titled)


def _full_name(name: Name, people: list[Person], by_word: dict[str, list[Person]]) -> Person:
    """The person with this full name: one known by a name that fits, else a new one."""
    seen: dict[int, Person] = {id(person): person for word in name.words for person in by_word.get(word, ())}
    fits = [p for p in seen.values() if (p.suffix == name.suffix or (p.suffix and not name.suffix)) and same_full(p.words, name.words)]
    if not fits:
        fits = [p for p in seen.values() if p.suffix == name.suffix and _slipped(p.words, name.words)]
    if fits:
        person = fits[-1]
    else:
        person = Person(suffix=name.suffix)
        people.append(person)
    for word in name.words:
        if word not in person.known:
            person.known.add(word)
            by_word[word].append(person)
    if len(name.words) > len(person.words):
        person.words = name.words
    return person


def _is_kin(text: str, span: NameSpan) -> bool:
    before = _BEFORE.search(text[max(0, span.start - 24) : span.start].replace(",", ""))
    if before and before[1].casefold() in KIN:
        return True
    after = _AFTER.match(text, span.end, span.end + 60)
    return bool(after and after[1].casefold() in KIN)


def _one_word(name: Name, title: str, start: int, people: list[Person], by_word: dict[str, list[Person]]) -> tuple[Person, float, str]:
    """The person whom a surname or given name alone stands for here, how sure that is, and by which rule."""
    word = name.words[0]
    told = HONORIFICS.get(title)
    office = title in OFFICES or title in ABBREVIATIONS
    ranked = [(person.rank(word), person) for person in by_word.get(word, ())]
    rule = "surname"
    if not ranked:
        ranked = [(1, person) for person in people if person.rank(word) == 1]
        rule = "short given name"
    fits = [(rank, person) for rank, person in ranked if not (told and person.gender and person.gender != told)]
    if office:
        fits = [(rank, person) for rank, person in fits if not person.kin]
    if name.suffix:
        fits = [(rank, person) for rank, person in fits if person.suffix == name.suffix] or fits
    if not fits and not ranked and len(word) > 4:
        fits = [(1, person) for person in people if any(one_slip(word, other) for other in person.words[-1:])]
        rule = "slip of the pen"
        if len(fits) > 1:
            fits = []
    if not fits:
        person = Person(words=name.words, known={word}, gender=told)
        people.append(person)
        by_word[word].append(person)
        return person, 0.9, "name"
    if len(fits) > 1 and not told:
        fits = [(rank, person) for rank, person in fits if not person.kin] or fits
    best = max(rank for rank, _ in fits)
    top = [person for rank, person in fits if rank == best]
    if not name.suffix and len(top) > 1:
        top = [person for person in top if not person.suffix] or top
    if rule == "surname" and best == 2:
        rule = "part of name"
    if len(top) == 1:
        confidence = {3: 0.95, 2: 0.9, 1: 0.7}[best]
        if told and top[0].gender is None:
            top[0].gender = told
        return top[0], confidence, rule
    before = [person for person in top if 0 <= person.last < start]
    if before:
        person = max(before, key=lambda person: person.last)
        usual = max(before, key=lambda person: person.bare)
        if usual is not person and usual.bare > _USUAL * len(person.mentions):
            return usual, 0.6, rule + ", the usual one"
        return person, 0.6, rule + ", last named"
    return min(top, key=lambda person: person.starts[0] if person.starts else start), 0.55, rule + ", first named"
