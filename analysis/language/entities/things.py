"""Names of organisations, places, peoples and the rest: which forms are one thing's."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.article import Label
from analysis.language.entities.clusters import Cluster, NameSpan
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
"""Endings of clubs, which say less than those of companies: "Newry FC" may be Newry City."""

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
"""Words for its sort that may be left off a name: "Cranfield" for Cranfield University."""

_HOUSES: Final = word_set("congress parliament senate assembly council committee commission party")
"""Words that stand for a longer name ending in them only behind a place: "Congress" is not the Trinamool Congress."""

_LONELY: Final = word_set(
    """
    house national international royal new north south east west central first general american british
    """
)
"""Words that alone are no short form of a longer name."""

_AGENCIES: Final = word_set("ap afp cnn bbc pti ani upi dpa efe abc nbc cbs npr itv")
"""Acronyms of media, which stand in brackets behind places and other names without explaining them."""

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

_POSSESSIVE: Final = re.compile(r"['’]s?$|(?<=[sS])['’]$")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*|&")
_BRACKET: Final = re.compile(r",? ?[(\[][“\"']?(?:the )?")
_ACRONYM: Final = re.compile(r"(?:[A-Z]\.?&?){2,8}s?|[A-Z][A-Za-z]?[A-Z]{1,5}[a-z]?|[A-Z][a-z]{2,7}[A-Z]?")
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


@dataclass(slots=True, eq=False)
class Thing(Cluster):
    """An organisation, place or the like while the article is being read."""

    keys: set[str] = field(default_factory=set)
    all_words: list[tuple[str, ...]] = field(default_factory=list)
    people: bool = False
    whole: bool = False
    """Whether the name has a company ending, and so is no short form of a longer one."""
    capitals: bool = False
    """Whether the name is an acronym."""
    last: int = -1
    first: int = -1


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
    """Say whether a word is put together from the beginnings of a longer name's words: "KyoAni" of Kyoto Animation."""
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


def cluster_things(text: str, spans: Sequence[NameSpan]) -> list[Thing]:
    """Put the names of organisations, places, peoples and the rest together; `spans` are sorted and do not overlap."""
    forms = [_form(text, span) for span in spans]
    things: dict[str, Thing] = {}
    for span, (raw, form) in zip(spans, forms, strict=True):
        thing = things.get(form.key)
        if thing is None:
            thing = things[form.key] = Thing(people=span.label == Label.NORP, first=span.start, keys={form.key}, all_words=[form.words])
            thing.capitals = acronym(raw) is not None
        elif form.words not in thing.all_words:
            thing.all_words.append(form.words)
        thing.whole = thing.whole or form.cut
        thing.labels[span.label] += 1
        thing.forms[raw] += 1
    rules = _join(text, spans, forms, things)
    ambiguous = _short_forms(things)
    out: dict[int, Thing] = {}
    for thing in things.values():
        thing.labels.clear()
        thing.forms.clear()
    for span, (raw, form) in zip(spans, forms, strict=True):
        thing = things[form.key]
        rule, confidence = rules.get(form.key, ("name", 0.98))
        if form.key in ambiguous:
            fits = ambiguous[form.key]
            before = [other for other in fits if 0 <= other.last < span.start]
            thing = max(before, key=lambda other: other.last) if before else min(fits, key=lambda other: other.first)
            rule, confidence = ("short form", 0.85) if len(fits) == 1 else ("short form, last named", 0.6)
        thing.add(span, raw, confidence, rule)
        thing.last = span.start
        out[id(thing)] = thing
    return sorted(out.values(), key=lambda thing: thing.mentions[0].start)


def _form(text: str, span: NameSpan) -> tuple[str, Form]:
    raw = text[span.start : span.end]
    raw = _POSSESSIVE.sub("", raw) or raw
    if raw[:4].casefold() == "the " and len(raw) > 4:
        raw = raw[4:]
    return raw, normal(raw, span.label == Label.NORP)


def _join(
    text: str, spans: Sequence[NameSpan], forms: Sequence[tuple[str, Form]], things: dict[str, Thing]
) -> dict[str, tuple[str, float]]:
    """Join acronyms with their long forms, and names that differ in word order only; returns the rule and confidence of each key joined."""
    rules: dict[str, tuple[str, float]] = {}
    for i in range(len(spans) - 1):
        (long_raw, long), (short_raw, short) = forms[i], forms[i + 1]
        if spans[i + 1].start - spans[i].end < 8 and _BRACKET.fullmatch(text, spans[i].end, spans[i + 1].start):
            if len(long_raw) < len(short_raw):
                long_raw, short_raw, long, short = short_raw, long_raw, short, long
            if _explains(long_raw, long, things[long.key], short_raw, short, things[short.key]):
                _merge(things, short.key, long.key)
                rules.setdefault(short.key, ("acronym in brackets", 0.97))
    by_initials: dict[str, str] = {}
    by_bag: dict[tuple[str, ...], str] = {}
    by_words: dict[tuple[str, ...], str] = {}
    for raw, form in forms:
        if len(form.words) > 1 and not things[form.key].people and not form.country:
            by_words[form.words] = form.key
            for letters in initials(form.words, raw):
                by_initials.setdefault(letters, form.key)
            bag = tuple(sorted(word for word in form.words if word not in _SMALL))
            if len(bag) > 1 and by_bag.setdefault(bag, form.key) != form.key and things[form.key] is not things[by_bag[bag]]:
                _merge(things, form.key, by_bag[bag])
                rules.setdefault(form.key, ("same words", 0.9))
    for raw, form in forms:
        if len(form.words) == 1 and len(raw) > 3 and not form.country and not things[form.key].capitals and len(things[form.key].keys) == 1:
            for words, key in list(by_words.items()):
                if (
                    words[0][0] == form.key[0]
                    and things[key] is not things[form.key]
                    and is_blend(form.words[0], words)
                    and _alike(things[form.key], things[key])
                ):
                    _merge(things, form.key, key)
                    rules.setdefault(form.key, ("blend", 0.8))
                    break
        shortened = acronym(raw.split(" ")[0] if form.cut and len(form.words) == 1 else raw)
        if shortened and shortened in by_initials and not form.country:
            thing, long_thing = things[form.key], things[by_initials[shortened]]
            if thing is not long_thing and not thing.people and _alike(thing, long_thing):
                _merge(things, form.key, by_initials[shortened])
                rules.setdefault(form.key, ("initials", 0.9))
    return rules


def _explains(long_raw: str, long: Form, long_thing: Thing, short_raw: str, short: Form, short_thing: Thing) -> bool:
    """Say whether a short form in brackets belongs to the name before it."""
    if long_thing is short_thing or short.country or long.country or not _ACRONYM.fullmatch(short_raw):
        return False
    plain = short_raw.replace(".", "").casefold()
    if plain in initials(long.words, long_raw):
        return True
    if plain in _AGENCIES or len(long.words) < 2 or long_thing.label is not Label.ORG:
        return False
    return short_thing.label is Label.ORG or fits_letters(plain, long_raw)


def _alike(a: Thing, b: Thing) -> bool:
    """Say whether the labels allow that both are one thing."""
    return a.label is b.label or {a.label, b.label} <= _NAMED_BODIES


_NAMED_BODIES: Final = frozenset((Label.ORG, Label.EVENT, Label.LAW, Label.FAC, Label.PRODUCT))


def _merge(things: dict[str, Thing], gone: str, into: str) -> None:
    """Let one thing take in another."""
    keep, lost = things[into], things[gone]
    if keep is lost:
        return
    keep.labels.update(lost.labels)
    keep.forms.update(lost.forms)
    keep.keys |= lost.keys
    keep.all_words += lost.all_words
    keep.first = min(keep.first, lost.first)
    for key in lost.keys:
        things[key] = keep


def _short_forms(things: dict[str, Thing]) -> dict[str, list[Thing]]:
    """Keys of short forms -> the longer-named things that they may stand for ("United" -> Manchester United)."""
    by_word: dict[str, list[tuple[tuple[str, ...], Thing]]] = defaultdict(list)
    for thing in {id(thing): thing for thing in things.values()}.values():
        if not thing.people:
            for words in thing.all_words:
                if len(words) > 1:
                    for word in set(words):
                        by_word[word].append((words, thing))
    found: dict[str, list[Thing]] = {}
    for key, thing in things.items():
        if thing.people or thing.whole or len(thing.keys) > 1 or key.startswith("="):
            continue
        short = thing.all_words[0]
        fits = []
        for words, other in by_word.get(short[0], ()) if short else ():
            if (
                other is not thing
                and other not in fits
                and thing.label is other.label
                and is_short_of(short, words, thing.label, thing.capitals)
            ):
                fits.append(other)
        if fits:
            found[key] = fits
    for key, fits in found.items():
        chased: list[Thing] = []
        for other in fits:
            while len(other.keys) == 1 and (further := found.get(next(iter(other.keys)))) and len(further) == 1:
                other = further[0]
            if other not in chased and not (len(other.keys) == 1 and next(iter(other.keys)) in found and len(fits) > 1):
                chased.append(other)
        found[key] = chased or fits
    return found


def is_short_of(short: tuple[str, ...], long: tuple[str, ...], label: Label, capitals: bool = False) -> bool:
    """Say whether some words at the beginning or end of a longer name can stand for it: "Evercore" of "Evercore Partners".

    `capitals` says that the short one is an acronym: "BBC" is not short for "BBC Radio 4".
    """
    if not len(short) < len(long) or all(word in _LONELY or word in _SMALL for word in short):
        return False
    if len(short) == 1 and (label is not Label.ORG or len(short[0]) < 2):
        return False
    if long[: len(short)] == short:
        rest = long[len(short) :]
        if capitals and not (len(rest) == 1 and rest[0] in _KINDS):
            return False
        if rest[0] in _SMALL:
            return rest[0] == "of" or len(short) > 1
        return rest[-1] not in _PARTS or (len(rest) == 1 and rest[0] in _KINDS)
    if long[-len(short) :] == short and not capitals:
        link = long[-len(short) - 1]
        if link in _SMALL:
            return link == "of" and long[0] in ("university", "college", "house")
        return short[0] not in _HOUSES or len(short) > 1 or place_key(link) != link
    return False
