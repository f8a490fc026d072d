"""What a variant keeps between its calls."""

from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest

from pairbench.measure.checks.caches import is_kept


class Colour(Enum):
    RED = 1


@pytest.mark.parametrize("value", [[1], {}, 257, 0.5, (1, []), SimpleNamespace(), {1}])
def test_the_very_object_of_the_first_call_is_kept(value: Any) -> None:
    """Another one that is equal to it is not."""
    assert is_kept(value, value, given=[2])
    assert not is_kept(list(range(3)), list(range(3)), given=None)


@pytest.mark.parametrize(
    "value", [None, True, 256, "word", b"word", int, Colour.RED, (), frozenset(), len, pytest]
)
def test_what_may_be_one_object_everywhere_is_not_taken_for_kept(value: Any) -> None:
    """A constant of the code is given again by any call."""
    assert not is_kept(value, value, given=None)


def test_an_input_that_is_given_back_is_not_kept() -> None:
    """A sort in place gives back what it was given."""
    numbers = [3, 1]
    assert not is_kept(numbers, numbers, given=numbers)


def test_a_copy_that_holds_the_very_items_is_kept() -> None:
    """A memo that gives a copy of what it holds spares the work as well."""
    made = [1_000, 2_000]
    assert is_kept(made, list(made), given=[1])
    assert is_kept({"k": made}, {"k": made}, given=[1])
    assert not is_kept(made, [int("1000"), int("2000")], given=[1])
    assert not is_kept(["word", 1], ["word", 1], given=[1])


def test_items_of_the_input_are_not_kept() -> None:
    """What sorts or chooses gives the items that it was given, also from deep within it."""
    numbers = [3_000, 1_000]
    holder = SimpleNamespace(rows=[{"of": numbers}])
    assert not is_kept(sorted(numbers), sorted(numbers), given=holder)
