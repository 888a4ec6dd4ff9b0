"""The process that analyses: articles in, annotations out, one JSON line each; started and ended by `analysis.library.pool`.

The first line it writes is ``{"ready": version}``, or ``{"error": why}`` where the analysis cannot be loaded. Then, for each
``{"id", "title", "text", "blocks"}``, comes ``{"annotations": …}`` or ``{"error": why}``, with ``"peak"``, its largest size in bytes.
It ends with its standard input.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
from typing import Any, Protocol, TextIO

from analysis.article import Annotations, Article, Block, BlockKind

DEFAULT = "analysis.language.pipeline:Analyser"
_NICENESS = 10


class Analyser(Protocol):
    """What makes annotations of articles; `version` names it."""

    version: str

    def annotate(self, article: Article) -> Annotations:
        """Return what the analysis says of an article."""


def load(name: str, pipeline: str | None) -> Analyser:
    """Return the analyser ``module:class``, made by its `load`; the library keeps indirect quotes, too."""
    module, _, attribute = name.partition(":")
    made: Analyser = getattr(importlib.import_module(module), attribute).load(pipeline, indirect=True)
    return made


def main(analyser_name: str = DEFAULT, pipeline: str | None = None) -> None:
    """Serve standard input."""
    out = _own_output()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes our input
    try:
        analyser = load(analyser_name, pipeline)
    except Exception as error:
        _answer(out, {"error": str(error) or type(error).__name__})
        return
    _answer(out, {"ready": analyser.version})
    for line in sys.stdin.buffer:
        _answer(out, _analyse(analyser, json.loads(line)) | {"peak": _peak()})


def article_to_json(article: Article) -> dict[str, Any]:
    """Return the part of an article that the analysis needs."""
    return {
        "id": article.key,
        "title": article.title,
        "text": article.text,
        "blocks": [[block.start, block.end, block.kind.value] for block in article.blocks],
    }


def _analyse(analyser: Analyser, row: dict[str, Any]) -> dict[str, Any]:
    from analysis.language.wire import annotations_to_json

    blocks = tuple(Block(start, end, BlockKind(kind)) for start, end, kind in row["blocks"])
    try:
        return {"annotations": annotations_to_json(analyser.annotate(Article(row["id"], row["title"], row["text"], blocks)))}
    except Exception as error:
        return {"error": f"the analysis failed ({type(error).__name__}: {error})"}


def _own_output() -> TextIO:
    """Keep standard output for answers: whatever a library prints goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return out


def _answer(out: TextIO, row: dict[str, Any]) -> None:
    try:
        out.write(json.dumps(row) + "\n")
        out.flush()
    except BrokenPipeError:
        os._exit(0)  # the parent has gone; there is nobody to clean up for


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


if __name__ == "__main__":
    main(*sys.argv[1:3])
