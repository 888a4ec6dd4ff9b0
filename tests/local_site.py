"""A real web server on this machine, for tests and benchmarks."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def nothing_here(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(404)
    handler.send_header("content-length", "0")
    handler.end_headers()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that are killed, or close too early, are what some tests are about."""


class Site:
    """A real server on this machine; each path answers with a function of the handler."""

    def __init__(self) -> None:
        self.paths: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent = 0
        """Bytes of bodies."""
        self.tags: dict[str, str] = {}
        """The ETag that each path answers with."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                try:
                    site.paths.get(self.path, nothing_here)(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *words: object) -> None:
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)
            self.sent += len(body)

        self.paths[path] = send
        return self.root + path

    def tagged(self, path: str, body: bytes, **headers: str) -> str:
        """Answer with an ETag, and with 304 whoever sends it back."""
        tag = self.tags[path] = f'"{zlib.crc32(body):x}"'
        full = {"content_type": "application/rss+xml", "content_length": str(len(body)), "etag": tag, **headers}

        def send(handler: BaseHTTPRequestHandler) -> None:
            known = handler.headers.get("If-None-Match") == tag
            handler.send_response(304 if known else 200)
            for name, value in ({"etag": tag} if known else full).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            if not known:
                handler.wfile.write(body)
                self.sent += len(body)

        self.paths[path] = send
        return self.root + path

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def rss(title: str, *items: tuple[str, str, str]) -> bytes:
    """Write a feed of items, each a title, a link (may be empty) and its HTML."""
    listed = "".join(
        f"<item><title>{escape(name)}</title>{f'<link>{escape(link)}</link>' if link else f'<guid>{escape(name)}</guid>'}"
        f"<description>{escape(body)}</description><pubDate>Tue, 14 May 2024 07:45:12 GMT</pubDate></item>"
        for name, link, body in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{escape(title)}</title>{listed}</channel></rss>".encode()
