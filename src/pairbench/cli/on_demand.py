"""The commands by name, with a line of help each; a command is imported when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Where a command is, and what the list of commands says of it."""

    module: str
    function: str
    line: str

    def load(self) -> Callable[..., None]:
        """The function that is the command."""
        loaded: Callable[..., None] = getattr(
            import_module(f"pairbench.cli.commands.{self.module}"), self.function
        )
        return loaded


COMMANDS = {
    "compare": Command(
        module="compare", function="compare", line="Say which piece of code is faster."
    ),
    "init": Command(
        module="init", function="init", line="Begin a project: a pair, settings, a workflow."
    ),
    "list": Command(
        module="list", function="list_pairs", line="List the pairs, and the files left out."
    ),
    "check": Command(
        module="check", function="check", line="Check that the variants of every pair agree."
    ),
    "run": Command(
        module="run", function="run", line="Measure the pairs, judge the claims, write a report."
    ),
    "merge": Command(
        module="many.merge",
        function="merge",
        line="Join the run sets of several machines into one.",
    ),
    "history": Command(
        module="many.history", function="history", line="Show every pair from commit to commit."
    ),
    "report": Command(
        module="report", function="report", line="Judge stored run sets anew, side by side."
    ),
    "gate": Command(
        module="gate", function="gate", line="Compare two revisions; fail if something got worse."
    ),
    "bisect": Command(
        module="bisect", function="bisect", line="Find the commit with which something got worse."
    ),
    "accept": Command(
        module="accept", function="accept", line="Accept a deliberate change until a day."
    ),
    "calibrate": Command(
        module="calibrate", function="calibrate", line="Find out what this machine can see."
    ),
    "import": Command(
        module="imports", function="import_results", line="Take in results of other tools."
    ),
}


class OnDemand(TyperGroup):
    """A group whose commands are lines of help until one of them is called or completed."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.commands = {
            name: TyperCommand(name, help=each.line, rich_markup_mode=None)
            for name, each in COMMANDS.items()
        }

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 (what the group is asked)
        """All names, in the order in which a person meets them."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that these arguments name, with its options."""
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = _command(args[0])
        return super().resolve_command(ctx, args)


def _command(name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(COMMANDS[name].load())
    return typer.main.get_command(alone)
