"""The name tagger's network, forward only, in plain numpy.

Word type -> vector (rows of small tables by lower-case form, prefix, suffix and shape, and a static floret vector, mixed by a maxout
layer); a few residual convolutions over neighbouring tokens; then every capitalised token also sees the mean and the maximum of what all
tokens with the same form in the document looked like (so that evidence for a name anywhere in an article counts everywhere in it); more
convolutions; a softmax over BILUO tags.

The encoder is the residual maxout CNN of spaCy's ``MaxoutWindowEncoder``; pooling over equal words follows Hu et al., "Leveraging
document-level label consistency for named entity recognition" (IJCAI 2020), in its simplest form.

What depends on the word type alone is computed once a type and kept (`TypeCache`), which is most of the work of an encoder of this size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = dict[str, Floats]

EPSILON = np.float32(1e-5)


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    tags: int
    width: int = 128
    pieces: int = 2
    part: int = 64
    """Width of the embedding of one feature."""
    static: int = 96
    """Width of the static vectors."""
    before: tuple[int, ...] = (1, 1, 2)
    """Dilations of the convolutions before the pooling over equal words."""
    after: tuple[int, ...] = (1, 2)
    """Dilations of the convolutions behind it."""

    @property
    def pad(self) -> int:
        """How many empty rows keep two documents of a batch apart."""
        return max(self.before + self.after)

    def to_json(self) -> dict[str, object]:
        """Return the sizes as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, object]) -> Shape:
        """Return the sizes that `to_json` wrote."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key in known})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents laid end to end, `Shape.pad` empty rows before, between and after them."""

    types: Ints
    """(rows,) word type of each row; 0 is the empty type of padding rows."""
    real: Floats
    """(rows, 1) one for tokens, zero for padding."""
    capitalised: Ints
    """(n,) rows of the tokens that are pooled with their likes."""
    groups: Ints
    """(n,) group of each of them, numbered from 0; groups do not cross documents."""
    slices: tuple[slice, ...]
    """The rows of each document."""


def lay_out(documents: Sequence[tuple[Ints, Ints]], pad: int) -> Batch:
    """Lay documents out as a batch; each is (types, forms), both (tokens,), form -1 where a token is not pooled."""
    size = sum(len(types) for types, _ in documents) + pad * (len(documents) + 1)
    row_types = np.zeros(size, dtype=np.int64)
    real = np.zeros((size, 1), dtype=np.float32)
    slices: list[slice] = []
    rows: list[Ints] = []
    keys: list[Ints] = []
    at = pad
    for number, (types, forms) in enumerate(documents):
        end = at + len(types)
        row_types[at:end] = types
        real[at:end] = 1
        slices.append(slice(at, end))
        pooled = np.flatnonzero(forms >= 0)
        rows.append(pooled + at)
        keys.append(forms[pooled] * len(documents) + number)
        at = end + pad
    capitalised = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    groups = np.unique(np.concatenate(keys), return_inverse=True)[1] if rows else capitalised
    return Batch(row_types, real, capitalised, groups.astype(np.int64), tuple(slices))


def maxout(x: Floats, weights: Weights, name: str) -> Floats:
    """(n, in) -> (n, width): the larger of two affine maps, layer-normalised."""
    both = x @ weights[f"{name}.W"]
    both += weights[f"{name}.b"]
    width = both.shape[1] // 2
    y = np.maximum(both[:, :width], both[:, width:])
    y -= y.mean(axis=1, keepdims=True)
    scale = np.einsum("ij,ij->i", y, y)
    scale /= np.float32(width)
    scale += EPSILON
    np.sqrt(scale, out=scale)
    y /= scale[:, None]
    y *= weights[f"{name}.g"]
    y += weights[f"{name}.c"]
    return np.asarray(y)


def windows(x: Floats, dilation: int) -> Floats:
    """(n, width) -> (n, 3 * width): each row beside the ones `dilation` before and behind it, zeros outside."""
    n, width = x.shape
    out = np.zeros((n, 3 * width), dtype=np.float32)
    out[dilation:, :width] = x[:-dilation]
    out[:, width : 2 * width] = x
    out[:-dilation, 2 * width :] = x[dilation:]
    return out


def pool(x: Floats, groups: Ints) -> tuple[Floats, Floats]:
    """(n, width) -> mean and maximum, (n, width) each, over the rows of the same group."""
    order = np.argsort(groups, kind="stable")
    counts = np.bincount(groups)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    ordered = x[order]
    means = np.asarray(np.add.reduceat(ordered, starts, axis=0) / counts[:, None].astype(np.float32), dtype=np.float32)
    return means[groups], np.asarray(np.maximum.reduceat(ordered, starts, axis=0))[groups]


def encode_types(features: Floats, weights: Weights) -> Floats:
    """(types, parts) features of word types -> (types, width)."""
    return maxout(features, weights, "mix")


def tag(batch: Batch, vectors: Floats, shape: Shape, weights: Weights) -> Floats:
    """Return log-probabilities, (rows, tags). `vectors` are `encode_types` of all word types, (types, width), row 0 being zeros."""
    x = vectors[batch.types]
    for number, dilation in enumerate(shape.before):
        x += maxout(windows(x, dilation), weights, f"before{number}") * batch.real
    if len(batch.capitalised):
        names = x[batch.capitalised]
        mean, most = pool(names, batch.groups)
        x[batch.capitalised] += maxout(np.concatenate([names, mean, most], axis=1), weights, "pool")
    for number, dilation in enumerate(shape.after):
        x += maxout(windows(x, dilation), weights, f"after{number}") * batch.real
    scores = x @ weights["out.W"]
    scores += weights["out.b"]
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return np.asarray(scores, dtype=np.float32)
