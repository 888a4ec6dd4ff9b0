"""The search language: one grammar for the screen, the command line and saved searches.

>>> query = parse('speaker:putin "no limits" -outlet:xinhua after:2024-05')
>>> explain(query)
'speaker:putin "no limits" -outlet:xinhua after:2024-05-01'

Words are joined by AND unless ``OR`` stands between them; AND binds tighter than OR, ``-`` tighter than both. A word in
lower case also finds its other endings; a capitalised or quoted one matches exactly. Letter case and accents never matter.
"""

from analysis.query.parser import MAX_PATTERN_LENGTH, MAX_PATTERNS, parse
from analysis.query.printer import explain
from analysis.query.tree import (
    DATE_FIELDS,
    FIELDS,
    FLAGS,
    NAME_FIELDS,
    QUOTE_FIELDS,
    TEXT_FIELDS,
    And,
    Dated,
    Everything,
    Flag,
    Fuzzy,
    In,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Sort,
    Text,
    Word,
    all_of,
    any_of,
    leaves,
    none_of,
)

__all__ = [
    "DATE_FIELDS",
    "FIELDS",
    "FLAGS",
    "MAX_PATTERNS",
    "MAX_PATTERN_LENGTH",
    "NAME_FIELDS",
    "QUOTE_FIELDS",
    "TEXT_FIELDS",
    "And",
    "Dated",
    "Everything",
    "Flag",
    "Fuzzy",
    "In",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "QueryError",
    "Sort",
    "Text",
    "Word",
    "all_of",
    "any_of",
    "explain",
    "leaves",
    "none_of",
    "parse",
]
