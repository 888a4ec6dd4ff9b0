"""Text to tree, by recursive descent in one pass.

query   = or
or      = and { "OR" and }
and     = not { [ "AND" ] not }
not     = { "-" | "NOT" } atom
atom    = "(" or ")" | field ":" ( value | "(" or ")" ) | value
value   = word [ "*" ] | "~" word | '"' words [ "*" ] '"' [ "~" number ]
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from analysis.query.dates import FORMS, SPOKEN, period
from analysis.query.tree import (
    DATE_FIELDS,
    FIELDS,
    FLAGS,
    Dated,
    Everything,
    Flag,
    Fuzzy,
    In,
    Node,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Sort,
    Text,
    Word,
    all_of,
    any_of,
    none_of,
)

MAX_LENGTH = 10_000
MAX_WORDS = 256
MAX_PATTERNS = 8
"""Prefixes and misspellings are looked up over the whole dictionary, so there may be only a few."""
MAX_PATTERN_LENGTH = 100
MIN_LAST_PREFIX = 4
"""Letters that a cut word has at least where it follows others in a text: every place of every word that begins so is looked at."""
MAX_DEPTH = 40
MAX_SLOP = 50

_MARKS = '"“”„‟«»＂'
_QUOTE = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"[^\s(){_MARKS}]+")
_SPACE = re.compile(r"\s*")
_LETTERS = re.compile(r"[^\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_SLOP = re.compile(r"~(\d*)")
_SECOND = re.compile(r"\s+(week|month|year)\b", re.IGNORECASE)


def parse(text: str, *, today: date | None = None, typing: bool = False) -> Query:
    """Read a query. `today` is the day that ``7d`` and ``last week`` count from (default: this machine's).

    With `typing` the text is taken as unfinished: an open quotation mark or parenthesis is closed, and a word at the very
    end also finds the words that it begins. Raises `QueryError`.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(MAX_LENGTH, "the end of the query", f"A query may have {MAX_LENGTH:,} characters; this one has {len(text):,}.")
    # Bytes of a command line that are no UTF-8 arrive as lone surrogates, which no index can be asked for.
    return _Reader(_SURROGATE.sub("\ufffd", text), today or date.today(), typing).query()


_OPERATORS = (Word("AND"), Word("OR"), Word("NOT"))


class _Reader:
    def __init__(self, text: str, today: date, typing: bool) -> None:
        self.text = text
        self.at = 0
        self.today = today
        self.typing = typing
        self.sort: Sort | None = None
        self.words = 0
        self.patterns = 0

    def query(self) -> Query:
        root = self.either(0, None)
        if self.at < len(self.text):
            raise QueryError(self.at, "a word", "This parenthesis closes nothing.")
        return Query(root, self.sort)

    def either(self, depth: int, field: str | None) -> Node:
        parts = [self.both(depth, field)]
        while self.operator("OR"):
            at = self.at
            parts.append(self.both(depth, field))
            if isinstance(parts[-1], Everything):
                raise QueryError(at, "a word", "OR needs something on its right.")
            if isinstance(parts[0], Everything):
                raise QueryError(at - 2, "a word", "OR needs something on its left.")
        return any_of(parts)

    def both(self, depth: int, field: str | None) -> Node:
        parts: list[Node] = []
        while True:
            self.space()
            if self.at >= len(self.text) or self.text[self.at] == ")" or self.operator("OR", take=False):
                return all_of(parts)
            if self.operator("AND"):
                at = self.at
                self.space()
                if not parts or self.at >= len(self.text) or self.text[self.at] == ")" or self.operator("OR", take=False):
                    raise QueryError(at, "a word", f"AND needs something on its {'right' if parts else 'left'}.")
                continue
            parts.append(self.item(depth, field))

    def item(self, depth: int, field: str | None) -> Node:
        negative = False
        while True:
            if self.operator("NOT"):
                self.space()
                if self.at >= len(self.text) or self.text[self.at] == ")":
                    raise QueryError(self.at, "a word", "NOT needs something on its right.")
            elif self.text[self.at] == "-" and self.at + 1 < len(self.text) and not self.text[self.at + 1].isspace():
                self.at += 1
            else:
                break
            negative = not negative
        node = self.atom(depth, field)
        return none_of(node) if negative else node

    def atom(self, depth: int, field: str | None) -> Node:
        if self.text[self.at] == "(":
            return self.group(depth, field)
        if self.text[self.at] == ")":
            raise QueryError(self.at, "a word", "A word should stand before this parenthesis.")
        if found := _FIELD.match(self.text, self.at):
            name = found[1].lower()
            after = found.end()
            bare = after >= len(self.text) or self.text[after].isspace() or self.text[after] == ")"
            if name in FIELDS:
                return self.field_value(name, found, depth, field, bare)
            if not bare:
                near = get_close_matches(name[:20], FIELDS, 1)
                hint = f"Did you mean {near[0]}:?" if near else f"There are {', '.join(FIELDS)}."
                raise QueryError(self.at, "a field", f"There is no field {found[1][:40]}:. {hint}")
        return self.leaf(field, self.at)

    def field_value(self, name: str, found: re.Match[str], depth: int, outer: str | None, bare: bool) -> Node:
        start, self.at = found.start(), found.end()
        if outer is not None:
            raise QueryError(start, "a word", f"{name}: cannot stand inside {outer}:( … ).")
        if bare:
            raise QueryError(self.at, f"a value for {name}:", f"{name}: needs {_wanted(name)} right after the colon.")
        if name == "sort":
            return self.sorting(start, depth)
        if self.text[self.at] == "(":
            return self.group(depth, name)
        return self.leaf(name, self.at)

    def sorting(self, start: int, depth: int) -> Node:
        value = self.word_text()
        if value.lower() not in tuple(Sort):
            raise QueryError(start + 5, "date or relevance", "sort: is followed by date or relevance.")
        if depth or (start and self.text[start - 1] == "-"):
            raise QueryError(start, "a word", "sort: stands by itself, outside parentheses and without a minus.")
        self.sort = Sort(value.lower())
        return Everything()

    def group(self, depth: int, field: str | None) -> Node:
        opened = self.at
        if depth >= MAX_DEPTH:
            raise QueryError(opened, "a word", f"More than {MAX_DEPTH} parentheses stand inside each other.")
        self.at += 1
        inner = self.either(depth + 1, field)
        if self.at < len(self.text):
            self.at += 1
        elif not self.typing:
            raise QueryError(len(self.text), "a closing parenthesis", f"The parenthesis at {opened + 1} is never closed.")
        return inner

    def leaf(self, field: str | None, at: int) -> Node:
        if field in DATE_FIELDS:
            return self.date(field, at)
        if field in FLAGS:
            flag = self.word_text().lower()
            if flag not in FLAGS[field]:
                choice = ", ".join(FLAGS[field])
                raise QueryError(at, choice, f"{field}: is followed by one of {choice}.")
            return Flag(field, flag)
        value = self.value(field)
        if value is None:
            return Everything()
        if field is None and value in _OPERATORS:
            raise QueryError(at, "a word", f"{self.text[at : self.at]} joins words; to search for it, write it in quotation marks.")
        return value if field is None else In(field, value, at)

    def date(self, field: str, at: int) -> Node:
        quoted = _QUOTE.match(self.text, at) is not None
        if quoted:
            words, _ = self.quoted()
        else:
            words = self.word_text()
            if words.lower() in ("last", "this") and (found := _SECOND.match(self.text, self.at)):
                words, self.at = f"{words} {found[1]}", found.end()
        try:
            first, last = period(words, self.today)
        except ValueError:
            near = get_close_matches(words[:20].lower(), SPOKEN, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Dates look like {FORMS}."
            raise QueryError(at, "a date", f"{words[:40]!r} is no date. {hint}") from None
        return Dated(field, first, last if field == "on" else first)

    def value(self, field: str | None) -> Text | None:
        start = self.at
        if _QUOTE.match(self.text, start):
            return self.phrase(start, field)
        text = self.word_text()
        if not text and start < len(self.text):
            raise QueryError(start, "a word", "A word or a phrase in quotation marks should stand here.")
        self.spend(start, 1)
        fuzzy, text = text.startswith("~"), text.removeprefix("~")
        stem = text.rstrip("*")
        if "*" in stem and _spoken(stem):
            where = start + fuzzy + text.index("*")
            raise QueryError(where, "the end of the word", "A star may only stand at the end of a word: zel*.")
        if not _spoken(stem):
            if text != stem or (fuzzy and text):
                raise QueryError(start, "a letter", f"{text[:40]!r} has no letter or digit to look for.")
            return None
        if fuzzy:
            if text != stem:
                raise QueryError(start, "a word", "A word is either misspelt (~word) or cut (word*), not both.")
            self.spend_pattern(start, stem)
            return Fuzzy(stem)
        if text != stem:
            return self.cut(start, stem, field)
        return self.unfinished(start, stem, field) or Word(stem)

    def phrase(self, start: int, field: str | None) -> Text | None:
        words, closed = self.quoted()
        slop = self.slop()
        self.spend(start, len(words.split()))
        stem = words.rstrip("*")
        if not _spoken(stem):
            return None
        if closed:
            whole = slop or stem == words or stem[-1].isspace()
            return Phrase(stem.rstrip("* "), slop) if whole else self.cut(start, stem, field)
        if _is_dear(stem, field):
            return Phrase(stem[: stem.rindex(_LETTERS.findall(stem)[-1])].rstrip("* "))
        return self.unfinished(start, stem, field) or Phrase(stem.rstrip("* "))

    def cut(self, start: int, stem: str, field: str | None) -> Prefix:
        """Return the words that begin with `stem`, which a star followed."""
        if _is_dear(stem, field):
            raise QueryError(start, "more letters", f"After other words, a star needs {MIN_LAST_PREFIX} letters before it.")
        self.spend_pattern(start, stem)
        return Prefix(stem)

    def unfinished(self, start: int, stem: str, field: str | None) -> Prefix | None:
        """Return what `stem` at the very end may become; None where it has to be taken as it is."""
        if not self.typing or self.at < len(self.text) or not stem[-1].isalnum() or len(stem) > MAX_PATTERN_LENGTH or _is_dear(stem, field):
            return None
        self.spend_pattern(start, stem)
        return Prefix(stem)

    def spend(self, at: int, words: int) -> None:
        self.words += words
        if self.words > MAX_WORDS:
            raise QueryError(at, "the end of the query", f"A query may have {MAX_WORDS} words; this one has more.")

    def spend_pattern(self, at: int, stem: str) -> None:
        if len(stem) > MAX_PATTERN_LENGTH:
            raise QueryError(at, "a shorter word", f"A word with * or ~ may have {MAX_PATTERN_LENGTH} letters; this one has {len(stem):,}.")
        self.patterns += 1
        if self.patterns > MAX_PATTERNS:
            raise QueryError(at, "a plain word", f"A query may have {MAX_PATTERNS} words with * or ~; this one has more.")

    def quoted(self) -> tuple[str, bool]:
        """Read what stands in quotation marks; return it and whether it was closed."""
        start = self.at + 1
        end = _QUOTE.search(self.text, start)
        if end is None and not self.typing:
            raise QueryError(len(self.text), "a closing quotation mark", f"The quotation mark at {start} is never closed.")
        self.at = len(self.text) if end is None else end.end()
        return " ".join(self.text[start : self.at if end is None else end.start()].split()), end is not None

    def slop(self) -> int:
        found = _SLOP.match(self.text, self.at)
        if not found:
            return 0
        if not found[1] or int(found[1][:6]) > MAX_SLOP:
            raise QueryError(found.start() + 1, "a number", f"~ after a phrase is followed by a number of words up to {MAX_SLOP}.")
        self.at = found.end()
        return int(found[1])

    def word_text(self) -> str:
        found = _WORD.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        return found[0]

    def operator(self, name: str, *, take: bool = True) -> bool:
        end = self.at + len(name)
        if not self.text.startswith(name, self.at) or (end < len(self.text) and not (self.text[end].isspace() or self.text[end] in "()")):
            return False
        if take:
            self.at = end
        return True

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()


def _is_dear(stem: str, field: str | None) -> bool:
    """Whether it would take long to find the places where the last word of `stem` begins so after the others."""
    words = _LETTERS.findall(stem)
    return field in (None, "says", "about") and len(words) > 1 and len(words[-1]) < MIN_LAST_PREFIX


def _spoken(text: str) -> bool:
    return any(map(str.isalnum, text))


def _wanted(field: str) -> str:
    if field in DATE_FIELDS:
        return "a date"
    if field in FLAGS:
        return "one of " + ", ".join(FLAGS[field])
    return "date or relevance" if field == "sort" else "a word"
