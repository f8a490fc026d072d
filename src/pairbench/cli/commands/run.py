"""The ``run`` command: measure, save, judge, report."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.commands.report import show
from pairbench.cli.options import Budget, Only, Out, Paths, RunBudget, ShardOption, ShardTimes

Dask = Annotated[
    str | None,
    typer.Option(
        help="Let the workers of this Dask cluster measure, each one pair at a time.",
        metavar="ADDRESS",
        show_default=False,
    ),
]
Pythons = Annotated[
    list[str] | None,
    typer.Option(
        help="Measure on this interpreter; may be repeated, for a report with all of them.",
        metavar="PYTHON",
        show_default="the one that runs pairbench",
    ),
]


def run(  # noqa: PLR0913 (each is an option)
    paths: Paths = None,
    only: Only = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, wide intervals.")] = False,
    budget: Budget = None,
    run_budget: RunBudget = None,
    shard: ShardOption = None,
    shard_times: ShardTimes = None,
    python: Pythons = None,
    dask: Dask = None,
    out: Out = Path("reports"),
) -> None:
    """Measure the pairs, save every measurement, judge the claims, and write the report."""
    from dataclasses import replace

    from pairbench.cli.exits import code_for, severity
    from pairbench.cli.machines.fleet import fleet_for
    from pairbench.cli.machines.measuring import Asked, make_run_set
    from pairbench.cli.machines.pythons import interpreter_for
    from pairbench.cli.machines.sharing import part_of_call
    from pairbench.core.planning.effort import FULL, QUICK

    effort = replace(QUICK if quick else FULL, budget_s=budget, run_budget_s=run_budget)
    part = part_of_call(shard, shard_times)
    asked = Asked(paths=paths, only=only, part=part, effort=effort, out=out)
    # Whatever is missing is known before the first pair is measured.
    interpreters = [interpreter_for(each) for each in python or ()] or [None]
    with fleet_for(dask, python, effort) as fleet:
        made = [make_run_set(asked, each, fleet) for each in interpreters]
    judged = show([folder for folder, _ in made], out)
    failures = [one for run in judged for each in run.findings for one in each.record.failures]
    codes = [rejected for _, rejected in made]
    raise typer.Exit(max([*codes, code_for(failures)], key=severity))
