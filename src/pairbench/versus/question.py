"""From what is written on one line to what is compared: code, functions of modules, or files."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from pairbench.core import words
from pairbench.core.authoring.source import parsed
from pairbench.core.errors import UsageError
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH
from pairbench.versus.pair_file import Sweep, Wanted
from pairbench.versus.snippet import Code, read_code

FUNCTION = re.compile(r"(?P<module>[A-Za-z_][\w.]*):(?P<function>[A-Za-z_][\w.]*)")

ARGUMENT = "argument_"
"""What is made once, outside the clock, for functions to be called with."""

SWEPT = "--size n=100,1000,10000,100000"
"""What tells how one piece of code grows."""

SCRIPT = "pairbench.versus.script"


def question(
    alternatives: Sequence[str],
    *,
    setup: str = "",
    size: str | None = None,
    call: str = "",
    mutates: bool = False,
) -> Wanted:
    """What is compared; ``call`` is an expression for the argument of functions.

    One alternative is enough where a size is swept: what is asked then is how it grows.

    Raises:
        UsageError: an alternative, the setup or the sweep cannot be read.
    """
    if len(alternatives) == 1 and size is None:
        raise UsageError(
            "one piece of code is compared with nothing: give two or more, each in quotes, "
            f"or {SWEPT} to see how it grows"
        )
    sweep = Sweep() if size is None else sweep_from(size)
    if len(alternatives) == 1:
        insist_on_growth(sweep.sizes, SWEPT)
    if call:
        setup = f"{setup}\n{ARGUMENT} = ({call})"
    argument = ARGUMENT if call else sweep.name
    codes, imports = [], []
    for each in alternatives:
        code, module = _code(each, argument)
        codes.append(code)
        imports += [module] if module else []
    return Wanted(
        codes=tuple(codes),
        setup=read_code(setup, what="the setup") if setup.strip() else None,
        sweep=sweep,
        imports=tuple(dict.fromkeys(imports)),
        mutates=mutates,
    )


def insist_on_growth(sizes: Sequence[int], example: str) -> None:
    """The growth of one piece of code is told over a few sizes.

    Raises:
        UsageError: there are too few of them.
    """
    if len(sizes) < MIN_SIZES_FOR_GROWTH:
        raise UsageError(
            f"how its time grows cannot be told from {words.counted(len(sizes), 'sizes')}: "
            f"give {MIN_SIZES_FOR_GROWTH} or more, as in {example}"
        )


def sweep_from(text: str) -> Sweep:
    """A sweep that is written ``n=10,100,1000``.

    Raises:
        UsageError: it is written in another way.
    """
    name, _, values = text.partition("=")
    try:
        sizes = tuple(sorted({int(each.replace("_", "")) for each in values.split(",")}))
    except ValueError:
        sizes = ()
    if not name.strip().isidentifier() or not sizes or sizes[0] < 1:
        raise UsageError(
            f"--size {text} is no sweep: write a name and whole numbers from 1 up, n=10,100,1000"
        )
    return Sweep(name=name.strip(), sizes=sizes)


def _insist_on_doing(path: Path) -> None:
    """A file that defines functions and calls none takes no time worth comparing.

    Raises:
        UsageError: it is such a file.
    """
    try:
        body = parsed(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        # Whoever executes it says what is wrong, and where.
        return
    functions = [each for each in body if _only_defines(each)]
    if functions and all(_only_defines(each) or _is_idle(each) for each in body):
        name = functions[-1].name
        raise UsageError(
            f"{path} defines {name} and calls nothing: call it there, or write module:{name} for a "
            "module that can be imported"
        )


def _only_defines(node: ast.stmt) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Whether it is a function and nothing runs: no decorator, and no call in a default."""
    return (
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.decorator_list
        and not any(isinstance(each, ast.Call) for each in ast.walk(node.args))
    )


def _is_idle(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Import | ast.ImportFrom)


def _code(written: str, argument: str) -> tuple[Code, str]:
    """An alternative, and the module that it must import, if it names one."""
    function = FUNCTION.fullmatch(written)
    if function is not None:
        text = f"{function['module']}.{function['function']}({argument})"
        return replace(read_code(text, what="the function"), said=written), function["module"]
    if written.endswith(".py"):
        path = Path(written)
        if not path.is_file():
            raise UsageError(f"{written} does not exist: name a Python file, or write code")
        _insist_on_doing(path)
        text = f"{SCRIPT}.printed({str(path.resolve())!r})"
        return replace(read_code(text, what="the file"), said=written), SCRIPT
    return read_code(written, what="an alternative"), ""
