"""The ``run`` command: measure, save, judge, report."""

from pathlib import Path
from typing import Annotated

import typer

from pairbench.cli.commands.report import show
from pairbench.cli.options import (
    Budget,
    Dask,
    DaskWait,
    MemoryLimit,
    Only,
    Out,
    Paths,
    RunBudget,
    ShardOption,
    ShardTimes,
    Verbose,
)
from pairbench.core.errors import UsageError

Pythons = Annotated[
    list[str] | None,
    typer.Option(
        help="Measure on this interpreter; may be repeated, for a report with all of them.",
        metavar="PYTHON",
        show_default="the one that runs pairbench",
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on with the run set that is named instead of paths, or with the newest that "
        "did not come to its end.",
    ),
]


def run(  # noqa: PLR0913 (each is an option)
    paths: Paths = None,
    only: Only = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, wide intervals.")] = False,
    budget: Budget = None,
    run_budget: RunBudget = None,
    memory_limit: MemoryLimit = None,
    resume: Resume = False,
    shard: ShardOption = None,
    shard_times: ShardTimes = None,
    python: Pythons = None,
    dask: Dask = None,
    dask_wait: DaskWait = None,
    out: Out = Path("reports"),
    verbose: Verbose = False,
) -> None:
    """Measure the pairs, save every measurement, judge the claims, and write the report."""
    from pairbench.cli.exits import code_of
    from pairbench.cli.runs.fleet import fleet_for, insist_on_cluster
    from pairbench.cli.runs.measuring import begin, go_on, make_run_set
    from pairbench.cli.runs.pythons import interpreter_for
    from pairbench.core.records.record import Asked

    named = tuple(map(str, paths or ()))
    asked = Asked(
        paths=named,
        only=only,
        budget_s=budget,
        run_budget_s=run_budget,
        memory_limit_bytes=memory_limit,
        shard=shard,
        shard_times=None if shard_times is None else str(shard_times),
    )
    insist_on_cluster(dask, dask_wait)
    if resume:
        if quick or python or dask or asked != Asked(paths=named):
            raise UsageError("--resume goes on as the run began: leave out what it is to measure")
        made = [make_run_set(go_on(paths, out))]
    else:
        if memory_limit is not None and (python or dask):
            raise UsageError("--memory-limit holds for one run on this machine: leave it out")
        # Whatever is missing is known before the first pair is measured.
        interpreters = [interpreter_for(each) for each in python or ()] or [None]
        with fleet_for(dask, python, dask_wait, has_limit=run_budget is not None) as fleet:
            made = [
                make_run_set(begin(asked, out, quick=quick, interpreter=each), fleet)
                for each in interpreters
            ]
    judged = show([each.place for each in made], out, verbose=verbose)
    raise typer.Exit(code_of(judged, *(each.rejected for each in made)))
