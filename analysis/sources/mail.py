"""Newsletters in a Maildir or an mbox -> articles, with what the mail program knows of them. Nothing is written to either."""

from __future__ import annotations

import email.policy
import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from analysis.canonical import clean_line
from analysis.sources.assemble import clean_address
from analysis.sources.dates import iso_date
from analysis.sources.fragment import article_from_html
from analysis.sources.imported import Imported, clean_tags
from analysis.sources.problem import Problem, SourceError, why_unreadable

LARGEST_MAIL = 32 << 20
"""Bytes of one message, its attachments (which are left out) included."""

_MOST_PARTS = 200


def read_maildir(path: Path) -> Iterator[Imported | Problem]:
    """Yield the messages of a Maildir and of the Maildirs in it: seen ones are read, flagged ones starred."""
    folders = [folder for folder in (path, *sorted(path.rglob("*"))) if (folder / "cur").is_dir() and (folder / "new").is_dir()]
    if not folders:
        yield Problem(str(path), "it is no Maildir: the folders cur and new are missing")
    for folder in folders:
        for entry in sorted([*(folder / "cur").iterdir(), *(folder / "new").iterdir()]):
            if entry.name.startswith(".") or not entry.is_file():
                continue
            flags = entry.name.rpartition(":2,")[2] if ":2," in entry.name else ""
            if "T" in flags:
                continue
            try:
                with entry.open("rb") as stream:
                    data = stream.read(LARGEST_MAIL + 1)
            except OSError as error:
                yield Problem(str(entry), why_unreadable(error))
                continue
            yield _imported(data, str(entry), str(folder), "S" in flags, "F" in flags)


def read_mbox(path: Path) -> Iterator[Imported | Problem]:
    """Yield the messages of an mbox file, one at a time in memory; its status headers tell read and starred."""
    where = str(path)
    try:
        with path.open("rb") as stream:
            first = stream.readline(1000)
            if not first.startswith(b"From "):
                yield Problem(where, "it is no mbox: it does not begin with a line “From …”")
                return
            number, size, blank = 1, 0, False
            lines: list[bytes] = []
            while line := stream.readline(1 << 20):
                if blank and line.startswith(b"From "):
                    yield _imported(b"".join(lines), f"{where}, message {number}", where)
                    number, lines, size = number + 1, [], 0
                elif size <= LARGEST_MAIL:
                    lines.append(line[1:] if re.match(rb">+From ", line) else line)
                    size += len(line)
                blank = line in (b"\n", b"\r\n")
            yield _imported(b"".join(lines), f"{where}, message {number}", where)
    except OSError as error:
        yield Problem(where, why_unreadable(error))


def _imported(data: bytes, where: str, source: str, read: bool | None = None, starred: bool = False) -> Imported | Problem:
    if len(data) > LARGEST_MAIL:
        return Problem(where, f"the message has more than {LARGEST_MAIL >> 20} MB")
    try:
        message = BytesParser(_class=EmailMessage, policy=email.policy.default.clone(raise_on_defect=False)).parsebytes(data)
        status = _header(message, "Status") + _header(message, "X-Status")
        mozilla = (
            int(_header(message, "X-Mozilla-Status") or "0", 16)
            if re.fullmatch(r"[0-9A-Fa-f]{1,8}", _header(message, "X-Mozilla-Status"))
            else 0
        )
        body, is_html = _body(message)
        identifier = _header(message, "Message-ID").strip("<> ")
        url = clean_address(_header(message, "Archived-At").strip("<> "))
        name, address = parseaddr(_header(message, "From"))
        lists = re.match(r'"?([^"<]*?)"?\s*<', _header(message, "List-Id"))
        article = article_from_html(
            body if is_html else body.replace("<", "‹") if "<" in body else body,
            key=url or (f"mid:{identifier}" if identifier else where),
            title=_header(message, "Subject") or None,
            url=url,
            outlet=(lists.group(1).strip() if lists else "") or None,
            author=name or address or None,
            published=iso_date(_header(message, "Date")),
            source=source,
            digest=hashlib.sha256(data).hexdigest(),
        )
    except SourceError as error:
        return Problem(where, str(error))
    except Exception as error:  # the parser of the standard library fails in many ways on malformed headers
        return Problem(where, f"the message is damaged ({type(error).__name__})")
    seen = "R" in status or bool(mozilla & 1) if read is None else read
    labels = clean_tags(
        _header(message, "X-Keywords") or _header(message, "X-Gmail-Labels") or _header(message, "X-Mozilla-Keys").replace(" ", ",")
    )
    return Imported(article, read=seen, starred=starred or "F" in status or bool(mozilla & 4), tags=labels)


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as one clean line, empty where it is missing or beyond the parser."""
    try:
        return clean_line(str(message.get(name, "")), 2000)
    except Exception:  # see above
        return ""


def _body(message: EmailMessage) -> tuple[str, bool]:
    """Return the text that a reader would be shown, and whether it is HTML: that, unless it is much poorer than the plain text."""
    found: dict[str, str] = {}
    for count, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if count > _MOST_PARTS:
            break
        if kind not in ("text/html", "text/plain") or kind in found or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            from analysis.sources.decoding import declared_charset, decode

            charset = part.get_content_charset()
            found[kind] = decode(payload, charset or declared_charset(payload)) if payload.strip() else ""
    plain, html = found.get("text/plain", ""), found.get("text/html", "")
    if html.strip():
        return html, True
    if not plain.strip() and not _header(message, "Subject"):
        raise SourceError("the message has no text")
    return plain, False
