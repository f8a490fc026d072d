"""Functions as the subject of a comparison: the pair file that loads them, and their source."""

import ast
import inspect
import linecache
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

from pairbench.core.authoring.entry import Site
from pairbench.core.errors import UsageError, in_one_line
from pairbench.core.installed import is_installed
from pairbench.notebook.carried import Carried, dump
from pairbench.notebook.texts import text_of
from pairbench.versus.comparing import Subject
from pairbench.versus.snippet import names_for, read_code

AXIS = "n"
"""What a size is called."""

_AT = re.compile(r" at 0x[0-9a-fA-F]+")

Inputs = Callable[[int], Any] | Mapping[int, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A function, what it is called where a person reads it, and its text, if there is one.

    ``claims`` are what a pair file would claim of it, by their kind.
    """

    function: Callable[..., Any]
    label: str
    source: str
    claims: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Functions to compare, the first of them the baseline, and what they are called with.

    ``modules`` are those whose functions are carried whole, because no worker can import them.
    """

    functions: tuple[Named, ...]
    inputs: Inputs | None
    sizes: tuple[int, ...]
    mutates: bool
    modules: tuple[ModuleType, ...] = ()


def subject_of(asked: Asked, folder: Path) -> Subject:
    """A pair file that loads the functions from a file in the folder, as long as that is there.

    Raises:
        UsageError: the functions cannot be carried into another process.
    """
    path = folder / "carried.pickle"
    functions = tuple(each.function for each in asked.functions)
    try:
        carried = Carried(
            functions=functions, inputs=asked.inputs, texts=tuple(map(text_of, functions))
        )
        path.write_bytes(dump(carried, asked.modules))
    except Exception as error:  # whatever an object of the user's raises
        raise UsageError(
            f"the functions cannot be carried into a worker: {in_one_line(error)}; let them take "
            "what cannot be copied from a module, or make it inside"
        ) from error
    labels = [replace(read_code("pass", what="it"), said=each.label) for each in asked.functions]
    names = names_for(labels, ())
    return Subject(
        text=lambda differs: _text(asked, path, names, differs),
        axis=AXIS if len(asked.sizes) > 1 else "",
        sources={
            name: each.source
            for name, each in zip(names, asked.functions, strict=True)
            if each.source
        },
    )


def _text(asked: Asked, path: Path, names: Sequence[str], differs: str | None) -> str:
    options = f"sizes={asked.sizes!r}, mutates={asked.mutates!r}, differs={differs!r}"
    axis = f", axis={AXIS!r}" if len(asked.sizes) > 1 else ""
    variants = (
        f"{_marked(each, place, asked)}(carried.variant({place}, {name!r}, {each.label!r}))"
        for place, (name, each) in enumerate(zip(names, asked.functions, strict=True))
    )
    question = ", or ".join(each.label for each in asked.functions)
    head = [
        repr(f"{question}?"),
        "from pairbench import Pair",
        "from pairbench.notebook.carried import load",
        f"carried = load({str(path)!r})",
        f"pair = Pair({options}{axis})",
        "pair.input(carried.given)",
    ]
    return "\n".join([*head, *variants])


def _marked(named: Named, place: int, asked: Asked) -> str:
    """The decorator of a variant; the only one has no rival, and is no baseline."""
    claims = ", ".join(f"{kind}={value!r}" for kind, value in named.claims.items())
    role = "good" if place or len(asked.functions) == 1 else "bad"
    return f"pair.{role}({claims})" if claims else f"pair.{role}"


def named(functions: Sequence[Callable[..., Any]]) -> tuple[Named, ...]:
    """Each function under its name, or what a lambda does; told apart by module, or a number."""
    found: list[Named] = []
    said = [_said(each) for each in functions]
    whole = [_with_module(each, label) for each, label in zip(functions, said, strict=True)]
    meanings = Counter(short for short, _ in set(zip(said, whole, strict=True)))
    said = [long if meanings[short] > 1 else short for short, long in zip(said, whole, strict=True)]
    for place, (function, label) in enumerate(zip(functions, said, strict=True)):
        before = said[:place].count(label)
        shown = f"{label} ({before + 1})" if before else label
        found.append(Named(function=function, label=shown, source=source_of(function)))
    return tuple(found)


def source_of(function: Callable[..., Any]) -> str:
    """The text of a function, empty where there is none."""
    try:
        return dedent(inspect.getsource(inspect.unwrap(function)))
    except (OSError, TypeError):
        return ""


def site_of(folder: Path) -> Site:
    """Where workers find what this process can import, and what is installed anyway is not."""
    return Site(root=folder, sources=tuple(_own_folders()))


def _own_folders() -> Iterator[Path]:
    for each in dict.fromkeys(str(Path(each).resolve()) for each in ("", *sys.path)):
        if not is_installed(each) and Path(each).is_dir():
            yield Path(each)


def _said(function: Callable[..., Any]) -> str:
    """A function's name, with that of its class; what has no name is called by what it is."""
    if isinstance(function, partial):
        given = [repr(each) for each in function.args]
        named = [f"{name}={value!r}" for name, value in function.keywords.items()]
        return f"partial({', '.join([_said(function.func), *given, *named])})"
    name = getattr(function, "__name__", "")
    if not name:
        # Where it lies in memory tells nobody anything, and is another place each time.
        return _AT.sub("", repr(function))
    if name == "<lambda>":
        return _lambda_of(function) or "lambda"
    qualified = getattr(function, "__qualname__", "").rpartition("<locals>.")[2]
    return qualified if qualified.endswith(f".{name}") else str(name)


def _with_module(function: Callable[..., Any], label: str) -> str:
    """A function's name behind that of its module, where it has one of its own."""
    module = getattr(function, "__module__", None)
    return label if module in {None, "__main__", "builtins"} else f"{module}.{label}"


def _lambda_of(function: Callable[..., Any]) -> str:
    """The text of a lambda, found by the place of its code; empty where there is no text."""
    code = function.__code__
    text = "".join(linecache.getlines(code.co_filename))
    places = {(line, column) for line, _, column, _ in code.co_positions()}
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ""
    lambdas = (each for each in ast.walk(tree) if isinstance(each, ast.Lambda))
    found = (each for each in lambdas if (each.body.lineno, each.body.col_offset) in places)
    return next(map(ast.unparse, found), "")
