"""Floret vectors: trained on raw text, read back, packed small."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from analysis.language.network import Floats


def raw_lines(data: Path) -> Iterator[str]:
    """Yield the raw text that vectors are learnt from, a paragraph at a time."""
    with gzip.open(data / "raw" / "news.txt.gz", "rt", encoding="utf8") as lines:
        yield from lines
    with (data / "names" / "train.jsonl").open(encoding="utf8") as rows:
        for row in rows:
            yield from json.loads(row)["text"].split("\n")


def train_vectors(data: Path, settings: dict[str, Any], out: Path) -> None:
    """Train floret on the raw text, one thread, so that every run gives the same table, and write it to `out` (``NAME.floret``)."""
    import floret

    # Words as spaCy's own tokenizer cuts them: the first teacher was trained on these.
    nlp = spacy.blank("en")
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.txt")
        with corpus.open("w", encoding="utf8") as words_out:
            for line in raw_lines(data):
                words = [token.text for token in nlp.make_doc(line.strip()) if not token.is_space]
                if words:
                    words_out.write(" ".join(words) + "\n")
        model = floret.train_unsupervised(str(corpus), mode="floret", model="skipgram", thread=1, verbose=0, **settings)
        model.save_floret_vectors(str(out))


def read_vectors(path: Path) -> tuple[Floats, dict[str, Any]]:
    """Read a table as floret writes it: a header, then a row a line."""
    with path.open(encoding="utf8") as lines:
        buckets, width, minn, maxn, hash_count, hash_seed, bow, eow = lines.readline().split()
        table = np.zeros((int(buckets), int(width)), dtype=np.float32)
        for line in lines:
            row, *values = line.split()
            table[int(row)] = np.array(values, dtype=np.float32)
    settings = {"minn": int(minn), "maxn": int(maxn), "hash_count": int(hash_count), "hash_seed": int(hash_seed), "bow": bow, "eow": eow}
    return table, settings


def pack(table: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return the table as bytes and the scale of each row, (rows, 1)."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-6).astype(np.float16)
    return np.clip(np.rint(table / scale.astype(np.float32)), -127, 127).astype(np.int8), scale
