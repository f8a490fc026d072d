"""The text of a function on its way into workers, where nobody has the cell that it is from."""

import inspect
import linecache
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The lines of a function, and where they stand in what its code calls its file."""

    file: str
    first_line: int
    lines: tuple[str, ...]


def text_of(function: Callable[..., Any]) -> Text | None:
    """The text of a function written in Python, if there is one."""
    if not isinstance(function, FunctionType):
        return None
    try:
        # What a decorator has made of a function is another one, which has a text of its own.
        lines, first_line = inspect.getsourcelines(function.__code__)
    except (OSError, TypeError):
        return None
    return Text(file=function.__code__.co_filename, first_line=first_line, lines=tuple(lines))


def with_text(function: FunctionType, text: Text) -> FunctionType:
    """A copy of a function that is found to have this text: on its way its code lost the file."""
    _lay_out(text)
    copy = FunctionType(
        function.__code__.replace(co_filename=text.file),
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    copy.__dict__.update(function.__dict__)
    return copy


def _lay_out(text: Text) -> None:
    """Let this process find the text where it looks for that of its own code."""
    if Path(text.file).exists():
        return
    lines = list(linecache.getlines(text.file))
    end = text.first_line - 1 + len(text.lines)
    lines += ["\n"] * (end - len(lines))
    lines[text.first_line - 1 : end] = text.lines
    # Without a time it is never held against a file.
    linecache.cache[text.file] = (sum(map(len, lines)), None, lines, text.file)
