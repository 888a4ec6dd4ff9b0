"""What one article says of one somebody or something, while it is being put together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from analysis.article import Label, Mention, MentionKind

_HOW: Final = "(?:also|formerly|previously|formally|officially|commonly|popularly|widely|better|best|now|then|once|originally|sometimes)"
_ALSO_CALLED: Final = re.compile(
    rf",? ?\(?(?:{_HOW} (?:known as|called)|known (?:{_HOW} )?as|formerly|aka|a\.k\.a\.|alias),? (?:the )?[“\"‘']?", re.IGNORECASE
)
_COMPARED: Final = re.compile(r"[”\"’']?(?: of |['’]s )")
"""What follows a name that somebody is only likened to: "known as the Oscars |of science"."""


class NameSpan(NamedTuple):
    """A name that the recogniser found: half-open code-point offsets and its label."""

    start: int
    end: int
    label: str


@dataclass(slots=True, eq=False)
class Cluster:
    """Names and descriptions that stand for one entity."""

    mentions: list[Mention] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    """Names as they are written, without leading "the" and possessive."""

    def add(self, span: NameSpan, form: str, confidence: float, rule: str) -> None:
        """Take in a name mention."""
        self.mentions.append(Mention(span.start, span.end, MentionKind.NAME, confidence, rule))
        self.labels[span.label] += 1
        self.forms[form] += 1

    @property
    def label(self) -> Label:
        """The label that most of its names have; the first of them where two are even."""
        return Label(max(self.labels, key=lambda label: self.labels[label]))

    @property
    def name(self) -> str:
        """Its fullest form: most words, then most letters in usual case; capital letters throughout only where there is nothing else."""
        return max(self.forms, key=lambda form: (not _is_headline(form), len(form.split()), len(form), self.forms[form]))


def _is_headline(form: str) -> bool:
    """Say whether a form of several words is in capitals throughout, as in headlines."""
    return " " in form and form.isupper()


def is_also_called(text: str, first: NameSpan, second: NameSpan) -> bool:
    """Say whether the text gives the second of two names as another one of the first: "Varn Line, formerly known as the Norrby Line"."""
    return _ALSO_CALLED.fullmatch(text, first.end, second.start) is not None and not _COMPARED.match(text, second.end)
