"""Where on a page its article stands: the element that holds the main text, and the headline's."""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import dataclass, field
from typing import Any

from analysis.article import BlockKind
from analysis.sources.assemble import starts_with
from analysis.sources.page_hints import OUTER, hint_of
from analysis.sources.page_tree import words_of

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "label",
        "nav",
        "head",
        "audio",
        "video",
        "canvas",
        "dialog",
        "map",
        "datalist",
        "progress",
        "menu",
        "amp-ad",
        "amp-social-share",
        "amp-iframe",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)
_KEY = 48
_WEIGHT = 0.85
_MOST_ELEMENTS = 200_000


@dataclass(slots=True)
class Scope:
    """The parts of a page that matter."""

    container: Any
    """The deepest element that holds nearly all of the main text."""
    heading: Any
    """The element of the headline, or None."""
    top: Any
    """The element that holds both, and the lists of other articles: the body."""
    neutral: set[Any] = field(default_factory=set)
    """Elements around the main text or the headline, whose names say nothing about either."""
    heavy: set[Any] = field(default_factory=set)
    """Elements with so much of the text that no name makes them an aside."""
    hints: dict[Any, BlockKind | None] = field(default_factory=dict)

    def hint(self, element: Any) -> BlockKind | None:
        """Return the kind that the names on an element suggest."""
        if element not in self.hints:
            self.hints[element] = hint_of(element)
        return self.hints[element]


def scope_of(root: Any, title: str) -> Scope:
    """Find the article on a page: the main text by trafilatura's judgement of its lines, else by how much text stands where."""
    body = next(root.iter("body"), root)
    scope = Scope(body, None, body)
    weights, total = _weights(scope, _main_lines(root))
    container = body
    while total:
        heavy = [child for child in container if weights.get(child, 0) > _WEIGHT * total and child.tag not in _INLINE]
        if not heavy:
            break
        container = heavy[0]
    heading = _heading(body, container, title)
    scope.container, scope.heading = container, heading
    scope.neutral = {container, *container.iterancestors()}
    if heading is not None:
        scope.neutral |= {heading, *heading.iterancestors()}
    scope.heavy = {element for element, weight in weights.items() if weight > 0.4 * total}
    return scope


def _main_lines(root: Any) -> set[str]:
    """Return the beginnings of the lines that trafilatura takes for main text."""
    from trafilatura import extract

    # It warns about pages without text on standard error, where the reader's screen may be.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = extract(copy.deepcopy(root), fast=True, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # any library failure on a hostile page only costs its opinion
        return set()
    return {key(line) for line in (text or "").split("\n") if len(line) > 40}


def key(line: str) -> str:
    """Return what lines are compared by: their first letters and digits."""
    return re.sub(r"[\W_]+", "", line[: 3 * _KEY]).casefold()[:_KEY]


def _weights(scope: Scope, lines: set[str]) -> tuple[dict[Any, float], float]:
    """Return how much of the main text stands in each element, and how much there is in all."""
    weights: dict[Any, float] = {}
    total = 0.0
    body = scope.top
    for count, element in enumerate(body.iter()):
        if count > _MOST_ELEMENTS:
            break
        if not isinstance(element.tag, str):
            continue
        length = _own_length(element)
        if length < 40:
            continue
        chosen = not lines or key(words_of(element, 200)) in lines
        if not chosen and _aside(element, scope):
            continue
        weight = length * (1.0 if chosen else 0.1)
        total += weight
        place = element
        while place is not None and place is not body:
            weights[place] = weights.get(place, 0) + weight
            place = place.getparent()
    return weights, total


def _own_length(element: Any) -> int:
    """Characters of text that stand directly in an element, those of its links left out."""
    if element.tag in SKIPPED or element.tag in ("a", "title"):
        return 0
    return len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)


def _aside(element: Any, scope: Scope) -> bool:
    place = element
    while place is not None and place is not scope.top:
        if place.tag in SKIPPED or place.tag in ("footer", "aside") or scope.hint(place) in OUTER:
            return True
        place = place.getparent()
    return False


def _heading(body: Any, container: Any, title: str) -> Any:
    """Return the element of the headline: the heading that the title agrees with, else the first-level one that stands for it."""
    firsts = list(body.iter("h1"))
    for element in [*firsts, *body.iter("h2", "h3")][:300]:
        words = words_of(element, 200)
        if words and title and len(words) < 400 and (starts_with(words, title) or (starts_with(title, words) and len(words) > 12)):
            return element
    for element in body.iter():
        if (
            isinstance(element.tag, str)
            and element.get("itemprop") == "headline"
            and element.tag not in ("meta", "link")
            and words_of(element, 200)
        ):
            return element
    firsts = [element for element in firsts if words_of(element, 200)]
    inside = [element for element in firsts if any(parent is container for parent in element.iterancestors())]
    if inside:
        return inside[0]
    if len(firsts) == 1:
        return firsts[0]
    # Pages without headings set the title in an element of its own.
    small = [element for element in body.iter("div", "p", "td", "span", "b", "strong", "font", "center") if title]
    for agrees in (_begins, _ends):
        for element in small:
            words = words_of(element, 200)
            if 12 < len(words) < len(title) + 40 and agrees(words, title):
                return element
    return None


def _begins(words: str, title: str) -> bool:
    return starts_with(words, title) or starts_with(title, words)


def _ends(words: str, title: str) -> bool:
    """Tell a headline from a title that names the outlet before it."""
    return title.endswith(words) and 2 * len(words) > len(title)
