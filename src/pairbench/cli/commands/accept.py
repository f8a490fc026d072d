"""The ``accept`` command: a deliberate change that the gate lets pass until a day."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.outputs import say


def accept(
    pairs: Annotated[list[str], typer.Argument(metavar="PAIR", help="Names or patterns.")],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why the change is wanted.")],
    expires: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day on which it is accepted."
        ),
    ],
) -> None:
    """Accept a deliberate change of some pairs until a day, in the project's settings."""
    from fnmatch import fnmatchcase

    from pairbench.cli.find import find_pairs
    from pairbench.core.errors import UsageError
    from pairbench.core.gating.settings import Waiver
    from pairbench.project.settings import project_of, write_waivers

    project = project_of(Path.cwd())
    names = [each.definition.name for each in find_pairs(None, None).entries]
    for pattern in pairs:
        if not any(fnmatchcase(name, pattern) for name in names):
            raise UsageError(f"no pair is named {pattern}: see 'pairbench list' for the names")
    if not reason.strip():
        raise UsageError("--reason is empty: say in a sentence why the change is wanted")
    path = write_waivers(
        project, [Waiver(pairs=each, reason=reason, expires=expires.date()) for each in pairs]
    )
    say(f"{path}: accepted until {expires.date()}: {', '.join(pairs)}")
