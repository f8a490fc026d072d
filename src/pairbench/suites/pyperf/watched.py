"""Sees what pyperf's loops throw away: results that are not done, and seconds that are none."""

from collections.abc import Awaitable, Callable
from typing import Any

from pairbench.core.errors import SuiteError
from pairbench.suites.lazy import undone

Task = Any
"""What pyperf makes of a benchmark: its name, and a function of itself and of loops that returns
the seconds that they took."""

SOME = 1_000
"""So many loops take longer than any clock's step."""

NO_TIME = (
    "its function returns {} for {}, which is no time that they took: have it return the seconds "
    "of all its loops"
)


class Watched:
    """A function that is called as it is, with whose last result something may be left to do."""

    def __init__(self) -> None:
        self._left: object = None

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, watched."""

        def watched(*args: Any) -> Any:
            result = function(*args)
            self._look(result)
            return result

        return watched

    def around_awaited(self, function: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
        """One whose result is awaited, watched."""

        async def watched(*args: Any) -> Any:
            result = await function(*args)
            self._look(result)
            return result

        return watched

    def once(self, task: Task) -> Callable[[], object]:
        """A call of the task that has this function; it returns what is left to do, if anything."""
        task_func = task.task_func

        def called() -> object:
            seconds_of(task_func(task, 1), 1)
            left, self._left = self._left, None
            return left

        return called

    def _look(self, result: object) -> None:
        if undone(result) is not None:
            self._left = result


def seconds_of(returned: Any, loops: int) -> float:
    """What a task says that so many loops took; a few may take no step of its clock.

    Raises:
        SuiteError: it is no time.
    """
    try:
        seconds = float(returned)
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0 <= seconds < float("inf") or (seconds == 0 and loops >= SOME):
        counted = "1 loop" if loops == 1 else f"{loops:,} loops"
        raise SuiteError(NO_TIME.format(_shown(returned), counted))
    return seconds


def _shown(returned: Any) -> str:
    """A number as it is, of anything else what it is: the same in every process."""
    is_number = returned is None or isinstance(returned, int | float)
    return repr(returned) if is_number else f"an object of type {type(returned).__name__}"
