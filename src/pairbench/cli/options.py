"""The options that several commands share, and how a length of time is written."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from pairbench.core import units

T = TypeVar("T")


def said_by_typer(read: Callable[[str], T]) -> Callable[[str], T]:
    """The reader of an option: what it says of a wrong text is what the user is told."""

    @wraps(read)
    def reading(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error

    return reading


duration_s = said_by_typer(units.duration_s)


def duration(*names: str, shown: str, does: str) -> Any:
    """An option that is a length of time, with what it does and the default to show."""
    return typer.Option(*names, parser=duration_s, metavar="TIME", help=does, show_default=shown)


def part_asked(text: str) -> tuple[int, int]:
    """A part such as 2/5: its number, from 1, and how many there are."""
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise typer.BadParameter(f"{text} is no part: write 2/5 for the second of five")
    return int(number), int(count)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Pair files, suites of other tools, or folders of them.",
        show_default="bench, and the suites that are found",
    ),
]
Only = Annotated[
    str | None, typer.Option(help="Only pairs whose name matches this pattern.", metavar="PATTERN")
]
Budget = Annotated[
    float | None,
    duration(
        "--budget",
        does="Time for each comparison that a claim speaks of: 10s, 1m.",
        shown="10s, and longer where a call is slow",
    ),
]
RunBudget = Annotated[
    float | None,
    duration(
        "--run-budget",
        does="Time for the whole run; what is left over goes to the undecided claims.",
        shown="as long as it takes",
    ),
]


MemoryLimit = Annotated[
    int | None,
    typer.Option(
        "--memory-limit",
        parser=said_by_typer(units.amount_bytes),
        metavar="AMOUNT",
        help="Memory that each worker may have: 500MB, 2GB. A variant that needs more fails.",
        show_default="as much as there is",
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every claim with its reason.")]
Out = Annotated[Path, typer.Option(help="The folder for run sets and reports.", metavar="FOLDER")]
ShardOption = Annotated[
    Any,
    typer.Option(
        "--shard",
        parser=part_asked,
        metavar="NUMBER/COUNT",
        help="Only this part of the pairs; other machines take the others.",
        show_default=False,
    ),
]
ShardTimes = Annotated[
    Path | None,
    typer.Option(
        help="Balance the shards by what each pair took in this run set; the same for all shards.",
        metavar="RUN_SET",
        show_default=False,
    ),
]
FailOnChange = Annotated[
    bool,
    typer.Option(
        "--fail-on-environment-change",
        help="Refuse run sets of one interpreter that were made in different environments.",
    ),
]
GateBudget = Annotated[
    float | None,
    duration("--budget", does="Time for each comparison.", shown="budget_s of the settings, 10s"),
]
Dask = Annotated[
    str | None,
    typer.Option(
        help="Let the workers of this Dask cluster measure, each one pair at a time.",
        metavar="ADDRESS",
        show_default=False,
    ),
]
DaskWait = Annotated[
    float | None,
    duration(
        "--dask-wait",
        does="How long to wait for another worker when the last one of the cluster has gone.",
        shown="10m",
    ),
]
