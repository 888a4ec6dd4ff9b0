"""What one article says of one somebody or something, while it is being put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.article import Label, Mention, MentionKind


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
