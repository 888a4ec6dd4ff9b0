"""Through whom a quote came: the agency, paper or network that was told, the one that quoted, the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(slots=True)
class Hit:
    """A relay in the text: its offsets, and the entity number where the name is a known one."""

    start: int
    end: int
    entity: int


class Relays:
    """Finds the relays of one article's quotes."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton = features.skeleton
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
        seen: set[tuple[int, int]] = set()
        for own, sentence in spots:
            if (own.index, sentence) not in seen:
                seen.add((own.index, sentence))
                hit = self._in_sentence(own, sentence, speaker)
                if hit is not None:
                    return hit
        return self._told_before(p, p.sentences[choice.item], speaker)

    def _told_before(self, p: Paragraph, sentence: int, speaker: int) -> Hit | None:
        """The relay of the sentence before, where the same speaker told an outlet something without quotation marks."""
        if sentence == 0:
            if p.index == 0:
                return None
            p = self.skeleton.paragraph(p.index - 1)
            if not p.codes:
                return None
            first, last = 0, len(p.codes)
        else:
            first = p.sentences.index(sentence - 1)
            last = p.sentences.index(sentence)
        part = p.codes[first:last]
        if speaker < 0 or "Q" in part or not any(p.refs[i] == speaker and p.codes[i] in "PO" for i in range(first, last)):
            return None
        for i in range(first, last):
            if p.words[i] in TOLD or p.words[i] in ("interview", "speaking", "writing"):
                hit = self._name_after(p, i, last, speaker)
                if hit is not None:
                    return hit
        return None

    def _in_sentence(self, p: Paragraph, sentence: int, speaker: int) -> Hit | None:
        first = p.sentences.index(sentence)
        last = first
        while last < len(p.codes) and p.sentences[last] == sentence:
            last += 1
        words, codes = p.words, p.codes
        for i in range(first, last):
            word = words[i]
            hit = None
            if word in TOLD or (word in TALKS and any(w in ("with", "to", "on", "by", "for") for w in words[i + 1 : i + 5])):
                hit = self._name_after(p, i, last, speaker)
            elif (codes[i] == "A" and words[i + 1 : i + 2] == ["to"]) or (
                word == "by" and any(w in REPORTS or w == "saying" for w in words[max(first, i - 4) : i])
            ):
                hit = self._name_after(p, i, last, speaker, outlets_only=True)
            elif word in ("on", "in", "via", "for", "from") and i + 1 < last:
                hit = self._placed(p, i, last, speaker, word)
            elif codes[i] in "OE" and p.refs[i] != speaker and i + 1 < last and any(w in REPORTS for w in words[i + 1 : i + 4]):
                if is_outlet(words[i]):
                    hit = Hit(p.heads[i], p.ends[i], p.refs[i])
            elif word == "twitter" and words[i + 1 : i + 2] == ["user"]:
                hit = Hit(p.starts[i], p.ends[i], p.refs[i])
            elif codes[i] == "O" and words[i].lower() in NETWORKS and words[i + 1 : i + 2] and words[i + 1] in ("user", "users"):
                hit = Hit(p.heads[i], p.ends[i], p.refs[i])
            if hit is not None:
                return hit
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
