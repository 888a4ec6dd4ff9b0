"""The one canonical text: what every offset of the program counts in, and the only form in which outside text reaches a screen.

`canonical` is for whole texts, `clean_line` for anything that stands on one line (titles, outlets, authors, file names, error
messages), `level` for texts whose offsets must stay as they were given.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

_MOST_MARKS = 30
"""Combining marks in a row that are kept: the bound of Unicode's Stream-Safe Text Format (UAX #15), above which sorting the marks
of one letter takes quadratic time and the letter climbs over its neighbours."""

_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\\\|\x9c)"  # strings: titles, links, clipboard, devices
    "|\x1b[ -/]*[0-~]"  # two characters: reset, character sets
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffc\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff"
)
_DROPPED = re.compile(f"[{_HIDDEN}]+")
_HIDDEN_ONE = re.compile(f"[{_HIDDEN}\x0b\x0c\r\u2028\u2029\x80-\x9f\u200c\u200d]")
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_JOINERS = re.compile(f"(?<=[{_JOINED_SCRIPTS}])([\u200c\u200d])[\u200c\u200d]*|[\u200c\u200d]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {chr(byte): bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_BLANK = re.compile(r"\s+")


def canonical(text: str) -> str:
    """Return the canonical form of `text`: NFC, ``\\n`` line ends, plain spaces, nothing that hides or speaks to a terminal.

    Escape sequences go as a whole; control characters, byte order marks, bidi marks and overrides, tags, variation selectors and
    zero-width characters are dropped, but one zero-width (non-)joiner stays after the letters of scripts that are written with
    them (Arabic, the Indic ones, Burmese, Khmer, Mongolian). C1 characters that are really Windows-1252 punctuation become that.
    Lone surrogates become U+FFFD. Linear in the length of the text; applying it twice changes nothing.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\x1b" in text or _C1.search(text):
        text = _ESCAPES.sub("", text)
        text = _C1.sub(lambda found: _WINDOWS[found.group()], text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _DROPPED.sub("", text)
    if text.isascii():
        return text
    text = _JOINERS.sub(r"\1", text)
    return _cap_marks(unicodedata.normalize("NFC", _cap_marks(text)))


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` as one safe line: canonical, white space folded, cut at a word to `limit` characters with an ellipsis."""
    line = _BLANK.sub(" ", canonical(text if limit is None else text[: 8 * limit + 4096])).strip()
    return line if limit is None else shorten(line, limit)


def clean_path(path: str) -> str:
    """Return a path as one safe line, under which a file is known; where that loses something, a number tells it from its likes."""
    line = clean_line(path)
    if line == unicodedata.normalize("NFC", path):
        return line
    return f"{line} #{zlib.crc32(path.encode('utf-8', 'surrogatepass')):08x}"


def shorten(line: str, limit: int) -> str:
    """Cut a line at a word boundary so that it has at most `limit` characters, the ellipsis included."""
    if len(line) <= limit:
        return line
    cut = line[:limit].rfind(" ")
    if cut < limit // 2:
        cut = limit - 1
    return line[:cut].rstrip(" ,;:–—-") + "…"


def level(text: str) -> str:
    """Return a text of the same length in which every character that could hide or command is a space.

    For texts that come with offsets of their own: nothing moves, so NFC is not applied and escape sequences leave their letters.
    """
    text = _HIDDEN_ONE.sub(" ", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _SPACES.sub(" ", text)


def _cap_marks(text: str) -> str:
    """Drop what goes beyond `_MOST_MARKS` combining marks in a row."""
    marks = "".join(sorted(character for character in set(text) if unicodedata.combining(character)))
    if not marks:
        return text
    return re.sub(f"([{re.escape(marks)}]{{{_MOST_MARKS}}})[{re.escape(marks)}]+", r"\1", text)
