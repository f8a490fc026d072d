"""The questions that every tool is asked, about functions whose truth is known by construction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

WORK = '''\
"""Work that is counted: so many steps, and each as long as any other."""


def steps(count):
    done = 0
    while done < count:
        done += 1


def first():
    steps(100_000)


def second():
    steps(150_000)


def twin():
    steps(100_000)


def growing(n):
    steps(n)


def fixed(n):
    steps(100_000)
'''
"""The module that the questions are about, as its author has it already."""

SIZES = (25_000, 50_000, 200_000, 400_000)
"""What is asked for a crossover; it lies in the middle, at the steps of ``fixed``."""

CROSSING = 100_000

TELLING = 0.02
"""A reader of two numbers takes them for different when they are further apart than this, which is
the margin within which pairbench says "the same"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Which of two functions is faster? ``faster`` is the truth, None where neither is."""

    name: str
    functions: tuple[str, str]
    faster: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """At which size do two functions change places?"""

    name: str
    functions: tuple[str, str]
    sizes: tuple[int, ...]
    at: int


Question = Two | Crossing

QUESTIONS: tuple[Question, ...] = (
    Two(name="a clear difference", functions=("first", "second"), faster="first"),
    Two(name="no difference", functions=("first", "twin"), faster=None),
    Crossing(name="a crossover", functions=("growing", "fixed"), sizes=SIZES, at=CROSSING),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tool, or the reader of its numbers, answered, in words and as a value.

    ``faster`` is the function that is called faster, and ``between`` the sizes between which two
    functions are said to change places; None where that is not said.
    """

    words: str
    faster: str | None = None
    between: tuple[float, float] | None = None

    def is_right(self, question: Question) -> bool:
        """Whether it is the truth. Where nothing differs it is right to name no difference."""
        match question:
            case Two(faster=faster):
                return self.faster == faster
            case Crossing(at=at):
                return self.between is not None and self.between[0] <= at <= self.between[1]
        assert_never(question)


Times = Mapping[tuple[str, int], float]
"""The seconds of each function at each size, 0 where there is none, as a tool prints them."""


def read_by_a_person(times: Times, question: Question) -> Said:
    """What somebody concludes from a tool that prints times and no answer."""
    match question:
        case Two():
            return _compared(times, question)
        case Crossing():
            return _crossing(times, question)
    assert_never(question)


def _compared(times: Times, question: Two) -> Said:
    one, other = (times[name, 0] for name in question.functions)
    ratio = max(one, other) / min(one, other)
    if ratio <= 1 + TELLING:
        return Said(words=f"the same: one takes {ratio:.3f} times as long")
    faster, slower = question.functions if one < other else question.functions[::-1]
    return Said(words=f"{slower} takes {ratio:.2f} times as long", faster=faster)


def _crossing(times: Times, question: Crossing) -> Said:
    """Where the order of the two times changes, if it does so once."""
    one, other = question.functions
    firsts = [times[one, size] < times[other, size] for size in question.sizes]
    changes = [at for at in range(1, len(firsts)) if firsts[at] != firsts[at - 1]]
    if len(changes) != 1:
        return Said(words=f"the order changes {len(changes)} times")
    low, high = question.sizes[changes[0] - 1], question.sizes[changes[0]]
    return Said(words=f"between {low:,} and {high:,}", between=(low, high))
