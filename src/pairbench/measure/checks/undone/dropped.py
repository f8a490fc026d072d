"""What a function makes as a statement of its own and nobody can read, told by its source."""

import ast
import textwrap
from typing import Any

DROPPED = "makes {} in line {} of its file that nobody reads, so that nothing is done: read it"

LAZY = (map, filter, zip)
"""Builtins that do nothing until what they return is read."""


def dropped_in(function: Any) -> str | None:
    """In words, what a function makes as a statement of its own and nobody can ever read."""
    import inspect

    function = inspect.unwrap(function)
    code, known = getattr(function, "__code__", None), getattr(function, "__globals__", {})
    # A name that the file gives to something of its own is not the builtin.
    names = {each.__name__ for each in LAZY if known.get(each.__name__, each) is each}
    inner = {each.co_name for each in getattr(code, "co_consts", ()) if hasattr(each, "co_name")}
    called = names.intersection(getattr(code, "co_names", ()))
    if not (called or "<genexpr>" in inner):
        return None
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, SyntaxError, TypeError):
        return None
    for value in (each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)):
        line = first + value.lineno - 1
        if isinstance(value, ast.GeneratorExp):
            return DROPPED.format("a generator", line)
        name = getattr(value.func, "id", None) if isinstance(value, ast.Call) else None
        if name in called:
            return DROPPED.format(f"a {name}", line)
    return None
