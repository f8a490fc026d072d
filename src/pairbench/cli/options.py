"""The options that several commands share, and how a length of time is written."""

from pathlib import Path
from typing import Annotated, Any

import typer


def duration_s(text: str) -> float:
    """A length of time such as 10s, 5m or 1h, in seconds."""
    from pairbench.core.statistics.positive import is_positive

    units_s = {"s": 1.0, "m": 60.0, "h": 3600.0}
    try:
        value_s = float(text[:-1]) * units_s[text[-1:]]
    except (ValueError, KeyError):
        value_s = 0.0
    if not is_positive(value_s):
        raise typer.BadParameter(f"{text} is no length of time: write 10s, 5m or 1h")
    return value_s


def duration(*names: str, shown: str, does: str) -> Any:
    """An option that is a length of time, with what it does and the default to show."""
    return typer.Option(*names, parser=duration_s, metavar="TIME", help=does, show_default=shown)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Pair files, suites of other tools, or folders of them.",
        show_default="bench, and the suites that are found",
    ),
]
Only = Annotated[str | None, typer.Option(help="Only pairs whose name matches this pattern.")]
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
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every claim with its reason.")]
Out = Annotated[Path, typer.Option(help="The folder for run sets and reports.")]
GateBudget = Annotated[
    float | None,
    duration("--budget", does="Time for each comparison.", shown="budget_s of the settings, 10s"),
]
