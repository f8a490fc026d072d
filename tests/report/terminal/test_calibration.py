"""Tests of a calibration on the terminal."""

import io
from dataclasses import replace

from rich.console import Console

from pairbench.core.judging.calibration import Calibration, Figures, Horizon, Machine, share
from pairbench.report.terminal.calibration import print_calibration
from tests.records import ENVIRONMENT

FIGURES = Figures(
    tool="pairbench",
    workload=None,
    slower_by=0.03,
    budget_s=10.0,
    found=share(97, 100),
    false=share(0, 100),
    seconds=3.4,
    error=0.0021,
)
MACHINE = Machine(
    round_spread=0.0123,
    round_s=0.213,
    rounds=5_000,
    spoilt=12,
    stolen_share=0.02,
    horizons=(
        Horizon(workload="loop", seconds=5.0, slowdown=0.021),
        Horizon(workload="loop", seconds=10.0, slowdown=0.012),
    ),
    threshold=0.025,
)
CALIBRATION = Calibration(
    environment=ENVIRONMENT, figures=(FIGURES,), machine=MACHINE, advice=("pin it",), tools=()
)


def printed(calibration: Calibration) -> str:
    """What stands in a log."""
    console = Console(file=io.StringIO(), force_terminal=False, width=60)
    print_calibration(console, calibration)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_row_has_every_figure() -> None:
    """Tool, difference, what was found, what was made up, time and error stand in one line."""
    (row,) = (line for line in printed(CALIBRATION).splitlines() if "97 of 100" in line)
    for part in ("pairbench", "3%", "all", "(92% to 99%)", "0 of 100", "3.4", "0.21%"):
        assert part in row


def test_identical_code_has_nothing_to_find() -> None:
    """Where there is no difference, only the false alarms are shown."""
    identical = replace(FIGURES, slower_by=0.0, found=share(0, 100))
    text = printed(replace(CALIBRATION, figures=(identical,)))
    assert text.count("0 of 100") == 1


def test_the_machine_is_told_in_sentences() -> None:
    """How noisy it is, what it can find in how long, and what a gate can ask of it."""
    text = printed(CALIBRATION)
    assert (
        "A round takes 0.21 s and is typically off by 1.2%; 5,000 rounds, 12 rounds spoilt" in text
    )
    assert "loop: 2.1% in 5 s, 1.2% in 10 s" in text
    assert "can bear a threshold of 2.5%" in text
    assert "advice: pin it" in text


def test_without_our_own_trials_the_machine_is_not_described() -> None:
    """Nothing is said that was not measured."""
    text = printed(replace(CALIBRATION, machine=None, advice=()))
    assert "threshold" not in text
    assert "advice" not in text
