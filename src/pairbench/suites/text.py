"""What can be said of a file by its text alone, and of a function by its source."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Collection
from importlib.util import decode_source
from pathlib import Path
from typing import Any

from pairbench.core.authoring.source import parsed

MOST_BYTES = 2_000_000
"""Nobody writes a longer file by hand."""


def tree_of(path: Path, *words: str, any_of: Collection[str] = ()) -> ast.Module | None:
    """The file as a syntax tree; None where it is not Python, or does not hold the words.

    It must hold all of the ``words``, and one of ``any_of`` where there are some.
    """
    try:
        if path.suffix != ".py" or path.stat().st_size > MOST_BYTES:
            return None
        text = decode_source(path.read_bytes())
        has_one = not any_of or any(each in text for each in any_of)
        return parsed(text) if has_one and all(each in text for each in words) else None
    except (OSError, ValueError, SyntaxError, RecursionError):
        return None


def text_of(path: Path) -> str:
    """The text of a file, as far as it is text."""
    try:
        return decode_source(path.read_bytes())
    except (SyntaxError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8-sig", errors="replace")


def source_of(function: Callable[..., Any]) -> str:
    """The source of a function without the indentation of its class; empty where it has none."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return ""


def file_text(function: Callable[..., Any]) -> str:
    """The text of the file that a function stands in; empty where it stands in none."""
    try:
        return text_of(Path(inspect.getsourcefile(inspect.unwrap(function)) or ""))
    except (OSError, TypeError):
        return ""


def summary_of(function: Callable[..., Any]) -> str:
    """The first line of a function's docstring."""
    return inspect.cleandoc(function.__doc__ or "").partition("\n")[0]
