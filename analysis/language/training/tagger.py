"""Training of the name tagger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from analysis.language.features import Tables
from analysis.language.network import Batch, Floats, Ints, Shape, Weights, lay_out
from analysis.language.tags import encode
from analysis.language.training.corpus import Example, Renamer, batches
from analysis.language.training.gradients import Adam, Tape, forward, initial_weights


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a tagger is trained."""

    steps: int = 2400
    tokens: int = 1500
    """Tokens a step, about."""
    rate: float = 2e-3
    """Learning rate at its highest: it rises over `warmup` steps, then falls in a line to almost nothing."""
    warmup: int = 100
    dropout: float = 0.25
    blank: float = 0.1
    """Share of word types that have each of their table features left out."""
    copies: float = 0.5
    """Share of articles that are read with other names in them."""
    renamed: float = 0.7
    """Share of the names of such a copy that are other ones."""


@dataclass(frozen=True, slots=True)
class Types:
    """Features of all word types of the training texts, row 0 the empty type."""

    rows: Ints
    static: Floats
    forms: Ints
    table_rows: dict[str, int]


def table_sizes(known: Ints, tables: Tables) -> dict[str, int]:
    """Return the rows of each embedding table."""
    return {"form": len(known) + 1, "prefix": tables.prefix, "suffix": tables.suffix, "shape": tables.shape}


def softmax(scores: Floats) -> Floats:
    """(rows, tags) -> probabilities."""
    scores = scores - scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def train_tagger(
    examples: Sequence[Example],
    types: Types,
    shape: Shape,
    schedule: Schedule,
    seed: int,
    silver: Sequence[Example] = (),
    start: Weights | None = None,
    log: Callable[[str], None] = print,
) -> Weights:
    """Return the weights of a tagger trained on labelled articles, every other step on `silver` ones where there are any.

    Training goes on from the weights `start` where they are given.
    """
    rng = np.random.default_rng(seed)
    weights = {name: value.copy() for name, value in start.items()} if start else initial_weights(shape, types.table_rows, rng)
    optimiser = Adam(weights)
    renamer = Renamer(examples, schedule.renamed)
    step = 2 if silver else 1
    loss = 0.0
    others = chain.from_iterable(batches(silver, schedule.tokens, rng) for _ in repeat(None))
    while optimiser.step < schedule.steps:
        for chosen in batches(examples, schedule.tokens, rng):
            if optimiser.step >= schedule.steps:
                break
            read = [renamer.rename(example, rng) if rng.random() < schedule.copies else example for example in chosen]
            loss += train_step(read, types, shape, schedule, optimiser, rng)
            if silver:
                train_step(next(others), types, shape, schedule, optimiser, rng)
            if optimiser.step // 200 != (optimiser.step - step) // 200:
                log(f"step {optimiser.step} of {schedule.steps}, loss {loss / 200 * step:.4f}")
                loss = 0.0
    return weights


def train_step(
    examples: Sequence[Example], types: Types, shape: Shape, schedule: Schedule, optimiser: Adam, rng: np.random.Generator
) -> float:
    """Take one step; return the loss, the mean of the tokens' cross entropy."""
    batch = lay_out([(example.types, types.forms[example.types]) for example in examples], shape.pad)
    used, places = np.unique(batch.types, return_inverse=True)
    local = Batch(places.astype(np.int64), batch.real, batch.capitalised, batch.groups, batch.slices)
    tape = Tape(optimiser.weights, rng, schedule.dropout)
    scores, way_back = forward(local, types.rows[used], types.static[used], shape, tape, schedule.blank)
    target = np.zeros_like(scores)
    for example, rows in zip(examples, batch.slices, strict=True):
        if example.soft is not None:
            target[rows] = example.soft
        else:
            target[rows][np.arange(len(example.types)), encode(len(example.types), example.spans)] = 1
    gradient = softmax(scores)
    count = np.float32(batch.real.sum())
    loss = -float(np.vdot(target, np.log(gradient + np.float32(1e-9))) / count)
    gradient -= target
    gradient *= batch.real / count
    way_back(gradient)
    step = optimiser.step
    rate = schedule.rate * min(1.0, (step + 1) / schedule.warmup) * max(0.02, 1 - step / schedule.steps)
    optimiser.update(tape.gradients, tape.rows, rate)
    return loss
