"""An alternative as somebody writes it: code, a function of a module or of a file, or a file."""

import ast
import builtins
import keyword
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard

from pairbench.core.authoring.source import parsed
from pairbench.core.errors import UsageError
from pairbench.versus.snippet import Code, read_code

FUNCTION = re.compile(
    r"(?:(?P<file>[^\n(){}\[\]'\"]+\.py)|(?P<module>[A-Za-z_][\w.]*)):(?P<function>[A-Za-z_][\w.]*)"
)

REVISION = re.compile(r"\w(?:[\w./-]*\w)?(?:~\d*|\^+)")
"""What git calls a commit, and no Python is."""

SCRIPT = "pairbench.versus.script"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """What is known of functions that are named and not called.

    ``argument`` is the name of what they are called with, empty for nothing, and ``is_given`` says
    that somebody asked for just that. ``functions`` are those of the setup; modules are imported
    from the ``folders``.
    """

    argument: str = ""
    is_given: bool = False
    functions: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A piece of code, and the module that it needs, empty where it names none."""

    code: Code
    module: str = ""


def alternative(written: str, callee: Callee) -> Alternative:
    """What stands on one place of the line.

    Raises:
        UsageError: it cannot be read, or names what there is not.
    """
    if REVISION.fullmatch(written):
        raise UsageError(
            f"{written} is a revision, and no code: pairbench gate --base {written} compares it "
            "with what you have now"
        )
    function = FUNCTION.fullmatch(written)
    if function is not None:
        module = function["module"] or _module_of(function["file"], callee.folders)
        called = _called(f"{module}.{function['function']}", callee)
        return Alternative(code=replace(called, said=written), module=module)
    if written.endswith(".py"):
        path = _file(written)
        _insist_on_doing(path, written)
        text = f"{SCRIPT}.printed({str(path.resolve())!r})"
        code = replace(read_code(text, what="the file"), said=written)
        return Alternative(code=code, module=SCRIPT)
    if _is_dotted_name(written) and (callee.is_given or _is_function(written, callee)):
        if not callee.argument:
            raise UsageError(
                f"{written} is a function, and not called: write {written}(…), or say with --input "
                "what it is called with"
            )
        return Alternative(code=replace(_called(written, callee), said=written))
    code = read_code(written, what="an alternative")
    if code.imports_all:
        raise UsageError(
            f"{code.label}: 'import *' cannot stand in a function, which code becomes: give it "
            "with --setup, or name what is imported"
        )
    return Alternative(code=code)


def _called(function: str, callee: Callee) -> Code:
    return read_code(f"{function}({callee.argument})", what="the function")


def _is_dotted_name(written: str) -> bool:
    parts = written.split(".")
    return all(each.isidentifier() and not keyword.iskeyword(each) for each in parts)


def _is_function(name: str, callee: Callee) -> bool:
    """Whether that is certain: what a module's attribute is, is known when it is executed."""
    return name in callee.functions or callable(getattr(builtins, name, None))


def _file(written: str) -> Path:
    path = Path(written)
    if not path.is_file():
        raise UsageError(f"{written} does not exist: name a Python file, or write code")
    return path


def _module_of(written: str, folders: tuple[Path, ...]) -> str:
    """The dotted name by which a file can be imported, from the nearest of the folders.

    Raises:
        UsageError: it lies in none of them, or its name is none that Python can import.
    """
    path = _file(written).resolve()
    above = [each for each in map(Path.resolve, folders) if path.is_relative_to(each)]
    if not above:
        raise UsageError(
            f"{written} cannot be imported from here: go to its folder, or to one above it"
        )
    nearest = max(above, key=lambda each: len(each.parts))
    name = ".".join(path.relative_to(nearest).with_suffix("").parts)
    if not _is_dotted_name(name):
        raise UsageError(f"{written} cannot be imported as {name}: give it a name of Python's")
    return name


def _insist_on_doing(path: Path, written: str) -> None:
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
            f"{written} defines {name} and calls nothing: write {written}:{name}, or call it there"
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
