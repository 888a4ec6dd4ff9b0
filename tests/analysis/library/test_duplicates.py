"""Groups of near duplicates follow from the texts in the library, whatever came, changed or went in which order."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library import duplicates as module
from analysis.library.duplicates import duplicates
from analysis.library.store import Store
from analysis.library.tallies import TALLIES
from analysis.library.writer import Writer

WORDS = [
    first + second for first in ("bor", "cal", "den", "fir", "gat", "hol", "kem", "lun") for second in ("a", "eth", "ig", "om", "und", "ys")
]


def story(rng: random.Random, words: int = 120) -> list[str]:
    return rng.choices(WORDS, k=words)


def edited(text: list[str], rng: random.Random, words: int) -> list[str]:
    """Replace a stretch of so many words, at most half of them."""
    words = min(words, len(text) // 2)
    at = rng.randrange(len(text) - words + 1)
    return text[:at] + story(rng, words) + text[at + words :]


def article(number: int, text: Iterable[str], published: str | None = None) -> Article:
    words = " ".join(text)
    return Article(f"key {number}", f"Title {number}", words, published=published, digest=f"{number} {hash(words)}")


def groups(store: Store) -> set[frozenset[str]]:
    keys = {row.id: row.key for row in store.rows()}
    return {frozenset(keys[number] for number in group) for group in duplicates(store)}


def expected(texts: dict[int, list[str]], crowd: int) -> set[frozenset[str]]:
    """Compare each with each."""
    runs = {}
    for number, text in texts.items():
        words = f"Title {number}".lower().split() + text
        runs[number] = {module.zlib.crc32(" ".join(words[i : i + 4]).encode()) for i in range(len(words[:250]) - 3)}
    sketches = {number: set(sorted(own)[:8]) for number, own in runs.items()}
    holders = {run: sum(run in other for other in sketches.values()) for own in sketches.values() for run in own}
    together = {number: {number} for number in texts}
    for one, other in combinations(texts, 2):
        common = sum(holders[run] <= crowd for run in sketches[one] & sketches[other])
        least, most = sorted((len(runs[one]), len(runs[other])))
        if common >= 2 and least >= most / 5 and len(runs[one] & runs[other]) >= least / 2 and together[one] is not together[other]:
            together[one] |= together[other]
            for number in together[other]:
                together[number] = together[one]
    return {frozenset(f"key {number}" for number in group) for group in together.values() if len(group) > 1}


def made(rng: random.Random) -> dict[int, list[str]]:
    """Make texts, many of them copies of others, and a family of some that begin with the same formula."""
    texts: dict[int, list[str]] = {}
    formula = story(rng, 70)
    for number in range(60):
        kind = rng.random()
        if kind < 0.3 and texts:
            texts[number] = edited(texts[rng.choice(list(texts))], rng, rng.choice((0, 10, 40, 60)))
        elif kind < 0.55:
            texts[number] = formula + story(rng, 50)
        else:
            texts[number] = story(rng, rng.choice((40, 120, 300)))
    return texts


@pytest.mark.parametrize("seed", range(4))
def test_any_order_makes_the_groups_that_comparing_all_with_all_makes(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CROWD", 6)
    rng = random.Random(seed)
    texts = made(rng)
    wanted = expected(texts, 6)
    assert wanted
    assert wanted != expected(texts, 60), "the formula would have made a group"
    for turn in range(3):
        with Store.open(tmp_path / str(turn), durable=False) as store:
            order = rng.sample(sorted(texts), len(texts))
            Writer(store.database).add(article(number, texts[number]) for number in order)
            assert groups(store) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_what_changes_or_goes_leaves_the_groups_of_the_rest(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CROWD", 6)
    rng = random.Random(seed)
    texts = made(rng)
    with Store.open(tmp_path, durable=False) as store:
        writer = Writer(store.database)
        ids = {number: added.article_id for number, added in zip(texts, writer.add(article(n, texts[n]) for n in texts), strict=True)}
        for number in rng.sample(sorted(texts), 25):
            if rng.random() < 0.5:
                writer.remove([ids[number]])
                del texts[number]
            else:
                texts[number] = rng.choice((story(rng), edited(texts[rng.choice(sorted(texts))], rng, 10)))
                writer.add([article(number, texts[number])])
            assert groups(store) == expected(texts, 6)
            assert [tally.what for tally in TALLIES if store.database.value(tally.differs)] == []
        writer.remove(ids[number] for number in texts)
        assert store.database.value("SELECT count(*) FROM openings") == store.database.value("SELECT count(*) FROM copies") == 0


def test_what_a_third_article_held_together_falls_apart_without_it(tmp_path: Path) -> None:
    parts = [story(random.Random(seed), 80) for seed in range(5)]
    with Store.open(tmp_path) as store:
        writer = Writer(store.database)
        ids = [one.article_id for one in writer.add(article(at, [*parts[at], *parts[at + 1], *parts[at + 2]]) for at in (0, 2, 1))]
        assert list(duplicates(store)) == [ids]
        writer.remove([ids[2]])
        assert list(duplicates(store)) == []


def test_a_headline_is_no_copy_of_its_article_but_of_the_same_headline(tmp_path: Path) -> None:
    headline = "Ferry Sigrun runs aground"
    whole = " ".join([headline, *story(random.Random(1))])
    with Store.open(tmp_path) as store:
        texts = (whole, headline, headline, "Ferry", "Ferry", "")
        added = Writer(store.database).add(
            Article(f"k{n}", headline if n < 3 else text, text, digest=str(n)) for n, text in enumerate(texts)
        )
        ids = [one.article_id for one in added]
        assert list(duplicates(store)) == [ids[1:3], ids[3:5]]


def test_adding_reads_no_text_but_of_those_that_share_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(2)
    text = story(rng)
    read: list[int] = []
    runs = module._runs
    monkeypatch.setattr(module, "_runs", lambda connection, number: read.append(number) or runs(connection, number))
    with Store.open(tmp_path) as store:
        writer = Writer(store.database)
        writer.add([article(number, story(rng)) for number in range(40)] + [article(40, text)])
        read.clear()
        writer.add([article(41, edited(text, rng, 20))])
        assert set(read) == {41, 42}
