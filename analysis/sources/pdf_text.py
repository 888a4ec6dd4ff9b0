"""The text of a PDF, page by page: a program of its own, so that no file takes more than its time and memory.

Reads the PDF on standard input; writes one JSON object: ``pages`` (a list of strings), ``title``, ``author`` and ``date`` (strings, may
be empty), or ``problem`` (a line for people). It imports nothing but pypdf and the standard library, and starts no program.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

MOST_PAGES = 1500
MOST_SECONDS = 60
MOST_MEMORY = 3 << 30
MOST_CHARACTERS = 4_000_000
LARGEST_PAGE = 2 << 20
"""Bytes of drawing instructions of one page. A page of text has some ten thousand; maps and plots have millions."""

LOCKED = "it is locked with a password; save it without one and add that"
SLOW = f"it takes more than {MOST_SECONDS} seconds to read, so it is damaged or no text; print it to a new PDF and add that"
DAMAGED = "it is damaged, or no PDF; fetch it again or print it to a new PDF"


def main() -> int:
    """Read, extract and write; the exit code is 0 even where the PDF cannot be read, the output says why."""
    _limit()
    sys.setrecursionlimit(2000)
    json.dump(extract(sys.stdin.buffer.read()), sys.stdout)
    return 0


def extract(data: bytes) -> dict[str, Any]:
    """Return the pages and what the document says of itself, or the problem."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": LOCKED}
        count = len(reader.pages)
        if count > MOST_PAGES:
            return {"problem": f"it has {count:,} pages, more than one article ({MOST_PAGES:,}); split it"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(_text(page))
            if sum(map(len, pages)) > MOST_CHARACTERS:
                return {"problem": f"it holds more than {MOST_CHARACTERS:,} characters, more than one article; split it"}
        return {"pages": pages, **_said(reader)}
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        return {"problem": LOCKED}
    except MemoryError:
        return {"problem": SLOW}
    except Exception:  # whatever a library makes of hostile bytes, the answer is the same
        return {"problem": DAMAGED}


def _text(page: Any) -> str:
    """Return the text of one page; a page that is damaged is empty, and the rest goes on."""
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        contents = page.get_contents()
        if contents is None or len(contents.get_data()) > LARGEST_PAGE:
            return ""
        return str(page.extract_text() or "")
    except (MemoryError, DependencyError, FileNotDecryptedError):
        raise
    except Exception:
        return ""


def _said(reader: Any) -> dict[str, str]:
    try:
        about = reader.metadata or {}
        return {
            field: str(about.get(name) or "")[:2000]
            for field, name in (("title", "/Title"), ("author", "/Author"), ("date", "/CreationDate"))
        }
    except Exception:
        return {}


def _limit() -> None:
    """Ask the system to end this process when it takes too long or too much; Windows knows no such limits."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
        hard = resource.getrlimit(what)[1]
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    sys.exit(main())
