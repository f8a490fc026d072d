"""The triples of a file: two functions, and what the second does better."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.core.authoring.loading import load_module

LIST = "__benchmarks__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """Two functions without arguments; ``attribute`` is the number of the triple in its file."""

    attribute: str
    functions: tuple[Callable[[], Any], Callable[[], Any]]
    names: tuple[str, str]
    description: str


def triples_of(root: Path, file: str) -> list[Triple | str]:
    """Each triple of a file, or what is wrong with it.

    Raises:
        BaseException: whatever the file raises while it is imported.
    """
    return list(_triples(getattr(load_module(root, file), LIST, ())))


def _triples(written: Any) -> Iterator[Triple | str]:
    known: set[str] = set()
    for number, each in enumerate(written):
        match each:
            case (before, after, description) if callable(before) and callable(after):
                yield Triple(
                    attribute=str(number),
                    functions=(before, after),
                    names=_names(before, after),
                    description=_told_apart(description, number, known),
                )
            case _:
                yield (
                    f"{LIST}[{number}] is {_shown(each)}: give two functions and a description, "
                    "(before, after, 'what is better')"
                )


def _shown(written: Any) -> str:
    """The same in every process: a function by its name, what is no plain value by its type."""
    match written:
        case tuple() | list():
            return f"({', '.join(map(_shown, written))})"
        case None | str() | bool() | int() | float():
            return repr(written)
        case _ if callable(written):
            return str(getattr(written, "__name__", type(written).__name__))
        case _:
            return f"of the type {type(written).__name__}"


def _told_apart(description: Any, number: int, known: set[str]) -> str:
    """What is said of a triple; where another one says the same, with its number in the list."""
    said = " ".join(str(description).split()) or f"benchmark {number}"
    found = f"{said} (benchmark {number})" if said in known else said
    known.add(found)
    return found


def _names(before: Any, after: Any) -> tuple[str, str]:
    first, second = (getattr(each, "__name__", type(each).__name__) for each in (before, after))
    return (first, second) if first != second else (f"{first} before", f"{second} after")
