"""`pullquote check`."""

from __future__ import annotations

import click

from analysis.canonical import clean_line
from tui.cli.common import json_line, json_option, library_option, opened, put


@click.command("check")
@library_option
@json_option
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@click.option("--rebuild", is_flag=True, help="Build the search index anew from the library.")
def check_command(library: str | None, as_json: bool, repair: bool, rebuild: bool) -> int:
    """Verify the library: database, spans, links, index. Exit code 1 where something is wrong and was not mended."""
    with opened(library, writes=repair or rebuild) as store:
        from analysis.library.check import check

        if rebuild:
            from analysis.library.index import Index

            Index.open(store.folder, readonly=False).rebuild(store)
        findings = check(store, repair=repair)
        for finding in findings:
            flat = {"what": finding.what, "where": finding.where, "repair": finding.repair, "repaired": finding.repaired}
            put(
                json_line(flat)
                if as_json
                else f"{clean_line(finding.where)}: {clean_line(finding.what)}; {'mended' if finding.repaired else finding.repair}"
            )
        if not findings and not as_json:
            put(f"{store.count():,} articles; nothing is wrong")
    return 1 if any(not finding.repaired for finding in findings) else 0
