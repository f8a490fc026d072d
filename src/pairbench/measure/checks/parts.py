"""Whether a call can be given what the pair says that it gets: its input, a copy, a cold start."""

import io
from typing import Any

from pairbench.core.errors import in_one_line
from pairbench.measure.checks.results import WrongError
from pairbench.measure.checks.undone.written import forgets_to_return, speaks_of_its_argument
from pairbench.measure.processes.workbench import (
    Workbench,
    is_async_iterator,
    is_awaitable,
    is_iterator,
)

NOT_AWAITED = (
    "{name}= gives something to await, and nobody awaits it: give Pair({name}=...) a plain function"
)


def insist_on_parts(bench: Workbench) -> None:
    """Make what is made for each call, once.

    Raises:
        WrongError: it cannot be made.
    """
    # An open file can be gone back in, a stream in memory be copied.
    is_read_once = is_iterator(bench.input) or is_async_iterator(bench.input)
    if is_read_once and not isinstance(bench.input, io.IOBase):
        raise WrongError("the input is an iterator, which the first call uses up: return a list")
    if bench.input is None:
        _insist_on_none_meant(bench)
    _insist_on_copies(bench)
    if bench.pair.fresh is not None:
        _insist_on_none_to_await("fresh", bench.pair.fresh())


def _insist_on_none_meant(bench: Workbench) -> None:
    given = next(filter(forgets_to_return, bench.pair.inputs), None)
    read = any(speaks_of_its_argument(each.function) for each in bench.pair.variants)
    if given is not None and read:
        raise WrongError(
            f"the input function {given.__name__} returns nothing, so that the variants are given "
            "None: return what they are to be given, or write return None if that is meant"
        )


def _insist_on_copies(bench: Workbench) -> None:
    try:
        copied = bench.supply.argument()
    except Exception as error:
        how = "copy=..." if bench.pair.copy is None else "another copy="
        raise WrongError(
            f"the input, a {type(bench.input).__name__}, cannot be copied for each call "
            f"({in_one_line(error)}): give Pair(mutates=True, {how}) a function that copies it"
        ) from error
    if bench.pair.copy is not None:
        _insist_on_none_to_await("copy", copied)


def _insist_on_none_to_await(name: str, made: Any) -> None:
    if not is_awaitable(made):
        return
    # A coroutine that is not ended would be spoken of by the interpreter.
    if hasattr(made, "close"):
        made.close()
    raise WrongError(NOT_AWAITED.format(name=name))
