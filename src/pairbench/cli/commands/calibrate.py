"""The command that measures the machine itself, with standard workloads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import duration
from pairbench.cli.outputs import remark
from pairbench.core.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console

    from pairbench.calibrate.trials import Design
    from pairbench.core.authoring.entry import Entry
    from pairbench.core.judging.calibration import Trial
    from pairbench.core.records.environment import Environment
    from pairbench.run.probes import Progress, Rival


Trials = Annotated[int, typer.Option(min=1, help="Trials of each workload and difference.")]
SlowerBy = Annotated[
    list[int] | None,
    typer.Option(
        metavar="PERCENT",
        help="Only this difference, in percent; 0 is identical code; may be repeated.",
    ),
]
Workload = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only this workload; may be repeated.")
]
Budget = Annotated[
    float | None,
    duration(does="Time for each trial.", shown="10s, and 30s where 1 % is looked for"),
]
Against = Annotated[
    list[str] | None,
    typer.Option(help="Let this tool compare the same code as well; may be repeated."),
]


def calibrate(
    *,
    trials: Trials = 2,
    slower_by: SlowerBy = None,
    workload: Workload = None,
    budget: Budget = None,
    against: Against = None,
    json: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write everything to this file.")
    ] = None,
) -> None:
    """Find out what this machine calls different when nothing is, and what it can see."""
    from pairbench.measure.machine.reader import environment_of_workers
    from pairbench.report.terminal.progress import display_for
    from pairbench.report.terminal.safe import SafeConsole

    entries = _chosen(workload)
    design = _design(slower_by, trials, budget)
    rivals = _rivals(against)
    console = SafeConsole()
    environment = environment_of_workers(Path.cwd())
    made: dict[str, list[Trial]] = {}
    try:
        with display_for(console) as display:
            for tool, trial in _trials(entries, design, rivals, display):
                made.setdefault(tool, []).append(trial)
    except Interrupted:
        remark("stopped: the figures are those of the trials that were finished")
        raise
    finally:
        if made:
            _tell(console, environment, made, json)


def _tell(
    console: "Console",
    environment: "Environment",
    made: "Mapping[str, Sequence[Trial]]",
    json: Path | None,
) -> None:
    """Write and print what the trials of each tool come to."""
    from pairbench.core.judging.calibration import ToolTrials, summarise
    from pairbench.report.terminal.calibration import print_calibration
    from pairbench.store.calibrations import save_calibration

    done = [ToolTrials(tool=tool, trials=tuple(each)) for tool, each in made.items()]
    calibration = summarise(environment, done)
    if json is not None:
        save_calibration(json, calibration)
    print_calibration(console, calibration)


def _chosen(names: "Sequence[str] | None") -> "list[Entry]":
    from pairbench.project.catalogue import standard_workloads

    entries = {each.definition.name: each for each in standard_workloads()}
    for name in names or ():
        if name not in entries:
            raise UsageError(f"--workload {name} is unknown: it may be {', '.join(entries)}")
    return [entries[name] for name in names or entries]


def _design(percents: "Sequence[int] | None", trials: int, budget_s: float | None) -> "Design":
    from pairbench.calibrate.trials import Design
    from pairbench.core.comparing.workload import VARIANTS

    known = {round(100 * each): each for each in VARIANTS}
    for percent in percents or ():
        if percent not in known:
            names = ", ".join(map(str, known))
            raise UsageError(f"--slower-by {percent} is not built in: it may be {names}")
    chosen = tuple(known[percent] for percent in percents or known)
    return Design(slower_by=chosen, trials=trials, budget_s=budget_s)


def _rivals(names: "Sequence[str] | None") -> "list[Rival]":
    from pairbench.calibrate.rivals import rival

    return [rival(name) for name in names or ()]


def _trials(
    entries: "Sequence[Entry]", design: "Design", rivals: "Sequence[Rival]", progress: "Progress"
) -> "Iterator[tuple[str, Trial]]":
    """Each trial with the tool that made it; ours come first."""
    import random
    import tempfile
    import time

    from pairbench.calibrate.trials import Bench, calibrate_rival
    from pairbench.calibrate.trials import calibrate as calibrate_ourselves
    from pairbench.cli.probes import real_timer
    from pairbench.measure.checks.checker import PairChecker
    from pairbench.measure.processes.jobs import Jobs

    rng = random.Random()  # noqa: S311 (an order, no secret)
    with Jobs() as jobs:
        bench = Bench(
            checker=PairChecker(jobs),
            timer=real_timer(jobs, rng),
            clock_s=time.monotonic,
            rng=rng,
        )
        for trial in calibrate_ourselves(entries, design, bench, progress):
            yield "pairbench", trial
    for each in rivals:
        with tempfile.TemporaryDirectory() as folder:
            for trial in calibrate_rival(each, entries, design, Path(folder), progress):
                yield each.name, trial
