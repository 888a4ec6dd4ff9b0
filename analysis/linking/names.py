"""Names made comparable: equal keys under one label are one name, equal clues are worth a closer look."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.article import Label
from analysis.language.entities.gender import is_family_first
from analysis.language.entities.nationalities import country_name, country_of
from analysis.language.entities.person_names import NICKNAMES, parse
from analysis.language.entities.thing_names import normal
from analysis.language.entities.words import word_set
from analysis.linking.spelling import skeleton

_APART: Final = re.compile(r"[\W_]+")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_SON_OF: Final = re.compile(r"\b(?:bin|ibn|bint|binti)[ -][\w’'-]+$", re.IGNORECASE)
_SMALL: Final = word_set("of the and for in on at to de del la le du des der und a an")

_RANKS: Final = word_set("pope king queen prince princess sheikh sheik emperor saint st mother")
"""Titles that are part of a name of one word: "Pope Francis", "Prince Harry"."""

_SPELLINGS: Final = {
    "defence": "defense", "centre": "center", "labour": "labor",
    "organisation": "organization", "programme": "program", "theatre": "theater",
    "harbour": "harbor", "offence": "offense", "licence": "license", "&": "and", "int'l": "international", "dept": "department",
    "univ": "university", "govt": "government", "assn": "association", "natl": "national", "st": "saint", "mt": "mount",
}  # fmt: skip
"""British spellings and abbreviations -> the spelling that keys have."""

_TURNING: Final = word_set(
    "ministry department bureau agency embassy consulate parliament government secretariat directorate commission committee"
)
"""Heads whose names turn round freely: "Ministry of Defence", "Defence Ministry". (Universities and banks do not.)"""

_GENERIC: Final = word_set(
    """
    supreme high federal constitutional appeal appeals district court courts parliament senate congress house representatives commons lords
    upper lower national state central general people people's peoples
    assembly legislature legislative council cabinet government ministry minister
    ministries department agency authority bureau office board commission committee inspectorate directorate secretariat treasury bank
    reserve police force forces army navy air armed military guard coast customs revenue tax service services defense foreign external
    affairs home interior internal security finance economy economic trade commerce industry energy oil power water health education
    higher labor employment justice law agriculture fisheries environment transport transportation communications information
    technology culture sports sport youth women tourism housing planning development social welfare immigration elections election
    electoral anti corruption anticorruption prosecutor prosecutors
    attorney attorney's prosecution public statistics statistical intelligence
    democratic republican conservative liberal labor socialist communist green greens party opposition union ruling
    chamber presidency presidential palace city town hall county municipal council mayor's main street airport port station
    stock exchange football association federation olympic media disaster management emergency fire brigade rescue meteorological weather
    region province capital downtown
    school university college hospital museum library independent civil aviation railway railways post road roads highways works rural
    urban local and of the for in on against narcotics
    drug food consumer medical science research investigation investigations crime criminal
    """
)
"""Words that leave open of which country an institution is; a name of these alone stands for another one in each country."""

REGIONS: Final = frozenset(("Europe", "Africa", "Asia", "Korea", "Soviet Union"))
"""What names of peoples may mean besides countries: the European Commission is no country's."""

_CREEDS: Final = word_set("conservative liberal labour socialist communist nationalist unionist social christian democrat centrist green")
"""Words for adherents that leave open of which country; democrats and republicans without another word are those of the United States."""

_BY_NAMES: Final = {"tory": ("conservative", "United Kingdom", "Canada")}
"""By-names of adherents -> their usual name, the country that they are of, and the one that has them, too."""

_ORGANISED: Final = frozenset((Label.ORG, Label.FAC, Label.LAW))


class NameKey(NamedTuple):
    """What a name is compared by."""

    key: str
    """Names with equal keys and labels are one name."""
    base: str
    """The key without what the label adds, so that the same words under two labels can be compared."""
    open: str
    """What the name leaves open, so that its key is good within its article only: a surname or an institution; '' where nothing."""
    clues: tuple[str, ...]
    """Names that share one of these are compared."""


@lru_cache(maxsize=8192)
def normal_form(name: str) -> str:
    """Return a name for looking it up: no case, accents, punctuation or leading article, single spaces between its words."""
    bare = _POSSESSIVE.sub("", name.strip()).casefold().replace(".", "")
    if not bare.isascii():
        bare = "".join(character for character in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(character))
    return _APART.sub(" ", bare).strip().removeprefix("the ")


@lru_cache(maxsize=16384)
def key_of(name: str, label: Label, country: str | None = None) -> NameKey:
    """Return what the fullest name that an article has for somebody or something is compared by.

    `country` is the one that the article is about, for institutions that every country has.
    """
    if label is Label.PERSON:
        return _person(name)
    return _thing(name, label is Label.NORP, label in _ORGANISED, country)


@lru_cache(maxsize=16384)
def person_words(name: str) -> tuple[tuple[str, ...], str]:
    """Return a person's names in order, given name first (family name first where that is the custom), and "jr", "sr", "ii" … or ''."""
    parsed = parse(name)
    words = tuple(part for word in parsed.words for part in word.replace("’", "'").split("-") if part)
    first = name.split()[0].casefold().strip(".,") if name.strip() else ""
    if len(words) == 1 and first in _RANKS and first != words[0]:
        words = (first, *words)
    if 2 <= len(words) <= 3 and not is_family_first(" ".join(words)):
        turned = (words[-1], *words[:-1])
        if is_family_first(" ".join(turned)):
            words = turned
    return words, parsed.suffix


def surname(words: tuple[str, ...]) -> str:
    """Return the family name among a person's names."""
    return words[0] if len(words) > 1 and is_family_first(" ".join(words)) else words[-1]


def _person(name: str) -> NameKey:
    words, suffix = person_words(name)
    base = " ".join(words) or normal_form(name) or name
    if len(words) < 2:
        return NameKey(base, base, base, ())
    family = surname(words)
    given = words[-1] if family == words[0] else words[0]
    clues = {f"p {skeleton(NICKNAMES.get(given, given))} {skeleton(family)}"}
    # "Salman" alone is not Mohammed bin Salman, but his father.
    if not _SON_OF.search(name):
        clues.add(f"s {family}")
    if len(words) == 2 and given != family:
        clues.add(f"g {given}")
    if len(words) > 2:
        clues.add(f"p {skeleton(NICKNAMES.get(words[0], words[0]))} {skeleton(words[1])}")
    return NameKey(" ".join((base, suffix)) if suffix else base, base, "", tuple(sorted(clues)))


@lru_cache(maxsize=16384)
def thing_words(name: str) -> tuple[str, ...]:
    """Return the words of a thing's name: lower case, no accents, no "the", one spelling, no ending of companies."""
    found: list[str] = []
    for word in normal(name.replace("-", " ").replace("’", "'")).words:
        word = _SPELLINGS.get(word, word)
        found.append(word.removesuffix("'s").replace("'", ""))
    return tuple(word for word in found if word)


def _adherents(creed: str, country: str | None) -> NameKey:
    """The key of people: of those that every country has with their country, as institutions have it."""
    if creed in _BY_NAMES:
        creed, usual, other = _BY_NAMES[creed]
        country = other if country == other else usual
    key = "~" + creed
    words = creed.split()
    if creed == "democrat" or not _CREEDS.issuperset(words):
        return NameKey(key, key.casefold(), "", ())
    if country is None:
        return NameKey(key, key, key, ())
    own = f"{key} @ {country}"
    return NameKey(own, own, "", (f"i {key}",))


def _thing(name: str, people: bool, organised: bool, country: str | None) -> NameKey:
    form = normal(name, people)
    if form.country:
        return NameKey(form.key, form.key[1:].casefold(), "", ())
    if form.key.startswith("~"):
        return _adherents(form.key[1:], country)
    words = thing_words(name)
    known = form.key if form.key != " ".join(form.words) else ""
    base = known or " ".join(words) or normal_form(name) or name
    if organised and not known:
        own = [place for word in words if (place := country_of(word) or country_name(word))]
        rest = [word for word in words if not (country_of(word) or country_name(word))]
        if rest and is_generic(rest) and not REGIONS.intersection(own):
            place = own[0] if len(own) == 1 else country if not own else None
            heart = " ".join(sorted(word for word in rest if word not in _SMALL))
            if place is not None:
                party = heart.replace("party", "").strip() or heart
                own_key = f"{heart} @ {place}"
                return NameKey(own_key, own_key, "", (f"i {heart}", f"t {party} @ {place}"))
            if not own:
                return NameKey(base, base, heart, ())
    large = [word for word in words if word not in _SMALL]
    clues = {f"t {' '.join(sorted(skeleton(word) for word in large))}"} if large else set()
    key = base if known else _turned(words, base)
    return NameKey(key, key, "", tuple(clues))


def is_generic(words: list[str]) -> bool:
    """Say whether a name of an institution would fit one in every country: "supreme court", "ministry of health"."""
    large = [word for word in words if word not in _SMALL]
    return bool(large) and all(word in _GENERIC for word in large) and (len(large) > 1 or large[0] not in ("police",))


def _turned(words: tuple[str, ...], base: str) -> str:
    """The key of a name with a head that may stand first or last: its large words in order of the alphabet."""
    large = [word for word in words if word not in _SMALL]
    if len(large) > 1 and (large[0] in _TURNING or large[-1] in _TURNING):
        return " ".join(sorted(large))
    return base
