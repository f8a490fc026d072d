"""The pair file that alternatives become: the same text that a person would have written."""

import ast
import builtins
import copy
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent

from pairbench.core.authoring.entry import Site
from pairbench.core.errors import UsageError
from pairbench.versus.imports import modules_named
from pairbench.versus.snippet import KEPT, Code, names_for, read_code

INPUT = "given_"
"""What makes the input, and what a variant calls it where it is several things."""

OF_A_MODULE = ("__name__", "__file__", "__doc__")
"""Names that every module has."""

ONCE = (1,)
"""The sizes of code that knows no size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A name that takes these values, one after the other; without a name there is one value."""

    name: str = ""
    sizes: tuple[int, ...] = ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is compared: the first piece of code is the baseline, ``setup`` makes what they read.

    ``imports`` are dotted names of modules that the code needs beside those that it imports.
    ``mutates`` gives every call a fresh copy of what the setup makes. ``differs`` says why results
    that differ are compared all the same. ``made_by`` is what the user calls the setup.
    """

    codes: tuple[Code, ...]
    setup: Code | None
    sweep: Sweep = Sweep()
    imports: tuple[str, ...] = ()
    mutates: bool = False
    differs: str | None = None
    made_by: str = "the setup"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setup:
    """A setup in two parts: what stands at the top of a file, and what makes the input."""

    top: tuple[ast.stmt, ...] = ()
    inner: tuple[ast.stmt, ...] = ()


def pair_file(wanted: Wanted, site: Site) -> str:
    """The text of a pair file whose variants are the pieces of code.

    Raises:
        UsageError: the code reads a name that nobody has defined.
    """
    body = [] if wanted.setup is None else wanted.setup.tree.body
    setup = _split(body, wanted.sweep.name)
    top, inner = _code(setup.top), _code(setup.inner)
    clash = sorted(KEPT & top.assigns)
    if clash:
        raise UsageError(f"the setup defines {clash[0]}, which pairbench needs: rename it")
    _insist_on_making(inner, wanted.sweep.name)
    imports = _imports(wanted, top, inner, site)
    given = _given(wanted, inner)
    _insist_on_reading(inner, wanted.sweep.name, given)
    taken = {*top.assigns, *given, *(each.partition(".")[0] for each in imports)}
    names = names_for(wanted.codes, taken)
    question = ", or ".join(each.label for each in wanted.codes)
    # What has no rival is marked as good: it is measured, and held against nothing.
    alone = len(names) == 1
    variants = (
        f"@pair.{'good' if place or alone else 'bad'}\n{function_text(code, name, given)}"
        for place, (code, name) in enumerate(zip(wanted.codes, names, strict=True))
    )
    future = [each for each in setup.top if _is_of_the_future(each)]
    head = [
        repr(f"{question}?"),
        _text(future),
        "from pairbench import Pair",
        "\n".join(f"import {each}" for each in imports),
        _text([each for each in setup.top if each not in future]),
        f"pair = Pair({_options(wanted)})",
    ]
    parts = [*head, _input(wanted, setup.inner, given), *variants]
    return "\n\n".join(filter(None, parts))


def _split(body: Sequence[ast.stmt], swept: str) -> _Setup:
    """Imports stand at the top, and so do definitions that need nothing of what is made."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    imports = [each for each in body if isinstance(each, ast.Import | ast.ImportFrom)]
    left = [each for each in body if each not in imports]
    top: list[ast.stmt] = [each for each in left if isinstance(each, definitions)]
    while True:
        made = {swept, *_code([each for each in left if each not in top]).assigns}
        stays = [each for each in top if not _code([each]).reads & made]
        if len(stays) == len(top):
            break
        top = stays
    return _Setup(top=(*imports, *top), inner=tuple(each for each in left if each not in top))


def _insist_on_making(inner: Code, swept: str) -> None:
    """The part of the setup that makes the input runs as a plain function of the size.

    Raises:
        UsageError: it cannot, or would undo what is swept.
    """
    if inner.awaits:
        raise UsageError("the setup cannot await: write asyncio.run(…) there")
    if swept in inner.assigns:
        raise UsageError(
            f"the setup gives {swept} a value, and so does --size: every size would be the same; "
            "leave it out of one of them"
        )


def _insist_on_reading(inner: Code, swept: str, given: Sequence[str]) -> None:
    """What is swept is read by the code, or by the setup.

    Raises:
        UsageError: every size would be the same.
    """
    if swept and swept not in given and swept not in inner.reads:
        raise UsageError(
            f"--size gives {swept} its values, and neither the code nor the setup reads {swept}: "
            "every size would be the same"
        )


def _is_of_the_future(node: ast.stmt) -> bool:
    """Whether it must stand before everything else in a file."""
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _code(body: Sequence[ast.stmt]) -> Code:
    return read_code(_text(body) or "pass", what="the setup")


def _given(wanted: Wanted, inner: Code) -> list[str]:
    """The names that the setup makes, or the sweep sets, and that any of the code mentions."""
    made = {*inner.assigns, *([wanted.sweep.name] if wanted.sweep.name else [])}
    mentioned = frozenset().union(*(each.reads | each.assigns for each in wanted.codes))
    return sorted(made & mentioned)


def _imports(wanted: Wanted, top: Code, inner: Code, site: Site) -> list[str]:
    """The modules to import: those that are asked for, and those that names stand for."""
    codes = [*wanted.codes, top, inner]
    known = {*top.assigns, *inner.assigns, wanted.sweep.name, *dir(builtins), *OF_A_MODULE}
    known |= {each.partition(".")[0] for each in wanted.imports}
    unknown = frozenset().union(*(each.reads for each in codes)) - known
    modules = modules_named([each.tree for each in codes], unknown, site)
    unknown -= {each.partition(".")[0] for each in modules}
    if unknown and not top.imports_all:
        code = next(each for each in codes if each.reads & unknown)
        name = min(code.reads & unknown)
        raise UsageError(
            f"{code.label}: nobody defines {name}: give --setup '{name} = …', or import it there"
        )
    return sorted({*modules, *wanted.imports})


def _options(wanted: Wanted) -> str:
    options = [f"sizes={wanted.sweep.sizes!r}"]
    if wanted.sweep.name:
        options.append(f"axis={wanted.sweep.name!r}")
    if wanted.mutates:
        options.append("mutates=True")
    if wanted.differs is not None:
        options.append(f"differs={wanted.differs!r}")
    return ", ".join(options)


def _input(wanted: Wanted, inner: Sequence[ast.stmt], given: Sequence[str]) -> str:
    """The function that makes the one argument of every variant: a value, or several as one."""
    made = ", ".join(given) or "None"
    shared = sorted(_declared_global(inner) & _code(inner).assigns)
    # What the setup's functions call global is made so: to them the setup is a module.
    first = f"global {', '.join(shared)}" if shared else ""
    body = _indented("\n".join(filter(None, [first, _text(inner), f"return {made}"])))
    return f"@pair.input\ndef {INPUT}({wanted.sweep.name or '_size'}):\n{body}"


def _declared_global(body: Sequence[ast.stmt]) -> set[str]:
    nodes = (each for statement in body for each in ast.walk(statement))
    return {name for each in nodes if isinstance(each, ast.Global) for name in each.names}


def function_text(code: Code, name: str, given: Sequence[str]) -> str:
    """A function that does what the code says; what its last line is worth is its result.

    Its argument is the one name that it is ``given``, or all of them in their order.
    """
    first = [f"{', '.join(given)} = {INPUT}"] if len(given) > 1 else []
    parameter = given[0] if len(given) == 1 else INPUT
    body = "\n".join([repr(code.label), *first, *map(ast.unparse, _returning(code.tree.body))])
    kind = "async def" if code.awaits else "def"
    return f"{kind} {name}({parameter}):\n{_indented(body)}"


def _returning(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The code with its last expression, or the name that it assigns last, as the result."""
    *before, last = body
    if name := _assigned_last(last, before):
        return [*body, ast.Return(value=ast.Name(id=name, ctx=ast.Load()))]
    return [*before, _giving(last)]


def _giving(node: ast.stmt) -> ast.stmt:
    """A statement that returns what it ends with, in each block that may be its last."""
    if isinstance(node, ast.Expr):
        return ast.Return(value=node.value)
    given = copy.deepcopy(node)
    for block in _last_blocks(given):
        block[-1] = _giving(block[-1])
    return given


def _last_blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    match node:
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return [body]
        case ast.If(body=body, orelse=other):
            return [body, other] if other else [body]
        case ast.Try(body=body, handlers=handlers, orelse=other):
            return [other or body, *(each.body for each in handlers)]
        case ast.Match(cases=cases):
            return [each.body for each in cases]
        case _:
            return []


def _assigned_last(node: ast.stmt, before: Sequence[ast.stmt]) -> str:
    """The name that a statement assigns at its end; a loop may do nothing, so it must have one."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return name
        case ast.With(body=[*_, last]) | ast.AsyncWith(body=[*_, last]):
            return _assigned_last(last, before)
        case ast.For(body=[*_, last]) | ast.While(body=[*_, last]) | ast.AsyncFor(body=[*_, last]):
            name = _assigned_last(last, before)
            return name if name in _code(before).assigns else ""
        case _:
            return _assigned_by_all(_ways_through(node), before)


def _ways_through(node: ast.stmt) -> list[Sequence[ast.stmt]]:
    """The statements of each way that a branching takes; none where it may take none of them."""
    match node:
        case ast.If(body=body, orelse=other):
            return [body, other]
        case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=[]):
            return [other or body, *(each.body for each in handlers)]
        case ast.Match(cases=[*_, ast.match_case(pattern=ast.MatchAs(pattern=None), guard=None)]):
            return [each.body for each in node.cases]
        case _:
            return []


def _assigned_by_all(ways: Sequence[Sequence[ast.stmt]], before: Sequence[ast.stmt]) -> str:
    """The one name that the code assigns last whichever way it takes."""
    names = {_assigned_last(each[-1], [*before, *each[:-1]]) if each else "" for each in ways}
    return names.pop() if len(names) == 1 else ""


def _text(body: Sequence[ast.stmt]) -> str:
    return "\n".join(map(ast.unparse, body))


def _indented(text: str) -> str:
    return indent(text, "    ")
