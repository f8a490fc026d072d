"""What stands beside other tools: their output is read as they print it, and the page shows it."""

from pathlib import Path

import pytest

import pairbench
from simulations.others.__main__ import Asked, all_typed, table
from simulations.others.questions import QUESTIONS, Crossing, Question, Said, Two
from simulations.others.tools import TOOLS, Tool

pytestmark = pytest.mark.once

PAGE = Path(pairbench.__file__).parents[2] / "docs" / "beside-other-tools.md"

CLEAR, SAME, CROSSOVER = QUESTIONS

TIMEIT = "200 loops, best of 5: {} msec per loop\n"

HYPERFINE = """\
Benchmark 1: python -c 'import work; work.first()'
  Time (mean ± \u03c3):      16.8 ms ±   1.7 ms    [User: 13.4 ms, System: 3.4 ms]
  Range (min … max):    14.6 ms …  23.4 ms    150 runs

Benchmark 2: python -c 'import work; work.second()'
  Time (mean ± \u03c3):      18.6 ms ±   1.3 ms    [User: 15.0 ms, System: 3.5 ms]

Summary
  'python -c 'import work; work.first()'' ran
    1.11 ± {} times faster than 'python -c 'import work; work.second()''
"""

HYPERFINE_SIZED = """\
Benchmark {}: python -c 'import work; work.{}({})'
  Time (mean ± \u03c3):      {} ms ±   1.7 ms    [User: 13.4 ms, System: 3.4 ms]
"""

PERFPLOT = """\
┏━━━┳━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━┓
┃ n ┃ first       ┃ second                ┃
┡━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━┩
│ 1 │ 0.001683603 │ 0.0025055660000000003 │
└───┴─────────────┴───────────────────────┘
"""

PYTEST = """\
--------------------- benchmark: 2 tests ---------------------
Name (time in us)          Min                   Max
--------------------------------------------------------------
test_first          1,683.1000 (1.0)      2,100.2000 (1.0)
test_second         2,505.2000 (1.49)     3,100.2000 (1.5)
--------------------------------------------------------------
"""

PAIRBENCH = "- work:second takes 1.50 times as long as work:first\n\n                time\n"

SETTLED = "growing and work:fixed cross near n = 98,000 (91,000 to 107,000)\n"


def tool(name: str) -> Tool:
    """The tool of this name."""
    (found,) = [each for each in TOOLS if each.name == name]
    return found


@pytest.mark.parametrize(
    ("name", "output", "faster"),
    [
        ("timeit", TIMEIT.format("1.63") + TIMEIT.format("2.44"), "first"),
        ("timeit", TIMEIT.format("2.44") + TIMEIT.format("1.63"), "second"),
        ("timeit", TIMEIT.format("1.63") + TIMEIT.format("1.65"), None),
        ("hyperfine", HYPERFINE.format("0.05"), "first"),
        ("hyperfine", HYPERFINE.format("0.14"), None),
        ("perfplot", PERFPLOT, "first"),
        ("pytest-benchmark", PYTEST, "first"),
        ("pairbench", PAIRBENCH, "first"),
        ("pairbench", PAIRBENCH.replace("-", "+", 1), "second"),
        ("pairbench", PAIRBENCH.replace("-", "=", 1), None),
        ("pairbench", PAIRBENCH.replace("-", "?", 1), None),
    ],
)
def test_which_is_faster_is_read(name: str, output: str, faster: str | None) -> None:
    """From the tool's own answer, or from numbers that are more than 2 % apart."""
    assert tool(name).read(output, CLEAR).faster == faster


@pytest.mark.parametrize("name", [each.name for each in TOOLS])
def test_what_is_no_answer_is_not_read_as_one(name: str) -> None:
    """A tool that fails is no tool that is wrong."""
    with pytest.raises((ValueError, LookupError)):
        tool(name).read("Traceback (most recent call last):\n", CLEAR)


def crossing_of(growing: list[float]) -> Said:
    """What is read of hyperfine where ``fixed`` takes 20 at each size."""
    assert isinstance(CROSSOVER, Crossing)
    text = "".join(
        HYPERFINE_SIZED.format(at, name, size, time)
        for at, (size, own) in enumerate(zip(CROSSOVER.sizes, growing, strict=True))
        for name, time in (("growing", own), ("fixed", 20.0))
    )
    return tool("hyperfine").read(text, CROSSOVER)


def test_a_crossover_lies_where_the_order_changes() -> None:
    """Once, between two sizes; numbers that go to and fro say none."""
    found = crossing_of([15.0, 18.0, 24.0, 30.0])
    assert found.between == (50_000, 200_000)
    assert found.is_right(CROSSOVER)
    for wrong in ([15.0, 21.0, 24.0, 30.0], [15.0, 21.0, 19.0, 30.0], [15.0, 16.0, 17.0, 18.0]):
        assert not crossing_of(wrong).is_right(CROSSOVER)


@pytest.mark.parametrize(
    ("line", "between"),
    [
        (SETTLED, (91_000, 107_000)),
        ("cross near n = 98,000 (at least 91,000)\n", (91_000, float("inf"))),
        ("cross near n = 98,000 (at most 107,000)\n", (0, 107_000)),
        ("cross near n = 98,000\n", (98_000, 98_000)),
        ("nothing\n", None),
    ],
)
def test_a_crossover_with_its_range_is_read(line: str, between: tuple[float, float] | None) -> None:
    """A range with its ends says how sure pairbench is, and it is held to that."""
    assert tool("pairbench").read(line, CROSSOVER).between == between


def test_no_difference_is_right_where_none_is_named() -> None:
    """And where there is one, its direction counts."""
    assert isinstance(CLEAR, Two)
    for said, clear, same in (
        (None, False, True),
        ("first", True, False),
        ("second", False, False),
    ):
        answer = Said(words="", faster=said)
        assert (answer.is_right(CLEAR), answer.is_right(SAME)) == (clear, same)


def asked(question: Question, seconds: float, faster: str | None) -> Asked:
    """An answer of timeit."""
    said = Said(words=f"said {faster}", faster=faster)
    return Asked(tool=tool("timeit"), question=question, said=said, seconds=seconds)


def test_a_row_counts_what_was_right() -> None:
    """With the median of the times and what is typed, in lines and characters."""
    found = [asked(CLEAR, 3.0, "first"), asked(CLEAR, 9.0, "second"), asked(CLEAR, 4.0, "first")]
    assert [*table(found)][-1] == "| timeit | 2 | 97 | 4.0 s | said first | 2 of 3 |"


def test_the_page_shows_what_is_typed() -> None:
    """Every block of it, to the letter."""
    assert "\n".join(all_typed(TOOLS)).strip() in PAGE.read_text(encoding="utf-8")
