"""The exit code that follows from the lines of a gate and the state of its machine."""

from dataclasses import replace

import pytest

from pairbench.core.gating.answer import (
    Change,
    GateExit,
    GateLine,
    Kind,
    MachineState,
    exit_code,
)
from pairbench.core.statistics.estimate import Estimate


def ratio(low: float, high: float, level: float = 0.99) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, level=level)


def line(change: Change) -> GateLine:
    return GateLine(pair="text/join", kind=Kind.TIME, change=change, why="")


GOOD_MACHINE = MachineState(
    placebo=ratio(0.995, 1.005),
    canary=ratio(0.96, 0.98),
    rounds=24,
    slowed_by=0.03,
    memory_seen=True,
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ((), GateExit.GOOD),
        ((Change.SAME, Change.BETTER, Change.NEW, Change.LOST), GateExit.GOOD),
        ((Change.ACCEPTED, Change.UNDECIDED), GateExit.GOOD),
        ((Change.SAME, Change.NOT_MEASURED), GateExit.NOT_MEASURED),
        ((Change.WORSE, Change.NOT_MEASURED), GateExit.WORSE),
    ],
)
def test_the_worst_line_makes_the_exit_code(changes: tuple[Change, ...], code: GateExit) -> None:
    """Worse comes before what could not be measured."""
    assert exit_code(map(line, changes), GOOD_MACHINE, strict=False) is code


def test_strict_lets_nothing_lost_pass() -> None:
    """A benchmark that head no longer has counts for as little as one that is undecided."""
    lines = [line(Change.SAME), line(Change.LOST)]
    assert exit_code(lines, GOOD_MACHINE, strict=True) is GateExit.STRICT
    assert exit_code(lines, GOOD_MACHINE, strict=False) is GateExit.GOOD


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([Change.LOST], GateExit.NOTHING_COMPARED),
        ([Change.LOST, Change.NEW], GateExit.NOTHING_COMPARED),
        ([Change.SKIPPED], GateExit.NOTHING_COMPARED),
        ([Change.UNCHANGED, Change.LOST], GateExit.GOOD),
        ([Change.NEW], GateExit.GOOD),
    ],
)
def test_nothing_compared_is_no_success(changes: list[Change], code: GateExit) -> None:
    """Unless base had nothing that could be compared."""
    assert exit_code(map(line, changes), None, strict=False) is code


def test_strict_lets_nothing_undecided_pass() -> None:
    """It is red like something that got worse."""
    assert exit_code([line(Change.UNDECIDED)], GOOD_MACHINE, strict=True) is GateExit.STRICT
    assert exit_code([line(Change.SAME)], GOOD_MACHINE, strict=True) is GateExit.GOOD


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"placebo": ratio(0.96, 1.01)}, "leaves room for more than 3.0%"),
        ({"placebo": ratio(0.99, 1.04)}, "leaves room for more than 3.0%"),
        ({"placebo": ratio(1.0, 1.0, level=0.5)}, "24 rounds only"),
        ({"canary": ratio(0.96, 1.001)}, "was not seen"),
    ],
)
def test_a_noisy_machine_is_neither_red_nor_green(changes: dict[str, Estimate], said: str) -> None:
    """When identical code differs by more than the threshold, or a true difference is not seen."""
    machine = replace(GOOD_MACHINE, **changes)  # type: ignore[arg-type]
    assert machine.problem is not None
    assert said in machine.problem
    assert exit_code([line(Change.SAME)], machine, strict=False) is GateExit.NOT_MEASURABLE


def test_memory_that_got_worse_is_red_on_any_machine() -> None:
    """It is counted, not timed."""
    machine = replace(GOOD_MACHINE, canary=ratio(0.9, 1.1))
    assert exit_code([line(Change.WORSE)], machine, strict=False) is GateExit.WORSE
