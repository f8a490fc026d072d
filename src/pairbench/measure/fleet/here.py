"""The machine of the command as a fleet of one: each piece of work is done in its turn."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pairbench.core.errors import PairbenchError
from pairbench.measure.fleet.done import Done

Work = TypeVar("Work")
Result = TypeVar("Result")


class Here:
    """Does the work in this process."""

    def results(self, do: Callable[[Work], Result], work: Sequence[Work]) -> Iterator[Done[Result]]:
        """What comes of each piece, in their order."""
        for place, each in enumerate(work):
            try:
                yield Done(place=place, where=None, result=do(each))
            except PairbenchError as error:
                yield Done(place=place, where=None, result=None, lost=str(error))
