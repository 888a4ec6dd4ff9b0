"""The built-in pipeline put together from its components, and components put behind somebody else's pipeline."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

NAME = "pullquote_en"
VERSION = "0.1.0"
_META_NAME = "pullquote"
UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
"""Components of other pipelines that nothing here reads."""

AFTER_NAMES = ("pullquote_consistency", "pullquote_trimming", "pullquote_values", "pullquote_entities", "pullquote_quotes")
"""What follows whatever finds names, in this order."""

_MODULES = {
    "pullquote_names": "analysis.language.names",
    "pullquote_labels": "analysis.language.labels",
    "pullquote_consistency": "analysis.language.consistency",
    "pullquote_trimming": "analysis.language.trimming",
    "pullquote_values": "analysis.language.values",
    "pullquote_entities": "analysis.language.entities.component",
    "pullquote_quotes": "analysis.language.quotes.component",
}


class PipelineMissing(Exception):  # noqa: N818 - says what is the matter
    """The pipeline that was asked for is not installed or cannot be read. The message is for people."""


def register_factories() -> list[str]:
    """Import the modules of all components, so that spaCy knows their factories; return the names of those that are there."""
    import_module("analysis.language.tokenizer")
    there = []
    for factory, module in _MODULES.items():
        if find_spec(module) is not None:
            import_module(module)
            if Language.has_factory(factory):
                there.append(factory)
    return there


def blank() -> Language:
    """Return an English pipeline with nothing but our tokenizer."""
    import_module("analysis.language.tokenizer")
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "pullquote_tokenizer"}}})


def add_components(nlp: Language) -> Language:
    """Put what follows the names behind the components of a pipeline."""
    for factory in register_factories():
        if factory in AFTER_NAMES and factory not in nlp.pipe_names:
            nlp.add_pipe(factory)
    return nlp


def version_of(nlp: Language) -> str:
    """Return name and version of a pipeline, such as ``pullquote_en 0.1.0``."""
    if nlp.meta.get("name") == _META_NAME:
        return f"{NAME} {nlp.meta['version']}"
    return f"{nlp.lang}_{nlp.meta.get('name') or 'unnamed'} {nlp.meta.get('version', '')}".strip()


def load_builtin(folder: Path) -> Language:
    """Load the pipeline that ships with the program."""
    register_factories()
    try:
        return spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise PipelineMissing(
            f"The built-in pipeline in {folder} cannot be read ({error}); install Pullquote again, or train it with `make model`."
        ) from error


def load_other(pipeline: str) -> Language:
    """Load an installed spaCy pipeline by name or folder, with its labels mapped to ours and our components behind it."""
    try:
        nlp = spacy.load(pipeline, exclude=UNUSED)
    except OSError as error:
        raise PipelineMissing(
            f"The spaCy pipeline {pipeline!r} is not installed; try `python -m spacy download {pipeline}`, or leave the setting out."
        ) from error
    except (ValueError, ImportError, KeyError) as error:
        raise PipelineMissing(f"The spaCy pipeline {pipeline!r} cannot be loaded: {error}") from error
    register_factories()
    if "pullquote_names" not in nlp.pipe_names and "pullquote_labels" not in nlp.pipe_names:
        nlp.add_pipe("pullquote_labels")
    return add_components(nlp)


def assemble() -> Language:
    """Return the built-in pipeline, its components without weights."""
    nlp = blank()
    register_factories()
    nlp.add_pipe("pullquote_names")
    add_components(nlp)
    nlp.meta.update(name=_META_NAME, lang="en", version=VERSION)
    return nlp
