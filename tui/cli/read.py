"""`pullquote [PATH…]`: the reader."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from tui.cli.common import config, fail, folder, library_option


@click.command("read")
@click.argument("paths", nargs=-1)
@library_option
@click.option("--pipeline", metavar="NAME", help="Analyse with this installed spaCy pipeline instead of the built-in one.")
@click.option("--theme", metavar="NAME", help="Colours for this time.")
def read_command(paths: tuple[str, ...], library: str | None, pipeline: str | None, theme: str | None) -> int:
    """Open the reader; PATHs (files, folders) are added first, in the background."""
    # Until the first picture there are only objects that stay: looking for waste among them takes a tenth of the start. The App
    # switches it on again.
    gc.disable()
    from tui.libraries import sample_articles, sample_folder

    settings = config()
    home = folder(library)
    for path in paths:
        if not path.startswith(("http://", "https://")) and not Path(path).expanduser().exists():
            raise fail(f"{path}: there is no such file or folder")
    sources = [path if "://" in path else str(Path(path).expanduser().absolute()) for path in paths]
    sample = not paths and library is None and not (home / "library.db").exists()
    if sample:
        home, sources = sample_folder(), [str(sample_articles())]
    from analysis.library.records import LibraryError
    from tui.app import PullquoteApp

    try:
        app = PullquoteApp(home, sources, config=settings, pipeline=pipeline or settings.pipeline, theme_now=theme)
    except LibraryError as error:
        raise fail(str(error)) from error
    app.run()
    return app.return_code or 0
