"""Pages that a browser saved as one file (MHTML) -> article."""

from __future__ import annotations

import email.policy
from email.parser import BytesParser

from analysis.article import Article
from analysis.sources.page import read_page
from analysis.sources.problem import SourceError

_MOST_PARTS = 5000


def read_mhtml(data: bytes, *, key: str, source: str, digest: str) -> Article:
    """Read the page of an MHTML file; the address that the browser noted is its address where the page states none.

    The time of saving, which stands in the file's Date, says nothing of the article and is not used.

    Raises:
        SourceError: there is no page in it, or none that can be read.
    """
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(data)
        parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False) if part.get_content_type() == "text/html"]
        page = next((payload for part in parts if isinstance(payload := part.get_payload(decode=True), bytes) and payload.strip()), None)
        address = str(message.get("Snapshot-Content-Location") or (parts[0].get("Content-Location") if parts else None) or "")
        charset = parts[0].get_content_charset() if parts else None
    except Exception as error:  # the parser of the standard library fails in many ways on malformed headers
        raise SourceError(f"the saved page is damaged ({type(error).__name__})") from None
    if page is None:
        raise SourceError("there is no page in it")
    return read_page(page, key=key, source=source, digest=digest, charset=charset, url=address or None)
