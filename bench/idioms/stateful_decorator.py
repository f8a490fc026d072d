"""A decorator that keeps state: a closure with ``nonlocal``, or a class?

Here it lets a function be called so many times and no more. On a method a closure works as it is;
an instance of a class is not bound to anything, unless the class has a ``__get__``.
"""

from collections.abc import Callable
from functools import update_wrapper, wraps
from types import MethodType
from typing import Generic, ParamSpec, TypeVar

from pairbench import Pair

P = ParamSpec("P")
R = TypeVar("R")

LIMIT = 100_000

pair = Pair(
    advice="Write a decorator that keeps state as a class, not a closure: it costs no time.",
    sizes=(1_000,),
    axis="calls",
)


class LimitReachedError(Exception):
    pass


def limited(function: Callable[P, R]) -> Callable[P, R]:
    calls = 0

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal calls
        if calls >= LIMIT:
            raise LimitReachedError
        calls += 1
        return function(*args, **kwargs)

    return wrapper


class Limited(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self.calls >= LIMIT:
            raise LimitReachedError
        self.calls += 1
        return self.function(*args, **kwargs)

    def __get__(self, instance: object, owner: type) -> Callable[..., R]:
        return self if instance is None else MethodType(self, instance)


@pair.input
def stakes(size: int) -> list[int]:
    return list(range(size))


def fee(stake: int) -> int:
    return stake // 50 + 1


@pair.bad
def closure(stakes: list[int]) -> int:
    """``nonlocal calls``: only the wrapper itself can see or reset the count."""
    limited_fee = limited(fee)
    return sum([limited_fee(stake) for stake in stakes])


@pair.good(costs=1.1)
def class_based(stakes: list[int]) -> int:
    """``self.calls`` and ``__call__``: the count is an attribute like any other."""
    limited_fee = Limited(fee)
    return sum([limited_fee(stake) for stake in stakes])


on_methods = Pair(
    advice="With a `__get__` the class decorates methods as well, and costs no time.",
    sizes=(10_000,),
    axis="calls",
)
on_methods.input(stakes)


@on_methods.bad
def closure_on_method(stakes: list[int]) -> int:
    """The wrapper is a function, so the class binds it as it binds any method."""

    class Desk:
        @limited
        def fee(self, stake: int) -> int:
            return stake // 50 + 1

    desk = Desk()
    return sum([desk.fee(stake) for stake in stakes])


@on_methods.good(costs=1.1)
def class_on_method(stakes: list[int]) -> int:
    """``__get__`` is called for each call of the method, and makes it a bound one."""

    class Desk:
        @Limited
        def fee(self, stake: int) -> int:
            return stake // 50 + 1

    desk = Desk()
    return sum([desk.fee(stake) for stake in stakes])
