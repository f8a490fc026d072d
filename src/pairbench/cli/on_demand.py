"""The commands by name, with a line of help each; a command is imported when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pairbench.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Command:
    """What the list of commands says of one, and where it is unless its name says that."""

    line: str
    module: str = ""
    function: str = ""

    def load(self, name: str) -> Callable[..., None]:
        """The function that is the command of this name."""
        module = import_module(f"pairbench.cli.commands.{self.module or name}")
        loaded: Callable[..., None] = getattr(module, self.function or name)
        return loaded


COMMANDS = {
    "compare": Command("Say which piece of code is faster."),
    "init": Command("Begin a project: a pair, settings, a workflow."),
    "list": Command("List the pairs, and the files left out.", function="list_pairs"),
    "check": Command("Check that the variants of every pair agree."),
    "run": Command("Measure the pairs, judge the claims, write a report."),
    "merge": Command("Join the run sets of several machines into one.", module="many.merge"),
    "history": Command("Show every pair from commit to commit.", module="many.history"),
    "report": Command("Judge stored run sets anew, side by side."),
    "gate": Command("Compare two revisions; fail if something got worse."),
    "bisect": Command("Find the commit with which something got worse."),
    "accept": Command("Accept a deliberate change until a day."),
    "calibrate": Command("Find out what this machine can see."),
    "import": Command(
        "Take in results of other tools.", module="imports", function="import_results"
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


class OnePattern(TyperCommand):
    """A command that leaves out no pairs which another ``--only`` than the last asked for.

    Of any other option the last counts, so that a line may end with what is to be otherwise.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left, as ever.

        Raises:
            UsageError: there is a second pattern.
        """
        if not ctx.resilient_parsing:  # as it is where a shell asks for completions
            *_, said = self.make_parser(ctx).parse_args(args=[*args])
            if sum(each.name == "only" for each in said) > 1:
                twice = "--only takes one pattern and is there twice"
                raise UsageError(f"{twice}: name the files of the pairs instead")
        return super().parse_args(ctx, args)


def _command(name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=OnePattern)(COMMANDS[name].load(name))
    return typer.main.get_command(alone)
