"""What a function makes and never reads, told by its source: nothing comes of it.

As a statement of its own, or under a name of the function that is not spoken of again.
"""

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

from pairbench.measure.checks.undone.written import written
from pairbench.measure.checks.values.shown import with_article

DROPPED = "makes {} in line {} of its file that nobody reads, so that nothing is done: read it"

LAZY = (map, filter, zip, enumerate, reversed)
"""Builtins that do nothing until what they return is read, as all of itertools."""

LAZY_CODE = 0x20 | 0x200
"""Of a function whose call makes a generator, or an asynchronous one, and does nothing else."""


@dataclass(frozen=True, slots=True)
class Lazy:
    """What is made, in words, and the line of the source that makes it, counted from one."""

    made: str
    line: int


def dropped_in(function: Any) -> str | None:
    """In words, what a function makes and nobody can ever read."""
    import inspect

    function = inspect.unwrap(function)
    # A name that the file gives to something of its own is not the builtin.
    known = {**vars(builtins), **getattr(function, "__globals__", {})}
    code = getattr(function, "__code__", None)
    if not (isinstance(code, CodeType) and _may_be_lazy(code, known)):
        return None
    source = written(function)
    if source is None:
        return None
    found = min(_dropped(source.tree, known), key=lambda each: each.line, default=None)
    return None if found is None else DROPPED.format(found.made, source.first_line + found.line - 1)


def _may_be_lazy(code: CodeType, known: Mapping[str, Any]) -> bool:
    """Whether any of the names that the code speaks of makes what has to be read."""
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    if any(each.co_name == "<genexpr>" for each in inner):
        return True
    spoken = [known.get(name) for name in code.co_names]
    modules = [each for each in spoken if isinstance(each, ModuleType)]
    spoken += [vars(module).get(name) for module in modules for name in code.co_names]
    return any(map(_is_lazy, spoken)) or any(_may_be_lazy(each, known) for each in inner)


def _dropped(tree: ast.AST, known: Mapping[str, Any]) -> Iterator[Lazy]:
    """What is made as a statement, or given a name that nobody speaks of."""
    nodes = list(ast.walk(tree))
    spoken = Counter(each.id for each in nodes if isinstance(each, ast.Name))
    for each in nodes:
        if isinstance(each, ast.Global | ast.Nonlocal):
            spoken.update(dict.fromkeys(each.names, 2))
    # What the function calls by a name of its own may be anything.
    own = _own(nodes)
    others = {name: it for name, it in known.items() if name not in own}
    # A name that a class gives is spoken of in other ways.
    of_classes = {id(it) for each in nodes if isinstance(each, ast.ClassDef) for it in each.body}
    for node in (each for each in nodes if id(each) not in of_classes):
        value = _unread_value(node, spoken)
        made = None if value is None else _made_by(value, others)
        if value is not None and made is not None:
            yield Lazy(made, value.lineno)


def _own(nodes: Iterable[ast.AST]) -> set[str]:
    """The names to which a function gives a value by itself."""
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    given = {n.arg for n in nodes if isinstance(n, ast.arg)}
    made = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    return stored | given | made


def _unread_value(node: ast.AST, spoken: Mapping[str, int]) -> ast.expr | None:
    """What a statement makes and leaves to nobody."""
    if isinstance(node, ast.Expr):
        return node.value
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target: ast.expr = node.targets[0]
    elif isinstance(node, ast.AnnAssign):
        target = node.target
    else:
        return None
    is_alone = isinstance(target, ast.Name) and spoken[target.id] == 1
    return node.value if is_alone else None


def _made_by(value: ast.expr, known: Mapping[str, Any]) -> str | None:
    """In words, the lazy thing that an expression makes."""
    if isinstance(value, ast.GeneratorExp):
        return "a generator"
    meaning = _named(value.func, known) if isinstance(value, ast.Call) else None
    if not _is_lazy(meaning):
        return None
    return with_article(meaning.__name__) if isinstance(meaning, type) else "a generator"


def _named(expression: ast.expr, known: Mapping[str, Any]) -> Any:
    """What a name means, or one in a module, or another way to make a lazy type (chain's)."""
    if isinstance(expression, ast.Name):
        return known.get(expression.id)
    if not isinstance(expression, ast.Attribute):
        return None
    holder = _named(expression.value, known)
    if isinstance(holder, ModuleType):
        return vars(holder).get(expression.attr)
    return holder if _is_lazy(holder) and isinstance(holder, type) else None


def _is_lazy(meaning: Any) -> bool:
    if isinstance(meaning, type):
        return meaning in LAZY or meaning.__module__ == "itertools"
    return bool(getattr(getattr(meaning, "__code__", None), "co_flags", 0) & LAZY_CODE)
