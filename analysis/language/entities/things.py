"""Organisations, places, peoples and the rest of one article: which names are one thing's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.article import Label
from analysis.language.entities.clusters import Cluster, NameSpan, is_also_called
from analysis.language.entities.thing_names import (
    Form,
    acronym,
    as_written,
    fits_letters,
    initials,
    is_blend,
    is_short_of,
    large_words,
    normal,
)
from analysis.language.entities.words import word_set

_AGENCIES: Final = word_set("ap afp cnn bbc pti ani upi dpa efe abc nbc cbs npr itv")
"""Acronyms of media, which stand in brackets behind places and other names without explaining them."""

_NAMED_BODIES: Final = frozenset((Label.ORG, Label.EVENT, Label.LAW, Label.FAC, Label.PRODUCT))
"""Labels that recognisers mix up, and that an acronym and its long form may have one each of."""
_HOUSED: Final = {Label.ORG, Label.FAC}
"""Labels that recognisers mix up for bodies that are called by their building."""
_NEAR: Final = 32
"""Of so many longer names that share a word only those named nearest are looked at, on either side, which bounds the time."""
_GAP: Final = 8
"""Characters between a name and its acronym in brackets."""

_BRACKET: Final = re.compile(r",? ?[(\[][“\"']?(?:the )?")
_ACRONYM: Final = re.compile(r"(?:[A-Z]\.?&?){2,8}s?|[A-Z][A-Za-z]?[A-Z]{1,5}[a-z]?|[A-Z][a-z]{2,7}[A-Z]?")


@dataclass(slots=True, eq=False)
class Thing(Cluster):
    """An organisation, place or the like while the article is being read."""

    keys: set[str] = field(default_factory=set)
    """Normal forms of its names."""
    all_words: list[tuple[str, ...]] = field(default_factory=list)
    people: bool = False
    whole: bool = False
    """Whether the name has a company ending, and so is no short form of a longer one."""
    capitals: bool = False
    """Whether the name is an acronym."""
    first: int = -1
    """Start of its first name."""


class Things:
    """The things of one article, by the normal forms of their names."""

    def __init__(self, spans: Sequence[NameSpan], forms: Sequence[tuple[str, Form]]) -> None:
        """Make a thing of each normal form; `forms` are the names as written and made comparable."""
        self.by_key: dict[str, Thing] = {}
        self.rules: dict[str, tuple[str, float]] = {}
        """How a normal form came to its thing, and how sure that is."""
        for span, (raw, form) in zip(spans, forms, strict=True):
            thing = self.by_key.get(form.key)
            if thing is None:
                thing = self.by_key[form.key] = Thing(people=span.label == Label.NORP, first=span.start, keys={form.key})
                thing.capitals = acronym(raw) is not None
            if form.words not in thing.all_words:
                thing.all_words.append(form.words)
            thing.whole = thing.whole or form.cut
            thing.labels[span.label] += 1

    def merge(self, gone: str, into: str, rule: str, confidence: float) -> None:
        """Let the thing of one normal form take in another's, unless they are one."""
        keep, lost = self.by_key[into], self.by_key[gone]
        if keep is lost:
            return
        keep.labels.update(lost.labels)
        keep.keys |= lost.keys
        keep.all_words += lost.all_words
        keep.first = min(keep.first, lost.first)
        for key in lost.keys:
            self.by_key[key] = keep
        self.rules.setdefault(gone, (rule, confidence))

    def join_bracketed(self, text: str, spans: Sequence[NameSpan], forms: Sequence[tuple[str, Form]]) -> None:
        """Join names with the acronyms that stand in brackets behind them, or the other way round, and with what they are also called."""
        for i in range(len(spans) - 1):
            first, second = forms[i][1], forms[i + 1][1]
            if spans[i].label == spans[i + 1].label and is_also_called(text, spans[i], spans[i + 1]):
                if not (first.country or second.country):
                    self.merge(second.key, first.key, "also called", 0.95)
                continue
            if spans[i + 1].start - spans[i].end > _GAP or not _BRACKET.fullmatch(text, spans[i].end, spans[i + 1].start):
                continue
            (long_raw, long), (short_raw, short) = sorted(forms[i : i + 2], key=lambda pair: -len(pair[0]))
            if self._explains(long_raw, long, short_raw, short):
                self.merge(short.key, long.key, "acronym in brackets", 0.97)

    def _explains(self, long_raw: str, long: Form, short_raw: str, short: Form) -> bool:
        """Say whether a short form in brackets belongs to the name beside it."""
        long_thing, short_thing = self.by_key[long.key], self.by_key[short.key]
        if long_thing is short_thing or short.country or long.country or not _ACRONYM.fullmatch(short_raw):
            return False
        plain = short_raw.replace(".", "").casefold()
        if plain in initials(long.words, long_raw):
            return True
        if plain in _AGENCIES or len(long.words) < 2 or long_thing.label is not Label.ORG:
            return False
        return short_thing.label is Label.ORG or fits_letters(plain, long_raw)

    def join_forms(self, forms: Sequence[tuple[str, Form]]) -> None:
        """Join names of the same words in another order, acronyms with the names whose initials they are, and blends."""
        by_initials: dict[str, str] = {}
        by_bag: dict[tuple[str, ...], str] = {}
        by_start: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for raw, form in forms:
            if len(form.words) > 1 and not self.by_key[form.key].people and not form.country:
                longer = by_start[form.words[0][:2]]
                if len(longer) < _NEAR:
                    longer[form.words] = form.key
                for letters in initials(form.words, raw):
                    by_initials.setdefault(letters, form.key)
                bag = large_words(form.words)
                if len(bag) > 1:
                    self.merge(form.key, by_bag.setdefault(bag, form.key), "same words", 0.9)
        for raw, form in forms:
            thing = self.by_key[form.key]
            if form.country or thing.people:
                continue
            short = acronym(raw.split(" ")[0] if form.cut and len(form.words) == 1 else raw)
            if short:
                long = by_initials.get(short)
                if long and alike(thing, self.by_key[long]):
                    self.merge(form.key, long, "initials", 0.9)
            elif len(form.words) == 1 and len(raw) > 3 and len(thing.keys) == 1:
                for words, long in by_start.get(form.words[0][:2], {}).items():
                    if is_blend(form.words[0], words) and alike(thing, self.by_key[long]):
                        self.merge(form.key, long, "blend", 0.8)
                        break

    def short_forms(self) -> dict[str, list[Thing]]:
        """Normal forms of short names -> the longer-named things that they may stand for ("United" -> Manchester United)."""
        by_word: dict[str, list[tuple[int, tuple[str, ...], Thing]]] = defaultdict(list)
        for thing in {id(thing): thing for thing in self.by_key.values()}.values():
            if not thing.people:
                for words in thing.all_words:
                    if len(words) > 1:
                        for word in set(words):
                            by_word[word].append((thing.first, words, thing))
        for entries in by_word.values():
            entries.sort(key=lambda entry: entry[0])
        found: dict[str, list[Thing]] = {}
        for key, thing in self.by_key.items():
            if thing.people or thing.whole or len(thing.keys) > 1 or key.startswith("=") or not thing.all_words[0]:
                continue
            short = thing.all_words[0]
            fits: list[Thing] = []
            for _, words, other in _nearest(by_word.get(short[0], []), thing.first):
                of_a_kind = thing.label is other.label or _may_be_housed(short, thing, words, other)
                if other is not thing and of_a_kind and is_short_of(short, words, thing.label, thing.capitals):
                    fits.append(other)
            if fits:
                found[key] = list(dict.fromkeys(fits))
        return {key: _longest(fits, found) for key, fits in found.items()}


def _nearest(entries: list[tuple[int, tuple[str, ...], Thing]], at: int) -> list[tuple[int, tuple[str, ...], Thing]]:
    """The entries whose first names stand nearest to a place."""
    middle = bisect_left(entries, at, key=lambda entry: entry[0])
    return entries[max(0, middle - _NEAR) : middle + _NEAR]


def _may_be_housed(short: tuple[str, ...], thing: Thing, words: tuple[str, ...], other: Thing) -> bool:
    """Say whether a museum or hospital without its place has another label than with it: "Maritime Museum" of "Holm Maritime Museum"."""
    return len(short) > 1 and words[-len(short) :] == short and {thing.label, other.label} == _HOUSED


def _longest(fits: Sequence[Thing], found: dict[str, list[Thing]]) -> list[Thing]:
    """Follow short forms of short forms to the full name; of several, leave out those that are short forms themselves."""
    chased: dict[int, Thing] = {}
    for other in fits:
        further = found.get(next(iter(other.keys)), []) if len(other.keys) == 1 else []
        while len(further) == 1:
            other = further[0]
            further = found.get(next(iter(other.keys)), []) if len(other.keys) == 1 else []
        if not further:
            chased[id(other)] = other
    return list(chased.values()) or list(fits)


def alike(a: Thing, b: Thing) -> bool:
    """Say whether the labels allow that both are one thing."""
    return a.label is b.label or {a.label, b.label} <= _NAMED_BODIES


def cluster_things(text: str, spans: Sequence[NameSpan]) -> list[Thing]:
    """Put the names of organisations, places, peoples and the rest together; `spans` are sorted and do not overlap.

    The things come in order of first mention. A short form that fits several goes to the last one named.
    """
    raws = [as_written(text[span.start : span.end]) for span in spans]
    forms = [(raw, normal(raw, span.label == Label.NORP)) for raw, span in zip(raws, spans, strict=True)]
    things = Things(spans, forms)
    things.join_bracketed(text, spans, forms)
    things.join_forms(forms)
    shorts = things.short_forms()
    stands_in: dict[int, list[str]] = defaultdict(list)
    for key, fits in shorts.items():
        for thing in fits:
            stands_in[id(thing)].append(key)
    for thing in things.by_key.values():
        thing.labels.clear()
    last: dict[str, Thing] = {}
    out: dict[int, Thing] = {}
    for span, (raw, form) in zip(spans, forms, strict=True):
        thing = things.by_key[form.key]
        rule, confidence = things.rules.get(form.key, ("name", 0.98))
        fits = shorts.get(form.key, [])
        if fits:
            thing = last.get(form.key) or min(fits, key=lambda other: other.first)
            rule, confidence = ("short form", 0.85) if len(fits) == 1 else ("short form, last named", 0.6)
        thing.add(span, raw, confidence, rule)
        out[id(thing)] = thing
        for key in stands_in.get(id(thing), ()):
            last[key] = thing
    return sorted(out.values(), key=lambda thing: thing.mentions[0].start)
