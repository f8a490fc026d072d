"""What people and machines read of a gate."""

from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from pairbench.core.gating.answer import Change, GateExit, GateLine, Kind, MachineState
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.gate.answer import answer, gate_markdown
from pairbench.report.gate.junit import junit_xml
from pairbench.report.gate.terminal import SIGNS, STYLES, print_gate

WORSE = GateLine(
    pair="text/join",
    kind=Kind.TIME,
    change=Change.WORSE,
    variant="good",
    size=1_000,
    base="1.00 ms",
    head="1.10 ms",
    ratio=Estimate(value=0.909, low=0.900, high=0.918, level=0.95),
    spent_s=12.3,
    why="slower by more than 3.0%, in two looks",
)
SAME = replace(WORSE, pair="text/split", change=Change.SAME)
REMOVED = GateLine(pair="old|<b>", kind=Kind.PAIR, change=Change.LOST, why="head does not have it")
CRASHED = GateLine(
    pair="text/crash",
    kind=Kind.PAIR,
    change=Change.NOT_MEASURED,
    variant="good",
    size=10,
    why="at head: died: was ended by SIGSEGV",
    details=("Fatal error \x00 here",),
)
LINES = (SAME, REMOVED, WORSE, CRASHED)
MACHINE = MachineState(
    placebo=Estimate(value=1.0, low=0.99, high=1.01, level=0.99),
    canary=Estimate(value=0.97, low=0.96, high=0.98, level=0.99),
    rounds=24,
    slowed_by=0.03,
)


def printed(*lines: GateLine, terminal: bool, width: int = 240) -> str:
    out = StringIO()
    print_gate(Console(file=out, force_terminal=terminal, width=width, color_system=None), lines)
    return out.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_what_changed_is_printed_the_worst_first(*, terminal: bool) -> None:
    """With all that is known of it; what stayed the same is not listed."""
    text = printed(*LINES, terminal=terminal)
    assert text.index("text/join") < text.index("text/crash") < text.index("old|<b>")
    assert "text/split" not in text
    for each in ("time of good at 1,000", "1.00 ms", "1.10 ms", "0.909 (0.900 to 0.918)"):
        assert each in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_change_has_one_line(width: int) -> None:
    """It is cut where the terminal ends; what the ratio does not say stands below."""
    long = replace(WORSE, pair="a_folder/of_many/pairs_with_long_names")
    head, worse, *below, better = printed(
        long, replace(long, change=Change.BETTER), terminal=True, width=width
    ).splitlines()
    assert all(len(each) <= width for each in (head, worse, better))
    assert "worse: slower by more than" in " ".join(" ".join(below).split())
    assert worse.startswith("✗ …")
    assert better.startswith("✓ …")
    assert "long_names" in worse
    assert "0.909 (0.900 to 0.918)" in worse
    assert ("1.00 ms → 1.10 ms" in worse) is (width >= 80)
    crashed = printed(CRASHED, terminal=True, width=width)
    assert "not measured: at head: died: was ended by SIGSEGV" in " ".join(crashed.split())


def test_worse_is_drawn_left_of_better() -> None:
    """The bar is where nothing changed."""
    head, line, *_ = printed(WORSE, terminal=True).splitlines()
    assert head.index("worse") < line.index("●") < line.index("│") < head.index("better")


def test_every_change_has_a_sign() -> None:
    """Good and bad news are told apart without colour."""
    assert set(SIGNS) == set(STYLES) == set(Change)
    assert SIGNS[Change.WORSE] not in {SIGNS[each] for each in Change if each is not Change.WORSE}


def test_nothing_to_say_prints_nothing() -> None:
    """No empty table."""
    assert printed(SAME, terminal=True) == ""


def test_the_answer_counts_the_changes() -> None:
    """In a sentence that stands alone."""
    said = answer(GateExit.WORSE, LINES, [MACHINE])
    assert said == "Something got worse. 1 worse, 1 not measured, 1 lost, 1 same."
    assert answer(GateExit.GOOD, [SAME], [MACHINE]) == "Nothing got worse. 1 same."


@pytest.mark.parametrize(
    ("why", "what"),
    [
        ("base does not have it", "no benchmark."),
        ("base cannot load it: x", "no benchmark that it can load."),
    ],
)
def test_what_base_has_and_cannot_load_is_not_said_to_be_absent(why: str, what: str) -> None:
    """Nothing is compared either way, and only in one of them is there nothing to mend."""
    said = answer(GateExit.GOOD, [replace(REMOVED, change=Change.NEW, why=why)], [])
    assert said == f"Nothing was compared: base has {what} 1 new."


def test_a_machine_that_cannot_measure_is_told_what_would_help() -> None:
    """With what it made of identical code."""
    noisy = replace(MACHINE, canary=replace(MACHINE.canary, high=1.02))
    said = answer(GateExit.NOT_MEASURABLE, [SAME], [noisy])
    assert "3.0% put in on purpose came out at 0.970 (0.960 to 1.02), and was not seen" in said
    assert "A quieter machine" in said


def test_markdown_shows_the_answer_and_a_table() -> None:
    """What a pair is called cannot break the table."""
    text = gate_markdown(GateExit.WORSE, LINES, [MACHINE], "pairbench gate: a against b")
    assert text.startswith("## pairbench gate: a against b\n\n**Something got worse.")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 3
    assert "old\\|\\<b\\>" in text
    assert "Base against itself came out at 1.00 (0.990 to 1.01) over 24 rounds" in text


def test_junit_has_a_case_for_each_line() -> None:
    """Worse fails, what could not be measured is an error, and the rest passes or is skipped."""
    suite = ET.fromstring(junit_xml(LINES))
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    cases = {case.get("classname"): [child.tag for child in case] for case in suite}
    assert cases == {
        "text/split": [],
        "old|<b>": ["skipped"],
        "text/join": ["failure"],
        "text/crash": ["error"],
    }
    (error,) = suite.iter("error")
    assert error.get("message") == "at head: died: was ended by SIGSEGV"
    assert error.text == "Fatal error  here"


def test_junit_names_the_sides_that_are_more_than_revisions() -> None:
    """Two interpreters, say: whoever reads the tests of a job sees which was held against which."""
    suite = ET.fromstring(junit_xml(LINES, ("Python 3.12 <a>", "Python 3.13")))
    assert suite.get("name") == "pairbench gate: Python 3.13 against Python 3.12 <a>"
    found = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert found == {"base": "Python 3.12 <a>", "head": "Python 3.13"}
    assert ET.fromstring(junit_xml(LINES)).get("name") == "pairbench gate"
