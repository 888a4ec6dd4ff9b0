"""Bytes -> text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from analysis.sources.problem import SourceError

_SAMPLE = 1 << 16
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (or an office document or EPUB)"),
    (b"\x1f\x8b", "gzip-compressed; unpack it first"),
    (b"BZh", "bzip2-compressed; unpack it first"),
    (b"\xfd7zXZ", "xz-compressed; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x00\x00\x00 ftyp", "a film or picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^<>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SURROGATE_REFERENCE = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));?"
)
_STATEFUL = ("iso2022", "hz")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0c\x1b")
_HIGH = bytes(range(0x80, 0x100))
_WINDOWS_GAPS = b"\x81\x8d\x8f\x90\x9d"


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`.

    In order: byte order mark; UTF-16 without one; UTF-8; what the page declares (`declared`, or ask `declared_charset`);
    UTF-8 with a few broken bytes; Windows-1252 where high bytes are as rare as in western prose; charset-normalizer's opinion.
    Bytes that fit nothing become U+FFFD.

    Raises:
        SourceError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    kind = binary_kind(data)
    wide = _wide(data[:_SAMPLE])
    if wide and not kind:
        return data[: len(data) // 2 * 2].decode(wide, "replace")
    if kind:
        raise SourceError(f"this is no text but {kind}")
    name = _codec(declared)
    if name and name.startswith(_STATEFUL) and data.isascii():
        return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if name and name != "utf-8":
        if name in ("iso8859-1", "ascii", "cp1252"):
            return _windows(data)
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= len(text) // 200:
            return text
    high = len(data) - len(data.translate(None, _HIGH))
    text = data.decode("utf-8", "replace")
    # One wrong byte, or a file cut off within a character, does not make a file of another encoding.
    if text.count("\ufffd") * 8 <= high:
        return text
    return _western_or_guess(data, high)


def drop_surrogate_references(markup: str) -> str:
    """Replace references to half characters (``&#xD800;``), which libxml2 turns into bytes that are no text."""
    return _SURROGATE_REFERENCE.sub("\ufffd", markup)


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML page names in its first kilobytes, unchecked."""
    head = data[:4096]
    found = _XML.search(head) or _META.search(head)
    return found.group(1).decode("ascii") if found else None


def binary_kind(data: bytes) -> str | None:
    """Say what binary `data` is, or None where it may be text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    if not sample or _wide(sample):
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls * 50 > len(sample) else None


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by where its zero bytes are."""
    half = len(sample) // 2
    if half < 4:
        return None
    first, second = sample[0 : half * 2 : 2].count(0), sample[1 : half * 2 : 2].count(0)
    if second * 4 > half and first * 20 < second:
        return "utf-16-le"
    if first * 4 > half and second * 20 < first:
        return "utf-16-be"
    return None


def _codec(name: str | None) -> str | None:
    """Return Python's name of a text encoding that a page may declare, None for others."""
    if not name:
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Pages reach only real character sets: not utf-7, and none of Python's own (idna, punycode, unicode_escape, zip …).
    if not getattr(info, "_is_text_encoding", True) or re.match(r"utf-?7|idna|punycode|unicode|raw|undefined|charmap|mbcs|oem", info.name):
        return None
    return info.name


def _windows(data: bytes) -> str:
    return data.decode("cp1252", "replace")


def _western_or_guess(data: bytes, high: int) -> str:
    sample = data[:_SAMPLE]
    gaps = len(sample) - len(sample.translate(None, _WINDOWS_GAPS))
    longest = max((len(run) for run in re.findall(rb"[\x80-\xff]{3,}", sample)), default=0)
    if not gaps and high * 5 < len(data) and longest < 5:
        return _windows(data)
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 14]).best()
    name = _codec(best.encoding) if best else None
    return data.decode(name, "replace") if name else _windows(data)
