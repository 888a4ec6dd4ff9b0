"""Linking within a library: spellings, surnames, institutions, labels; and that a change undone leaves nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.linked import Names, article_of, groups, library, put, together

HARBOUR: Names = [("ORG", "Halvard Port Authority", ()), ("PERSON", "Olga Trent", ()), ("GPE", "Halvard", ())]
BANK: Names = [("ORG", "Bank of Osterland", ()), ("PERSON", "Helga Voss", ()), ("GPE", "Veska", ())]


def lund(name: str, *forms: str) -> tuple[str, str, tuple[str, ...]]:
    return ("PERSON", name, forms)


def test_spellings_are_one_entity_that_is_called_by_the_commonest(tmp_path: Path) -> None:
    with library(
        tmp_path,
        {
            "a": [lund("Andriy Cherenko", "Andriy Cherenko", "Cherenko")],
            "b": [lund("Andrij Tcherenko")],
            "c": [lund("Andriy Cherenko", "Andriy Cherenko", "Cherenko")],
        },
    ) as store:
        (row,) = store.entities()
        assert (row.name, row.articles) == ("Andriy Cherenko", 3)
        assert row.aliases == ("Cherenko", "Andrij Tcherenko")
        assert [(form, score, articles) for form, _, score, articles in store.joins(row.id)] == [
            ("Andriy Cherenko", 1.0, 2),
            ("Andrij Tcherenko", 0.97, 1),
        ]


def test_given_names_never_clash(tmp_path: Path) -> None:
    with library(tmp_path, {"a": [lund("Erik Lund"), *HARBOUR], "b": [lund("Mara Lund"), *HARBOUR]}) as store:
        assert not together(store, ("a", "e1"), ("b", "e1"))


def test_a_surname_alone_goes_where_its_company_is(tmp_path: Path) -> None:
    articles: dict[str, Names] = {f"m{n}": [lund("Mara Lund"), *HARBOUR] for n in range(3)}
    articles |= {f"e{n}": [lund("Erik Lund"), *BANK] for n in range(3)}
    articles |= {"near": [lund("Lund"), *BANK], "far": [lund("Lund"), ("ORG", "Tarn Rovers", ())]}
    with library(tmp_path, articles) as store:
        assert together(store, ("near", "e1"), ("e0", "e1"))
        assert not together(store, ("far", "e1"), ("e0", "e1"))
        assert not together(store, ("far", "e1"), ("m0", "e1"))
        assert not together(store, ("far", "e1"), ("near", "e1"))


def test_a_surname_is_decided_again_when_its_full_name_comes_and_goes(tmp_path: Path) -> None:
    with library(tmp_path, {"a": [lund("Lund"), *BANK]}) as store:
        alone = groups(store)
        put(store, [article_of("b", [lund("Erik Lund"), *BANK])])
        assert together(store, ("a", "e1"), ("b", "e1"))
        found = store.find("b")
        assert found is not None
        Writer(store.database).remove([found])
        assert groups(store) == alone


def test_institutions_are_their_countrys(tmp_path: Path) -> None:
    court = ("ORG", "Supreme Court", ())
    with library(
        tmp_path,
        {
            "k": [court, ("GPE", "Kenya", ("Kenya", "Kenya"))],
            "i": [court, ("GPE", "India", ("India", "India"))],
            "j": [("ORG", "Supreme Court of India", ())],
        },
    ) as store:
        assert together(store, ("i", "e1"), ("j", "e1"))
        assert not together(store, ("i", "e1"), ("k", "e1"))


def test_an_acronym_is_what_an_article_explains(tmp_path: Path) -> None:
    with library(
        tmp_path,
        {
            "a": [("ORG", "Maritime Accident Board", ("Maritime Accident Board", "MAB")), *HARBOUR],
            "b": [("ORG", "MAB", ()), *HARBOUR],
            "c": [("ORG", "MAB", ()), ("ORG", "Tarn Rovers", ())],
        },
    ) as store:
        assert together(store, ("a", "e1"), ("b", "e1"))
        found = store.find("a")
        assert found is not None
        Writer(store.database).remove([found])
        (row,) = store.find_entity("MAB")
        assert row.aliases == ()


def shuffled_world(seed: int) -> dict[str, Names]:
    """Make articles of few names with many clashes: spellings, surnames alone, middle initials, labels."""
    rng = random.Random(seed)
    given = ["Erik", "Eric", "Mara", "Andriy", "Andrei", "George", "George W.", "George H. W.", "Bill", "William"]
    family = ["Lund", "Cherenko", "Tcherenko", "Kessel"]
    bodies = ["Maritime Accident Board", "MAB", "Tarn Rovers", "Rovers", "Supreme Court", "Labour Party", "Labour", "Halvard"]
    articles: dict[str, Names] = {}
    for number in range(40):
        names: list[tuple[str, str, tuple[str, ...]]] = []
        for surname in rng.sample(family, 2):
            full = f"{rng.choice(given)} {surname}" if rng.random() < 0.7 else surname
            names.append(("PERSON", full, (full, surname)))
        for body in rng.sample(bodies, 3):
            forms = (body, "MAB") if body.startswith("Maritime") else (body, "Rovers") if body.startswith("Tarn") else (body,)
            names.append((rng.choice(["ORG", "ORG", "ORG", "GPE"]), body, forms))
        names.append(("GPE", rng.choice(["Kenya", "India", "Veska"]), ()))
        articles[f"a{number}"] = names
    return articles


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_coming_and_going_matters(tmp_path: Path, seed: int) -> None:
    made = [article_of(key, names) for key, names in shuffled_world(seed).items()]
    kept = made[:25]
    rng = random.Random(seed)
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        put(one, kept)
        put(two, rng.sample(made, len(made)))
        gone = [two.find(article.key) for article, _ in made[25:]]
        rng.shuffle(gone)
        Writer(two.database).remove([number for number in gone if number is not None])
        assert groups(one) == groups(two)
        assert one.database.value("SELECT count(*) FROM names") == two.database.value("SELECT count(*) FROM names")


@pytest.mark.parametrize("seed", range(2))
def test_linking_everything_again_changes_nothing(tmp_path: Path, seed: int) -> None:
    made = [article_of(key, names) for key, names in shuffled_world(seed).items()]
    tables = ("entities", "names", "name_clues", "aliases", "article_entities")
    with Store.open(tmp_path) as store:
        put(store, made)
        before = [store.database.all(f"SELECT * FROM {table}") for table in tables]
        writer = Writer(store.database)
        for article, said in made:
            number = store.find(article.key)
            assert number is not None
            writer.annotate(number, article.digest, said)
        assert [store.database.all(f"SELECT * FROM {table}") for table in tables] == before
