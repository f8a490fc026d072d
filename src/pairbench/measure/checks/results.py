"""How results are compared, and how a difference between them is told."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import in_one_line
from pairbench.measure.processes.workbench import is_awaitable

SHOWN = 60
"""How many characters of a differing value are shown."""


class WrongError(Exception):
    """The pair cannot be measured as it stands; the message says where and what to do."""


def equal(pair: Pair, first: Any, second: Any) -> bool:
    """Whether two results are equal, as the pair has it.

    Raises:
        WrongError: they cannot be compared.
    """
    if pair.equals:
        answer = pair.equals[0](first, second)
        if is_awaitable(answer):
            if hasattr(answer, "close"):
                answer.close()
            raise WrongError("@pair.equal gives something to await: make it a plain function")
        return bool(answer)
    try:
        return bool(first == second)
    except Exception as error:
        raise WrongError(
            f"results of type {type(first).__name__} cannot be compared with == "
            f"({in_one_line(error)}): give a function with @pair.equal"
        ) from error


def first_difference(first: Any, second: Any) -> str:
    """Where two results first differ, in a line."""
    if type(first) is not type(second):
        kinds = f"{type(first).__name__} and {type(second).__name__}"
        return f"{_short(first)} and {_short(second)} ({kinds})"
    if isinstance(first, dict):
        for key in [*first, *second]:
            if key not in first or key not in second:
                return f"only one of them has the key {_short(key)}"
            if first[key] != second[key]:
                return f"at {_short(key)}: {_short(first[key])} and {_short(second[key])}"
    if isinstance(first, list | tuple | str | bytes):
        return _first_differing_item(first, second)
    return f"{_short(first)} and {_short(second)}"


def _first_differing_item(first: Sequence[Any], second: Sequence[Any]) -> str:
    for index, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return f"at [{index}]: {_short(one)} and {_short(other)}"
    return f"lengths {len(first)} and {len(second)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else "".join(islice(text, SHOWN)) + "…"
