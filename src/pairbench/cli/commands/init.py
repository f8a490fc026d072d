"""The ``init`` command: what a project needs to begin; it asks nothing and overwrites nothing."""

from pathlib import Path

import typer


def init() -> None:
    """Write a first pair, the settings and the workflow of the gate into this folder."""
    from pairbench.project.beginning import begin

    for each in begin(Path.cwd()):
        typer.echo(f"{'wrote' if each.written else 'kept '}  {each.path}")
    typer.echo("next:  pairbench run --quick")
