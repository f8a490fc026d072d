"""What became of a piece of work."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Result]):
    """The result of the piece at a place among all, and the worker that has it; or why none."""

    place: int
    where: str | None
    result: Result | None
    lost: str | None = None
