"""The ``import`` command: what other tools have measured, for the report's history."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.options import Out
from pairbench.cli.outputs import remark, say


def import_results(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Results of pytest-benchmark, asv or pyperf, or folders of them.",
            show_default=False,
        ),
    ],
    *,
    revision: Annotated[
        str | None,
        typer.Option(
            help="The commit that was measured, where a file does not say it.",
            metavar="REV",
            show_default=False,
        ),
    ] = None,
    out: Out = Path("reports"),
) -> None:
    """Take results of other tools into run sets; the report shows them and makes no verdict."""
    from pairbench.cli.exits import Exit
    from pairbench.core.errors import StoreError
    from pairbench.store.foreign.results import results_under

    kept = known = 0
    code = Exit.GOOD
    for path in paths:
        for file in results_under(path):
            try:
                is_new = _kept(file, revision, out / "runs")
            except StoreError as error:
                if path == file:
                    raise
                # One that somebody has put beside the others costs none of them.
                remark(str(error))
                code = Exit.USAGE
            else:
                kept, known = kept + is_new, known + (not is_new)
    say(
        f"imported {kept}, known already {known}: "
        f"'pairbench report {out / 'runs'}/*' shows them in its history"
    )
    raise typer.Exit(code)


def _kept(file: Path, revision: str | None, runs: Path) -> bool:
    """Keep what a file holds, and say whether it was not there yet."""
    from pairbench.core.words import counted
    from pairbench.store.foreign.results import read_results
    from pairbench.store.run_sets import keep_imported

    found = read_results(file, revision)
    folder = keep_imported(runs, found)
    if folder is not None:
        say(f"run set: {folder}: {counted(len(found.readings), 'numbers')} of {file}")
    return folder is not None
