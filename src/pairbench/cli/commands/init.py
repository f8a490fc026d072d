"""The ``init`` command: what a project needs to begin; it asks nothing and overwrites nothing."""

from pathlib import Path

import typer


def init() -> None:
    """Begin a project: a first pair, settings, a workflow."""
    from pairbench.project.beginning import begin

    for each in begin(Path.cwd()):
        typer.echo(f"{'wrote' if each.written else 'kept '}  {each.path}")
    typer.echo("next:  pairbench run --quick")
