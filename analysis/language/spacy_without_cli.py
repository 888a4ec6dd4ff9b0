"""Import spaCy without its command line, which costs a third of the import and which nothing here uses.

``spacy/__init__.py`` imports ``spacy.cli.info`` for the sake of ``spacy.info``, and with it typer, requests, jinja2 and a project tool.
While spaCy is imported by this module an empty module stands in for that one; afterwards ``import spacy.cli`` works as ever. Import this
module before anything of spaCy's; it does nothing where spaCy is there already.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector still while modules and models are loaded: there is nothing to collect, and looking takes a seventh."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _info(*args: Any, **kwargs: Any) -> Any:
    return import_module("spacy.cli.info").info(*args, **kwargs)


def _import() -> None:
    if "spacy" in sys.modules:
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules.update({"spacy.cli": package, "spacy.cli.info": module})
    try:
        with no_collection():
            spacy = import_module("spacy")
    finally:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules.pop(name, None)
    vars(spacy).pop("cli", None)


_import()
