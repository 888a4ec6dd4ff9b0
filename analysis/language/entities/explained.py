"""What an article calls its people and organisations, and for whom a later title or description stands.

"Russian President Vladimir Putin" and "Narendra Modi, the prime minister" explain "the Russian leader" and "the prime minister"; an
organisation's own name explains "the committee".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Final

from analysis.language.entities.beside import STATES, after_name, age_beside, before_name
from analysis.language.entities.clusters import Cluster
from analysis.language.entities.nationalities import COUNTRIES, place_key
from analysis.language.entities.offices import GENDERED, HEADS_OF_STATE, KINDS_OF_WORD, LAWMAKERS, OFFICES, WEAKLY_GENDERED
from analysis.language.entities.people import Person
from analysis.language.entities.phrases import ORGANISATION_NOUNS, PEOPLE_NOUNS, Phrase, ends_phrase
from analysis.language.entities.words import phrase_set, word_set

Found = tuple[Cluster, float, str]
"""Whom a phrase stands for, how sure that is, and by which rule."""

_PLACES: Final = COUNTRIES | frozenset(STATES.values())
_GENERIC: Final[dict[str, frozenset[str]]] = {"leader": HEADS_OF_STATE, "politician": LAWMAKERS | HEADS_OF_STATE}
"""Heads that stand for holders of several offices."""
_NEVER_GUESSED: Final = (HEADS_OF_STATE - {"leader"}) | word_set(
    """
    general advocate judge nominee government police force coalition alliance campaign lady man woman spokesman secretary model ombudsman
    psychiatrist lawyer delegate parent witness victim reporter journalist
    """
)
"""Heads that stand for nobody whom the article has not called so."""

_GUESSED_KINDS: Final = word_set(
    "company firm group studio party agency organisation organization newspaper magazine network broadcaster airline club team charity bloc"
)
"""Kinds of organisations whose names often do not say so."""

_BUSINESSES: Final = word_set("company firm group studio airline bank store newspaper magazine broadcaster network corporation")
"""Kinds that go together."""

_NO_KIND: Final = phrase_set(
    "house, senate, congress, parliament, commons, lords, white house, kremlin, pentagon, supreme court, treasury, nato"
)
"""Bodies that nobody calls a company or a group."""

_SURE: Final = {3: 0.85, 2: 0.75, 1: 0.55}
_LESS_SURE: Final = 0.2
"""What several who fit equally well take from the confidence."""
_GUESS: Final = 0.5
_HOLDERS: Final = 64
"""Of so many who are called by one word only the last ones are looked at, which bounds the time."""
_REACH: Final = 400
"""Characters between a name and a description that nothing explains."""
_PARAGRAPH: Final = 2000
"""Characters that are looked back upon for an open quotation mark."""
_OFTEN: Final = 3
"""Names that a protagonist has at least."""
_LEAD: Final = 1.5
"""How many times as many names as anybody else has the one whom a description that begins a sentence stands for."""
_FAR: Final = 1000
"""Characters between such a description and that one's last name before it."""
_SHARE: Final = 1.0
"""How many names a protagonist has at least, as a share of the most that anybody has."""

_OWNED: Final = re.compile(r"['’]s? ")
_GOES_ON: Final = re.compile(r" (?:who|whose|that|which|in|from|for|at|on|to|with)\b")
_NEXT: Final = re.compile(r"(?:['’]s?)?(,?) ([\w’'-]+)")
"""What follows a description: behind a comma or without it, a word."""
_OFTEN_OTHERS: Final = word_set("girl boy teenager child student suspect author writer director")
"""Heads that as often stand for somebody whom the article does not name at all, or that belong to a longer word."""
_AS: Final = re.compile(r"\b(?:as|is|was|be|become|becoming|being) $")


class Described:
    """What the article calls one person or organisation."""

    __slots__ = ("cluster", "phrases", "starts")

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.phrases: list[Phrase] = []
        self.starts = [mention.start for mention in cluster.mentions]

    def before(self, at: int) -> int:
        """Start of the last name before a place, -1 if there is none."""
        i = bisect_left(self.starts, at)
        return self.starts[i - 1] if i else -1


class Roster:
    """The article's persons, or its organisations, by what it calls them."""

    def __init__(
        self, text: str, clusters: Iterable[Cluster], heads: Container[str], apposed: dict[int, Cluster], names: Container[int]
    ) -> None:
        """Read what stands around the names of `clusters`; `heads` are the words that a description may be about.

        Definite descriptions beside a name are entered into `apposed` by their start; `names` are the starts of all names.
        """
        self.text = text
        self.heads = heads
        self.all = [Described(cluster) for cluster in clusters]
        self._by_head: dict[str, list[Described]] = defaultdict(list)
        for described in self.all:
            for mention in described.cluster.mentions:
                beside = [before_name(text, mention.start, heads), after_name(text, mention.end, heads)]
                if heads is PEOPLE_NOUNS:
                    beside.append(age_beside(text, mention.start, mention.end))
                for phrase in beside:
                    if phrase and not (phrase.start > mention.start and phrase.end + 1 in names):
                        self._call(described, phrase)
                        if text[phrase.start : phrase.start + 4] in ("the ", "The "):
                            apposed.setdefault(phrase.start, described.cluster)
        self._owners = sorted((start, i) for i, described in enumerate(self.all) for start in described.starts)
        by_names = sorted(self.all, key=lambda described: -len(described.starts))
        others = len(by_names[1].starts) if len(by_names) > 1 else 0
        self._most = by_names[0] if by_names and len(by_names[0].starts) >= max(_OFTEN, _LEAD * others) else None
        self._often = max(_OFTEN, _SHARE * max((len(described.starts) for described in self.all), default=0))

    def by_own_names(self) -> None:
        """Let each be called by what its name says: the Public Accounts Committee is "the committee"."""
        for described in self.all:
            raw = [word.replace(".", "").replace(",", "") for form in described.cluster.forms for word in form.split()]
            words = frozenset(word.casefold() for word in raw) | frozenset(place_key(word) for word in raw)
            heads = {word for form in described.cluster.forms for word in head_words(form)}
            for kind in {kind for word in heads for kind in KINDS_OF_WORD.get(word, ())}:
                self._call(described, Phrase(kind, words, False, 0, 0, 0, False))

    def _call(self, described: Described, phrase: Phrase) -> None:
        described.phrases.append(phrase)
        for head in called_by(phrase):
            holders = self._by_head[head]
            if not holders or holders[-1] is not described:
                holders.append(described)

    def explained(self, phrase: Phrase, least: int) -> Found | None:
        """Whom the article has called so: the one that fits best, at least as well as `least` says; of several the last named."""
        best, named = least - 1, list[tuple[int, Described]]()
        for described in self._holders(phrase):
            at = described.before(phrase.start)
            score = max((fit(phrase, own) for own in described.phrases), default=0) if at >= 0 else 0
            if score > best:
                best, named = score, []
            if score == best >= least:
                named.append((at, described))
        if not named:
            return None
        cluster = max(named, key=lambda pair: pair[0])[1].cluster
        if len(named) == 1:
            return cluster, _SURE[best], "explained"
        return cluster, round(_SURE[best] - _LESS_SURE, 2), "explained, last named"

    def _holders(self, phrase: Phrase) -> Sequence[Described]:
        holders = self._by_head.get(phrase.head, [])
        if len(holders) > _HOLDERS:
            first = bisect_left(holders, phrase.start, key=lambda described: described.starts[0])
            return holders[max(0, first - _HOLDERS) : first]
        return holders

    def guess(self, phrase: Phrase) -> Found | None:
        """The protagonist, where it was named last and nothing speaks against it, for a description that the article explains nowhere."""
        text = self.text
        i = bisect_left(self._owners, (phrase.start, 0)) - 1
        if i < 0 or phrase.of or phrase.head in _NEVER_GUESSED or (phrase.former and (phrase.head in OFFICES or " " in phrase.head)):
            return None
        at, described = self._owners[i][0], self.all[self._owners[i][1]]
        if len(described.starts) < self._often or phrase.start - at > _REACH or text.count("\n\n", at, phrase.start) > 1:
            return None
        if _GOES_ON.match(text, phrase.end) or _OWNED.search(text, phrase.start, phrase.end):
            return None
        if _AS.search(text, max(0, phrase.start - 12), phrase.start) or _is_quoted(text, phrase.start):
            return None
        if self.heads is ORGANISATION_NOUNS and not _may_be(phrase.head, described):
            return None
        return (described.cluster, _GUESS, "protagonist") if _may_hold(phrase, described) else None

    def most_named(self, phrase: Phrase) -> Found | None:
        """The person who is named most by far, for a description that begins a sentence: "The Varn senator said …"."""
        text, most = self.text, self._most
        if most is None or self.heads is ORGANISATION_NOUNS or phrase.of or phrase.head in _NEVER_GUESSED:
            return None
        if phrase.head in _OFTEN_OTHERS or text[phrase.start : phrase.start + 4] != "The " or _is_quoted(text, phrase.start):
            return None
        after = _NEXT.match(text, phrase.end)
        if after and (after[2][0].isupper() or after[2] in ("who", "of", "and") or not (after[1] or ends_phrase(after[2]))):
            return None  # the name follows, or more of who that is, or the noun that the head belongs to
        at = most.before(phrase.start)
        if at < 0 or phrase.start - at > _FAR or _GOES_ON.match(text, phrase.end) or not _may_hold(phrase, most):
            return None
        return most.cluster, _GUESS, "most named"


def head_words(name: str) -> list[str]:
    """The words of an organisation's name that say what it is: the last two before "of", "for" and the like, in lower case."""
    words = name.casefold().replace(".", "").replace(",", "").split()
    stop = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on", "in", "and", "against")), len(words))
    return words[max(0, stop - 2) : stop]


def _may_hold(phrase: Phrase, described: Described) -> bool:
    """Say whether a phrase may mean somebody whom the article has not called so: who has another office has not this one, too."""
    if phrase.head in OFFICES and any(own.head in OFFICES for own in described.phrases):
        return False
    told, gender = GENDERED.get(phrase.head), described.cluster.gender if isinstance(described.cluster, Person) else None
    return not (told and gender and told != gender and phrase.head not in WEAKLY_GENDERED)


def _may_be(kind: str, described: Described) -> bool:
    """Say whether an organisation that the article has not called so may be of a kind."""
    own = {phrase.head for phrase in described.phrases if phrase.head in ORGANISATION_NOUNS}
    if own:
        return kind in _BUSINESSES and own <= _BUSINESSES
    if described.cluster.name.casefold() in _NO_KIND:
        return False
    return kind in _GUESSED_KINDS or " " not in described.cluster.name


def called_by(own: Phrase) -> set[str]:
    """The words by which the holder of an office may be called: a president "the leader", a health minister "the minister"."""
    office = own.head
    found = {office} | {word for word, offices in _GENERIC.items() if office in offices}
    if office == "lawmaker":
        found |= LAWMAKERS
    elif office in LAWMAKERS:
        found.add("lawmaker")
    elif office.endswith(" minister") and office != "prime minister":
        found.add("deputy minister" if "deputy" in own.words else "minister")
    return found


def fit(phrase: Phrase, own: Phrase) -> int:
    """How well a phrase fits what the article calls somebody: 3 in all words, 2 without saying more, 1 by its head only, 0 not at all."""
    if phrase.head != own.head and phrase.head not in called_by(own):
        return 0
    if phrase.former and not own.former:
        return 0
    if own.former and not phrase.former:
        return 0 if phrase.head in OFFICES or phrase.head in HEADS_OF_STATE else 1
    if phrase.words <= own.words:
        return 3 if phrase.words else 2
    here, there = _places(phrase.words), _places(own.words)
    return 0 if phrase.of or (here and there and not here & there) else 1


def _places(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.casefold() in _PLACES)


def _is_quoted(text: str, at: int) -> bool:
    """Say whether a place is inside quotation marks, as far as its own paragraph shows."""
    begin = text.rfind("\n", max(0, at - _PARAGRAPH), at) + 1 or max(0, at - _PARAGRAPH)
    return text.count("“", begin, at) > text.count("”", begin, at) or text.count('"', begin, at) % 2 == 1
