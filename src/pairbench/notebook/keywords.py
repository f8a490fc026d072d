"""A keyword that a function does not take, told with those that it takes."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def telling_keywords(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which names its keywords where it is called with another one."""
    parameters = signature(function).parameters.values()
    known = [each.name for each in parameters if each.kind is Parameter.KEYWORD_ONLY]

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        wrong = next((each for each in kwargs if each not in known), None)
        if wrong is None:
            return function(*args, **kwargs)
        meant = "".join(f"; did you mean {each}=?" for each in get_close_matches(wrong, known, 1))
        has = ", ".join(f"{each}=" for each in known)
        raise TypeError(f"{function.__name__}() takes no {wrong}={meant or ';'} it takes {has}")

    return call
