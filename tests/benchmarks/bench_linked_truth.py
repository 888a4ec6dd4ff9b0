"""How well names are linked across the sample library, whose truth is known: as the truth has them, and as the built-in pipeline does.

Pairs of mentions in different articles. From end to end, a mention that is not found is a missed pair with each of its entity's others;
a name that is found where the truth has none is left out of the pairs and counted apart.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from analysis.article import Annotations, Article, MentionKind
from analysis.library.store import Store
from analysis.sources import read
from tests.analysis.library.linked import article_of, put

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "seeds" / "articles"
TRUTH: dict[str, Any] = json.loads((ROOT / "tests" / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))
LABELS = {entity["name"]: entity["label"] for entity in TRUTH["entities"]}


class Said(NamedTuple):
    """One mention of the truth, and what the library takes it for."""

    article: str
    form: str
    truth: str
    linked: Hashable


def main(data: Path) -> None:
    """Print the scores, and what is linked wrongly or not at all; `data` is not used."""
    _report("names as the truth has them", _given())
    said, others = _found()
    _report("names as the built-in pipeline finds them", said)
    print(f"  {sum(isinstance(one.linked, tuple) for one in said)} of {len(said)} mentions not found; {others} found that are none")


def _given() -> list[Said]:
    articles, said = [], []
    for entry in TRUTH["articles"]:
        forms: dict[str, list[str]] = defaultdict(list)
        for form, entity in entry["names"]:
            forms[entity].append(form)
        names = [(LABELS[entity], max(those, key=lambda form: (len(form.split()), len(form))), those) for entity, those in forms.items()]
        articles.append(article_of(entry["path"], names, entry["title"]))
        said += [(entry["path"], f"e{number}", form, entity) for number, (entity, those) in enumerate(forms.items(), 1) for form in those]
    linked = _linked(articles)
    return [Said(path, form, entity, linked[path, local]) for path, local, form, entity in said]


def _found() -> tuple[list[Said], int]:
    from analysis.language.pipeline import Analyser

    read_articles = [item for item in read([SAMPLE]) if isinstance(item, Article)]
    articles = list(zip(read_articles, Analyser.load().annotate_many(read_articles), strict=True))
    linked = _linked(articles)
    entries = {entry["path"]: entry for entry in TRUTH["articles"]}
    said: list[Said] = []
    others = 0
    for article, analysed in articles:
        path = Path(article.source or "").resolve().relative_to(SAMPLE.resolve()).as_posix()
        path = f"{path}#{article.key}" if path.endswith(".jsonl") else path
        free = {
            (mention.start, mention.end): entity.id
            for entity in analysed.entities
            for mention in entity.mentions
            if mention.kind is MentionKind.NAME
        }
        at = 0
        for number, (form, entity) in enumerate(entries[path]["names"]):
            start = article.text.find(form, at)
            assert start >= 0, f"{path}: {form} does not stand after {at}"
            at = start + len(form)
            hit = next((span for span in free if span[0] < at and start < span[1]), None)
            local = free.pop(hit) if hit is not None else None
            said.append(Said(path, form, entity, ("not found", path, number) if local is None else linked[article.key, local]))
        others += len(free)
    return said, others


def _linked(articles: Iterable[tuple[Article, Annotations]]) -> dict[tuple[str, str], int]:
    """Return the library's entity of each entity of each article."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        put(store, articles)
        rows = store.database.all("SELECT a.key, e.local, e.entity_id FROM article_entities e JOIN articles a ON a.id = e.article_id")
    return {(key, local): entity for key, local, entity in rows}


def _pairs(said: Iterable[Said], *parts: str) -> int:
    """Return how many pairs of mentions of different articles are the same in these parts."""

    def count(*names: str) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(tuple(getattr(one, name) for name in names) for one in said).values())

    return count(*parts) - count(*parts, "article")


def _report(what: str, said: list[Said]) -> None:
    right, linked, true = _pairs(said, "linked", "truth"), _pairs(said, "linked"), _pairs(said, "truth")
    precision, recall = right / linked, right / true
    print(f"{what}: F1 {2 * precision * recall / (precision + recall):.4f}, precision {precision:.4f}, recall {recall:.4f}")
    print("  must: F1 0.95, precision 0.99")
    truths: dict[Hashable, Counter[str]] = defaultdict(Counter)
    parts: dict[str, Counter[Hashable]] = defaultdict(Counter)
    for one in said:
        truths[one.linked][one.truth] += 1
        parts[one.truth][one.linked] += 1
    for held in truths.values():
        if len(held) > 1:
            print("  joined though they are several:", ", ".join(f"{name} ({n})" for name, n in held.most_common()))
    for name, those in parts.items():
        away = {linked for linked, _ in those.most_common()[1:]}
        if away:
            stray = [f"{one.form} in {one.article}" for one in said if one.truth == name and one.linked in away]
            print(f"  {name}, {those.total()} mentions, not with the others:", ", ".join(stray[:4]) + (" …" if len(stray) > 4 else ""))


if __name__ == "__main__":
    main(Path())
