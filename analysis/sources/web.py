"""The one place that fetches from a network: addresses that the user gave, with limits on time, size, redirects and pace."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from analysis.article import Article
from analysis.sources.assemble import clean_address
from analysis.sources.files import looks_like_page
from analysis.sources.problem import Problem, SourceError

if TYPE_CHECKING:
    import httpx

LARGEST_BODY = 16 << 20
"""Bytes of one answer, unpacked."""

LONGEST_WAIT = 30.0
"""Seconds for one answer from request to last byte."""

_CONNECT_WAIT, _READ_WAIT = 10.0, 10.0
_MOST_REDIRECTS = 5
_TARGET = "x-pullquote-location"
_PACE = 1.0
_AGENT = "Pullquote (terminal reader; fetches what its user asks for)"
_READABLE = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/rdf",
    "application/json",
    "application/feed",
    "application/pdf",
    "application/epub+zip",
    "application/octet-stream",
)
"""Beginnings of content types. What is called a stream of bytes is known by its first ones."""


class FetchError(SourceError):
    """An address that could not be fetched. `status` is the server's code, if it answered; `retry_after` the seconds it asks to wait."""

    def __init__(self, what: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `data` is empty where `unchanged`."""

    url: str
    """The address that finally answered."""
    data: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    moved: bool = False
    """Whether the server said that the address has changed for good."""


def is_local(host: str) -> bool:
    """Tell whether a host name leads to this machine or its own network rather than to the public one."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(_is_local_address(address) for address in found)


def _is_local_address(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return False


class Fetcher:
    """Fetches over http and https; may be shared by threads. At most one request a second goes to a host."""

    def __init__(
        self,
        *,
        allow_local: bool = False,
        pace: float = _PACE,
        sleep: Callable[[float], None] = time.sleep,
        local: Callable[[str], bool] = is_local,
    ) -> None:
        """Open nothing yet. `allow_local` permits redirects from public pages to the local network; `local` decides which hosts are."""
        self._allow_local = allow_local
        self._pace = pace
        self._sleep = sleep
        self._local = local
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._client: httpx.Client | None = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            client, self._client = self._client, None
        if client:
            client.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Fetch an address; with `etag` or `modified` of an earlier answer, only if it has changed since.

        Raises:
            FetchError: no address, no answer, an error, too slow, too large, or nothing that can be read.
        """
        import httpx

        address = clean_address(url)
        if not address:
            raise FetchError("it is no web address (http or https)")
        asked = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        private = self._local(urlsplit(address).hostname or "")
        deadline = time.monotonic() + LONGEST_WAIT
        moved = True
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                self._wait(urlsplit(address).netloc)
                with self._open(address, asked) as answer:
                    self._check_peer(answer, private)
                    if answer.status_code not in (301, 302, 303, 307, 308) or not answer.headers.get(_TARGET):
                        return self._read(answer, address, deadline, moved and address != clean_address(url))
                    moved = moved and answer.status_code in (301, 308)
                    address = self._follow(address, answer.headers[_TARGET], private)
                if time.monotonic() > deadline:
                    raise FetchError(f"no whole answer within {LONGEST_WAIT:.0f} seconds")
            raise FetchError(f"it redirects more than {_MOST_REDIRECTS} times")
        except httpx.TimeoutException:
            raise FetchError("the server does not answer in time; try again later") from None
        except httpx.ConnectError as error:
            raise FetchError(f"no connection to {urlsplit(address).hostname} ({_reason(error)})") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError) as error:
            raise FetchError(f"the connection failed ({_reason(error)})") from None

    def _open(self, address: str, asked: dict[str, str]) -> contextlib.closing[httpx.Response]:
        import httpx

        with self._lock:
            if self._client is None:
                self._client = httpx.Client(
                    follow_redirects=False,
                    event_hooks={"response": [_take_location]},
                    timeout=httpx.Timeout(_READ_WAIT, connect=_CONNECT_WAIT),
                    headers={
                        "User-Agent": _AGENT,
                        "Accept-Encoding": "gzip, deflate",
                        "Accept": "text/html,application/xhtml+xml,application/rss+xml,*/*;q=0.8",
                    },
                )
            client = self._client
        # No cookies: a fetch says no more of its user than the one before.
        client.cookies.clear()
        request = client.build_request("GET", address, headers=asked)
        return contextlib.closing(client.send(request, stream=True))

    def _wait(self, host: str) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(self._next.get(host, 0.0), now)
            self._next[host] = turn + self._pace
        if turn > now:
            self._sleep(turn - now)

    def _follow(self, address: str, location: str, private: bool) -> str:
        target = clean_address(location, address)
        if not target:
            raise FetchError("it redirects to something that is no web address")
        if not private and not self._allow_local and self._local(urlsplit(target).hostname or ""):
            raise FetchError("it redirects from a public page to the local network, which is not allowed")
        return target

    def _check_peer(self, answer: httpx.Response, private: bool) -> None:
        """Refuse an answer whose connection ended in the local network after all (a name that resolves anew each time)."""
        stream = answer.extensions.get("network_stream")
        if private or self._allow_local or self._local is not is_local or getproxies() or stream is None:
            return
        peer = stream.get_extra_info("server_addr")
        if peer and _is_local_address(str(peer[0])):
            raise FetchError("its name leads to the local network, which is not allowed")

    def _read(self, answer: httpx.Response, address: str, deadline: float, moved: bool) -> Answer:
        headers = answer.headers
        if answer.status_code == 304:
            return Answer(address, b"", etag=headers.get("etag"), modified=headers.get("last-modified"), unchanged=True, moved=moved)
        if answer.status_code != 200:
            raise _refusal(answer.status_code, headers.get("retry-after"))
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and not kind.startswith(_READABLE):
            raise FetchError(f"it is no page or feed but {kind[:60]}")
        size = headers.get("content-length", "")
        if size.isdigit() and int(size) > LARGEST_BODY:
            raise FetchError(f"it has {int(size) >> 20:,} MB, more than is fetched ({LARGEST_BODY >> 20} MB)")
        parts, length = [], 0
        for part in _unpacked(answer.iter_raw(), headers.get("content-encoding", "")):
            length += len(part)
            if length > LARGEST_BODY:
                raise FetchError(f"it is larger than is fetched ({LARGEST_BODY >> 20} MB unpacked)")
            if time.monotonic() > deadline:
                raise FetchError(f"no whole answer within {LONGEST_WAIT:.0f} seconds")
            parts.append(part)
        return Answer(
            address,
            b"".join(parts),
            content_type=kind,
            charset=answer.charset_encoding,
            etag=headers.get("etag"),
            modified=headers.get("last-modified"),
            moved=moved,
        )


def read_answer(answer: Answer) -> list[Article | Problem]:
    """Make articles of what was fetched: one of a page, text or PDF, of an EPUB one for each chapter.

    Raises:
        SourceError: there is no text to be found in it.
    """
    import hashlib

    named = {"key": answer.url, "source": answer.url, "digest": hashlib.sha256(answer.data).hexdigest()}
    if answer.content_type == "application/epub+zip" or b"mimetypeapplication/epub+zip" in answer.data[:100]:
        from analysis.sources.epub import read_epub

        return [part if isinstance(part, Problem) else replace(part, url=answer.url) for part in read_epub(answer.data, **named)]
    if answer.content_type == "application/pdf" or answer.data.startswith(b"%PDF-"):
        from analysis.sources.pdf import read_pdf

        return [replace(read_pdf(answer.data, **named), url=answer.url)]
    if answer.content_type == "text/plain":
        from analysis.sources.plain import read_plain

        article = read_plain(answer.data, **named)
        return [article if article.url else replace(article, url=answer.url)]
    if answer.content_type == "application/octet-stream" and not looks_like_page(answer.data):
        raise SourceError(f"it is no page or feed but {answer.content_type}")
    from analysis.sources.page import read_page

    return [read_page(answer.data, **named, charset=answer.charset, url=answer.url)]


def _take_location(response: httpx.Response) -> None:
    """Move a redirect's target out of sight of httpx, which would parse it, and fail, before it can be checked here."""
    if "location" in response.headers:
        response.headers[_TARGET] = response.headers.pop("location")


def _unpacked(parts: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack an answer piece by piece, never more than a bounded piece at once, however well it was packed."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"it is packed in a way that was not asked for ({encoding[:30]})")
    unpacker = zlib.decompressobj(47 if encoding != "deflate" else 15)
    first = True
    for part in parts:
        while part:
            try:
                yield unpacker.decompress(part, 1 << 18)
            except zlib.error:
                if not (first and encoding == "deflate"):
                    raise FetchError("the packed answer is damaged") from None
                # Some servers send the bare stream without the header that "deflate" stands for.
                unpacker = zlib.decompressobj(-15)
                first = False
                continue
            first = False
            part = unpacker.unconsumed_tail
            if unpacker.eof:
                return


def _refusal(status: int, retry_after: str | None) -> FetchError:
    wait = _seconds(retry_after)
    match status:
        case 401 | 403 | 451:
            what = "the server does not let us read it"
        case 404:
            what = "there is no such page"
        case 410:
            what = "the page is gone for good"
        case 429:
            what = "the server asks for fewer requests" + (f"; try again in {_span(wait)}" if wait else "; try again later")
        case _ if status >= 500:
            what = "the server has a fault; try again later"
        case _:
            what = "the server gave no page"
    return FetchError(f"{what} ({status})", status, wait)


def _seconds(retry_after: str | None) -> float | None:
    """Return how long ``Retry-After`` asks to wait, which says it in seconds or as a date; None where it says nothing that is true."""
    said = (retry_after or "").strip()
    if said.isdecimal():
        return float(said[:12])
    try:
        left = parsedate_to_datetime(said).timestamp() - time.time()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return left if left > 0 else None


def _span(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def _reason(error: Exception) -> str:
    """Return what an error says, without the numbers and places that are for programmers."""
    return re.sub(r"\[(?:Errno )?[^\]]{1,60}\]\s*|\s*\(_ssl\.c:\d+\)", "", str(error))[:120] or type(error).__name__
