"""One line of an archive from outside, held against what it should be before anything of it is kept.

Each function takes the object of a line and returns what may be written. They raise `ValueError`, `KeyError`, `TypeError`,
`AttributeError` or `OverflowError` where it is something else.
"""

from __future__ import annotations

from typing import Any

from analysis.article import Annotations, Article, Block, BlockKind, Label, Link
from analysis.canonical import canonical, clean_line
from analysis.library.problems import problem
from analysis.library.versions import Version
from analysis.library.vetting import check_blocks, vetted

_LARGEST = 1 << 53
"""Numbers of articles beyond this are none."""


def article_of(row: dict[str, Any]) -> Article:
    """The article of a line."""
    from analysis.sources.assemble import clean_address

    text = text_of(row)
    key = _line(row, "id")
    if not key:
        raise ValueError("it has no id")
    blocks = tuple(Block(_number(start), _number(end), BlockKind(kind)) for start, end, kind in row["blocks"])
    check_blocks(blocks, len(text))
    links = tuple(Link(_number(start), _number(end), clean_line(str(target))) for start, end, target in row["links"])
    if any(not 0 <= link.start <= link.end <= len(text) for link in links):
        raise ValueError("a link lies outside of its text")
    return Article(
        key=key,
        title=_line(row, "title") or "",
        text=text,
        blocks=blocks,
        url=clean_address(row["url"]),
        outlet=_line(row, "outlet"),
        author=_line(row, "author"),
        published=_line(row, "published"),
        source=_line(row, "source"),
        digest=_line(row, "digest") or "",
        links=links,
    )


def annotations_of(row: dict[str, Any], text: str) -> Annotations | None:
    """What the line says that the analysis said of a text."""
    from analysis.language.wire import annotations_from_json

    return None if row["annotations"] is None else vetted(annotations_from_json(row["annotations"]), text)


def version_of(row: dict[str, Any]) -> tuple[str, Version]:
    """The key of an article, and one of its older versions."""
    return _needed(row, "key"), Version(_line(row, "title") or "", text_of(row), _line(row, "digest") or "", _needed(row, "replaced"))


def state_of(row: dict[str, Any], length: int) -> tuple[str | None, int, str | None, int]:
    """When an article was read, whether it is starred, when it was opened, and where in its text of `length` characters."""
    state = row["state"]
    return _line(state, "read_at"), int(bool(state["starred"])), _line(state, "opened_at"), min(max(0, _number(state["position"])), length)


def number_of(row: dict[str, Any]) -> int | None:
    """The number that the article had, None where it cannot have had that."""
    number = _number(row["number"])
    return number if 0 < number < _LARGEST else None


def mark_of(row: dict[str, Any]) -> tuple[str, str, int]:
    """Letter, key of the article, position."""
    letter = _needed(row, "letter")
    if len(letter) != 1:
        raise ValueError("a mark is one letter")
    return letter, _needed(row, "key"), max(0, _number(row["position"]))


def values_of(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """The columns of a search, feed, problem, or followed name."""
    if kind == "search":
        return {"name": _needed(row, "name"), "query": _needed(row, "query"), "made_at": _line(row, "made_at") or ""}
    if kind == "follow":
        return {"norm": _needed(row, "norm"), "label": Label(row["label"]).value, "since": _line(row, "since") or ""}
    if kind == "feed":
        from analysis.sources.assemble import clean_address

        address = clean_address(row["address"])
        if address is None:
            raise ValueError("its address is none")
        return {"address": address, "title": _line(row, "title") or "", "folder": _line(row, "folder") or ""}
    if kind == "problem":
        said = problem(_needed(row, "place"), _needed(row, "what"))
        return {"place": said.where, "what": said.what, "noticed": _line(row, "noticed") or ""}
    raise ValueError(f"nothing is known of the kind {kind!r}")


def text_of(row: dict[str, Any]) -> str:
    """The text of a line, which must be one that offsets can count in."""
    text = row["text"]
    if not isinstance(text, str):
        raise TypeError("its text is no text")
    if canonical(text) != text:
        raise ValueError("its text is not in the canonical form that offsets count in")
    return text


def _line(row: dict[str, Any], name: str) -> str | None:
    if row[name] is None:
        return None
    if not isinstance(row[name], str):
        raise TypeError(f"its {name} is no text")
    return clean_line(row[name])


def _needed(row: dict[str, Any], name: str) -> str:
    line = _line(row, name)
    if not line:
        raise ValueError(f"it has no {name}")
    return line


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{str(value)[:40]!r} is no number")
    return value
