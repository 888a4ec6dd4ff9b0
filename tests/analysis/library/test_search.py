"""Search agrees with a plain look at every article, on random queries of each kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from analysis.library import ranking, read_state
from analysis.library.documents import first_letters
from analysis.library.index import Index
from analysis.library.search import count, search, search_entities, search_quotes
from analysis.library.store import Store
from analysis.query import QueryError, parse
from tests.analysis.library.made_library import FEEDS, NAMES, OUTLETS, TAGS, WORDS, make
from tests.analysis.library.naive_search import Naive

TODAY = date(2024, 7, 1)
QUERIES_OF_A_KIND = 200


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Index]]:
    folder = tmp_path_factory.mktemp("library")
    with make(folder, 120) as store:
        with Index.open(folder, readonly=False) as writing:
            writing.catch_up(store)
        with Index.open(folder) as index:
            yield store, index


def word(rng: random.Random) -> str:
    text = rng.choice(WORDS)
    return text.capitalize() if rng.random() < 0.2 else text


def phrase(rng: random.Random) -> str:
    text = " ".join(rng.choices(WORDS[:20], k=rng.randint(1, 2)))
    return f'"{text}"' + (f"~{rng.randint(1, 6)}" if " " in text and rng.random() < 0.6 else "")


def pattern(rng: random.Random) -> str:
    text = rng.choice(WORDS)
    if rng.random() < 0.5:
        return text[: rng.randint(1, len(text))] + "*"
    if rng.random() < 0.5:
        return f'"{rng.choice(WORDS[:20])} {rng.choice([word for word in WORDS[:20] if len(word) > 3])[:4]}*"'
    at = rng.randrange(len(text))
    return "~" + rng.choice((text[:at] + text[at + 1 :] + "s", text + "e", text[:at] + "q" + text[at:]))


def name(rng: random.Random) -> str:
    forms = rng.choice(list(NAMES.values()))[1]
    form = rng.choice(forms)
    first, last = form.split()[0].lower(), form.split()[-1].lower()
    return rng.choice((f'"{form}"', last, first[:4] + "*", f'"{form[: max(-1, 4 - len(last)) or None]}*"', f"~{first}s", '"nobody at all"'))


def in_text(rng: random.Random) -> str:
    outlet = rng.choice([outlet for outlet in OUTLETS if outlet])
    return rng.choice(
        (
            f"title:{rng.choice((word, phrase, pattern))(rng)}",
            f"title:({word(rng)} OR {word(rng)})",
            f'outlet:"{outlet}"',
            f"outlet:{outlet.split()[-1].lower()}",
            f"outlet:{outlet[:2].lower()}*",
            f"outlet:~{outlet.split()[-1].lower()}s",
            f'outlet:"{" ".join(reversed(outlet.split()))}"~{rng.randint(1, 3)}',
            f"author:{rng.choice(('holm', 'vik', 'Ida', 'jo*', '~holmes'))}",
        )
    )


def entity(rng: random.Random) -> str:
    return f"{rng.choice(('entity', 'person', 'org', 'place'))}:{name(rng)}"


def speech(rng: random.Random) -> str:
    return rng.choice(
        (
            f"speaker:{name(rng)}",
            f"says:{rng.choice((word, phrase, pattern))(rng)}",
            f"about:{rng.choice((word, phrase, name))(rng)}",
            "via:" + rng.choice(("coast", "radio", "oster*", '"Coast Wire"', '"Halvard Port Authority"')),
            'speaker:"union official"',
        )
    )


def speeches(rng: random.Random) -> str:
    return " ".join(speech(rng) for _ in range(rng.randint(2, 3)))


def state(rng: random.Random) -> str:
    values = ("is:unread", "is:read", "is:starred", "is:new", "has:quotes", "has:names", "has:date", "has:author")
    return rng.choice((*values, f'tag:"{rng.choice(TAGS)}"'))


def feed(rng: random.Random) -> str:
    address, title = rng.choice(list(FEEDS.items()))
    called = rng.choice((title or address, address))
    start = called[: rng.randint(1, len(called))]
    return "feed:" + rng.choice(
        (f'"{called}"', f'"{start}"', called.split()[0], start.split()[0].rstrip(":/") + "*", f"~{called.split()[0]}s")
    )


def dated(rng: random.Random) -> str:
    month = f"2024-{rng.randint(1, 12):02}"
    when = rng.choice(("2024", "2023", month, f"{month}-{rng.randint(1, 28):02}", f"{rng.randint(1, 400)}d", f"2023-06..{month}"))
    return f"{rng.choice(('after', 'before', 'on'))}:{when}"


def mixed(rng: random.Random) -> str:
    kinds = (word, phrase, in_text, entity, speech, state, feed, dated)

    def node(depth: int) -> str:
        if depth == 0 or rng.random() < 0.4:
            return rng.choice(kinds)(rng)
        parts = [node(depth - 1) for _ in range(rng.randint(2, 3))]
        minus = "-" if rng.random() < 0.3 else ""
        return f"{minus}({rng.choice((' ', ' OR ')).join(parts)})"

    return rng.choice((" ", " OR ", " -")).join(node(2) for _ in range(rng.randint(1, 3)))


KINDS = (word, phrase, pattern, in_text, entity, speech, speeches, state, feed, dated, mixed)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_finds_what_a_plain_scan_finds(library: tuple[Store, Index], kind: Callable[[random.Random], str]) -> None:
    store, index = library
    naive = Naive(store.database.connection, TODAY)
    rng = random.Random(kind.__name__)
    sizes = []
    for _ in range(QUERIES_OF_A_KIND):
        query = kind(rng)
        wanted = naive.articles(query)
        found = search(store, index, query, limit=1000, today=TODAY)
        assert {hit.article.id for hit in found.hits} == wanted, query
        assert found.total == len(wanted) == count(store, index, query, today=TODAY), query
        sizes.append(len(wanted))
    assert sum(size > 0 for size in sizes) > 0
    assert sum(size < len(naive.all) for size in sizes) > QUERIES_OF_A_KIND // 2


@pytest.mark.parametrize("kind", [word, phrase, entity, speech, speeches, feed, dated, in_text], ids=lambda kind: kind.__name__)
def test_finds_the_quotes_that_a_plain_scan_finds(library: tuple[Store, Index], kind: Callable[[random.Random], str]) -> None:
    store, index = library
    naive = Naive(store.database.connection, TODAY)
    rng = random.Random(kind.__name__)
    for _ in range(40):
        query = kind(rng).replace("(", "").replace(")", "").replace(" OR ", " ")
        found = search_quotes(store, index, query, limit=1000, today=TODAY)
        wanted = naive.quotes(query)
        assert {(hit.quote.article_id, hit.quote.n) for hit in found.hits} == wanted, query
        assert found.total == len(wanted)


def test_sorts_as_the_list_does_and_pages_without_gaps(library: tuple[Store, Index]) -> None:
    store, index = library
    newest = [row.id for row in store.rows(sort="newest")]
    pages = [search(store, index, "", limit=17, offset=offset) for offset in range(0, len(newest), 17)]
    assert [hit.article.id for page in pages for hit in page.hits] == newest
    assert {page.total for page in pages} == {len(newest)}
    by_date = [hit.article.id for hit in search(store, index, "sort:date strike", limit=1000).hits]
    assert by_date == [number for number in newest if number in set(by_date)]


def test_a_word_in_the_title_weighs_more(tmp_path: Path) -> None:
    from analysis.article import Article
    from analysis.library.writer import Writer

    with Store.open(tmp_path) as store:
        filler = " ".join(f"word{i}" for i in range(50))
        Writer(store.database).add(
            [
                Article("a", "Something else", f"Something else\n\nferry {filler}", digest="a"),
                Article("b", "A ferry sinks", f"A ferry sinks\n\nship {filler}", digest="b"),
                Article("c", "No news", f"No news\n\n{filler}", digest="c"),
            ]
        )
        with Index.open(tmp_path, readonly=False) as index:
            index.catch_up(store)
            assert [hit.article.key for hit in search(store, index, "ferry").hits] == ["b", "a"]


def test_state_is_true_at_once_after_a_key_press(library: tuple[Store, Index]) -> None:
    store, index = library
    number = search(store, index, "is:unread").hits[0].article.id
    store.set_read(number, True)
    assert number not in {hit.article.id for hit in search(store, index, "is:unread", limit=1000).hits}
    store.set_read(number, False)
    assert number in {hit.article.id for hit in search(store, index, "is:unread", limit=1000).hits}


@pytest.mark.parametrize("looked_at", [-1_000_000, 1_000_000], ids=["the engine", "a look at each"])
@pytest.mark.parametrize("blocks", [0, 4], ids=["far down", "the first blocks"])
@pytest.mark.parametrize("most_are_read", [False, True])
def test_read_and_unread_are_found_by_either_way(
    library: tuple[Store, Index], monkeypatch: pytest.MonkeyPatch, looked_at: int, blocks: int, most_are_read: bool
) -> None:
    store, index = library
    monkeypatch.setattr(read_state, "_LOOKED_AT", looked_at)
    monkeypatch.setattr(ranking, "_SIFTED_BLOCKS", blocks)
    before = {row.id for row in store.rows() if row.read}
    for row in store.rows():
        store.set_read(row.id, (row.id % 3 == 0) is not most_are_read)
    for words, sort in (("harbour", "relevance"), ("(harbour OR strike)", "date"), ("-harbour", "date"), ("xyzzy", "relevance")):
        all_of_them = [hit.article for hit in search(store, index, words, limit=1_000, sort=sort).hits]
        for state, read in (("is:read", True), ("is:unread", False), ("-is:read", False)):
            found = search(store, index, f"{state} {words}", limit=1_000, sort=sort)
            assert [hit.article.id for hit in found.hits] == [row.id for row in all_of_them if row.read is read], (state, words)
            assert found.total == len(found.hits) == count(store, index, f"{state} {words}")
    for row in store.rows():
        store.set_read(row.id, row.id in before)


def test_marks_the_words_that_matched_and_opens_at_the_first(library: tuple[Store, Index]) -> None:
    store, index = library
    result = search(store, index, "ferry", limit=1000)
    assert result.hits
    for hit in result.hits:
        assert {hit.snippet[mark.start : mark.end].lower() for mark in hit.marks} <= {"ferry", "ferries"}
        assert "\n" not in hit.snippet
        article = store.article(hit.article.id)
        assert article is not None
        assert hit.start is not None
        assert article.text[hit.start :].lower().startswith(("ferry", "ferries"))
        boilerplate = [block for block in article.blocks if block.kind == "read-more"]
        assert all(not block.start <= hit.start < block.end for block in boilerplate)
    assert any(hit.marks for hit in result.hits)


def test_accents_do_not_matter_to_finding_nor_to_marking(library: tuple[Store, Index]) -> None:
    store, index = library
    hits = search(store, index, "cafe", limit=1000).hits
    marked = {hit.snippet[mark.start : mark.end].lower() for hit in hits for mark in hit.marks}
    assert marked == {"café"}


def test_a_quote_is_opened_where_it_stands(library: tuple[Store, Index]) -> None:
    store, index = library
    hits = search(store, index, 'speaker:"Otto Brandt"', limit=1000).hits
    assert hits
    for hit in hits:
        starts = {row.start for row in store.quotes(hit.article.id) if row.speaker == "Otto Brandt"}
        assert hit.start in starts


def test_a_name_that_nothing_matches_offers_the_nearest(library: tuple[Store, Index]) -> None:
    store, index = library
    result = search(store, index, "port speaker:brand")
    assert result.total == 0
    (unknown,) = result.unknown
    assert (unknown.text, unknown.at) == ("brand", 13)
    assert unknown.nearest[0] in ("Brandt", "Otto Brandt")
    assert search(store, index, "speaker:brandt").unknown == ()
    (unknown,) = search(store, index, 'person:"mara lnd"').unknown
    assert unknown.nearest == ("Mara Lund",)
    assert search(store, index, "place:xyzzy").unknown[0].nearest == ()


def test_a_relay_is_found_by_any_of_its_names(library: tuple[Store, Index]) -> None:
    store, index = library
    whole, short = (search_quotes(store, index, f'via:"{name}"', limit=1000).hits for name in ("Halvard Port Authority", "Port Authority"))
    assert {hit.quote.via for hit in whole} == {"Port Authority"}
    assert {(hit.article_id, hit.quote.n) for hit in whole} == {(hit.article_id, hit.quote.n) for hit in short}


def test_one_letter_finds_what_the_words_of_the_article_begin_with(library: tuple[Store, Index]) -> None:
    words = ("(port)", "it's", "co-op", "_x", "Émile", "“Zoë", "ß", "ﬁsh", "3rd", "Ørsted—Łódź", "½", "日本", "e\u0301t", "O’Brien")
    _, index = library
    for text in words:
        assert first_letters(text) == {word[0] for word in index.words.analyze(text)}, text
    text = " ".join(words)
    assert first_letters(text) == {word[0] for word in index.words.analyze(text)}


def test_a_feed_is_named_by_its_title_or_address_or_by_how_only_it_begins(library: tuple[Store, Index]) -> None:
    store, index = library

    def found(query: str) -> set[int]:
        return {hit.article.id for hit in search(store, index, query, limit=1000).hits}

    def came(*numbers: int) -> set[int]:
        marks = ",".join(map(str, numbers))
        return {number for (number,) in store.database.all(f"SELECT article_id FROM feed_articles WHERE feed_id IN ({marks})")}

    assert found('feed:"Harbour Times"') == found("feed:https://harbour.example/rss") == came(1)
    assert found('feed:"harbour times: s"') == found("feed:harbour.example/rss/sp") == came(2)
    assert found('feed:"morning echo"') == found("feed:morn*") == came(3, 4)
    assert found("feed:nameless.example") == came(5)
    result = search(store, index, "feed:harbour")
    assert result.total == 0
    assert [name.nearest for name in result.unknown] == [("Harbour Times", "Harbour Times: Sport")]
    assert search(store, index, 'feed:"Harbor Tims"').unknown[0].nearest[0] == "Harbour Times"


def test_entities_are_found_by_any_word_of_their_names(library: tuple[Store, Index]) -> None:
    store, index = library
    assert {row.name for row in search_entities(store, index, "lund").hits} == {row.name for row in store.entities("lund", limit=100)}
    assert {row.label for row in search_entities(store, index, "place:halvard").hits} == {"GPE"}
    found = search_entities(store, index, "lun", typing=True).hits
    assert [row.articles for row in found] == sorted((row.articles for row in found), reverse=True)
    assert search_entities(store, index, "", limit=1000).total == len(store.entities("", limit=1000))


def test_hostile_queries_are_answered_or_refused(library: tuple[Store, Index]) -> None:
    store, index = library
    long = (
        "x" * 10_000,
        "~" + "x" * 9_999,
        "x" * 9_999 + "*",
        'says:"port ' + "x" * 9_000,
        "speaker:" + "x" * 9_000,
        "a " * 5_000,
        "(" * 5_000,
        '"' * 9_999,
        "-" * 9_999 + "a",
        "à" * 3_000,
        "*" * 50,
    )
    for query in (*long, "a* " * 8, "~aaaaaaaa " * 8, "\x00\x1b[31m", ".* .+ (a|a)*b"):
        for typing in (False, True):
            try:
                result = search(store, index, query, typing=typing)
            except QueryError as error:
                assert error.message
            else:
                assert result.total >= 0
                assert all(name.text for name in result.unknown)


def test_a_tree_can_be_searched_for_as_well(library: tuple[Store, Index]) -> None:
    store, index = library
    assert search(store, index, parse("ferry OR port")).total == search(store, index, "port OR ferry").total
    assert search(store, index, "(ferry  OR port)").explained == "ferry OR port"
