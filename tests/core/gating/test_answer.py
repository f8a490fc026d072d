"""What a gate says of figures, and the exit code that follows."""

from dataclasses import replace

import pytest

from pairbench.core.gating.answer import (
    Change,
    GateExit,
    GateLine,
    Kind,
    MachineState,
    exit_code,
    failure_line,
)
from pairbench.core.gating.times import judge_time
from pairbench.core.records.measurement import Trouble
from pairbench.core.statistics.estimate import Estimate
from tests.builders import a_failure


def ratio(low: float, high: float, level: float = 0.99) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, level=level)


def line(change: Change) -> GateLine:
    return GateLine(pair="text/join", kind=Kind.TIME, change=change, why="")


GOOD_MACHINE = MachineState(
    placebo=ratio(0.995, 1.005),
    canary=ratio(0.96, 0.98),
    rounds=24,
    slowed_by=0.03,
)


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0.90, 0.96, Change.WORSE),
        (0.95, 0.98, Change.UNDECIDED),
        (0.98, 1.02, Change.SAME),
        (1.01, 1.10, Change.SAME),
        (1.04, 1.10, Change.BETTER),
    ],
)
def test_time_is_judged_by_its_whole_interval(low: float, high: float, change: Change) -> None:
    """Against 3 %: base over head of 0.971 is the bound."""
    assert judge_time(ratio(low, high), 0.03, GOOD_MACHINE).change is change


def test_too_few_rounds_decide_nothing() -> None:
    """However far the ratio is from 1."""
    assert judge_time(ratio(0.1, 0.2, level=0.8), 0.03, GOOD_MACHINE).change is Change.UNDECIDED


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
    assert exit_code(map(line, changes), strict=False) is code


def test_strict_lets_nothing_lost_pass() -> None:
    """A benchmark that head no longer has counts for as little as one that is undecided."""
    lines = [line(Change.SAME), line(Change.LOST)]
    assert exit_code(lines, strict=True) is GateExit.STRICT
    assert exit_code(lines, strict=False) is GateExit.GOOD


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
    assert exit_code(map(line, changes), strict=False) is code


def test_strict_lets_nothing_undecided_pass() -> None:
    """It is red like something that got worse."""
    assert exit_code([line(Change.UNDECIDED)], strict=True) is GateExit.STRICT
    assert exit_code([line(Change.SAME)], strict=True) is GateExit.GOOD


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
    found = judge_time(ratio(0.975, 1.01), 0.03, machine)
    assert (found.change, found.unmeasurable) == (Change.UNDECIDED, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"placebo": ratio(1 / 1.03, 1.03)},
        {"placebo": ratio(0.995, 1.005, level=0.9)},
        {"canary": ratio(0.96, 0.999)},
    ],
)
def test_a_machine_at_its_limits_is_good_enough(changes: dict[str, Estimate]) -> None:
    """Noise as large as the threshold, at 90 %, and a slowdown that is just seen."""
    assert replace(GOOD_MACHINE, **changes).problem is None  # type: ignore[arg-type]


def test_the_machine_that_shows_nothing_of_a_slowdown_says_so() -> None:
    """An interval of the slowed code that reaches 1 holds that nothing happened."""
    machine = replace(GOOD_MACHINE, canary=ratio(0.96, 1.0))
    assert machine.problem == (
        "3.0% put in on purpose came out at 0.980 (0.960 to 1.00), and was not seen"
    )


def test_a_failure_says_who_failed_where_and_with_which_last_words() -> None:
    """Its side comes first; a wrong result is a line of results, anything else one of the pair."""
    failure = replace(
        a_failure(trouble=Trouble.DIED, message="killed by signal 9"), stderr="1\n2\n3\n4\n5"
    )
    found = failure_line("text/join", failure, "at head: ")
    assert (found.pair, found.kind, found.change) == ("text/join", Kind.PAIR, Change.NOT_MEASURED)
    assert (found.variant, found.size) == (failure.variant, failure.cell.size)
    assert found.why == "at head: died: killed by signal 9"
    assert found.details == ("3", "4", "5")
    wrong = failure_line("text/join", replace(failure, trouble=Trouble.WRONG))
    assert wrong.kind is Kind.RESULT
    assert wrong.why.startswith(f"{Trouble.WRONG}: ")


def test_what_could_not_be_measured_comes_before_what_nothing_was_compared_with() -> None:
    """The codes have an order: the machine before an empty comparison, that before strictness."""
    hanging = replace(line(Change.LOST), unmeasurable=True)
    assert exit_code([hanging], strict=True) is GateExit.NOT_MEASURABLE
    assert exit_code([line(Change.LOST)], strict=True) is GateExit.NOTHING_COMPARED
    assert exit_code([hanging, line(Change.NOT_MEASURED)], strict=True) is GateExit.NOT_MEASURED


def test_the_machine_makes_the_exit_code_only_where_an_answer_hangs_on_it() -> None:
    """Memory that got worse is counted, not timed, and what was decided stays so."""
    hanging = replace(line(Change.UNDECIDED), unmeasurable=True)
    assert exit_code([line(Change.SAME), hanging], strict=False) is GateExit.NOT_MEASURABLE
    assert exit_code([line(Change.WORSE), hanging], strict=False) is GateExit.WORSE
    assert exit_code([line(Change.SAME), line(Change.BETTER)], strict=False) is GateExit.GOOD
