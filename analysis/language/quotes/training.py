"""Train the speaker model on labelled quotes: ``python -m analysis.language.quotes.training --data DIR``.

Prints five-fold figures by article, then writes ``weights.json`` beside this file.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from analysis.article import Entity, Quote

from .antecedents import Antecedents
from .calibration import Evidence, confidence
from .candidates import Candidate
from .corpus import Labelled, load
from .features import Features
from .finder import Found, find_quotes
from .fitting import Example, fit, fit_logistic
from .lexicon import FEMALE_PRONOUNS, MALE_PRONOUNS
from .marks import Segment, quoted_segments
from .ranker import CONTINUED, NOT_SPEECH, UNLISTED, Weights
from .segment_features import Previous
from .skeleton import Skeleton

FOLDS = 5
L2_RANKER, L2_ANTECEDENT = 1.0, 0.5
EDGE = "“”\"„«»`'‘’ \n\t,.;:!?—-…"


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are the same for the score (words of one within the other, small slips allowed)."""
    return bool(a and b) and fuzz.token_set_ratio(str(a).lower(), str(b).lower()) >= 90


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks, blanks and closing punctuation."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def gold_of(article: Labelled, segments: Sequence[Segment]) -> list[dict[str, Any] | None]:
    """The gold quote of each segment (at least four fifths of the longer one in common), or None."""
    spans = [(*trimmed(article.text, q["start"], q["end"]), q) for q in article.quotes]
    out: list[dict[str, Any] | None] = []
    used: set[int] = set()
    for segment in segments:
        s, e = trimmed(article.text, segment.start, segment.end)
        hit = None
        for start, end, quote in spans:
            if id(quote) not in used and min(e, end) - max(s, start) >= 0.8 * max(e - s, end - start, 1):
                hit = quote
                used.add(id(quote))
                break
        out.append(hit)
    return out


def entity_of(entities: Sequence[Entity], name: str | None) -> int:
    """Number of the entity with this name, the one with the most mentions first; -1 without."""
    if not name:
        return -1
    hits = [i for i, e in enumerate(entities) if same_name(e.name, name)]
    exact = [i for i in hits if entities[i].name.lower() == name.lower()]
    return max(exact or hits, key=lambda i: len(entities[i].mentions), default=-1)


def examples_of(article: Labelled) -> tuple[list[Example], list[Example]]:
    """The decisions of one article, for the ranker and for the antecedents, each made with the gold answers before it."""
    segments = quoted_segments(article.text)
    features = Features(Skeleton(article.text, article.entities, segments))
    antecedents = Antecedents(features)
    ranker: list[Example] = []
    pronouns: list[Example] = []
    previous: Previous | None = None
    last: dict[str, int] = {}
    seen: set[int] = set()
    for number, (segment, gold) in enumerate(zip(segments, gold_of(article, segments), strict=True)):
        if gold is None and any(segment.start < end and start < segment.end for start, end in article.unsure):
            continue
        choice = features.choice(number, previous)
        options = [[answer + ":" + name for name in choice.common] for answer in (NOT_SPEECH, UNLISTED, CONTINUED)] + choice.features
        if gold is None:
            ranker.append(Example(options, [0]))
            features.leave_out(number)
            continue
        entity = entity_of(article.entities, gold["speaker"])
        right = [3 + i for i, c in enumerate(choice.candidates) if any(c.start < end and start < c.end for start, end in gold["mentions"])]
        names = [i for i in right if choice.candidates[i - 3].entity >= 0 and choice.candidates[i - 3].entity == entity]
        right = names or right
        goes_on = previous is not None and (
            (not gold["mentions"] and previous.entity == entity and (entity >= 0 or gold["speaker"] is None))
            or (bool(gold["mentions"]) and not right and entity >= 0 and previous.entity == entity)
        )
        if goes_on:
            right = [2]
        ranker.append(Example(options, right or [1]))
        candidate: Candidate | None = choice.candidates[right[0] - 3] if right and right[0] >= 3 else None
        if candidate is not None and candidate.entity < 0 and candidate.kind in "HyeD":
            gender = "m" if candidate.word in MALE_PRONOUNS else ("f" if candidate.word in FEMALE_PRONOUNS else "")
            if candidate.start not in seen and (entity >= 0 or gold["speaker"] is None):
                seen.add(candidate.start)
                numbers, described = antecedents.options(candidate, segment, previous.entity if previous else -1, last.get(gender, -1))
                if entity in numbers:
                    pronouns.append(Example(described, [numbers.index(entity)]))
            if gender and entity >= 0:
                last[gender] = entity
        place = (candidate.start, candidate.end) if candidate else (previous.mention if goes_on and previous else None)
        previous = Previous(number, choice.paragraph, place, entity, segment.closed, candidate)
    return ranker, pronouns


Decisions = tuple[list[Example], list[Example]]


def learn(decisions: Iterable[Decisions], l2_ranker: float = L2_RANKER, l2_antecedent: float = L2_ANTECEDENT) -> Weights:
    """Fit both models; the calibration curve is left empty."""
    both = list(decisions)
    return as_weights(
        fit([example for ranker, _ in both for example in ranker], l2_ranker),
        fit([example for _, pronouns in both for example in pronouns], l2_antecedent),
    )


def as_weights(scores: dict[str, float], antecedent: dict[str, float]) -> Weights:
    """Sort the ranker's weights by what they weigh."""
    weights = Weights(antecedent=antecedent)
    bare: dict[str, list[float]] = {}
    for name, value in scores.items():
        if name[1:2] == ":" and name[0] in (NOT_SPEECH, UNLISTED, CONTINUED):
            bare.setdefault(name[2:], [0.0, 0.0, 0.0])[(NOT_SPEECH, UNLISTED, CONTINUED).index(name[0])] = value
        else:
            weights.candidate[name] = value
    weights.bare = {name: (v[0], v[1], v[2]) for name, v in bare.items()}
    return weights


def halved(decisions: Decisions) -> Decisions:
    """The same decisions at half their weight, for articles that are used twice."""
    return tuple([Example(e.options, e.right, e.weight / 2) for e in part] for part in decisions)  # type: ignore[return-value]


def speaker_right(gold: dict[str, Any], quote: Quote) -> bool:
    """Whether a found quote has the right speaker, as the score counts it."""
    who = quote.speaker
    name = who.name if who else None
    mention = who.mention if who else None
    if gold["speaker"]:
        return same_name(name, gold["speaker"])
    if not gold["mentions"]:
        return mention is None and not name
    overlaps = mention is not None and any(mention.start < end and start < mention.end for start, end in gold["mentions"])
    return overlaps and (not name or gold["speaker_type"] != "PERSON")


def verdicts(article: Labelled, quotes: Sequence[Quote]) -> list[tuple[bool, bool]]:
    """For each found quote: whether it is one, and whether its speaker is right too."""
    found = [Segment(q.start, q.end, q.start, q.end, "double", True, 0) for q in quotes]
    return [
        (gold is not None, gold is not None and speaker_right(gold, quote))
        for quote, gold in zip(quotes, gold_of(article, found), strict=True)
    ]


def train(data: Path, out: Path | None = None) -> None:
    """Learn from ``quotes/train.jsonl`` under `data`, print five-fold figures by article, and write the weights to `out`.

    Without `out` they go beside this file, where the program looks for them.
    """
    right, noisy = load(data)
    decisions = [(halved(examples_of(a)), halved(examples_of(b))) for a, b in zip(right, noisy, strict=True)]
    evidence: list[Evidence] = []
    outcomes: list[bool] = []
    for label, answers in held_out(right, noisy, decisions):
        said = sum(len(found.quotes) for _, found in answers)
        gold = sum(len(article.quotes) for article, _ in answers)
        judged = [verdict for article, found in answers for verdict in verdicts(article, found.quotes)]
        for article, found in answers:
            marked = verdicts(article, found.quotes)
            if len(marked) == len(found.evidence):
                evidence += found.evidence
                outcomes += [speaker for _, speaker in marked]
        f1 = [200 * sum(verdict[i] for verdict in judged) / (said + gold) for i in (0, 1)]
        print(f"{label}: {gold} quotes, five-fold: found F1 {f1[0]:.1f}  end to end F1 {f1[1]:.1f}")
    weights = learn(d for both in decisions for d in both)
    weights.confidence = fit_logistic(evidence, outcomes)
    target = out or Path(__file__).with_name("weights.json")
    target.write_text(json.dumps(weights.to_json(), ensure_ascii=False, separators=(",", ":")), encoding="utf8")
    print(f"{len(weights.bare)} + {len(weights.candidate)} + {len(weights.antecedent)} features, {target.stat().st_size // 1024} KB")
    for row in reliability([confidence(weights.confidence, row) for row in evidence], outcomes):
        print(row)


def held_out(
    right: Sequence[Labelled], noisy: Sequence[Labelled], decisions: Sequence[tuple[Decisions, Decisions]]
) -> Iterator[tuple[str, list[tuple[Labelled, Found]]]]:
    """Yield a label and every article with what a model says that has not seen it, for right and for noisy names."""
    order = list(range(len(right)))
    random.Random(1).shuffle(order)
    folds = [set(order[fold::FOLDS]) for fold in range(FOLDS)]
    models = [learn(d for i in order if i not in held for d in decisions[i]) for held in folds]
    for label, articles in (("right names", right), ("noisy names", noisy)):
        yield (
            label,
            [
                (articles[i], find_quotes(articles[i].text, articles[i].entities, model))
                for held, model in zip(folds, models, strict=True)
                for i in sorted(held)
            ],
        )


def reliability(confidences: Sequence[float], outcomes: Sequence[bool]) -> list[str]:
    """A line for each tenth of confidence: how many answers, their mean confidence, how many were right."""
    lines: list[str] = []
    for low in range(10):
        rows = [(c, ok) for c, ok in zip(confidences, outcomes, strict=True) if low / 10 <= c < (low + 1) / 10 or (low == 9 and c == 1)]
        if rows:
            mean = sum(c for c, _ in rows) / len(rows)
            lines.append(
                f"confidence {low / 10:.1f}: {len(rows):5} answers, mean {mean:.2f}, right {sum(ok for _, ok in rows) / len(rows):.2f}"
            )
    return lines


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the model that says whose a quote is.")
    parser.add_argument("--data", type=Path, required=True, help="folder with quotes/, names/ and entities/")
    parser.add_argument("--out", type=Path, help="where to write the weights (default: beside this module)")
    args = parser.parse_args()
    train(args.data, args.out)


if __name__ == "__main__":
    main()
