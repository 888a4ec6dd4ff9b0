"""From a key press in the search line to its results on the screen, in the real reader on 100,000 made-up articles.

For each key: wall time until the letter itself is painted, until the results of what stands there then are, and the CPU time of the
whole process until then. Wall times count what else the machine does.
"""

from __future__ import annotations

import random
import string
from collections.abc import Sequence
from pathlib import Path

from analysis.library.store import Store
from tests.benchmarks.big_library import OUTLETS, big_library
from tests.benchmarks.terminal import high, middle
from tests.benchmarks.typed_reader import Answer, Typist, typist

ARTICLES = 100_000
_PASTED = {
    "10,000 letters": "x" * 10_000,
    "9,999 characters of words": "plali " * 1_666 + "won",
    "2,500 open brackets and marks": '(a OR "b ' * 278,
    "a star at the front": "*ing",
    "hundreds of one-letter stars": "a* " * 300,
}


def main(data: Path | None = None) -> None:
    """Print the table; `data` is not needed."""
    folder = big_library(ARTICLES)
    with typist(folder) as reader:
        reader.send("s")
        reader.terminal.settle(0.1)
        first = reader.press("b")
        print(f"  {'milliseconds a key: median / 99th percentile / worst':52}{'keys':>5}{'letter':>16}{'results':>18}{'CPU time':>17}")
        _line("the first letter after the start", [first])
        for kind, queries in _typed(folder).items():
            answers: list[Answer | None] = []
            for query in queries:
                reader.clear()
                answers += [reader.press(character) for character in query]
            _line(kind, answers)
        for kind, text in _PASTED.items():
            reader.clear()
            _line(f"pasted: {kind}", [_paste(reader, text)])


def _typed(folder: Path) -> dict[str, list[str]]:
    """Return queries of each kind, at least a hundred keys together."""
    rng = random.Random(5)
    with Store.open(folder, readonly=True) as store:
        texts = store.database.all("SELECT text FROM articles WHERE id % 2500 = 77")
        names = [name.lower() for (name,) in store.database.all("SELECT name FROM entities ORDER BY articles DESC LIMIT 40")]
    words = [rng.choice(text.split("\n\n")[-1].lower().rstrip(".").split()) for (text,) in texts for _ in range(2)]
    long = [word for word in words if len(word) > 5]
    known, unknown = names[:4], [f"{name.split()[1][:6]}qx" for name in names[8:16]]
    return {
        "first letters": [letter for letter in string.ascii_lowercase for _ in range(4)],
        "a word": long[:14],
        "three words": [" ".join(words[i : i + 3]) for i in range(0, 15, 3)],
        "phrases": [f'"{a} {b}"' for a, b in zip(long[14:20], words[:6], strict=True)],
        "title: and says:": [f"{field}:{word}" for field in ("title", "says") for word in long[20:24]],
        "outlet: and after:": [f'outlet:"{outlet}" after:202{n}' for n, outlet in enumerate(OUTLETS[:4])],
        "is:unread and a word": [f"is:unread {word}" for word in long[3:9]],
        "names: speaker: entity: person: about:": [
            f'{f}:"{n}"' for f, n in zip(("speaker", "entity", "person", "about"), known, strict=True)
        ],
        "names that nothing goes by": [f"{field}:{name}" for field, name in zip(("speaker", "entity") * 4, unknown, strict=False)],
    }


def _paste(reader: Typist, text: str) -> Answer | None:
    return reader.press(f"\x1b[200~{text}\x1b[201~")


def _line(name: str, answers: Sequence[Answer | None]) -> None:
    came = [answer for answer in answers if answer is not None]
    found = [answer for answer in came if not answer.refused]
    shown = found or came

    def times(values: list[float]) -> str:
        if len(values) < 2:
            return "".join(f"{value:.0f}" for value in values) or "–"
        return f"{middle(values):.0f} / {high(values):.0f} / {max(values):.0f}"

    columns = [times([getattr(answer, part) for answer in among]) for part, among in (("letter", came), ("results", shown), ("cpu", shown))]
    refused, missed = len(came) - len(found), len(answers) - len(came)
    notes = ", ".join(f"{count} {what}" for count, what in ((refused, "refused"), (missed, "missed")) if count)
    print(f"  {name:52}{len(answers):5}{columns[0]:>16}{columns[1]:>18}{columns[2]:>17}  {notes}", flush=True)
