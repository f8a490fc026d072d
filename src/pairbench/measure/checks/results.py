"""The one way in which two results are compared: by the pair's own ``equal``, or by ``==``."""

from typing import Any

from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import in_one_line
from pairbench.measure.checks.values.arrays import is_array
from pairbench.measure.checks.values.difference import Difference
from pairbench.measure.checks.values.differences import Walk
from pairbench.measure.checks.values.equality import plainly_equal
from pairbench.measure.checks.values.shown import short
from pairbench.measure.processes.workbench import is_awaitable


class WrongError(Exception):
    """The pair cannot be measured as it stands; the message says where and what to do."""


def difference_between(pair: Pair, first: Any, second: Any, walk: Walk | None = None) -> str | None:
    """Where two results differ, in a line; None where they are equal, as the pair has it.

    Raises:
        WrongError: they cannot be compared.
    """
    walk = walk or Walk()
    if pair.equals:
        if _own_answer(pair, first, second):
            return None
        try:
            found = walk.difference(first, second)
        except Exception:  # noqa: BLE001 (the pair has said that they differ, which is enough)
            found = None
        if found is None or found.identity is not None:
            name = pair.equals[0].__name__
            return f"{short(first)} and {short(second)} are not equal, says @pair.equal {name}"
        return in_words(found)
    return None if plainly_equal(first, second) else _told_apart(walk, first, second)


def in_words(found: Difference) -> str:
    """A difference of results, with what may be behind it."""
    return f"{found} (of a set? sort them)" if found.reordered else str(found)


def _told_apart(walk: Walk, first: Any, second: Any) -> str | None:
    try:
        found: Difference | None = walk.difference(first, second)
    except Exception as error:
        raise WrongError(
            f"results of type {type(first).__name__} cannot be compared with == "
            f"({in_one_line(error)}): give a function with @pair.equal"
        ) from error
    if found is not None and found.identity is not None:
        raise WrongError(
            f"results cannot be compared: {found}; "
            "give a function with @pair.equal, or return plain data"
        )
    return None if found is None else in_words(found)


def _own_answer(pair: Pair, first: Any, second: Any) -> bool:
    name = pair.equals[0].__name__
    try:
        answer: Any = pair.equals[0](first, second)
    except Exception as error:
        raise WrongError(
            f"@pair.equal {name} raised {in_one_line(error)}: return True or False"
        ) from error
    if type(answer) is bool or _is_truth_of_a_library(answer):
        return bool(answer)
    raise WrongError(f"@pair.equal {name} returned {_told(answer)}: return True or False")


def _is_truth_of_a_library(answer: Any) -> bool:
    """Whether it is one truth value of numpy or its like."""
    kind = str(getattr(answer, "dtype", "")).rpartition(".")[2]
    return kind == "bool" and tuple(getattr(answer, "shape", (1,))) == ()


def _told(answer: Any) -> str:
    if answer is None:
        return "None"
    if is_awaitable(answer):
        # A coroutine that is not ended would be spoken of by the interpreter.
        if hasattr(answer, "close"):
            answer.close()
        return "a coroutine that nobody awaits (make it a plain function)"
    if is_array(type(answer)) and answer.shape:
        return f"an array of shape {tuple(answer.shape)} (take its .all())"
    return f"{short(answer)} ({type(answer).__name__})"
