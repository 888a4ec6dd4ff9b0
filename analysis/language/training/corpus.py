"""Labelled articles as the numbers that the tagger trains on, and copies of them with other names in the same places."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from analysis.language.network import Ints
from analysis.language.tags import TokenSpan


@dataclass(frozen=True, slots=True)
class Example:
    """One article. `types` are word types, (tokens,); `spans` its names; `gold` the same in characters."""

    key: str
    types: Ints
    spans: tuple[TokenSpan, ...]
    starts: Ints
    """(tokens,) offset of each token in the text."""
    gold: tuple[tuple[int, int, str], ...] = ()
    soft: NDArray[np.float16] | None = None
    """Probabilities of the tags, (tokens, tags), where the article was labelled by other taggers."""


@dataclass(slots=True)
class Lexicon:
    """All word types met, numbered from 1; 0 is the empty type."""

    words: list[str] = field(default_factory=lambda: [""])
    index: dict[str, int] = field(default_factory=lambda: {"": 0})
    forms: list[int] = field(default_factory=lambda: [-1])
    """For each type the type of its lower-case form, or -1 where it has no capital and is not pooled."""

    def add(self, word: str) -> int:
        """Return the number of a word, a new one where it is new."""
        number = self.index.get(word)
        if number is None:
            lower = word.lower()
            number = self.index[word] = len(self.words)
            self.words.append(word)
            self.forms.append(-1)
            if lower != word:
                self.forms[number] = self.add(lower)
        return number

    def breaks(self) -> Ints:
        """Return the types that hold a line end."""
        return np.array([number for number, word in enumerate(self.words) if "\n" in word], dtype=np.int64)


def read_names(path: Path, nlp: Language, lexicon: Lexicon) -> list[Example]:
    """Read a file of labelled names. Names whose ends are not the ends of tokens are left unlabelled (about one in 500)."""
    examples: list[Example] = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            first = {token.idx: token.i for token in doc}
            last = {token.idx + len(token): token.i + 1 for token in doc}
            spans = tuple((first[start], last[end], label) for start, end, label in row["spans"] if start in first and end in last)
            types = np.fromiter((lexicon.add(token.text) for token in doc), dtype=np.int64, count=len(doc))
            starts = np.fromiter(first, dtype=np.int64, count=len(first))
            examples.append(Example(row["id"], types, spans, starts, tuple(map(tuple, row["spans"]))))
    return examples


class Renamer:
    """Makes copies of articles in which names are replaced by others of the same label, the same one everywhere in the article."""

    def __init__(self, examples: Sequence[Example], share: float) -> None:
        """Collect the names of `examples`; each name of a copy is replaced with probability `share`."""
        names: dict[str, Counter[tuple[int, ...]]] = {}
        for example in examples:
            for start, end, label in example.spans:
                names.setdefault(label, Counter())[tuple(example.types[start:end].tolist())] += 1
        self.share = share
        self.names: dict[str, list[tuple[int, ...]]] = {label: sorted(found) for label, found in names.items()}
        persons = self.names.get("PERSON", [])
        self.full: list[tuple[int, ...]] = [name for name in persons if 2 <= len(name) <= 4]
        self.single: list[tuple[int, ...]] = [name for name in persons if len(name) == 1]

    def rename(self, example: Example, rng: np.random.Generator) -> Example:
        """Return a copy of an article with other names."""
        replaced: dict[tuple[str, tuple[int, ...]], tuple[int, ...]] = {}
        named = [(label, tuple(example.types[start:end].tolist())) for start, end, label in example.spans]
        for label, name in sorted(set(named), key=lambda item: (-len(item[1]), item)):
            if (label, name) in replaced:
                continue
            replaced[label, name] = self._other(label, name, rng)
            if label == "PERSON" and len(name) > 1:
                for place in (0, -1):
                    replaced.setdefault((label, name[place : place + 1 or None]), replaced[label, name][place : place + 1 or None])
        pieces: list[Ints] = []
        spans: list[TokenSpan] = []
        at = size = 0
        for (start, end, label), key in zip(example.spans, named, strict=True):
            new = np.array(replaced[key], dtype=np.int64)
            pieces += [example.types[at:start], new]
            size += start - at
            spans.append((size, size + len(new), label))
            size += len(new)
            at = end
        pieces.append(example.types[at:])
        types = np.concatenate(pieces)
        return Example(example.key, types, tuple(spans), np.zeros(0, dtype=np.int64))

    def _other(self, label: str, name: tuple[int, ...], rng: np.random.Generator) -> tuple[int, ...]:
        if rng.random() >= self.share:
            return name
        choice: list[tuple[int, ...]] = self.names[label]
        if label == "PERSON":
            choice = (self.single if len(name) == 1 else self.full) or choice
        return choice[int(rng.integers(len(choice)))]


def batches(examples: Sequence[Example], tokens: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """Yield all examples once in random order, together about `tokens` long."""
    batch: list[Example] = []
    size = 0
    for number in rng.permutation(len(examples)):
        batch.append(examples[int(number)])
        size += len(batch[-1].types)
        if size >= tokens:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
