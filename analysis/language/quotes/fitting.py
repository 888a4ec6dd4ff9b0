"""Fit a softmax over options described by string features: plain gradient descent with L2, in numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(slots=True)
class Example:
    """One decision: the features of each option, and which options are right (their probabilities are added up)."""

    options: list[list[str]]
    right: list[int]
    weight: float = 1.0


def fit(examples: Sequence[Example], l2: float, steps: int = 250, rate: float = 0.3, least: int = 2) -> dict[str, float]:
    """Return the weights that maximise the log probability of the right options less ``l2 / 2`` times the squared weights.

    Adagrad over the whole set, so the result depends on nothing random. Features seen in fewer than `least` options are left out.
    """
    counts: Counter[str] = Counter()
    for example in examples:
        for option in example.options:
            counts.update(option)
    index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= least))}
    if not index:
        return {}
    columns: list[int] = []
    rows: list[int] = []
    owner: list[int] = []
    right: list[float] = []
    row = 0
    for number, example in enumerate(examples):
        for i, option in enumerate(example.options):
            known = [index[name] for name in option if name in index]
            columns.extend(known)
            rows.extend([row] * len(known))
            owner.append(number)
            right.append(1.0 if i in example.right else 0.0)
            row += 1
    column, line = np.asarray(columns, dtype=np.int32), np.asarray(rows, dtype=np.int32)
    group, target = np.asarray(owner, dtype=np.int32), np.asarray(right)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    scale = np.asarray([example.weight for example in examples])[group]
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-6)
    for _ in range(steps):
        scores = np.bincount(line, weights=weights[column], minlength=row)
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chance = powers / np.add.reduceat(powers, starts)[group]
        wanted = chance * target
        wanted /= np.maximum(np.add.reduceat(wanted, starts)[group], 1e-12)
        slope = np.bincount(column, weights=((chance - wanted) * scale)[line], minlength=len(index)) + l2 * weights
        squares += slope * slope
        weights -= rate * slope / np.sqrt(squares)
    return {name: float(weights[i]) for name, i in index.items() if abs(weights[i]) >= 0.002}


def fit_logistic(rows: Sequence[dict[str, float]], right: Sequence[bool], l2: float = 1.0, steps: int = 100) -> dict[str, float]:
    """Weights of a logistic model by Newton's method with L2: few features, many rows."""
    names = sorted({name for row in rows for name in row})
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, index[name]] = value
    y = np.asarray(right, dtype=float)
    weights = np.zeros(len(names))
    for _ in range(steps):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + l2 * weights
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + l2 * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: float(weights[i]) for name, i in index.items()}
