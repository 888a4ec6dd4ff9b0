"""Direct or partial, spoken or written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from analysis.article import Label, QuoteForm, QuoteKind, Relay

from .candidates import Candidate
from .lexicon import WRITING_CUES, WRITTEN_SOURCES
from .marks import Segment
from .relay import NETWORKS, TOLD
from .skeleton import Paragraph, Skeleton

PLAINLY_WRITTEN = frozenset("wrote writes written writing tweeted tweets tweeting retweeted posted emailed".split())


def kind_of(text: str, segment: Segment, p: Paragraph, item: int, candidate: Candidate | None) -> QuoteKind:
    """Partial where the words are a fragment inside the writer's own sentence, else direct."""
    inner = text[segment.inner_start : segment.inner_end].strip()
    words = inner.split()
    capital = inner[:1].isupper() or inner[:1] in "…([" or inner[:1].isdigit()
    before = p.codes[item - 1] if item else "^"
    closed = inner[-1:] in ".,?!…" or not segment.closed
    after = p.codes[item + 1] if item + 1 < len(p.codes) else "."
    if item == 0 and (closed or len(words) > 6):
        return QuoteKind.DIRECT
    if before in ":" or (before in "," and capital):
        return QuoteKind.DIRECT
    if capital and closed and len(words) > 3 and before in ".Q,-^SLsMu":
        return QuoteKind.DIRECT
    if before in ",.-" and closed and len(words) > 3 and after in ".,SLHPD":
        return QuoteKind.DIRECT
    if capital and len(words) > 4:
        return QuoteKind.DIRECT
    return QuoteKind.PARTIAL


class Forms:
    """Tells speech from writing in one article."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self._written: dict[tuple[int, int], bool] = {}

    def of(self, source: Candidate | None, via: Relay | None, speaker: Label | None) -> QuoteForm:
        """Written where the cue is a verb of writing, the source a document or an organisation that told nobody, the relay a network of
        posts, or where the sentence names a statement, letter or post that the words stand in."""
        if via is not None and via.name.lower().split(" ")[0] in NETWORKS:
            return QuoteForm.WRITTEN
        if source is None:
            return QuoteForm.SPEECH
        p = self.skeleton.paragraph(source.paragraph)
        cue = p.words[source.cue] if source.cue >= 0 else ""
        if (source.kind == "D" and source.word in WRITTEN_SOURCES) or cue in WRITING_CUES:
            return QuoteForm.WRITTEN
        if speaker is Label.ORG and source.kind in "Oy" and cue not in TOLD:
            return QuoteForm.WRITTEN
        sentence = p.sentences[source.first]
        written = self._written.get((p.index, sentence))
        if written is None:
            written = self._written[p.index, sentence] = _tells_of_writing(p, sentence)
        return QuoteForm.WRITTEN if written else QuoteForm.SPEECH


def _tells_of_writing(p: Paragraph, sentence: int) -> bool:
    for i in range(bisect_left(p.sentences, sentence), bisect_right(p.sentences, sentence)):
        word = p.words[i]
        if word in PLAINLY_WRITTEN:
            return True
        if word in WRITTEN_SOURCES and i > 1 and p.words[i - 1] != "the":
            before = p.words[max(0, i - 4) : i]
            if p.codes[i - 1] == "p" or any(w in ("in", "on", "via", "by") for w in before):
                return True
    return False
