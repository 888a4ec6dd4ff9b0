"""Worker processes, one thread minding each: hands out articles, restarts what dies, ends what hangs or grows."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysis.article import Annotations, Article
from analysis.library.worker import DEFAULT, article_to_json

_LARGEST = 280 << 20
"""Bytes a worker may have grown to before a fresh one takes its place."""
_AT_LEAST = 200
"""Articles that a worker analyses before its size is looked at."""
_SECONDS = 60.0
_SECONDS_PER_CHARACTER = 1 / 500
"""An article may take a minute, and longer the longer it is; then its worker hangs."""
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Job:
    """An article to analyse, by its id in the library."""

    article_id: int
    article: Article


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: annotations, or the reason in words why there are none."""

    job: Job
    annotations: Annotations | None
    error: str | None


class Pool:
    """`size` worker processes. `answer` and `broken` are called from the pool's threads.

    `broken` is called once, with the reason, where the analysis cannot even be loaded; then nothing more is answered.
    """

    def __init__(
        self,
        size: int,
        answer: Callable[[Answer], None],
        broken: Callable[[str], None],
        *,
        analyser: str = DEFAULT,
        pipeline: str | None = None,
    ) -> None:
        self.size = size
        self.version: str | None = None
        """Name and version of the pipeline, once the first worker is ready."""
        self._answer = answer
        self._broken = broken
        self._command = [sys.executable, "-m", "analysis.library.worker", analyser, *([pipeline] if pipeline else [])]
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._minders = [_Minder(self) for _ in range(size)]
        for minder in self._minders:
            minder.start()

    def offer(self, job: Job, *, first: bool = False) -> None:
        """Queue a job, at the front where it is to be `first`."""
        with self._changed:
            if first:
                self._jobs.appendleft(job)
            else:
                self._jobs.append(job)
            self._changed.notify()

    def prefer(self, article_id: int) -> bool:
        """Move an article to the front; False where it does not wait here."""
        with self._changed:
            for job in self._jobs:
                if job.article_id == article_id:
                    self._jobs.remove(job)
                    self._jobs.appendleft(job)
                    return True
        return False

    def waiting(self) -> int:
        """Return how many jobs no worker has begun."""
        return len(self._jobs)

    def end_the_hanging(self) -> None:
        """Kill workers whose article takes too long; to be called now and then."""
        for minder in self._minders:
            minder.end_if_hanging()

    def close(self) -> None:
        """Stop all workers; what they have begun is not answered any more."""
        with self._changed:
            self._closed = True
            self._jobs.clear()
            self._changed.notify_all()
        for minder in self._minders:
            minder.stop()
        for minder in self._minders:
            minder.join(_GRACE)

    def _take(self) -> Job | None:
        with self._changed:
            while not self._jobs and not self._closed:
                self._changed.wait()
            return None if self._closed else self._jobs.popleft()

    def _break(self, why: str) -> None:
        with self._changed:
            first = not self._closed
            self._closed = True
            self._changed.notify_all()
        if first:
            self._broken(why)


class _Minder(threading.Thread):
    """Runs one worker after the other."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(daemon=True, name="pullquote worker")
        self._pool = pool
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._stopped = False
        self._analysed = 0

    def run(self) -> None:
        try:
            # Started before there is anything to do: whoever waits for the pipeline's version has nothing to hand out yet.
            if not self._start():
                return
            while (job := self._pool._take()) is not None:
                if (self._process is None or self._process.poll() is not None) and not self._start():
                    return
                reply = self._ask(job)
                if self._stopped:
                    return
                self._pool._answer(_read(job, reply))
                if self._analysed >= _AT_LEAST and reply.get("peak", 0) > _LARGEST:
                    self._end()
        finally:
            self._end()

    def stop(self) -> None:
        """End the worker now, whatever it does."""
        self._stopped = True
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()

    def end_if_hanging(self) -> None:
        """Kill the worker where its article has taken too long."""
        deadline, process = self._deadline, self._process
        if deadline is not None and process is not None and time.monotonic() > deadline:
            process.kill()

    def _start(self) -> bool:
        self._analysed = 0
        self._process = subprocess.Popen(
            self._pool._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
        )
        if self._stopped:
            self._process.kill()
        reply = self._hear()
        if "ready" in reply:
            self._pool.version = str(reply["ready"])
            return True
        if not self._stopped:
            self._pool._break(reply.get("error") or f"the process ended at its start ({self._end()})")
        return False

    def _ask(self, job: Job) -> dict[str, Any]:
        """Return the worker's reply; where it died, ``{"error": why}``."""
        process = self._process
        assert process is not None and process.stdin is not None
        began = time.monotonic()
        allowed = _SECONDS + len(job.article.text) * _SECONDS_PER_CHARACTER
        self._deadline = began + allowed
        try:
            process.stdin.write(json.dumps(article_to_json(job.article)).encode() + b"\n")
            process.stdin.flush()
            reply = self._hear()
        except OSError:
            reply = {}
        self._deadline = None
        self._analysed += 1
        if reply:
            return reply
        if time.monotonic() - began > allowed:
            self._end()
            return {"error": f"the analysis took longer than {allowed:.0f} seconds and was stopped"}
        return {"error": f"the analysis broke down ({self._end()})"}

    def _hear(self) -> dict[str, Any]:
        assert self._process is not None and self._process.stdout is not None
        line = self._process.stdout.readline()
        try:
            reply = json.loads(line) if line.endswith(b"\n") else {}
        except ValueError:
            return {}
        return reply if isinstance(reply, dict) else {}

    def _end(self) -> str:
        """End the worker and say how it ended."""
        process, self._process = self._process, None
        if process is None:
            return "no process"
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):  # what was not sent is not needed any more
            process.stdin.close()
        try:
            code = process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        process.stdout.close()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _read(job: Job, reply: dict[str, Any]) -> Answer:
    from analysis.language.wire import annotations_from_json

    if "annotations" not in reply:
        return Answer(job, None, str(reply.get("error") or "the analysis gave no answer"))
    try:
        return Answer(job, annotations_from_json(reply["annotations"]), None)
    except (ValueError, KeyError, TypeError) as error:
        return Answer(job, None, f"the analysis gave an answer that makes no sense ({type(error).__name__}: {error})")
