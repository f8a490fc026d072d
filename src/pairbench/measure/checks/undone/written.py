"""A function as it is written: its source, and what that says of what it returns."""

import ast
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Written:
    """The syntax of a function's source, and the line of its file that this begins in."""

    tree: ast.Module
    first_line: int


def written(function: Callable[..., Any]) -> Written | None:
    """The source of a function; None where nobody has it."""
    import inspect

    try:
        lines, first = inspect.getsourcelines(function)
        return Written(ast.parse(textwrap.dedent("".join(lines))), first)
    except (OSError, SyntaxError, TypeError):
        return None


def forgets_to_return(function: Callable[..., Any]) -> bool:
    """Whether it works and returns nothing, and does not say that this is meant."""
    source = written(function)
    body = _body(source.tree) if source else []
    works = any(not (isinstance(each, ast.Pass) or _is_a_constant(each)) for each in body)
    return works and not any(isinstance(each, ast.Return) for each in _own(body))


def returned(tree: ast.Module) -> list[ast.expr]:
    """What a function that is written so says that it returns, each time that it does."""
    returns = [each for each in _own(_body(tree)) if isinstance(each, ast.Return)]
    return [each.value for each in returns if each.value is not None]


def speaks_of_its_argument(function: Callable[..., Any]) -> bool:
    """Whether it reads what it is called with, or nobody can tell."""
    source = written(function)
    if source is None:
        return True
    names = {each.arg for each in ast.walk(source.tree) if isinstance(each, ast.arg)}
    read = {each.id for each in ast.walk(source.tree) if isinstance(each, ast.Name)}
    return bool(names & read)


def _is_a_constant(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _body(tree: ast.Module) -> list[Any]:
    """The statements of the function that is written so; a lambda has none."""
    body = getattr(tree.body[0], "body", None) if tree.body else None
    return body if isinstance(body, list) else []


def _own(body: list[Any]) -> Iterator[ast.AST]:
    """What a function consists of, without the functions within it."""
    left: list[ast.AST] = list(body)
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            left.extend(ast.iter_child_nodes(node))
