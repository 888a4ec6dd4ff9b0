"""What stands above a story: origin lines, bylines, standfirsts, datelines, and the title of a text without a headline."""

from __future__ import annotations

import pytest

from analysis.article import Article, BlockKind
from analysis.sources import article_from_text

STORY = (
    "The bridge over the Vost will close for a year in June, the county engineer said on Thursday after a meeting in Lorn.\n\n"
    "Its piers were built on oak, which has not liked the last dry summers, and will be set on concrete."
)
HEADLINE = "Bridge over the Vost to close for a year"


def read(above: str, story: str = STORY) -> Article:
    return article_from_text(f"{HEADLINE}\n\n{above}\n\n{story}", key="x")


def lines(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks_of(kind)]


@pytest.mark.parametrize(
    ("above", "outlet", "author", "published"),
    [
        ("By Ada Wells\nLorn Courier, 3 May 2024, 16:20", "Lorn Courier", "Ada Wells", "2024-05-03"),
        ("Lorn Courier | 3 May 2024 | 10:05", "Lorn Courier", None, "2024-05-03"),
        ("Evening Courier, Monday 6 May 2024", "Evening Courier", None, "2024-05-06"),
        ("By Ada Wells\nThe Lorn Courier\n3 May 2024, 16:40", "The Lorn Courier", "Ada Wells", "2024-05-03"),
        ("Ada Wells, Transport Editor, Lorn Courier\nPublished: 3 May 2024 17:05", "Lorn Courier", "Ada Wells", "2024-05-03"),
        ("Ada Wells | River Wire | 3 May 2024", "River Wire", "Ada Wells", "2024-05-03"),
        ("May 3, 2024 | By Ada Wells and Lars Hume", None, "Ada Wells and Lars Hume", "2024-05-03"),
        ("By Ada Wells for the Lorn Courier\n3 May 2024", "Lorn Courier", "Ada Wells", "2024-05-03"),
        ("By Ada Wells, Associated Press\n3 May 2024", "Associated Press", "Ada Wells", "2024-05-03"),
        ("Ada Wells\nTransport correspondent\nUpdated 4 May 2024", None, "Ada Wells", "2024-05-04"),
        ("Updated 4 May 2024\nPublished 3 May 2024", None, None, "2024-05-03"),
        ("Published in The Lorn Observer on 3 May 2024", "The Lorn Observer", None, "2024-05-03"),
        ("Lorn, 3 May 2024", None, None, "2024-05-03"),
        ("Sun, 5 May 2024", None, None, "2024-05-05"),
        ("River wire and staff reporters\n3 May", None, None, None),
    ],
)
def test_origin_lines(above: str, outlet: str | None, author: str | None, published: str | None) -> None:
    article = read(above)
    assert (article.title, article.outlet, article.author, article.published) == (HEADLINE, outlet, author, published)
    assert lines(article, BlockKind.BYLINE) == above.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "The Lorn Courier said on 3 May 2024 that the bridge would close, and was not believed.",
        "On 3 May 2024 the bridge was closed by the county, which then opened it again.",
        "Ada Wells, an editor of the Lorn Courier, crossed it every day for thirty years.",
        "By Monday the queue at the ferry reached the church, and nobody was laughing.",
        "Research by the Lorn Institute shows that oak lasts longest where it is always wet.",
        "Reporting the fault took the county eleven weeks, according to papers that it had to publish.",
    ],
)
def test_sentences_say_nothing_of_the_origin(line: str) -> None:
    article = read(line)
    assert (article.outlet, article.author, article.published) == (None, None, None)
    assert not lines(article, BlockKind.BYLINE) and not lines(article, BlockKind.CREDIT)


@pytest.mark.parametrize("above", ["Lorn Courier", "3 May 2024", "Lorn Courier\n3 May 2024"])
def test_the_outlet_may_stand_above_the_headline(above: str) -> None:
    article = article_from_text(f"{above}\n\n{HEADLINE}\n\nBy Ada Wells\n\n{STORY}", key="x")
    assert (article.title, article.author) == (HEADLINE, "Ada Wells")
    assert lines(article, BlockKind.BYLINE) == [*above.split("\n"), "By Ada Wells"]


def test_the_year_of_a_dateline_is_not_guessed_and_its_agency_is_not_the_outlet() -> None:
    article = read("By Ada Wells", "LORN, 3 May (River Wire) — " + STORY)
    assert (article.outlet, article.published) == (None, None)
    assert lines(article, BlockKind.DATELINE) == ["LORN, 3 May (River Wire) —"]


@pytest.mark.parametrize(
    "credit",
    [
        "(Reporting by Ada Wells; editing by Lars Hume)",
        "(Reporting by Ada Wells in Lorn)",
        "Reporting by Ada Wells and Ulla Greim; Editing by Lars Hume",
        "Additional reporting by Lars Hume",
        "Ada Wells contributed to this report.",
    ],
)
def test_who_helped_is_a_credit(credit: str) -> None:
    article = article_from_text(f"{HEADLINE}\n\nBy Ulla Greim\n\n{STORY}\n\n{credit}", key="x")
    assert lines(article, BlockKind.CREDIT) == [credit]
    assert article.author == "Ulla Greim"


@pytest.mark.parametrize(
    "headline",
    ["It’s over! Engineer walks out on the bridge", "Closed? Not while the goats are on the bridge", "‘I am no fish’: engineer quits"],
)
def test_headlines_may_shout_and_ask(headline: str) -> None:
    article = article_from_text(f"{headline}\n\nBy Ada Wells, River Correspondent\nLorn Courier, 3 May 2024\n\n{STORY}", key="x")
    assert (article.title, article.author, article.outlet) == (headline, "Ada Wells", "Lorn Courier")


@pytest.mark.parametrize("text", [f"By Ada Wells\n\n{STORY}", f"{HEADLINE}\n\nBy Ada Wells\n\n{STORY}"])
def test_below_the_headline_that_a_record_names_a_byline_is_a_byline(text: str) -> None:
    article = article_from_text(text, key="x", title=HEADLINE)
    assert [block.kind.value for block in article.blocks] == ["headline", "byline", "paragraph", "paragraph"]
    assert article.author == "Ada Wells"


@pytest.mark.parametrize(
    "dateline",
    ["LORN, Jul 26 2022 (RW) -", "Lorn:", "Lorn-", "Port Sable -", "LORN—", "LORN, Upper Vost--", "Lorn, Vost –", "LORN - 26 July 2022:"],
)
def test_a_title_begins_behind_the_dateline(dateline: str) -> None:
    space = "" if dateline in ("LORN—", "LORN, Upper Vost--") else " "
    article = article_from_text(
        f"{dateline}{space}The bridge over the Vost will close in June, an engineer said. It is old.\n\n{STORY}", key="x"
    )
    assert article.title == "The bridge over the Vost will close in June, an engineer said."
    assert lines(article, BlockKind.DATELINE) == [dateline]


@pytest.mark.parametrize(
    ("passage", "title"),
    [
        ("Mr. Osk closed the bridge himself, with a chair. It rained.", "Mr. Osk closed the bridge himself, with a chair."),
        ("The U.S. envoy crossed it on foot. It held.", "The U.S. envoy crossed it on foot."),
        (
            "Asked about the bridge, the engineer said: “It leans. It has always leaned.” Then he left the room.",
            "Asked about the bridge, the engineer said: “It leans. It has always leaned.”",
        ),
        ("Opinion: The bridge should stay open, whatever it costs.", "Opinion: The bridge should stay open, whatever it costs."),
        ("The Anti- Flood League met in Lorn, and it was dry.", "The Anti- Flood League met in Lorn, and it was dry."),
    ],
)
def test_a_title_ends_where_the_sentence_does(passage: str, title: str) -> None:
    assert article_from_text(f"{passage}\n\n{STORY}", key="x").title == title
