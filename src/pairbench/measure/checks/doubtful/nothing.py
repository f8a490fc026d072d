"""Whether a result has nothing in it to be compared, though its function says what it returns."""

import ast
from collections.abc import Callable, Iterable, Sized
from typing import Any

from pairbench.measure.checks.undone.written import returned, written
from pairbench.measure.checks.values.shown import short
from pairbench.measure.processes.workbench import Workbench


def nothing_in(bench: Workbench, result: Any, variants: Iterable[str]) -> str | None:
    """The result in words, where each variant returns nothing at this size and means something.

    What acts on its input, on a resource or on its consumer, and what a behaviour is demonstrated
    of, may return what it likes.
    """
    pair = bench.pair
    if len(pair.sizes) == 1 and result is not None and not isinstance(result, Sized):
        return None  # one zero may well be the answer
    acts = pair.mutates or pair.resources or pair.consumers or pair.behaviours or pair.equals
    if acts or pair.differs is not None or not is_nothing(result):
        return None
    if not all(_means_something(bench.function(each)) for each in variants):
        return None
    return short(result)


def is_nothing(result: Any) -> bool:
    """Whether it is None, a zero, or a built-in container without items.

    False is an answer: what is looked for is not there.
    """
    if result is None:
        return True
    kind = type(result)
    if kind.__module__ not in {"builtins", "collections"} or kind is bool:
        return False
    return len(result) == 0 if isinstance(result, Sized) else kind in {int, float} and not result


def _means_something(function: Callable[..., Any]) -> bool:
    """Whether it is written to return a value: one, at least, that is no constant."""
    source = written(function)
    values = returned(source.tree) if source else []
    return any(not isinstance(each, ast.Constant) for each in values)
