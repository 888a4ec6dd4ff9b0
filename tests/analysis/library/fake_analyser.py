"""An analyser without a model, for tests: capitalised pairs of words are people, what stands in quotation marks is theirs."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import Self

from analysis.article import Annotations, Article, Entity, Label, Mention, Quote, QuoteKind, Speaker

NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
SAID = re.compile("“[^”]*”")


class FakeAnalyser:
    """Obeys some words of the text: `crash here`, `hang here`, `raise here`, `point outside`."""

    def __init__(self, version: str) -> None:
        self.version = version

    @classmethod
    def load(cls, pipeline: str | None = None, *, indirect: bool = False) -> Self:
        if pipeline == "missing":
            raise LookupError("there is no pipeline called missing")
        return cls(pipeline or "fake 1")

    def annotate(self, article: Article) -> Annotations:
        text = article.text
        if "crash here" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "hang here" in text:
            time.sleep(3600)
        if "raise here" in text:
            raise RuntimeError("no \x1b[31msense in this")
        if slow := re.search(r"takes (\d+) ms", text):
            time.sleep(int(slow.group(1)) / 1000)
        mentions: dict[str, list[Mention]] = {}
        for found in NAME.finditer(text):
            mentions.setdefault(found.group(), []).append(Mention(found.start(), found.end()))
        entities = tuple(Entity(f"e{n}", name, Label.PERSON, tuple(at)) for n, (name, at) in enumerate(mentions.items(), 1))
        speaker = Speaker("e1", entities[0].name, None) if entities else None
        beyond = 10 if "point outside" in text else 0
        quotes = tuple(Quote(found.start(), found.end() + beyond, QuoteKind.DIRECT, 0.9, speaker) for found in SAID.finditer(text))
        return Annotations(entities, quotes, pipeline=self.version)
