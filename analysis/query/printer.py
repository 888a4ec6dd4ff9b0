"""Trees back to text: what a query was understood as."""

from __future__ import annotations

from analysis.query.dates import written
from analysis.query.tree import And, Dated, Everything, Flag, Fuzzy, In, Node, Not, Or, Phrase, Prefix, Query, Word


def explain(query: Query) -> str:
    """Write `query` in the search language, dates resolved; reading it again gives the same tree."""
    parts = [] if isinstance(query.root, Everything) else [_node(query.root)]
    if query.sort is not None:
        if isinstance(query.root, Or):
            parts = [f"({parts[0]})"]
        parts.append(f"sort:{query.sort}")
    return " ".join(parts)


def _node(node: Node) -> str:
    match node:
        case And(parts):
            return " ".join(f"({_node(part)})" if isinstance(part, Or) else _node(part) for part in parts)
        case Or(parts):
            return " OR ".join(f"({_node(part)})" if isinstance(part, And) else _node(part) for part in parts)
        case Not(part):
            return f"-({_node(part)})" if isinstance(part, And | Or) else f"-{_node(part)}"
        case In(field, value):
            return f"{field}:{_node(value)}"
        case Dated(field, first, last):
            when = written(first, last) if field == "on" else first.isoformat()
            return f"{field}:{when}"
        case Flag(field, value):
            return f"{field}:{value}"
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*" if text.isalnum() else f'"{text}*"'
        case Fuzzy(text):
            return f"~{text}"
        case Phrase(text, slop):
            return f'"{text}"' + (f"~{slop}" if slop else "")
        case Everything():
            return ""
