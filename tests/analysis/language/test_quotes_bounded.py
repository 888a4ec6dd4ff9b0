"""One sentence of very many quotation marks takes work by its length, not by its square."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_lowercase

import pytest

from analysis.article import Entity, Label, Mention, MentionKind
from analysis.language.quotes.component import with_pronouns
from analysis.language.quotes.finder import Found, find_quotes
from tests.steps import steps

NAME = re.compile(r"(?:Mara|Otto|Anna[a-z]{2}) (?:Lund|Brandt)|Coast Wire|Varn Line")


def people(n: int) -> list[str]:
    return [f"Anna{ascii_lowercase[i // 26 % 26]}{ascii_lowercase[i % 26]} Lund" for i in range(n)]


ONE_SENTENCE: dict[str, Callable[[int], str]] = {
    "nothing between": lambda n: "Mara Lund said " + "“a b” and " * n,
    "no cue": lambda n: "Mara Lund, " + "“we wait here” and " * n,
    "two people": lambda n: "Mara Lund said “we wait for it” and Otto Brandt said “no way” and " * n,
    "many people": lambda n: "".join(f"“we wait for it,” said {name} and " for name in people(n)),
    "an outlet told": lambda n: "Mara Lund told Coast Wire " + "“we wait” and she told Coast Wire " * n,
    "places told of": lambda n: "Mara Lund said “we wait for it” on the day, on the quay, on Coast Wire and " * n,
    "a long sentence before": lambda n: f"Mara Lund told {' '.join(people(n))}. " + "".join(f"“we wait,” said {p} and " for p in people(n)),
    "pronouns": lambda n: "Mara Lund came and " + "“we wait here,” she said and he says " * n,
    "phrases": lambda n: "Mara Lund came and " + "“we wait here,” the minister said and the company says " * n,
    "names inside": lambda n: "Mara Lund said " + "“we told Mara Lund and Otto Brandt of it” and " * n,
    "who and that": lambda n: "Mara Lund and officials who wait said that Otto Brandt said that " * n,
    "only opening": lambda n: "“a " * n,
    "only opening, single": lambda n: "‘a " * n,
    "possessives": lambda n: "‘the workers’ " * n,
    "straight": lambda n: "'the \"workers' \" " * n,
    "single in double": lambda n: "“he said ‘a " * n,
}


def quotes_of(text: str) -> Found:
    places: dict[str, list[Mention]] = {}
    for hit in NAME.finditer(text):
        places.setdefault(hit.group(), []).append(Mention(hit.start(), hit.end(), MentionKind.NAME, 1.0, ""))
    label = {"Coast Wire": Label.ORG, "Varn Line": Label.ORG}
    entities = tuple(Entity(f"e{n}", name, label.get(name, Label.PERSON), tuple(m)) for n, (name, m) in enumerate(places.items()))
    found = find_quotes(text, entities, indirect=True)
    with_pronouns(entities, found)
    return found


@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_twice_the_quotes_are_about_twice_the_work(name: str) -> None:
    made = ONE_SENTENCE[name]
    quotes_of(made(5))
    once, twice = (steps(lambda n=n: quotes_of(made(n))) for n in (100, 200))
    assert twice < 2.3 * once + 500


def test_many_paragraphs_of_pronouns_before_the_only_quote() -> None:
    text = "Mara Lund is here.\n" + "She is.\n" * 4_000 + "“We wait for the tide,” she said."
    (quote,) = quotes_of(text).quotes
    assert quote.speaker is not None
    assert (quote.speaker.mention is not None) and text[quote.speaker.mention.start : quote.speaker.mention.end] == "she"
