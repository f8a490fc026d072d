"""The ``import`` command: what other tools have measured, for the report's history."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.options import Out


def import_results(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
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
    from pairbench.core.words import counted
    from pairbench.store.foreign.results import read_results, results_under
    from pairbench.store.run_sets import keep_imported

    files = [(path, each) for path in paths for each in results_under(path)]
    kept = known = 0
    code = Exit.GOOD
    for path, file in files:
        try:
            found = read_results(file, revision)
        except StoreError as error:
            if path == file:
                raise
            typer.echo(f"pairbench: {error}", err=True)
            code = Exit.USAGE
            continue
        folder = keep_imported(out / "runs", found)
        if folder is None:
            known += 1
        else:
            kept += 1
            typer.echo(f"run set: {folder}: {counted(len(found.readings), 'numbers')} of {file}")
    typer.echo(
        f"imported {kept}, known already {known}: "
        f"'pairbench report {out / 'runs'}/*' shows them in its history"
    )
    raise typer.Exit(code)
