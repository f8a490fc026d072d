"""The ``init`` command: what a project needs to begin; it asks nothing and overwrites nothing."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.outputs import say

Comment = Annotated[
    bool,
    typer.Option(
        "--comment",
        help="A workflow as well that posts the gate's table as a comment of a pull request.",
    ),
]


def init(*, comment: Comment = False) -> None:
    """Begin a project: a first pair, settings, a workflow."""
    from pairbench.project.beginning import begin

    for each in begin(Path.cwd(), comment=comment):
        say(f"{'wrote' if each.written else 'kept '}  {each.path}")
    say("next:  pairbench run --quick")
