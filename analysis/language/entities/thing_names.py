"""Names of organisations, places and peoples made comparable: normal forms, acronyms, short forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.article import Label
from analysis.language.entities.nationalities import country_name, country_of, place_key
from analysis.language.entities.words import word_set

_CORPORATE: Final = word_set(
    """
    inc incorporated corp corporation ltd limited plc co company group holdings holding gmbh ag sa nv bv spa llc llp lp pty kk oy
    ab asa berhad bhd sas pvt
    """
)
"""Words at the end of a company's name that writers keep or drop at will."""

_CLUBS: Final = ("fc", "afc", "cf")
"""Endings of clubs, which say less than those of companies: "Barford FC" may be Barford City."""

_SMALL: Final = word_set("of the and for in on at to de del la le du des der und e y d' & a an")

_PARTS: Final = word_set(
    """
    committee subcommittee council commission department division office court courts police school college board radio research
    campaign team caucus union hospital academy institute bureau branch wing agency association foundation panel embassy consulate
    army forces university library museum awards award cup prize festival games championship championships league open masters street
    road square stadium airport park hall house palace bridge center centre tower building act bill law treaty accord pact agreement
    initiative programme program project fund conference summit convention delegation ministry minister cabinet government
    administration authority band orchestra chapter journal review magazine newspaper post times herald
    """
)
"""Words that make a name another thing's than the name it begins with: the Senate Judiciary Committee is not the Senate."""

_KINDS: Final = word_set(
    "department force service party club university college school hospital magazine newspaper news network channel team"
)
"""Words for its sort that may be left off a name: "Holm" for Holm University."""

_HOUSES: Final = word_set("congress parliament senate assembly council committee commission party")
"""Words that stand for a longer name ending in them only behind a place: "Congress" is not the People's Congress."""

_LONELY: Final = word_set(
    """
    house national international royal new north south east west central first general american british
    """
)
"""Words that alone are no short form of a longer name."""


_NORP_KEYS: Final = {
    "democratic": "democrat",
    "republicans": "republican",
    "tories": "tory",
    "liberal": "liberal",
    "muslims": "muslim",
    "lib dem": "liberal democrat",
    "lib dems": "liberal democrat",
    "jews": "jew",
    "jewish": "jew",
    "islamists": "islamist",
    "labor": "labour",
    "catholics": "catholic",
}

_KNOWN: Final = {
    **dict.fromkeys(("isis", "isil", "daesh", "islamic state of iraq and syria", "islamic state of iraq and the levant"), "islamic state"),
    **dict.fromkeys(("gop",), "republican party"),
    **dict.fromkeys(("fed", "us federal reserve"), "federal reserve"),
    **dict.fromkeys(("group of eight",), "g8"),
    **dict.fromkeys(("group of seven",), "g7"),
    **dict.fromkeys(("group of 20", "group of twenty"), "g20"),
    **dict.fromkeys(("un children's fund", "united nations children's fund"), "unicef"),
    **dict.fromkeys(("north atlantic treaty organization", "north atlantic treaty organisation"), "nato"),
    **dict.fromkeys(("un", "united nations organization", "united nations organisation"), "united nations"),
    **dict.fromkeys(("eu",), "european union"),
}
"""Household names whose other form no article explains."""

_NOTHING_SHORT: Final = frozenset(_KNOWN.values())
"""Names that never stand for a longer one: the United Nations is not its charter."""

_NAMED_APART: Final = word_set("new old young parliamentary")
"""Words before a name that tell another thing from it: New Labour, the Parliamentary Labour Party."""

_POSSESSIVE: Final = re.compile(r"['’]s?$|(?<=[sS])['’]$")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*|&")
_CAPITALS: Final = re.compile(r"(?:[A-Z]\.?&?){2,8}")


class Form(NamedTuple):
    """A name of a thing, made comparable."""

    key: str
    """Equal keys are one thing."""
    words: tuple[str, ...]
    """Lower case, without "the", accents, possessive and company endings."""
    country: bool
    cut: bool = False
    """Whether a company ending was taken off."""


@lru_cache(maxsize=8192)
def normal(form: str, people: bool = False) -> Form:
    """Make a name comparable; `people` says that it names a nationality or another group of people."""
    form = _POSSESSIVE.sub("", form.strip()) or form
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    if not people:
        country = country_name(form)
        if country:
            return Form("=" + country, tuple(country.casefold().split()), True)
    words = _WORD.findall(form.casefold())
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    words = [word.replace(".", "").removesuffix("'s") or word for word in words]
    if people:
        return Form(_people_key(" ".join(words)), tuple(words), False)
    if len(words) > 1 and words[-1] in _CLUBS:
        words.pop()
    size = len(words)
    while len(words) > 1 and words[-1] in _CORPORATE:
        words.pop()
    key = " ".join(words) or form
    return Form(_KNOWN.get(key, key), tuple(words), False, len(words) < size)


def as_written(text: str) -> str:
    """A name without its possessive and leading "the"."""
    raw = _POSSESSIVE.sub("", text) or text
    return raw[4:] if raw[:4].casefold() == "the " and len(raw) > 4 else raw


def large_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in alphabetical order, without its small ones, to find it under another order."""
    return tuple(sorted(word for word in words if word not in _SMALL))


def _people_key(plain: str) -> str:
    country = country_of(plain)
    if country:
        return "~" + country
    key = _NORP_KEYS.get(plain)
    if key:
        return "~" + key
    return "~" + (plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3 else plain)


@lru_cache(maxsize=8192)
def initials(words: tuple[str, ...], raw: str) -> frozenset[str]:
    """The acronyms that a name of several words may have, in lower case: with and without its small words and its company ending."""
    parts = [part for part in re.split(r"[\s\-/]+", _POSSESSIVE.sub("", raw).casefold().replace("’", "'")) if part]
    if parts and parts[0] == "the":
        parts = parts[1:]
    large = [part for part in parts if part not in _SMALL]
    found = set()
    for kept in (large, parts, [p for p in large if p.strip(".,") not in _CORPORATE], [p for p in parts if p != "the"], list(words)):
        if len(kept) > 1:
            found.add("".join(part[0] for part in kept if part[0].isalnum() or part == "&"))
    return frozenset(word for word in found if len(word) > 1)


def acronym(form: str) -> str | None:
    """The letters of an acronym in lower case: "U.N." -> "un", "M&S" -> "m&s"; None where the form is none."""
    form = _POSSESSIVE.sub("", form)
    if _CAPITALS.fullmatch(form):
        return form.replace(".", "").casefold()
    return None


def fits_letters(short: str, long: str) -> bool:
    """Say whether the letters of a short form stand in the long one in this order, beginning with its first letter or another word's."""
    letters = iter(long.casefold())
    return all(letter in letters for letter in short.casefold() if letter.isalnum())


def is_blend(short: str, words: tuple[str, ...]) -> bool:
    """Say whether a word is put together from the beginnings of a longer name's words: "TokAni" of Tokai Animation."""
    large = [word for word in words if word not in _SMALL]
    if len(large) < 2 or short[:2] != large[0][:2] or short in words:
        return False
    at = 0
    for i, word in enumerate(large):
        size = 0
        while size < len(word) and at + size < len(short) and word[size] == short[at + size]:
            size += 1
        if size == 0 or (i == 0 and size < 2):
            return False
        if i + 1 < len(large):
            later = short.find(large[i + 1][0], at + 1, at + size + 1)
            size = min(size, later - at) if later > 0 else size
        at += size
    return at == len(short)


def is_short_of(short: tuple[str, ...], long: tuple[str, ...], label: Label, capitals: bool = False) -> bool:
    """Say whether some words at the beginning or end of a longer name can stand for it: "Vox" of "Vox Partners".

    The beginning of a landscape's name is another one ("Elm Valley", "Elm Valley Lakes"), and so are an event without its middle words
    and what has a number behind its name.

    `capitals` says that the short one is an acronym: "BBC" is not short for "BBC Radio 4".
    """
    if not len(short) < len(long) or all(word in _LONELY or word in _SMALL for word in short) or " ".join(short) in _NOTHING_SHORT:
        return False
    if len(short) == 1 and (label is not Label.ORG or len(short[0]) < 2):
        return False
    if long[: len(short)] == short:
        rest = long[len(short) :]
        if capitals and not (len(rest) == 1 and rest[0] in _KINDS):
            return False
        if rest[0] in _SMALL:
            return rest[0] == "of" or len(short) > 1
        return label is not Label.LOC and not rest[-1].isdigit() and (rest[-1] not in _PARTS or (len(rest) == 1 and rest[0] in _KINDS))
    if long[-len(short) :] == short and not capitals:
        link = long[-len(short) - 1]
        if link in _SMALL:
            return link == "of" and long[0] in ("university", "college", "house")
        return link not in _NAMED_APART and (short[0] not in _HOUSES or len(short) > 1 or place_key(link) != link)
    return label is not Label.EVENT and _without_middle(short, long)


def _without_middle(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether a short name leaves out words in the middle only: "Elm Bank" of "Elm Mutual Bank"."""
    if len(short) < 2 or short[0] != long[0] or short[-1] != long[-1] or short[0] in _PARTS | _LONELY or "of" in long:
        return False
    rest = iter(long)
    return all(word in rest for word in short)
