"""The background process that adds and analyses, as seen from the reader: started, listened to, told, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any


class IngestClient:
    """Runs ``analysis.library.ingest`` for one library and yields its events; the process that draws never analyses."""

    def __init__(self, library: Path, pipeline: str | None = None) -> None:
        self.library = library
        self.pipeline = pipeline
        self._process: asyncio.subprocess.Process | None = None

    @property
    def running(self) -> bool:
        """Whether the process is at work."""
        return self._process is not None and self._process.returncode is None

    async def run(self, paths: Sequence[str] = (), *, fetch: bool = False) -> AsyncIterator[dict[str, Any]]:
        """Start, with `fetch` on the feeds, too, and yield the events until the process ends.

        The last one is ``{"event": "ended", "code": …, "error": …}``.
        """
        options = [*(["--pipeline", self.pipeline] if self.pipeline else []), *(["--fetch"] if fetch else [])]
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "analysis.library.ingest", "--library", str(self.library), "--existing", *options, "--", *paths,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            limit=1 << 20, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        errors = asyncio.create_task(process.stderr.read())
        try:
            async for line in process.stdout:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)
            code = await process.wait()
        finally:
            await _let_go(process)
        words = (await errors).decode("utf-8", "replace").strip().splitlines()
        yield {"event": "ended", "code": code, "error": words[-1] if words else ""}

    async def first(self, article_id: int) -> None:
        """Ask for this article to be analysed next."""
        await self._tell({"first": article_id})

    async def stop(self, patience: float = 3.0) -> None:
        """Ask the process to stop and wait for it; a process that does not listen is ended, which costs nothing but time."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        await self._tell({"stop": True})
        try:
            await asyncio.wait_for(process.wait(), patience)
        except TimeoutError:
            process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)

    async def _tell(self, message: dict[str, Any]) -> None:
        process = self._process
        if process is not None and process.returncode is None and process.stdin is not None:
            with contextlib.suppress(ConnectionError):
                process.stdin.write(json.dumps(message).encode() + b"\n")
                await process.stdin.drain()


async def _let_go(process: asyncio.subprocess.Process) -> None:
    """Close our end of a process's input, which ends it, while the event loop still runs: left to the interpreter, that complains."""
    if process.stdin is not None:
        process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await process.stdin.wait_closed()
