"""Through whom a quote came: the agency, paper or network that was told, the one that quoted, the place where it was written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from analysis.article import Relay

from .candidates import Candidate
from .features import Choice, Features
from .outlets import is_outlet, speaks_for_public
from .skeleton import Paragraph

TOLD = frozenset("told tells telling tell informed".split())
TALKS = frozenset(
    "interview interviews conversation spoke speaks speaking talking talked talks chat briefing stated appearance appearing appeared "
    "interviewed sat sitting guest statement comments remarks".split()
)
REPORTS = frozenset("reported reports reporting quoted quotes quoting cited cites citing".split())
WRITTEN_ON = frozenset(
    "wrote writes writing posted posts tweeted post article column editorial op-ed piece published tweet message said saying".split()
)
NETWORKS = frozenset("twitter facebook instagram whatsapp telegram youtube tiktok weibo snapchat linkedin reddit truth".split())
REACH = 9
"""Items between the word that announces a relay and its name."""
_NOBODY = -2


@dataclass(slots=True)
class Hit:
    """A relay in the text: its offsets, and the entity number where the name is a known one."""

    start: int
    end: int
    entity: int


class _Announced:
    """The relays that one sentence announces.

    Nobody is told by himself, so for each speaker the answer may be another; only the places that name the speaker are looked at again.
    """

    def __init__(self, p: Paragraph, places: Iterable[int], at: Callable[[int, int], Hit | None]) -> None:
        self._at = at
        self._hits: list[tuple[int, Hit, frozenset[int]]] = []
        """Place, what it announces to any speaker but those whom the words from there on name, and these."""
        self._naming: dict[int, list[int]] = {}
        """The places by who is named there."""
        self._known: dict[int, Hit | None] = {}
        for i in places:
            hit = at(i, _NOBODY)
            if hit is None and p.codes[i] not in "OE":
                continue
            named = frozenset(p.refs[i : i + REACH + 1])
            if hit is not None:
                self._hits.append((i, hit, named))
            for ref in named:
                self._naming.setdefault(ref, []).append(i)

    def to(self, speaker: int) -> Hit | None:
        """The first relay for this speaker."""
        if speaker not in self._known:
            end, hit = next(((i, hit) for i, hit, named in self._hits if speaker not in named), (None, None))
            for i in self._naming.get(speaker, ()):
                if end is not None and i > end:
                    break
                own = self._at(i, speaker)
                if own is not None:
                    hit = own
                    break
            self._known[speaker] = hit
        return self._known[speaker]


class Relays:
    """Finds the relays of one article's quotes."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton = features.skeleton
        self._sentences: dict[tuple[int, int], _Announced] = {}
        self._before: dict[tuple[int, int], tuple[frozenset[int], _Announced]] = {}
        self._last: tuple[tuple[int, int] | None, Relay | None] = (None, None)

    def of(self, choice: Choice, candidate: Candidate | None, entity: int, continued: bool) -> Relay | None:
        """The relay of one quote, or None. Without a source mention of its own, or with the last one's, a quote keeps the last relay."""
        place = (candidate.start, candidate.end) if candidate is not None else None
        last_place, last = self._last
        if continued or (place is not None and place == last_place):
            return last
        hit = self._find(choice, candidate, entity)
        relay = None
        if hit is not None:
            name = " ".join(self.skeleton.text[hit.start : hit.end].split())
            relay = Relay(name, hit.start, hit.end, self.skeleton.entities[hit.entity].id if hit.entity >= 0 else None)
        self._last = (place, relay)
        return relay

    def _find(self, choice: Choice, candidate: Candidate | None, speaker: int) -> Hit | None:
        p = self.skeleton.paragraph(choice.paragraph)
        spots: list[tuple[Paragraph, int]] = []
        if candidate is not None:
            own = self.skeleton.paragraph(candidate.paragraph)
            spots.append((own, own.sentences[candidate.first]))
        spots.append((p, p.sentences[choice.item]))
        for own, sentence in spots:
            hit = self._in_sentence(own, sentence, speaker)
            if hit is not None:
                return hit
        return self._told_before(p, p.sentences[choice.item], speaker)

    def _told_before(self, p: Paragraph, sentence: int, speaker: int) -> Hit | None:
        """The relay of the sentence before, where the same speaker told an outlet something without quotation marks."""
        if sentence:
            sentence -= 1
        elif p.index:
            p = self.skeleton.paragraph(p.index - 1)
            sentence = -1
        else:
            return None
        known = self._before.get((p.index, sentence))
        if known is None:
            known = self._before[p.index, sentence] = self._sentence_before(p, sentence)
        people, announced = known
        return announced.to(speaker) if speaker in people else None

    def _sentence_before(self, p: Paragraph, sentence: int) -> tuple[frozenset[int], _Announced]:
        """Who may have told somebody something in a sentence (-1: all of the paragraph), and where that is announced."""
        first, last = (0, len(p.codes)) if sentence < 0 else _bounds(p, sentence)
        people: frozenset[int] = frozenset()
        if p.codes.find("Q", first, last) < 0:
            people = frozenset(p.refs[i] for i in range(first, last) if p.codes[i] in "PO")
        places = [i for i in range(first, last) if p.words[i] in TOLD or p.words[i] in ("interview", "speaking", "writing")]
        return people, _Announced(p, places if people else [], lambda i, speaker: self._name_after(p, i, last, speaker))

    def _in_sentence(self, p: Paragraph, sentence: int, speaker: int) -> Hit | None:
        known = self._sentences.get((p.index, sentence))
        if known is None:
            first, last = _bounds(p, sentence)
            at = partial(self._at, p, first, last)
            known = self._sentences[p.index, sentence] = _Announced(p, range(first, last), at)
        return known.to(speaker)

    def _at(self, p: Paragraph, first: int, last: int, i: int, speaker: int) -> Hit | None:
        """The relay that item `i` of the sentence from `first` to `last` announces."""
        words, codes = p.words, p.codes
        word = words[i]
        if word in TOLD or (word in TALKS and any(w in ("with", "to", "on", "by", "for") for w in words[i + 1 : i + 5])):
            return self._name_after(p, i, last, speaker)
        if (codes[i] == "A" and words[i + 1 : i + 2] == ["to"]) or (
            word == "by" and any(w in REPORTS or w == "saying" for w in words[max(first, i - 4) : i])
        ):
            return self._name_after(p, i, last, speaker, outlets_only=True)
        if word in ("on", "in", "via", "for", "from") and i + 1 < last:
            return self._placed(p, i, last, speaker, word)
        if codes[i] in "OE" and p.refs[i] != speaker and i + 1 < last and any(w in REPORTS for w in words[i + 1 : i + 4]):
            return Hit(p.heads[i], p.ends[i], p.refs[i]) if is_outlet(words[i]) else None
        if word == "twitter" and words[i + 1 : i + 2] == ["user"]:
            return Hit(p.starts[i], p.ends[i], p.refs[i])
        if codes[i] == "O" and words[i].lower() in NETWORKS and words[i + 1 : i + 2] and words[i + 1] in ("user", "users"):
            return Hit(p.heads[i], p.ends[i], p.refs[i])
        return None

    def _name_after(self, p: Paragraph, at: int, last: int, speaker: int, *, outlets_only: bool = False) -> Hit | None:
        """The first outlet after item `at`: "told [state broadcaster] RTA", "told Dana Roe of Fox News", "interview with Chinese media"."""
        person = False
        for i in range(at + 1, min(at + 1 + REACH, last)):
            code = p.codes[i]
            word = p.words[i]
            if code in "OE" or (code in "GFN" and is_outlet(word)):
                if p.refs[i] == speaker:
                    return None
                if is_outlet(word) or (not outlets_only and code == "O" and not speaks_for_public(word)):
                    return self._extended(p, i, last)
                if code == "O":
                    return None
                continue
            if code == "C" and (is_outlet(word) or (word.upper() == self.skeleton.text[p.starts[i] : p.ends[i]] and len(word) > 1)):
                return self._extended(p, i, last)
            if code == "R" and word in ("media", "press") and i and p.codes[i - 1] in "NGwC" and p.words[i - 1] != "the":
                return Hit(p.starts[i - 1], p.ends[i], -1)
            if code == "P":
                person = True
                continue
            if code == "(" or ((code in ",.:;Q" or code in "SMLk") and not (person and code == ",")):
                return None
        return None

    def _placed(self, p: Paragraph, at: int, last: int, speaker: int, word: str) -> Hit | None:
        """ "on MSNBC", "on Twitter", "wrote … in The Guardian": a place of publication, told by its name."""
        written = any(w in WRITTEN_ON for w in p.words[max(0, at - 8) : at])
        if word in ("in", "for", "from", "via") and not written:
            return None
        for i in range(at + 1, min(at + 5, last)):
            code = p.codes[i]
            name = p.words[i]
            if code in "OECGF" and p.refs[i] != speaker:
                if is_outlet(name) or name.lower() in NETWORKS:
                    return self._extended(p, i, last)
                if code in "OE":
                    return None
            elif code not in "dewRNC'h":
                return None
        return None

    def _extended(self, p: Paragraph, i: int, last: int) -> Hit:
        """The name with the capitals, possessives and kind words that follow it: "BBC Radio 4's Today Programme", "BBC News website"."""
        end = i
        for j in range(i + 1, min(i + 6, last)):
            if p.codes[j] in "CE#" or p.words[j] in (
                "website",
                "news",
                "agency",
                "channel",
                "television",
                "radio",
                "programme",
                "program",
                "show",
            ):
                end = j
            elif p.codes[j] != "'":
                break
        return Hit(p.heads[i], p.ends[end], p.refs[i])


def _bounds(p: Paragraph, sentence: int) -> tuple[int, int]:
    """The first item of a sentence, and the first one after it."""
    return bisect_left(p.sentences, sentence), bisect_right(p.sentences, sentence)
