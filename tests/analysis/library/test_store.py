"""The store: articles go in and come out as they were; the user's state outlives every change of the sources."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.article import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Entity,
    Label,
    Link,
    Mention,
    Quote,
    QuoteKind,
    Relay,
    Span,
    Speaker,
)
from analysis.library.records import ListFilter
from analysis.library.store import Store
from analysis.library.writer import Outcome, Writer

TEXT = "Harbour stays shut\n\nMara Lund told Coast Wire: “Otto Brandt will pay,” and left."


def an_article(text: str = TEXT, digest: str = "d1", source: str | None = "/news/harbour.html") -> Article:
    return Article(
        "https://news.example/harbour",
        "Harbour stays shut",
        text,
        (Block(0, 18, BlockKind.HEADLINE), Block(20, len(text), BlockKind.PARAGRAPH)),
        "https://news.example/harbour",
        "Harbour Times",
        "Ida Holm",
        "2024-05-16T08:30:00+02:00",
        source,
        digest,
        (Link(20, 29, "https://news.example/lund"),),
    )


def annotations(text: str = TEXT) -> Annotations:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    entities = (
        Entity("e1", "Mara Lund", Label.PERSON, (Mention(*at("Mara Lund")),)),
        Entity("e2", "Coast Wire", Label.ORG, (Mention(*at("Coast Wire")),)),
        Entity("e3", "Otto Brandt", Label.PERSON, (Mention(*at("Otto Brandt")),)),
    )
    quote = Quote(
        *at("“Otto Brandt will pay,”"), QuoteKind.DIRECT, 0.93, Speaker("e1", "Mara Lund", Span(*at("Mara Lund"))), Span(*at("told")),
        Relay("Coast Wire", *at("Coast Wire"), "e2"),
    )  # fmt: skip
    return Annotations(entities, (quote,), pipeline="test 1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "library")


def test_an_article_and_its_annotations_come_back_as_they_were(store: Store) -> None:
    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    assert added.outcome is Outcome.NEW
    assert store.annotations(added.article_id) is None
    assert writer.annotate(added.article_id, "d1", annotations())
    assert store.article(added.article_id) == an_article()
    assert store.annotations(added.article_id) == annotations()
    row = store.row(added.article_id)
    assert row is not None
    assert (row.title, row.outlet, row.published, row.analysed, row.words) == (
        "Harbour stays shut", "Harbour Times", "2024-05-16T08:30:00+02:00", True, 14,
    )  # fmt: skip
    assert store.article(99) is store.annotations(99) is store.row(99) is None


def test_quotes_entities_and_cards(store: Store) -> None:
    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    writer.annotate(added.article_id, "d1", annotations())
    (quote,) = store.quotes(added.article_id)
    assert (quote.text, quote.speaker, quote.cue, quote.via) == ("“Otto Brandt will pay,”", "Mara Lund", "told", "Coast Wire")
    (mara,) = store.find_entity("MARA LUND")
    (otto,) = store.find_entity("Ottó Brandt")
    assert quote.entity_id == mara.id
    assert (mara.articles, mara.quotes, otto.quotes) == (1, 1, 0)
    assert store.quotes_of(mara.id, 5) == [quote]
    assert store.quotes_about(otto.id, 5) == [quote]
    card = store.card(otto.id)
    assert card is not None
    assert (card.first, card.last, card.weeks[-1], sum(card.weeks)) == ("2024-05-16T06:30:00", "2024-05-16T06:30:00", 1, 1)
    assert {row.name: shared for row, shared in card.neighbours} == {"Mara Lund": 1, "Coast Wire": 1}
    assert [row.name for row in store.entities("br")] == ["Otto Brandt"]
    assert store.card(99) is None
    assert store.find_entity("") == []


def test_adding_twice_adds_nothing(store: Store) -> None:
    writer = Writer(store.database)
    writer.add([an_article()])
    change = store.change()
    (again,) = writer.add([an_article()])
    assert again.outcome is Outcome.KNOWN
    assert (store.count(), store.change()) == (1, change)


def test_a_changed_file_keeps_id_and_state(store: Store) -> None:
    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    writer.annotate(added.article_id, "d1", annotations())
    store.set_read(added.article_id, True)
    store.set_starred(added.article_id, True)
    store.set_tags(added.article_id, ("port", "to read"))
    store.set_position(added.article_id, 70)
    (changed,) = writer.add([an_article("Harbour opens again", "d2")])
    assert changed.outcome is Outcome.CHANGED
    assert changed.article_id == added.article_id
    row = store.row(added.article_id)
    assert row is not None
    assert (row.read, row.starred, row.analysed) == (True, True, False)
    assert store.tags(added.article_id) == ("port", "to read")
    assert store.position(added.article_id) == len("Harbour opens again")
    assert store.annotations(added.article_id) is None
    assert store.quotes(added.article_id) == []
    assert store.entity_ids(added.article_id) == {}
    assert store.entities() == []


def test_an_answer_about_an_older_text_is_not_kept(store: Store) -> None:
    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    writer.add([an_article("Harbour opens again", "d2")])
    assert not writer.annotate(added.article_id, "d1", annotations())
    assert store.annotations(added.article_id) is None


def test_two_files_with_one_key_do_not_replace_each_other_for_ever(store: Store) -> None:
    writer = Writer(store.database)
    one, two = an_article(source="/a.html"), an_article("Other words", "d2", "/b.html")
    assert [added.outcome for added in writer.add([one, two])] == [Outcome.NEW, Outcome.CHANGED]
    assert [added.outcome for added in writer.add([one, two])] == [Outcome.KNOWN, Outcome.KNOWN]
    assert store.count() == 1


def test_a_span_outside_of_the_text_is_refused_as_a_whole(store: Store) -> None:
    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    entity = Entity("e1", "Nobody", Label.PERSON, (Mention(5, 10_000),))
    with pytest.raises(ValueError, match="outside"):
        writer.annotate(added.article_id, "d1", Annotations((entity,)))
    assert store.entities() == []
    assert store.annotations(added.article_id) is None


def test_analysing_again_changes_nothing_but_the_number_of_the_change(store: Store) -> None:
    def tables() -> list[object]:
        names = ("articles", "entities", "aliases", "article_entities", "quotes", "quote_mentions", "counts", "days", "outlets")
        return [store.database.all(f"SELECT * FROM {name}") for name in names]

    writer = Writer(store.database)
    (added,) = writer.add([an_article()])
    writer.annotate(added.article_id, "d1", annotations())
    before = tables()
    change = store.change()
    writer.annotate(added.article_id, "d1", annotations())
    assert store.change() == change + 1
    assert store.changed_since(change) == [(change + 1, added.article_id)]
    with store.database.writing() as connection:
        connection.execute("UPDATE articles SET change = ?", (change,))
        connection.execute("UPDATE counts SET n = ? WHERE name = 'change'", (change,))
    assert tables() == before


@pytest.mark.parametrize(
    "said",
    ["https://news.example/harbour", "/news/harbour.html", "/news/../news/harbour.html", "1", " 1 "],
)
def test_find_by_address_path_and_number(store: Store, said: str) -> None:
    Writer(store.database).add([an_article()])
    assert store.find(said) == 1


def test_find_by_relative_path(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Writer(store.database).add([Article(str(tmp_path / "a.txt"), "T", "T", source=str(tmp_path / "a.txt"), digest="x")])
    monkeypatch.chdir(tmp_path)
    assert store.find("a.txt") == store.find("./a.txt") == 1
    for nothing in ("b.txt", "", "  ", "0", "-1", "٣", "1e3", "a\0b", "9" * 400):
        assert store.find(nothing) is None


def test_a_given_id_that_looks_like_a_number_wins_over_the_number(store: Store) -> None:
    Writer(store.database).add([Article("2", "First", "x", digest="1"), Article("other", "Second", "y", digest="2")])
    assert store.find("2") == 1
    assert store.find("1") == 1


def test_numbers_are_never_used_again(store: Store) -> None:
    writer = Writer(store.database)
    writer.add([an_article()])
    writer.remove([1])
    assert store.removed_since(0) == [(store.change(), 1)]
    (added,) = writer.add([an_article()])
    assert added.article_id == 2


def test_link_lists_lead_to_articles_and_back(store: Store) -> None:
    Writer(store.database).add([Article(f"k{n}", f"T{n}", "Read more: T1", digest=str(n)) for n in range(3)])
    with store.database.writing() as connection:
        connection.execute(
            "INSERT INTO article_links VALUES (1, 0, 5, 'Read ', 2, 0.99), (1, 5, 9, 'more', 3, 0.6), (1, 9, 10, ':', NULL, 0)"
        )
    assert [(link.state, link.article_id) for link in store.links(1)] == [("in library", 2), ("probable", 3), ("missing", None)]
    assert [row.id for row in store.linked_from(2)] == [1]
    assert store.wanted() == [(":", 1)]
    Writer(store.database).remove([2])
    assert [link.state for link in store.links(1)] == ["missing", "probable", "missing"]


def test_files_and_folder_are_the_users_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Store.open(tmp_path / "deep" / "library") as store:
            Writer(store.database).add([an_article()])
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.folder.iterdir()}
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "deep" / "library").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert "library.db" in modes


def test_a_library_open_for_reading_keeps_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        Writer(store.database).add([an_article()])
    with Store.open(tmp_path / "library", readonly=True) as store:
        assert [row.id for row in store.rows()] == [1]
        assert not store.set_read(1, True)
        assert not store.set_position(1, 5)
        assert store.count(ListFilter("unread")) == 1


def test_two_open_stores_see_each_other(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as one, Store.open(tmp_path / "library") as other:
        Writer(one.database).add([an_article()])
        other.set_starred(1, True)
        assert one.count(ListFilter("starred")) == 1
        shown = one.rows()
        assert shown.row(0).starred
        other.set_starred(1, False)
        shown.refresh()
        assert not shown.row(0).starred


def test_opening_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from analysis.library.store import Store; "
        f"s = Store.open(Path({str(tmp_path / 'library')!r})); list(s.rows()); s.count(); "
        "print([m for m in ('spacy', 'numpy', 'tantivy', 'rapidfuzz', 'lxml', 'trafilatura', 'textual') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_what_the_user_does_comes_in_between_two_writes_of_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = []
    with Store.open(tmp_path / "library") as store, Store.open(tmp_path / "library") as adding:
        Writer(store.database).add([an_article()])
        adding.database.run("BEGIN IMMEDIATE")

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 3:
                adding.database.run("COMMIT")

        monkeypatch.setattr("analysis.library.connection.time.sleep", pause)
        store.set_starred(1, True)
        assert store.rows().row(0).starred
    assert len(pauses) == 3
    assert max(pauses) < 0.01, "a gap between two writes is shorter than that"
