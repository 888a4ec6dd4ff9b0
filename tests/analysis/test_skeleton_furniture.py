"""What pages put between their paragraphs: buttons, bars, credits, labels of links, link lists, captions."""

from __future__ import annotations

import pytest

from analysis.article import Article, BlockKind
from analysis.skeleton import blocks_of, links_in
from analysis.sources import read_bytes

BEFORE = "The bridge over the Vost will close for a year in June, the county engineer said on Thursday after a meeting in Lorn."
AFTER = "Its piers were built on oak, which has not liked the last dry summers, and will be set on concrete."


def between(line: str) -> list[tuple[str, str]]:
    """The kinds of a line that stands between two paragraphs, with its parts."""
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    found = [(block.kind.value, text[block.start : block.end]) for block in blocks_of(text)]
    assert found[0] == ("paragraph", BEFORE) and found[-1] == ("paragraph", AFTER)
    return found[1:-1]


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Tweet",
        "WhatsApp",
        "Copy link",
        "Link copied",
        "Click to share on Facebook (Opens in new window)",
        "Save article",
        "3 min read",
        "Listen to this article",
        "Listen · 6:12 min",
        "12 comments",
        "Comments (12)",
        "We value your privacy",
        "Accept all cookies",
        "This article is for subscribers only",
        "You have 2 free articles remaining",
        "To continue reading, subscribe or log in",
        "Start your free trial",
        "Advertisement - Scroll to continue",
        "SKIP ADVERTISEMENT",
        "Article continues after advertisement",
        "Your browser does not support the audio element.",
        "Read in app",
        "https://lorncourier.example/2024/05/03/bridge",
    ],
)
def test_buttons_bars_and_walls_are_promos(line: str) -> None:
    assert between(line) == [("promo", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this with the engineer, said the mayor, and he did so before the meeting had ended.",
        "Save the bridge, the banners read, and spare the goats that have lived below it since the war.",
        "Listen to the piers at night, the ferryman says, and you will hear them complain about the traffic.",
        "Subscribers to the concert hall were told to take the ferry, which has a bar and no timetable.",
        "Accept all the advice you like, she told the county, but do not build on sand in this river.",
        "The mill was bought on a letter of credit by Union Vost Mills.",
        "The vote was first reported by the Lorn News Agency (LNA).",
        "Translated from old crowns at the rate of the day, the bridge had cost less than a horse.",
        "We value your patience less than your signature, the lawyers wrote to the owners of the mill.",
    ],
)
def test_sentences_with_the_words_of_buttons_are_paragraphs(line: str) -> None:
    assert between(line) == [("paragraph", line)]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Image source, Getty Images", ["credit"]),
        ("Image caption, The bridge leans towards Lorn", ["caption"]),
        ("The bridge leans towards Lorn. Picture: Lars Hume", ["caption", "credit"]),
        ("The bridge leans towards Lorn. Pic: Lars Hume/River Wire", ["caption", "credit"]),
        ("(Reporting by Ada Wells; editing by Lars Hume)", ["credit"]),
    ],
)
def test_words_about_pictures(line: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in between(line)] == kinds


@pytest.mark.parametrize(
    "label",
    [
        "READ ALSO:",
        "SEE ALSO:",
        "Read also |",
        "ALSO READ:",
        "Related:",
        "READ MORE:",
        "Read more -",
        "Don’t miss:",
        "You may also like:",
        "In other news:",
        "Editor’s pick:",
    ],
)
def test_labelled_links_name_other_articles(label: str) -> None:
    line = f"{label} Ferry fares to rise in June"
    assert between(line) == [("read-more", line)]
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    article = Article(key="x", title="x", text=text, blocks=blocks_of(text))
    assert [text[link.start : link.end] for link in links_in(article)] == ["Ferry fares to rise in June"]


LINKS = "Ferry fares to rise in June\nWhy the goats below the bridge are nobody’s\nIs your ferry late again? Take our quiz"


@pytest.mark.parametrize(
    ("heading", "kind"), [("Related coverage", "read-more"), ("Related stories", "read-more"), ("Read more", "read-more")]
)
def test_a_list_in_the_middle_is_read_more(heading: str, kind: str) -> None:
    listed = f"{heading}\n{LINKS}"
    text = f"{BEFORE}\n\n{listed}\n\n{AFTER}\n\n{BEFORE}"
    assert [block.kind.value for block in blocks_of(text)] == ["paragraph", *[kind] * 4, "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Related coverage", "read-more"), ("Related stories", "recommendation"), ("You may also like", "recommendation")],
)
def test_a_list_at_the_end(heading: str, kind: str) -> None:
    text = f"{BEFORE}\n\n{AFTER}\n\n{heading}\n{LINKS}"
    assert [block.kind.value for block in blocks_of(text)] == ["paragraph", "paragraph", *[kind] * 4]


@pytest.mark.parametrize(
    "line",
    [
        "Lorn Rovers 2 Vost Town 3",
        "Lorn Rovers 2–3 Vost Town",
        "Engineers who have seen the bridge include the",
        "She was followed by Doctor Ulla Greim and Lars Hume.",
    ],
)
def test_results_stubs_and_sentences_are_no_subheadings(line: str) -> None:
    assert between(line) == [("paragraph", line)]


@pytest.mark.parametrize("unit", ["A-", "Ab, ", "A.", "Lorn ", "3 May ", "By Ada ", "| Lorn Times ", "(", "READ ALSO: "])
def test_no_line_takes_exponential_time(unit: str) -> None:
    """Would not end in a lifetime if a pattern could part such a line in many ways."""
    line = (unit * 400)[:390].strip()
    assert "".join(between(line)[0][1].split()) in "".join(line.split())


def kinds_of(name: str, content: str) -> list[tuple[str, str]]:
    (article,) = read_bytes(content.encode(), name=name)
    assert isinstance(article, Article)
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


NOTE = f"""# Bridge over the Vost to close for a year

{{standfirst}}

{BEFORE}

![The bridge from below](bridge.jpg)

{{below_picture}}

{AFTER}

> **Who owns the goats?**
>
> The goats below the bridge belong to nobody, a court found in 1912.

> The bridge leans, and so do I.

**Oak and concrete**

{BEFORE}

**Q: Does it leak?**

{AFTER}

*Subscribe to the Lorn Courier for less than a goat eats.*

**Related coverage**

- [Ferry fares to rise in June](https://lorncourier.example/fares)
"""


@pytest.mark.parametrize(
    "standfirst",
    [
        "*The piers are tired. The goats are not.*",
        "**Engineers say that the oak has had enough of us.**",
        "Three piers, eleven goats and a county without money",
    ],
)
@pytest.mark.parametrize(
    ("below_picture", "kinds"),
    [
        ("The bridge on Thursday, with goats. Pic: Lars Hume/River Wire", [BlockKind.CAPTION, BlockKind.CREDIT]),
        ("*The bridge on Thursday, with goats*", [BlockKind.CAPTION]),
    ],
)
def test_markdown(standfirst: str, below_picture: str, kinds: list[BlockKind]) -> None:
    found = kinds_of("note.md", NOTE.format(standfirst=standfirst, below_picture=below_picture))
    assert found[1] == ("standfirst", standfirst.strip("*"))
    assert [kind for kind, _ in found[3:]] == [
        "caption",
        *(kind.value for kind in kinds),
        "paragraph",
        "inset",
        "inset",
        "block-quote",
        "subheading",
        "paragraph",
        "paragraph",
        "paragraph",
        "promo",
        "read-more",
        "read-more",
    ]


def page(box: str) -> str:
    return (
        "<html><head><title>Bridge over the Vost to close</title></head><body><article><h1>Bridge over the Vost to close</h1>"
        f'<p class="lead">Three piers, eleven goats and a county that has no money left.</p><p>{BEFORE}</p><p>{AFTER}</p>{box}'
        f"<p>{BEFORE.replace('Lorn', 'Tarn')}</p><p>{AFTER.replace('oak', 'ash')}</p></article></body></html>"
    )


LISTED = '<ul><li><a href="/a">Ferry fares to rise in June</a></li><li><a href="/b">Why the goats are nobody’s at all</a></li></ul>'


@pytest.mark.parametrize(
    "box", [f'<aside class="more"><p>Read more</p>{LISTED}</aside>', f'<aside class="box"><h3>Rivers</h3>{LISTED}</aside>']
)
def test_a_box_of_links_is_read_more(box: str) -> None:
    found = kinds_of("page.html", page(box))
    assert [kind for kind, _ in found] == ["headline", "standfirst", *["paragraph"] * 2, *["read-more"] * 3, *["paragraph"] * 2]


def test_a_box_with_a_link_in_its_text_is_an_inset() -> None:
    words = 'The Vost is the longest river of <a href="/n">the northern county of Norrey</a> and the muddiest.'
    box = f'<aside class="box"><h3>Rivers</h3><p>{words}</p></aside>'
    assert ("inset", "Rivers") in kinds_of("page.html", page(box))
