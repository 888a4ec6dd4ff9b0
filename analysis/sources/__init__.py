"""Bytes -> articles: plain text, Markdown, saved pages, EPUB, PDF, JSON Lines, and (each in its module) feeds and other readers' libraries.

`read` is what everybody needs: files and folders in, articles and problems out, one bad file never stopping the rest. Nothing is
fetched from a network here, and no source is ever written to.
"""

from __future__ import annotations

from analysis.sources.assemble import article_from_text
from analysis.sources.files import SUFFIXES, read, read_bytes, read_file, walk
from analysis.sources.problem import Problem, SourceError

__all__ = ["SUFFIXES", "Problem", "SourceError", "article_from_text", "read", "read_bytes", "read_file", "walk"]
