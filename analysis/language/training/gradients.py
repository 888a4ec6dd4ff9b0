"""The network of `analysis.language.network` with dropout and its gradients, and the optimiser.

`forward` computes the same scores as `network.tag` (a test holds the two together) and leaves behind what the way back needs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.language.network import EPSILON, Batch, Floats, Ints, Shape, Weights, windows

Back = Callable[[Floats], Floats]
FEATURES = ("form", "prefix", "suffix", "shape")


def initial_weights(shape: Shape, rows: dict[str, int], rng: np.random.Generator) -> Weights:
    """Return random weights; `rows` says how many rows each embedding table has."""
    weights: Weights = {}

    def dense(name: str, fan_in: int, outputs: int) -> None:
        weights[f"{name}.W"] = rng.normal(0, np.sqrt(1 / fan_in), (fan_in, outputs)).astype(np.float32)
        weights[f"{name}.b"] = np.zeros(outputs, dtype=np.float32)

    def maxout(name: str, fan_in: int) -> None:
        dense(name, fan_in, 2 * shape.width)
        weights[f"{name}.g"] = np.ones(shape.width, dtype=np.float32)
        weights[f"{name}.c"] = np.zeros(shape.width, dtype=np.float32)

    for name in FEATURES:
        weights[f"embed.{name}"] = rng.uniform(-0.1, 0.1, (rows[name], shape.part)).astype(np.float32)
    weights["embed.form"][0] = 0
    maxout("mix", len(FEATURES) * shape.part + shape.static)
    for number in range(len(shape.before)):
        maxout(f"before{number}", 3 * shape.width)
    maxout("pool", 3 * shape.width)
    for number in range(len(shape.after)):
        maxout(f"after{number}", 3 * shape.width)
    dense("out", shape.width, shape.tags)
    return weights


def sum_by_row(values: Floats, rows: Ints) -> tuple[Ints, Floats]:
    """Return the distinct rows in order, and for each the sum of its values, (distinct, width)."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return ordered[starts], np.add.reduceat(values[order], starts, axis=0)


class Tape:
    """One pass forward, recorded: `weights` are read, `gradients` filled by the way back."""

    def __init__(self, weights: Weights, rng: np.random.Generator, dropout: float) -> None:
        self.weights = weights
        self.rng = rng
        self.dropout = np.float32(dropout)
        self.gradients: Weights = {}
        self.rows: dict[str, Ints] = {}
        """For each embedding table the rows that its gradient (rows, width) is about."""

    def drop(self, x: Floats) -> tuple[Floats, Back]:
        """Zero a share of the values, scale the others up."""
        if not self.dropout:
            return x, lambda dy: dy
        mask = (self.rng.random(x.shape, dtype=np.float32) >= self.dropout).astype(np.float32)
        mask /= 1 - self.dropout
        return x * mask, lambda dy: dy * mask

    def maxout(self, x: Floats, name: str) -> tuple[Floats, Back]:
        """`network.maxout` with its gradient."""
        weights, gradients = self.weights, self.gradients
        both = x @ weights[f"{name}.W"]
        both += weights[f"{name}.b"]
        width = both.shape[1] // 2
        left = both[:, :width] >= both[:, width:]
        y = np.where(left, both[:, :width], both[:, width:])
        y -= y.mean(axis=1, keepdims=True)
        scale = np.sqrt(np.einsum("ij,ij->i", y, y) / np.float32(width) + EPSILON)[:, None]
        y /= scale
        gain = weights[f"{name}.g"]

        def back(dy: Floats) -> Floats:
            gradients[f"{name}.g"] = np.einsum("ij,ij->j", dy, y)
            gradients[f"{name}.c"] = dy.sum(axis=0)
            dn = dy * gain
            dn -= dn.mean(axis=1, keepdims=True) + y * (np.einsum("ij,ij->i", dn, y) / np.float32(width))[:, None]
            dn /= scale
            dboth = np.empty_like(both)
            np.multiply(dn, left, out=dboth[:, :width])
            np.subtract(dn, dboth[:, :width], out=dboth[:, width:])
            gradients[f"{name}.W"] = x.T @ dboth
            gradients[f"{name}.b"] = dboth.sum(axis=0)
            return np.asarray(dboth @ weights[f"{name}.W"].T)

        return y * gain + weights[f"{name}.c"], back

    def convolve(self, x: Floats, dilation: int, real: Floats, name: str) -> tuple[Floats, Back]:
        """Add to each row what a maxout of its window says."""
        dropped, back_drop = self.drop(x)
        y, back_maxout = self.maxout(windows(dropped, dilation), name)
        width = x.shape[1]

        def back(dy: Floats) -> Floats:
            dw = back_maxout(dy * real)
            dx = dw[:, width : 2 * width].copy()
            dx[:-dilation] += dw[dilation:, :width]
            dx[dilation:] += dw[:-dilation, 2 * width :]
            return dy + back_drop(dx)

        return x + y * real, back

    def pool(self, x: Floats, batch: Batch) -> tuple[Floats, Back]:
        """Add to each capitalised row what a maxout of it and of its likes says."""
        if not len(batch.capitalised):
            return x, lambda dy: dy
        names, back_drop = self.drop(x[batch.capitalised])
        order = np.argsort(batch.groups, kind="stable")
        groups = batch.groups[order]
        counts = np.bincount(groups)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        ordered = names[order]
        share = (1 / counts).astype(np.float32)[:, None]
        mean = np.add.reduceat(ordered, starts, axis=0) * share
        most = np.maximum.reduceat(ordered, starts, axis=0)
        highest = ordered == most[groups]
        y, back_maxout = self.maxout(np.concatenate([ordered, mean[groups], most[groups]], axis=1), "pool")
        width = x.shape[1]
        out = x.copy()
        rows = batch.capitalised[order]
        out[rows] += y

        def back(dy: Floats) -> Floats:
            d = back_maxout(dy[rows])
            d_ordered = d[:, :width].copy()
            d_ordered += (np.add.reduceat(d[:, width : 2 * width], starts, axis=0) * share)[groups]
            d_ordered += np.add.reduceat(d[:, 2 * width :], starts, axis=0)[groups] * highest
            d_names = np.empty_like(d_ordered)
            d_names[order] = d_ordered
            dx = dy.copy()
            dx[batch.capitalised] += back_drop(d_names)
            return dx

        return out, back

    def embed(self, rows: Ints, static: Floats, blank: float) -> tuple[Floats, Back]:
        """(types, 4) table rows and (types, static) vectors -> (types, width); each feature is left out for a `blank` share of types."""
        parts = [self.weights[f"embed.{name}"][rows[:, column]] for column, name in enumerate(FEATURES)]
        kept = [(self.rng.random((len(rows), 1), dtype=np.float32) >= blank).astype(np.float32) for _ in parts]
        parts = [part * keep for part, keep in zip(parts, kept, strict=True)]
        dropped, back_drop = self.drop(np.concatenate([*parts, static], axis=1))
        y, back_maxout = self.maxout(dropped, "mix")
        size = parts[0].shape[1]

        def back(dy: Floats) -> Floats:
            dx = back_drop(back_maxout(dy))
            for column, name in enumerate(FEATURES):
                used, gradient = sum_by_row(dx[:, column * size : (column + 1) * size] * kept[column], rows[:, column])
                if name == "form" and used[0] == 0:
                    gradient[0] = 0
                self.rows[f"embed.{name}"] = used
                self.gradients[f"embed.{name}"] = gradient
            return dx

        return y, back


def forward(batch: Batch, rows: Ints, static: Floats, shape: Shape, tape: Tape, blank: float) -> tuple[Floats, Callable[[Floats], None]]:
    """Return scores (rows, tags) before the softmax, and the way back from their gradient.

    `rows` and `static` are the features of the word types that the batch uses, row 0 being the empty type.
    """
    steps: list[Back] = []
    vectors, back_embed = tape.embed(rows, static, blank)
    x = vectors[batch.types] * batch.real
    for number, dilation in enumerate(shape.before):
        x, back = tape.convolve(x, dilation, batch.real, f"before{number}")
        steps.append(back)
    x, back = tape.pool(x, batch)
    steps.append(back)
    for number, dilation in enumerate(shape.after):
        x, back = tape.convolve(x, dilation, batch.real, f"after{number}")
        steps.append(back)
    top, back_drop = tape.drop(x)
    scores = top @ tape.weights["out.W"] + tape.weights["out.b"]

    def way_back(d_scores: Floats) -> None:
        tape.gradients["out.W"] = top.T @ d_scores
        tape.gradients["out.b"] = d_scores.sum(axis=0)
        dx = back_drop(d_scores @ tape.weights["out.W"].T)
        for back in reversed(steps):
            dx = back(dx)
        dx *= batch.real
        d_vectors = np.zeros_like(vectors)
        used, sums = sum_by_row(dx, batch.types)
        d_vectors[used] = sums
        back_embed(d_vectors)

    return scores, way_back


class Adam:
    """Adam; rows of tables that a batch does not touch are left as they are."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.first = {name: np.zeros_like(value) for name, value in weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in weights.items()}
        self.step = 0

    def update(self, gradients: Weights, rows: dict[str, Ints], rate: float, clip: float = 5.0) -> None:
        """Take one step down the gradients."""
        self.step += 1
        norm = float(np.sqrt(sum(float(np.vdot(gradient, gradient)) for gradient in gradients.values())))
        shrink = np.float32(min(1.0, clip / (norm + 1e-6)))
        size = np.float32(rate * np.sqrt(1 - 0.999**self.step) / (1 - 0.9**self.step))
        for name, gradient in gradients.items():
            at: Ints | slice = rows.get(name, slice(None))
            g = gradient * shrink
            first = np.float32(0.9) * self.first[name][at] + np.float32(0.1) * g
            second = np.float32(0.999) * self.second[name][at] + np.float32(0.001) * g * g
            self.first[name][at], self.second[name][at] = first, second
            self.weights[name][at] -= first / (np.sqrt(second) + np.float32(1e-8)) * size
