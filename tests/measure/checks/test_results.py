"""What is said of two results: by the pair's own comparison, or by ``==``."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.results import WrongError, difference_between


def said(first: object, second: object, equal: Callable[..., Any] | None = None) -> str | None:
    """The difference, as a pair with this comparison has it."""
    pair = Pair(sizes=(1,))
    if equal is not None:
        pair.equal(equal)
    return difference_between(pair, first, second)


class Vector:
    """An object whose ``==`` answers for each of its items."""

    def __init__(self, *items: int) -> None:
        self.items = np.array(items)

    def __eq__(self, other: object) -> Any:
        return self.items == (other.items if isinstance(other, Vector) else other)

    __hash__ = None  # type: ignore[assignment]


def asserting(first: object, second: object) -> None:
    """A comparison as tests have them."""
    assert first == second


async def later(first: object, second: object) -> bool:
    """A comparison that nobody awaits."""
    return first == second


@pytest.mark.parametrize(
    ("equal", "told"),
    [
        (asserting, "@pair.equal asserting returned None: return True or False"),
        (lambda *_: np.array([True]), "returned an array of shape (1,) (take its .all())"),
        (later, "@pair.equal later returned a coroutine that nobody awaits"),
        (lambda *_: 0, "returned 0 (int): return True or False"),
        (lambda one, _: one.missing, "raised AttributeError"),
    ],
)
def test_an_answer_that_is_none_is_refused(equal: Callable[..., Any], told: str) -> None:
    """By what it was: None, an array, a coroutine, a number, an error."""
    with pytest.raises(WrongError) as caught:
        said(1, 1, equal)
    assert told in str(caught.value)


def test_the_answer_of_a_pair_counts() -> None:
    """Where it says no of values that look alike, it is named."""
    assert said(1, 2, lambda *_: True) is None
    assert said(1, 2, lambda *_: np.True_) is None
    assert said([1], [2], lambda *_: False) == "at [0]: 1 and 2"
    told = said(1, 1, lambda *_: False)
    assert told is not None
    assert told.startswith("1 and 1 are not equal, says @pair.equal")


def test_identity_is_refused_with_a_way_out() -> None:
    """Whatever the results show: they would differ from call to call."""
    with pytest.raises(WrongError) as caught:
        said({1: 2}.values(), {1: 2}.values())
    assert "dict_values([2]) and dict_values([2]) compare by identity" in str(caught.value)
    assert "give a function with @pair.equal, or return plain data" in str(caught.value)


def test_an_equality_that_answers_with_an_array_is_refused_with_a_way_out() -> None:
    """It has not said that they differ; what they hold is asked before it."""
    with pytest.raises(WrongError) as caught:
        said([Vector(1, 2)], [Vector(1, 2)])
    assert "cannot be compared with == (TypeError: it returns a" in str(caught.value)
    assert "which is no truth value): give a function with @pair.equal" in str(caught.value)
    assert said([Vector(1, 2)], [Vector(1, 3)]) == "at [0].items[1]: 2 and 3"


def test_the_order_of_a_set_is_guessed_at() -> None:
    """The same items in another order come with the most likely reason."""
    told = said(["b", "a"], ["a", "b"])
    assert told == "at [0]: 'b' and 'a', the same items in another order (of a set? sort them)"


def test_results_that_are_too_deep_are_refused() -> None:
    """A comparison that the interpreter gives up is no traceback."""
    first: list[Any] = [1]
    second: list[Any] = [2]
    for _ in range(100_000):
        first, second = [first], [second]
    with pytest.raises(WrongError, match="cannot be compared with =="):
        said(first, second)
