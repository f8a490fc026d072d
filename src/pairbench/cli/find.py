"""Finds the pairs that a command is asked for, and names those that cannot be loaded."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pairbench.cli.exits import Exit

if TYPE_CHECKING:
    from pairbench.project.catalogue import Catalogue


def find_pairs(paths: list[Path] | None, only: str | None) -> "Catalogue":
    """The pairs under the paths, or under the folder ``bench``."""
    from pairbench.project.catalogue import find

    return find(paths or [Path("bench")], only=only)


def reject(catalogue: "Catalogue") -> int:
    """Name the pairs that cannot be loaded; the others go on."""
    for error in catalogue.errors:
        typer.echo(f"pairbench: {error}", err=True)
    return Exit.USAGE if catalogue.errors else Exit.GOOD
