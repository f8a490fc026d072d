"""Functions on their way into workers: pickled where they are, and variants of a pair there."""

import pickle  # nosec B403: only what this very process has written is read
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from pairbench.notebook.texts import Text, with_text

INPUT = "given"
"""The name of the function that makes the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a worker needs: the functions, and what they are called with at each size.

    ``inputs`` is a function of the size, or a value for each size, or None where the functions are
    called with nothing. ``texts`` are those of the functions, where there is one.
    """

    functions: tuple[Callable[..., Any], ...]
    inputs: Callable[[int], Any] | Mapping[int, Any] | None
    texts: tuple[Text | None, ...] = ()

    def variant(self, place: int, name: str, label: str) -> Callable[..., Any]:
        """A function as a variant of this name, which is that function wherever it can be."""
        function = self.functions[place]
        text = self.texts[place] if self.texts else None
        if text is not None and isinstance(function, FunctionType):
            function = with_text(function, text)
        variant = _with_argument(function) if self.inputs is None else _copied(function)
        variant.__name__ = variant.__qualname__ = name
        variant.__doc__ = label
        return variant

    def given(self, size: int) -> Any:
        """The argument at a size."""
        if self.inputs is None:
            return None
        return self.inputs(size) if callable(self.inputs) else self.inputs[size]


def load(path: str) -> Carried:
    """What was written for this process to read."""
    # The file lies in a folder of the user's own, and was written a moment ago.
    carried: Carried = pickle.loads(Path(path).read_bytes())  # noqa: S301 # nosec B301
    return carried


def dump(carried: Carried, by_value: Iterable[ModuleType] = ()) -> bytes:
    """What a worker can load, functions of a notebook's cells included.

    Of the modules that are carried ``by_value`` a worker need not be able to import any.

    Raises:
        Exception: something that a function reads cannot be carried into another process.
    """
    import cloudpickle

    modules = list(by_value)
    for each in modules:
        cloudpickle.register_pickle_by_value(each)
    try:
        dumped: bytes = cloudpickle.dumps(carried)
    finally:
        for each in modules:
            cloudpickle.unregister_pickle_by_value(each)
    return dumped


def _copied(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same code under a name of its own; what is no Python function is called by one."""
    if not isinstance(function, FunctionType):

        def call(given: Any) -> Any:
            return function(given)

        return call
    copy = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def _with_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every variant gets an argument: this one does without."""

    def call(_given: Any) -> Any:
        return function()

    # What is looked for in a variant is looked for in what it calls.
    call.__wrapped__ = function  # type: ignore[attr-defined]
    return call
