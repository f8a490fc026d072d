"""A calibration on the terminal: what each tool found and made up, and what the machine allows."""

from rich.console import Console
from rich.table import Table

from pairbench.core import words
from pairbench.core.judging.calibration import Calibration, Figures, Machine, Share
from pairbench.core.records.start import Starts


def print_calibration(console: Console, calibration: Calibration) -> None:
    """The figures as a table, then the machine in a few sentences, then advice."""
    wide = console if console.is_terminal else Console(file=console.file, width=120)
    wide.print(_figures_table(calibration))
    if calibration.machine is not None:
        for line in _machine_lines(calibration.machine):
            wide.print(line, highlight=False, soft_wrap=True)
        if calibration.environment.starts is Starts.COUPLED:
            wide.print("Starts were coupled: PAIRBENCH_START=fresh tells the difference.")
    for line in calibration.advice:
        wide.print(f"advice: {line}", markup=False, highlight=False, soft_wrap=True)


def _figures_table(calibration: Calibration) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for name in ("tool", "slower by", "workload"):
        table.add_column(name, no_wrap=True)
    for name in ("found", "false", "seconds", "error"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in calibration.figures:
        table.add_row(*_cells(row))
    return table


def _cells(row: Figures) -> tuple[str, ...]:
    found = _share(row.found) if row.slower_by else ""
    workload = "all" if row.workload is None else row.workload
    numbers = (found, _share(row.false), f"{row.seconds:.1f}", f"{row.error:.2%}")
    return (row.tool, f"{row.slower_by:.0%}", workload, *numbers)


def _share(share: Share) -> str:
    return f"{share.count} of {share.total} ({share.low:.0%} to {share.high:.0%})"


def _machine_lines(machine: Machine) -> list[str]:
    spoilt = f"{words.counted(machine.spoilt, 'rounds')} spoilt by the machine and left out"
    off = (
        f"A round takes {machine.round_s:.2f} s and is typically off by {machine.round_spread:.1%}"
    )
    lines = [
        f"{off}; {words.counted(machine.rounds, 'rounds')}, {spoilt}.",
        "The smallest slowdown found 19 times out of 20, at a false alarm in 100:",
    ]
    for workload in dict.fromkeys(each.workload for each in machine.horizons):
        reached = ", ".join(
            f"{each.slowdown:.1%} in {each.seconds:.0f} s"
            for each in machine.horizons
            if each.workload == workload
        )
        lines.append(f"  {workload}: {reached}")
    lines.append(f"A gate on this machine can bear a threshold of {machine.threshold:.1%}.")
    return lines
