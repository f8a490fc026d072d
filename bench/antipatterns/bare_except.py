"""A bare ``except:`` around work that may fail: what else does it catch?"""

import signal
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pairbench import Pair


class Parsed(NamedTuple):
    """The readings of a file, and how many of its lines hold none."""

    readings: list[float]
    rejected: int


Parse = Callable[[Sequence[str]], Parsed]

pair = Pair(
    advice="Catch the specific error: a bare `except:` stops Ctrl-C as well, and hides mistakes.",
    sizes=(1_000,),
    axis="lines",
)


@pair.input
def lines(size: int) -> list[str]:
    """One line in ten is not a number."""
    return ["n/a" if number % 10 == 0 else f"{number / 4}" for number in range(size)]


class SlowLine(str):
    """A line during which somebody presses Ctrl-C."""

    __slots__ = ()

    def __float__(self) -> float:
        signal.raise_signal(signal.SIGINT)
        return 0.0


@pair.behaviour
def ctrl_c_ends_the_work(parse: Parse) -> str:
    # A shell that starts a program in the background lets it ignore the signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        parsed = parse([SlowLine("20.5"), "21.0"])
    except KeyboardInterrupt:
        return "KeyboardInterrupt came out, and the work ended"
    raise AssertionError(f"Ctrl-C was taken for a bad line, and the work went on: {parsed}")


@pair.behaviour
def a_mistake_of_the_program_is_not_taken_for_a_bad_line(parse: Parse) -> str:
    try:
        parsed = parse([None])  # type: ignore[list-item]  # the mistake
    except TypeError as error:
        return f"TypeError came out: {error}"
    raise AssertionError(f"None instead of a line was counted as a bad line: {parsed}")


@pair.bad
def bare_except(lines: Sequence[str]) -> Parsed:
    """``except:`` catches everything that can be raised."""
    readings: list[float] = []
    rejected = 0
    for line in lines:
        try:
            readings.append(float(line))
        except:  # noqa: E722 (the subject)
            rejected += 1
    return Parsed(readings, rejected)


@pair.good(costs=1.1)
def specific_error(lines: Sequence[str]) -> Parsed:
    """``except ValueError`` catches what ``float`` raises for a bad line, and nothing else."""
    readings: list[float] = []
    rejected = 0
    for line in lines:
        try:
            readings.append(float(line))
        except ValueError:
            rejected += 1
    return Parsed(readings, rejected)
