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
