"""Tests of what is shown of a run on its way."""

import io
from contextlib import suppress
from dataclasses import replace

import pytest
from rich.console import Console

from pairbench.core.errors import Interrupted
from pairbench.core.records.measurement import Stage, Trouble
from pairbench.report.terminal.progress import BarDisplay, LineDisplay, display_for, failure_line
from pairbench.report.terminal.steps import DOING, in_words, time_in_words
from pairbench.run.probes import Progress, Step
from tests.builders import QUICK, a_failure


def a_console(*, terminal: bool) -> Console:
    """A console that writes into memory."""
    return Console(file=io.StringIO(), force_terminal=terminal, width=120)


def shown(console: Console) -> str:
    """What was written on the console."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(("terminal", "kind"), [(True, BarDisplay), (False, LineDisplay)])
def test_a_terminal_gets_a_bar(*, terminal: bool, kind: type[Progress]) -> None:
    """Somebody who watches sees a bar, and a log gets lines."""
    assert type(display_for(a_console(terminal=terminal))) is kind


def test_lines_announce_each_step() -> None:
    """A step begins with a line that says about how long it takes."""
    console = a_console(terminal=False)
    with LineDisplay(console) as display:
        display.begin(Step.CHECK, 3.2)
        display.begin(Step.TIME, 61.0)
    assert shown(console).splitlines() == [
        "check: begins, about 3 s",
        "time: begins, about 61 s",
    ]


def test_lines_do_not_fill_a_log() -> None:
    """Many small steps forward in a short time write nothing."""
    console = a_console(terminal=False)
    with LineDisplay(console) as display:
        display.begin(Step.TIME, 100.0)
        before = shown(console)
        for number in range(1_000):
            display.doing(f"round {number}")
            display.advance(0.1)
    assert shown(console) == before


def test_a_step_does_not_begin_with_what_the_one_before_was_at() -> None:
    """While nothing of it is done yet, nobody knows what comes back first."""
    console, now = a_console(terminal=False), iter(range(0, 1_000, 100))
    with LineDisplay(console, lambda: float(next(now))) as display:
        display.begin(Step.TIME, 10.0)
        display.doing("a round of the controls")
        display.advance(5.0)
        display.begin(Step.MEMORY, 10.0)
        display.advance(5.0)
    assert shown(console).splitlines()[1::2] == [
        "time:  50%, about 100 s left; a round of the controls",
        "memory:  50%, about 100 s left",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_trouble_is_told_at_once(*, terminal: bool) -> None:
    """A failure is on the screen before the run goes on, whatever its text looks like."""
    failure = a_failure(message="TypeError: [bold]not markup[/bold] [/]")
    console = a_console(terminal=terminal)
    with display_for(console) as display:
        display.begin(Step.TIME, 10.0)
        display.trouble(failure)
        assert "TypeError: [bold]not markup[/bold] [/]" in shown(console)


def test_a_line_is_not_broken() -> None:
    """A long message stays on one line of the log."""
    console = a_console(terminal=False)
    failure = a_failure(message="ValueError: " + "very " * 60 + "long")
    with LineDisplay(console) as display:
        display.trouble(failure)
    assert shown(console) == failure_line(failure) + "\n"


def test_the_bar_shows_what_is_measured() -> None:
    """The step, what is being done and the share that is done are beside the bar."""
    console = a_console(terminal=True)
    with BarDisplay(console) as display:
        display.begin(Step.MEMORY, 4.0)
        display.doing("strings/join [join] at 1,000")
        display.advance(1.0)
        display._bars.refresh()
        assert "memory" in shown(console)
        assert "strings/join [join] at 1,000" in shown(console)
        assert "25%" in shown(console)


def test_every_step_keeps_its_bar() -> None:
    """A step that is over stays in sight when the next begins, without its last words."""
    console = a_console(terminal=True)
    with BarDisplay(console) as display:
        for step in Step:
            display.begin(step, 1.0)
            display.doing(f"the last of {step}")
            display.advance(1.0)
    last = shown(console).split("\r")[-1] + shown(console)[-2_000:]
    assert all(in_words(step) in last for step in Step)
    assert [task.description for task in display._bars.tasks] == [""] * len(Step)
    assert all(task.finished for task in display._bars.tasks)


@pytest.mark.parametrize(("stopped", "share_done"), [(False, 1.0), (True, 0.25)])
def test_a_bar_is_full_only_at_the_end_of_a_run(*, stopped: bool, share_done: float) -> None:
    """What a failed variant left out is filled up at the end, and what a stopped run did is not."""
    display = BarDisplay(a_console(terminal=True))
    with suppress(Interrupted), display:
        display.begin(Step.TIME, 4.0)
        display.advance(1.0)
        if stopped:
            raise Interrupted
    (bar,) = display._bars.tasks
    assert bar.completed == 4.0 * share_done


@pytest.mark.parametrize("terminal", [True, False])
def test_a_display_that_was_not_begun_is_silent(*, terminal: bool) -> None:
    """A run that ends before its first step shows no failure of the display itself."""
    console = a_console(terminal=terminal)
    with display_for(console):
        pass
    assert "begins" not in shown(console)


def test_a_failure_is_one_line() -> None:
    """The line names the pair, the variant, the size, the stage and what happened."""
    failure = a_failure(
        size=1_000, stage=Stage.TIME, trouble=Trouble.HUNG, message="gave no answer within 20 s"
    )
    assert failure_line(failure) == (
        f"strings/join: {QUICK} at 1,000 hung during time: gave no answer within 20 s"
    )


def test_a_behaviour_has_no_size() -> None:
    """A behaviour is shown at no particular size, so none is named."""
    failure = replace(a_failure(stage=Stage.BEHAVIOUR), message="OSError")
    assert failure_line(failure) == f"strings/join: {QUICK} raised during behaviour: OSError"


@pytest.mark.parametrize("width", [60, 100])
def test_the_details_are_cut_before_the_bar_and_the_time(width: int) -> None:
    """In a narrow window one still reads what is done, how far it is, and how long it takes."""
    console = Console(file=io.StringIO(), force_terminal=True, width=width, color_system=None)
    with BarDisplay(console) as display:
        display.begin(Step.DECIDE, 100.0)
        display.doing("strings/a_pair_with_a_long_name slow and quick at 100,000, round 17")
        display.advance(25.0)
        display.expect(125.0)
        console.file = io.StringIO()
        display._bars.refresh()
        # The bars are drawn by a clock of their own as well.
        line = [each for each in shown(console).splitlines() if "timing" in each][-1]
        assert "timing what is open" in line
        assert " 25%" in line
        assert "2 min left" in line
        assert "strings/" in line
        assert "…" in line


def test_a_step_without_anything_to_do_has_no_bar() -> None:
    """Nobody waits for what is not done."""
    with BarDisplay(a_console(terminal=True)) as display:
        display.begin(Step.TIME, 4.0)
        display.begin(Step.DECIDE, 0.0)
        display.begin(Step.MEMORY, 1.0)
    assert [task.fields["step"] for task in display._bars.tasks] == ["timing", "tracing memory"]


def test_a_step_that_goes_on_keeps_its_bar() -> None:
    """The same step once more has more to do, and is not announced again."""
    console = a_console(terminal=False)
    with BarDisplay(a_console(terminal=True)) as bars, LineDisplay(console) as lines:
        for display in (bars, lines):
            display.begin(Step.FIRST_LOOK, 4.0)
            display.advance(4.0)
            display.begin(Step.FIRST_LOOK, 6.0)
    (bar,) = bars._bars.tasks
    assert bar.total == 10.0
    assert shown(console).splitlines() == ["first look: begins, about 4 s"]


def test_every_step_is_said_in_words() -> None:
    """A person who looks on need not know what the steps are called inside."""
    assert set(DOING) >= set(Step)
    assert len(set(DOING.values())) == len(DOING)


@pytest.mark.parametrize(
    ("left_s", "said"),
    [
        (-3.0, "seconds left"),
        (4.0, "seconds left"),
        (42.0, "40 s left"),
        (100.0, "2 min left"),
        (3_000.0, "50 min left"),
        (9_000.0, "2.5 h left"),
    ],
)
def test_the_time_left_is_said_as_roughly_as_it_is_known(left_s: float, said: str) -> None:
    """Nobody is told seconds of an hour."""
    assert time_in_words(left_s) == said
