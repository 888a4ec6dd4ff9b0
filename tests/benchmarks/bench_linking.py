"""Linking and entities in a library of 100,000 articles with about 60 mentions each: every figure that has a bound, and the worst cases.

All of it works on a copy of the library that `linking_library` makes and keeps. CPU times, in milliseconds.
"""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.article import Annotations, Article, Entity, Label, Mention
from analysis.library import corrections, open_names
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.benchmarks.linking_library import ALONE, ARTICLES, ENTITIES, MENTIONS, Names, library, weights, word
from tests.benchmarks.probe import probed
from tests.benchmarks.terminal import high, middle

ADDED = 200
CROSSED = 8
"""Articles that `*` walks through."""
_TIMES = 20


def main(data: Path) -> None:
    """Print what the library's entities cost; `data` is not used."""
    made, names = library()
    folder = Path(tempfile.mkdtemp(prefix="bench-linking-"))
    try:
        shutil.copytree(made, folder, dirs_exist_ok=True)
        os.sync()  # or the first that writes pays for the copy
        gc.freeze()  # the names are the benchmark's, not the program's
        with Store.open(folder) as store:
            _reading(store, names)
        _jumping(folder, names[0][0])
        with Store.open(folder, durable=False) as store:
            rng = random.Random(5)
            _adding(store, rng, names)
            _deciding(store)
            _correcting(store)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reading(store: Store, names: Names) -> None:
    (top,) = store.find_entity(names[0][0])[:1]
    print(f"{ARTICLES:,} articles; {top.name} is in {top.articles:,}, in {ALONE:,} of them by the surname only")

    def card() -> None:
        store.card(top.id)
        store.joins(top.id)

    def page() -> None:
        articles = store.entity_articles(top.id)
        for at in range(40):
            articles.row(at)

    def both() -> None:
        card()
        page()

    _say("card, with why its names belong to it", card)
    _say("first page of its articles", page)
    _say("card and first page", both, must=30)
    somewhere = store.entity_articles(top.id).row(9_000).id
    _say("the next article with it, in the library", lambda: store.next_article_with(top.id, somewhere))


def _jumping(folder: Path, name: str) -> None:
    """Press `*` in the reader itself: within an article, where the name stands several times, and from one to the next.

    The frame that shows the mention, which is the one with the name reversed, answers the key; what stands beside the text comes after it.
    """
    with probed(["--library", str(folder)], shows=rf"\x1b\[(\d+;)*7[;m][^\x1b]*{re.escape(name)}") as probe:
        probe.terminal.wait_for("Title")
        for key in (b"\r", b"]e"):
            probe.terminal.press(key)
            probe.terminal.settle(0.5)
        painted: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
        rest: dict[bool, list[float]] = {False: [], True: []}
        for number in range(1, CROSSED * MENTIONS + 1):
            across, before = number % MENTIONS == 0, probe.terminal.cpu()
            answer = probe.press(b"*")
            rest[across].append(probe.terminal.cpu() - before)
            if answer is not None:
                painted[across].append(answer)
    for across, what, must in ((False, "the next mention", 10), (True, "the next article", 50)):
        _print(f"`*` to {what}, from the key to its text on the screen", [wall for wall, _ in painted[across]], must)
        _print("  in CPU time", [cpu for _, cpu in painted[across]], must)
        _print("  CPU time until all is at rest, what stands beside the text as well", rest[across])


def _adding(store: Store, rng: random.Random, names: Names) -> None:
    """Add articles that have the best known person or only the surname, and every fifth a namesake, which makes all of those doubtful."""
    writer = Writer(store.database)
    drawn = weights(names)
    surname = names[0][0].split()[1]
    usual: list[float] = []
    namesakes: list[float] = []
    for number in range(ADDED + 1):
        chosen = [names[i] for i in sorted({*rng.choices(range(1, len(names)), cum_weights=drawn[1:], k=ENTITIES)})]
        chosen += [(f"{word(rng, 2)} {word(rng, 3)}", Label.PERSON) for _ in range(3)]
        chosen.append((f"{word(rng, 2)} {surname}" if number % 5 == 4 else surname if number % 2 else names[0][0], Label.PERSON))
        article, annotations = _article(number, chosen)
        began = time.process_time()
        (added,) = writer.add([article])
        writer.annotate(added.article_id, article.digest, annotations)
        taken = (time.process_time() - began) * 1e3
        if number:  # the first of a process loads what the others find loaded
            (namesakes if number % 5 == 4 else usual).append(taken)
    _print(f"adding an article of {ENTITIES + 4} names", usual, must=50)
    _print(f"adding a namesake of the surname that {ALONE:,} articles leave open", namesakes, must=50)


def _article(number: int, names: Names) -> tuple[Article, Annotations]:
    entities, lines, at = [], [], 0
    for i, (name, label) in enumerate(names):
        entities.append(Entity(f"e{i}", name, label, (Mention(at, at + len(name)),)))
        lines.append(name)
        at += len(name) + 1
    return Article(f"new{number}", f"New title {number}", "\n".join(lines), digest=str(number)), Annotations(tuple(entities))


def _deciding(store: Store) -> None:
    with store.database.reading():
        waits = open_names.waiting(store.database.connection)
    began = time.process_time()
    Writer(store.database).decide_waiting()
    print(f"deciding what still waited at the end of the run ({'some' if waits else 'nothing'}): {time.process_time() - began:.2f} s")


def _correcting(store: Store) -> None:
    one, two = store.entities(limit=2)
    began = time.process_time()
    corrections.merge(store, two.id, one.id)
    between = time.process_time()
    corrections.undo(store)
    undone = time.process_time() - between
    print(f"merging {one.articles:,} articles with {two.articles:,}: {between - began:.2f} s, undone in {undone:.2f} s")


def _say(what: str, do: Callable[[], object], must: float | None = None) -> None:
    taken = []
    for _ in range(_TIMES):
        began = time.process_time()
        do()
        taken.append((time.process_time() - began) * 1e3)
    _print(what, taken, must)


def _print(what: str, taken: Sequence[float], must: float | None = None) -> None:
    bound = "" if must is None else f" (must {must:.0f})"
    print(f"{what}: median {middle(taken):.2f}, p99 {high(taken):.2f}, worst {max(taken):.2f} ms{bound}", flush=True)


if __name__ == "__main__":
    main(Path())
