"""The ``merge`` command: run sets of several machines become one, with one report."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.commands.report import show
from pairbench.cli.options import Out


def merge(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR", help="Run sets, or folders that hold some anywhere below."),
    ],
    *,
    out: Out = Path("reports"),
) -> None:
    """Join the run sets of several machines, one for each interpreter, and write the report."""
    from pairbench.cli.exits import Exit, code_of
    from pairbench.cli.runs.joining import by_interpreter, joined_in, tell
    from pairbench.core.sharing.belonging import gaps_among

    codes: list[int] = []
    joined = []
    for found in by_interpreter(folders):
        gaps = gaps_among([shard for each in found for shard in each.run.shards])
        tell(gaps, found)
        codes += [Exit.NOT_MEASURED] if gaps.missing else []
        joined.append(joined_in(out, found, gaps))
    raise typer.Exit(code_of(show(joined, out), *codes))
