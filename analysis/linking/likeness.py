"""Whether two names can be one somebody's or something's by their forms alone, why, and how sure that is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from analysis.article import Label
from analysis.language.entities.person_names import SUFFIXES, long_given
from analysis.language.entities.words import word_set
from analysis.linking.names import thing_words
from analysis.linking.spelling import near_sound, skeleton, sound

_SMALL: Final = word_set("of the and for in on at to de del la le du des der und a an")
_PLACES: Final = frozenset((Label.GPE, Label.LOC))
_MADE: Final = frozenset((Label.ORG, Label.FAC, Label.EVENT, Label.PRODUCT, Label.WORK_OF_ART, Label.LAW))
_NOUNS: Final = {
    Label.PERSON: "a person",
    Label.ORG: "an organisation",
    Label.GPE: "a place",
    Label.LOC: "a place",
    Label.FAC: "a building",
    Label.NORP: "a people",
    Label.EVENT: "an event",
    Label.PRODUCT: "a product",
    Label.WORK_OF_ART: "a work",
    Label.LAW: "a law",
}
_LEAST_RATIO: Final = 80.0
_SURE_SPELLING: Final = 0.9
_LONG_ENOUGH: Final = 5
"""Letters from which a given name in two spellings is one by itself: "Will" is not "Willie", "Noor" not every "Nur"."""
_SLIP: Final = 2.0
"""Company in which the same words under another label are the recogniser's slip."""


LABELS: Final = tuple(Label)
"""Their order decides where two are even."""


class Likeness(NamedTuple):
    """Why two names can be one, and how sure that is."""

    reason: str
    score: float
    """0 to 1; above all the order in which groups are put together."""
    company: float = 0.0
    """How much the articles of both must have in common (see `analysis.linking.company`) for this to count; 0: nothing."""
    ratio: float = 0.0
    """How many times as many articles one of them must have as the other for this to count; 0: nothing. Where `company` asks for
    something, too, either is enough."""


FIRST: Final = Likeness("the same name", 1.0)
"""Why a name belongs to the entity that it is the first of."""


class Name(NamedTuple):
    """A name of the library: what articles have under one key and one label."""

    id: int
    key: str
    base: str
    label: Label
    articles: int
    entity_id: int = 0

    @property
    def rank(self) -> tuple[int, str, int]:
        """Sorts the name that stands for a group first: the one with the most articles, then by the alphabet and the order of labels."""
        return (-self.articles, self.key, LABELS.index(self.label))


def likeness(a: Name, b: Name) -> Likeness | None:
    """Say whether two different names can be one; the order of the two makes no difference."""
    if a.label is not b.label and a.base == b.base:
        return _two_labels(a, b)
    if (b.key, b.label.value) < (a.key, a.label.value):
        a, b = b, a
    if Label.PERSON in (a.label, b.label):
        return _persons(a.key, b.key) if a.label is b.label else None
    if a.label is b.label or {a.label, b.label} <= _PLACES or {a.label, b.label} <= _MADE:
        works = Label.WORK_OF_ART in (a.label, b.label)
        return None if a.label is Label.NORP or (works and a.base != b.base) else _things(a.key, b.key)
    return None


def contradict(a: Name, b: Name) -> bool:
    """Say whether two names cannot be one, whatever a third one is like: other given names, other middle names, "Jr"."""
    if Label.PERSON not in (a.label, b.label):
        return " " in a.base and " " in b.base and likeness(a, b) is None and not _within(a.base, b.base)
    if a.label is not b.label:
        return False
    (words_a, suffix_a), (words_b, suffix_b) = _split(a.key), _split(b.key)
    if suffix_a != suffix_b:
        return True
    if len(words_a) < 2 or len(words_b) < 2:
        return False
    return _persons(*sorted((a.key, b.key))) is None


def _within(a: str, b: str) -> bool:
    """Say whether one name has all words of the other."""
    words_a, words_b = set(a.split()), set(b.split())
    return words_a <= words_b or words_b <= words_a


def _two_labels(a: Name, b: Name) -> Likeness | None:
    """The same words under two labels: the recogniser's doubt more often than two things; where both are frequent, two.

    Of several words, in the same company, they are one whatever the numbers. A word alone is a town and its club.
    """
    labels = {a.label, b.label}
    reason = f"the same name, taken for {_NOUNS[max(a, b, key=lambda name: name.rank).label]} in places"
    if (a.key.startswith("=") and b.key.startswith("=")) or labels <= _PLACES:
        return Likeness(reason, 0.97)
    several = " " in a.base
    if labels <= _MADE and several:
        return Likeness(reason, 0.95)
    if Label.PERSON in labels:
        return Likeness(reason, 0.85, company=_SLIP, ratio=4.0) if several else None
    return Likeness(reason, 0.88, company=_SLIP, ratio=2.0) if several else Likeness(reason, 0.88, ratio=5.0)


def _split(key: str) -> tuple[tuple[str, ...], str]:
    words = tuple(key.split())
    return (words[:-1], words[-1]) if len(words) > 2 and words[-1] in SUFFIXES else (words, "")


@lru_cache(maxsize=65536)
def _persons(a: str, b: str) -> Likeness | None:
    (short, suffix), (long, other) = _split(a), _split(b)
    if suffix != other or min(len(short), len(long)) < 2:
        return None
    if "".join(short) == "".join(long):
        return Likeness("the same name, written apart", 0.99)
    if len(short) > len(long):
        short, long = long, short
    if len(short) < len(long) and long[: len(short)] == short and len(short) >= 2 and not same_ends(short, long):
        return Likeness("a shorter form of the name", 0.85, company=3.0)
    ends = [_words(short[0], long[0], given=True), _words(short[-1], long[-1], given=False)]
    if None in ends:
        return None
    middle = _middle(short[1:-1], long[1:-1])
    if middle is None:
        return None
    found = [one for one in (*ends, middle) if one is not None]
    score = min(one.score for one in found)
    company = max(one.company for one in found)
    if sum(one.score < 0.95 for one in ends if one is not None) > 1:
        company = max(company, 2.0)
    return Likeness(min(found, key=lambda one: one.score).reason, score, company)


def same_ends(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two names begin and end with the same word."""
    return a[0] == b[0] and a[-1] == b[-1]


def _middle(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """What two persons' middle names say: None where they contradict each other."""
    if short == long:
        return Likeness("the same name", 1.0)
    if not short:
        if all(len(word) == 1 for word in long):
            return Likeness("the same name without the middle initial", 0.95)
        return Likeness("the same name without a middle name", 0.87, company=3.0)
    if len(short) == len(long):
        if not all(_middle_fits(a, b) for a, b in zip(short, long, strict=True)):
            return None
        shortened = any(1 in (len(a), len(b)) and a != b for a, b in zip(short, long, strict=True))
        return Likeness("the same name with a middle name shortened" if shortened else "another spelling", 0.96)
    if any(len(word) == 1 for word in (*short, *long)):
        return None  # "George W." is not "George H. W."
    left = iter(long)
    if all(any(_middle_fits(word, other) for other in left) for word in short):
        return Likeness("the same name without a middle name", 0.87, company=3.0)
    return None


def _middle_fits(a: str, b: str) -> bool:
    return a == b or (a[0] == b[0] and 1 in (len(a), len(b))) or near_sound(a) == near_sound(b)


@lru_cache(maxsize=65536)
def _words(a: str, b: str, given: bool) -> Likeness | None:
    """What two words that should be one say; `given`: they are given names, which have short forms."""
    from rapidfuzz import fuzz

    if a == b:
        return Likeness("the same name", 1.0)
    if min(len(a), len(b)) < 2:
        return None
    if given and long_given(a) == long_given(b):
        # Two writings of one name ("Aleksandr", "Alexander"), or a Pete who need not be every Peter of the surname.
        return (
            Likeness("another spelling", 0.96)
            if skeleton(a) == skeleton(b) and min(len(a), len(b)) >= _LONG_ENOUGH
            else Likeness("a short form of the given name", 0.9, company=1.0)
        )
    if min(len(a), len(b)) < 3:
        return None
    if sound(a) == sound(b):
        return Likeness("another spelling", 0.97, company=1.0 if given and min(len(a), len(b)) < _LONG_ENOUGH else 0.0)
    ratio = fuzz.ratio(a, b)
    if near_sound(a) == near_sound(b) and ratio >= _LEAST_RATIO - 10:
        return Likeness("another spelling", 0.94 if min(len(a), len(b)) >= 5 else 0.9, company=0.0 if min(len(a), len(b)) >= 5 else 2.0)
    if skeleton(a) == skeleton(b) and ratio >= _LEAST_RATIO:
        return Likeness("a similar spelling", ratio / 100, company=3.0)
    return None


@lru_cache(maxsize=65536)
def _things(a: str, b: str) -> Likeness | None:
    if "@" in a or "@" in b:
        (heart, _, place), (other, _, same) = a.partition(" @ "), b.partition(" @ ")
        if place and place == same and {*heart.split()} ^ {*other.split()} == {"party"}:
            return Likeness("the same name without “party”", 0.95)
        return None
    words_a, words_b = ([word for word in thing_words(key) if word not in _SMALL] for key in (a, b))
    if not words_a or len(words_a) != len(words_b):
        return None
    if words_a == words_b or "".join(words_a) == "".join(words_b):
        several = len(words_a) > 1
        return Likeness("the same name but for small words", 0.98 if several else 0.9, company=0.0 if several else 3.0)
    pairs = [_words(one, other, given=False) for one, other in zip(words_a, words_b, strict=True)]
    if None in pairs:
        return None
    worst = min((pair for pair in pairs if pair is not None), key=lambda pair: pair.score)
    company = max(pair.company for pair in pairs if pair is not None)
    if len(words_a) == 1:
        if worst.score < _SURE_SPELLING:
            return None
        company = max(company, 3.0)
    return Likeness(worst.reason, worst.score, company)
