"""The pace of a gate's steps, by a clock of the test's own."""

import pytest

from pairbench.core.records.measurement import Failure
from pairbench.gate.pace import Paced
from pairbench.run.probes import Step


class Told:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.begun: list[tuple[Step, float]] = []
        self.done_s = 0.0

    def begin(self, step: Step, total_s: float) -> None:
        self.begun.append((step, total_s))
        self.done_s = 0.0

    def doing(self, what: str) -> None: ...

    def advance(self, expected_s: float) -> None:
        self.done_s += expected_s

    def expect(self, left_s: float) -> None: ...

    def trouble(self, failure: Failure) -> None: ...


def test_a_step_is_expected_to_go_at_the_pace_of_the_one_before() -> None:
    """What took ten times as long as expected in one step does so in the next, to its end."""
    told, now_s = Told(), [0.0]
    paced = Paced(told, lambda: now_s[0])
    paced.begin(Step.CHECK, 2.0)
    for _ in range(2):
        now_s[0] += 10.0
        paced.advance(1.0)
    paced.end()
    paced.begin(Step.MEMORY, 3.0)
    paced.advance(3.0)
    assert told.begun == [(Step.CHECK, 2.0), (Step.MEMORY, 30.0)]
    assert told.done_s == pytest.approx(30.0)


def test_a_quick_step_and_one_without_anything_to_do_promise_nothing() -> None:
    """The next one is not expected to take less for it."""
    told, now_s = Told(), [0.0]
    paced = Paced(told, lambda: now_s[0])
    paced.end()
    paced.begin(Step.CHECK, 2.0)
    now_s[0] += 0.1
    paced.advance(2.0)
    paced.end()
    paced.begin(Step.MEMORY, 3.0)
    assert told.begun[-1] == (Step.MEMORY, 3.0)
