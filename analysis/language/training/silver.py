"""Raw text labelled by trained taggers, for another one to learn from (distillation from an ensemble).

The average of several taggers knows more than each; a student that learns its probabilities on raw text, beside the labelled articles,
gets most of that in one network, and meets far more names than were labelled (Hinton et al., "Distilling the knowledge in a neural
network", 2015).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from spacy.language import Language

from analysis.language.features import assemble
from analysis.language.network import Floats, Shape, Weights, encode_types, lay_out, tag
from analysis.language.training.corpus import Example, Lexicon
from analysis.language.training.tagger import Types

LENGTH = 400
"""Tokens of a raw document, about: neighbouring paragraphs are mostly of one article."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """A trained tagger and the features of the word types it reads."""

    types: Types
    shape: Shape
    weights: Weights


def raw_documents(data: Path, nlp: Language, lexicon: Lexicon, share: float) -> list[Example]:
    """Return the given share of the raw text, evenly spread, as unlabelled documents of neighbouring paragraphs."""
    documents: list[Example] = []
    taken = 0.0
    for lines in _windows(data):
        taken += share
        if taken >= 1:
            taken -= 1
            words = [token.text for token in nlp.make_doc("\n".join(lines))]
            types = np.fromiter((lexicon.add(word) for word in words), dtype=np.int64, count=len(words))
            documents.append(Example(f"raw{len(documents)}", types, (), np.zeros(0, dtype=np.int64)))
    return documents


def _windows(data: Path) -> Iterator[list[str]]:
    window: list[str] = []
    words = 0
    with gzip.open(data / "raw" / "news.txt.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            window.append(line.strip())
            words += line.count(" ") + 1
            if words >= LENGTH:
                yield window
                window, words = [], 0


def label(documents: Sequence[Example], teachers: Iterable[Teacher]) -> list[Example]:
    """Return the documents with the average of the teachers' probabilities of each token's tags."""
    sums: list[Floats] = []
    count = 0
    for teacher in teachers:
        count += 1
        vectors = encode_types(assemble(teacher.types.rows, teacher.types.static, teacher.weights), teacher.weights)
        vectors[0] = 0
        for start in range(0, len(documents), 8):
            chunk = documents[start : start + 8]
            batch = lay_out([(example.types, teacher.types.forms[example.types]) for example in chunk], teacher.shape.pad)
            probabilities = np.exp(tag(batch, vectors, teacher.shape, teacher.weights))
            for number, rows in enumerate(batch.slices, start=start):
                # Half precision: a million tokens are 80 MB.
                if count == 1:
                    sums.append(probabilities[rows].astype(np.float16))
                else:
                    sums[number] += probabilities[rows].astype(np.float16)
    return [replace(example, soft=total / np.float16(count)) for example, total in zip(documents, sums, strict=True)]
