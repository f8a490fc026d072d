"""The ``check`` command: whether the variants of every pair agree; nothing is timed."""

from typing import TYPE_CHECKING

import typer

from pairbench.cli.options import Only, Paths
from pairbench.cli.outputs import remark, say

if TYPE_CHECKING:
    from pairbench.core.records.measurement import CheckReport


def check(paths: Paths = None, only: Only = None) -> None:
    """Check that the variants of every pair agree, and show their behaviour; time nothing."""
    from pairbench.cli.exits import Exit, code_for, severity
    from pairbench.cli.find import find_pairs, reject
    from pairbench.core.records.measurement import told_once
    from pairbench.measure.checks.checker import PairChecker
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.report.terminal.progress import failure_line
    from pairbench.run.parallel import in_parallel

    catalogue = find_pairs(paths, only)
    code = reject(catalogue)
    not_closed: list[str] = []
    with Jobs(not_closed.append) as jobs:
        # Much of what is checked waits for an answer, so that one more keeps the CPUs busy; and
        # no loops are chosen from these times.
        width = cpus_allowed() + 1
        reports = in_parallel(width, PairChecker(jobs, repeats=1).check, catalogue.entries)
        for entry, report in zip(catalogue.entries, reports, strict=True):
            say(f"{entry.definition.name}: {_outcome(report)}")
            for failure in told_once(report.failures):
                say(f"  {failure_line(failure)}")
            for sighting in report.sightings:
                verb = "passed" if sighting.passed else "failed"
                say(f"  {sighting.variant} {verb} {sighting.check}: {sighting.seen}")
            for notice in report.notices:
                say(f"  note: {notice.said}")
            code = max(code, code_for(report.failures), key=severity)
    for line in not_closed:
        remark(line)
        code = max(code, Exit.NOT_MEASURED, key=severity)
    raise typer.Exit(code)


def _outcome(report: "CheckReport") -> str:
    from pairbench.core.records.measurement import Trouble

    troubles = {each.trouble for each in report.failures}
    if troubles == {Trouble.SKIPPED}:
        return "skipped"
    return "failed" if troubles else "ok"
