from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import BOILERPLATE, Article, Block, BlockKind
from analysis.skeleton import blocks_of, links_in
from tests.pages import text as marked_text
from tests.pages import texts

CUES = [
    "Read more:",
    "READ ALSO: Bank holds its rate",
    "Articles You May Like",
    "Follow us on WhatsApp",
    "Sign up for our newsletter",
    "Advertisement",
    "By Jane Roe",
    "HALVARD, 3 May (Coast Wire) —",
    "Pic: Lee Ward/Coast Wire",
    "Who is Agnes Thorn?",
    "Harbour strike latest:",
    "• first demand",
    "Published: 3 May 2024",
    "Why the harbour may close again",
    "The union said on Monday that talks with the port authority had broken down for a third time.",
    "“Nobody told us,” she said.",
    "",
    "   ",
    "\t",
    "©",
    "___",
]
pages = st.lists(st.one_of(st.sampled_from(CUES), st.text(max_size=60)), max_size=30).map("\n".join)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in blocks_of(text)]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_saved_texts_come_out_line_by_line(path: Path) -> None:
    text, truth = marked_text(path)
    assert kinds(text) == truth


@given(st.one_of(st.text(), pages))
def test_blocks_are_sorted_apart_and_cover_all_but_blanks(text: str) -> None:
    position = 0
    for block in blocks_of(text):
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        position = block.end
    assert not text[position:].strip()


@given(pages)
def test_links_lie_within_their_blocks(text: str) -> None:
    article = Article(key="x", title="x", text=text, blocks=blocks_of(text))
    for link in links_in(article):
        assert text[link.start : link.end].strip()
        assert any(block.start <= link.start and link.end <= block.end and block.kind is link.kind for block in article.blocks)


def test_links_are_named_without_their_headings() -> None:
    text = (
        "Port of Halvard stays shut\n\nThe port of Halvard will stay shut until Monday, the authority said on Friday evening.\n\n"
        "READ ALSO: Shops run low on fruit\n\nNo ship has left since Wednesday, and eleven wait in the bay, according to the pilots.\n\n"
        "Articles You May Like\n\nBank holds its rate\nFerry fares to rise"
    )
    article = Article(key="x", title="x", text=text, blocks=blocks_of(text))
    assert [text[link.start : link.end] for link in links_in(article)] == [
        "Shops run low on fruit",
        "Bank holds its rate",
        "Ferry fares to rise",
    ]


def test_a_bare_headline_is_a_headline() -> None:
    assert kinds("Ferry fares to rise in June") == [("headline", "Ferry fares to rise in June")]


def test_the_headline_that_the_source_names_is_one_whatever_it_looks_like() -> None:
    text = "we are open.\n\nThe museum opened its doors again on Friday, two years after the fire."
    assert blocks_of(text, headline="we are open.")[0] == Block(0, 12, BlockKind.HEADLINE)


def test_wrapped_paragraphs_are_one_block() -> None:
    text = (
        "The port of Halvard will stay shut until Monday, the authority said on\nFriday evening, after "
        "the dockers had voted against the new offer by a\n"
        "margin that surprised both sides.\n\nNo ship has left since Wednesday, and eleven of them wait "
        "in the bay for a\npilot, with bananas in their holds."
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "HALVARD, 3 May (Coast Wire) —",
        "HALVARD (Coast Wire) -",
        "HALVARD —",
        "Halvard, Norrey –",
        "PORT SABLE, March 7 (CW) --",
        "KESH NAGAR:",
        "Lorn (AFP) –",
    ],
)
def test_datelines_are_cut_off(line: str) -> None:
    rest = "Hundreds of dockers left work on Friday after talks with the port authority had broken down."
    assert kinds(f"{line} {rest}") == [("dateline", line), ("paragraph", rest)]


def test_speakers_who_take_turns_are_no_datelines() -> None:
    text = (
        "MARRAN: We have waited long enough for this and so have the people of the islands.\n\nTHALE: I "
        "have heard that sentence in every debate since the spring."
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Cranes stand idle at the port. Pic: Lee Ward", "Cranes stand idle at the port.", "Pic: Lee Ward"),
        (
            "Cranes stand idle at the port. Photograph: Lee Ward/Coast Wire",
            "Cranes stand idle at the port.",
            "Photograph: Lee Ward/Coast Wire",
        ),
        ("Cranes stand idle at the port (Photo by Lee Ward)", "Cranes stand idle at the port", "(Photo by Lee Ward)"),
        ("Cranes stand idle at the port [Lee Ward/Reuters]", "Cranes stand idle at the port", "[Lee Ward/Reuters]"),
        ("Cranes stand idle at the port © Lee Ward", "Cranes stand idle at the port", "© Lee Ward"),
    ],
)
def test_credits_end_captions(line: str, caption: str, credit: str) -> None:
    text = (
        "Port stays shut\n\nThe port of Halvard will stay shut until Monday, the authority said on "
        f"Friday.\n\n{line}\n\nNo ship has left since Wednesday, the pilots said."
    )
    assert ("caption", caption) in kinds(text)
    assert ("credit", credit) in kinds(text)


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for our newsletter,” the mayor told the crowd, and nobody did so.",
        "Follow the coast to Tarn and you will find the lighthouse that gave the town its name.",
        "Read more books, the teacher said, and the children promised that they would.",
        "The photo by Lee Ward shows the tower in flames on the night of the great storm.",
        "Share prices fell on Monday after the bank had warned of losses in its island branches.",
        "Comments by the minister on Tuesday were seen as a retreat from the plan.",
        "Advertisements for the ferry line promise calm seas, which nobody can promise.",
        "Related firms in Vost and Norrey have to publish one balance sheet from next year.",
        "Top news agencies reported the vote before the count had ended, which led to confusion.",
        "Live animals may not be taken on board, a spokesman for the ferry line said.",
    ],
)
def test_prose_about_newsletters_photos_and_reading_stays_prose(line: str) -> None:
    before = "The town council of Tarn met on Thursday to discuss the new timetable of the ferry line."
    text = f"{before}\n\n{line}\n\n{before}"
    assert not any(block.kind in BOILERPLATE for block in blocks_of(text))


def test_an_inset_that_never_returns_to_the_story_is_a_section() -> None:
    text = (
        "The port of Halvard will stay shut until Monday, the authority said on Friday.\n\nThe dockers "
        "had voted against the offer of the authority.\n\n"
        "Why the ferry to Tarn still runs\n\nThe ferry to Tarn has a crew of its own, who are in no union.\n\n"
        "It leaves from a pier that belongs to the town of Tarn.\n\nThe captain of the ferry said on "
        "Friday that he would sail in any weather.\n"
    )
    assert not any(kind == "inset" for kind, _ in kinds(text))


@pytest.mark.parametrize("size", [200_000])
def test_long_lines_and_many_lines_are_paragraphs(size: int) -> None:
    assert [kind for kind, _ in kinds("a b " * size)] == ["paragraph"]
    assert len(blocks_of("Read more:\n" * 20_000)) == 20_000
