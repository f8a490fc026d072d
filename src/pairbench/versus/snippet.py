"""A piece of code that is compared: what it reads, what it assigns, and what it is called."""

import ast
import builtins
import keyword
import re
import symtable
from collections.abc import Collection
from dataclasses import dataclass
from textwrap import indent
from typing import TypeGuard

from pairbench.core.errors import UsageError, in_one_line

LONGEST_NAME = 40

LONGEST_LABEL = 72

KEPT = frozenset({"Pair", "pair"})
"""What the pair file itself needs these names for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A piece of code, as it was written and as Python reads it.

    ``reads`` are the names that it takes from elsewhere, ``assigns`` those that it gives a value
    itself; a name that it takes and then assigns is among the second. ``said`` is what the user
    calls it, where that is not the code.
    """

    text: str
    tree: ast.Module
    reads: frozenset[str]
    assigns: frozenset[str]
    said: str = ""

    @property
    def label(self) -> str:
        """The code in one line, cut where it is long."""
        lines = (each.strip() for each in (self.said or self.text).splitlines())
        # What a line with a colon begins goes on in the next one.
        line = "; ".join(filter(None, lines)).replace(":; ", ": ")
        return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"

    @property
    def imports_all(self) -> bool:
        """Whether nobody can say which names it defines."""
        return any(map(_imports_all, self.tree.body))

    @property
    def functions(self) -> frozenset[str]:
        """The functions and classes that it defines, and whoever reads it can call."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return frozenset(each.name for each in self.tree.body if isinstance(each, kinds))

    @property
    def awaits(self) -> bool:
        """Whether it can only run inside a coroutine."""
        kinds = (ast.Await, ast.AsyncFor, ast.AsyncWith)
        return any(isinstance(each, kinds) for each in _outside_functions(self.tree))


def read_code(text: str, *, what: str) -> Code:
    """A piece of code that is called ``what`` where it cannot be read.

    Raises:
        UsageError: it is not Python.
    """
    try:
        tree = ast.parse(text.strip("\n"))
        found = _names(tree)
    except (SyntaxError, ValueError) as error:
        said = error.msg if isinstance(error, SyntaxError) else in_one_line(error)
        raise UsageError(f"{what} is no Python: {text.strip()!r}: {said}") from error
    if not tree.body:
        raise UsageError(f"{what} is empty: write an expression or statements")
    declared = [each for each in _outside_functions(tree) if isinstance(each, ast.Global)]
    if declared:
        raise UsageError(
            f"{what} cannot say 'global {declared[0].names[0]}': it becomes the body of a function "
            "that is given what the setup makes; leave that out"
        )
    return Code(text=text, tree=tree, reads=found[0], assigns=found[1])


def names_for(codes: Collection[Code], taken: Collection[str]) -> list[str]:
    """A function's name for each piece of code: none that code uses, and none twice."""
    used = {*taken, *KEPT, *dir(builtins), *keyword.kwlist}
    for code in codes:
        used |= code.reads | code.assigns
    names = []
    for code in codes:
        stem = "_".join(re.findall(r"[A-Za-z0-9]+", code.label))[:LONGEST_NAME].strip("_")
        stem = stem if stem[:1].isalpha() else f"run_{stem}".rstrip("_")
        tries = [stem, *(f"{stem}_{number}" for number in range(2, len(used) + 3))]
        name = next(each for each in tries if each not in used)
        used.add(name)
        names.append(name)
    return names


def _names(tree: ast.Module) -> tuple[frozenset[str], frozenset[str]]:
    """What the code would read and assign as the body of a function."""
    body = [each for each in tree.body if not _imports_all(each)]
    text = indent(ast.unparse(ast.Module(body=body, type_ignores=[])) or "pass", "    ")
    (table,) = symtable.symtable(f"async def body():\n{text}", "<code>", "exec").get_children()
    assigned = {each.get_name() for each in table.get_symbols() if each.is_local()}
    return frozenset(_read(table)), frozenset(assigned - _of_comprehensions_alone(tree))


def _of_comprehensions_alone(tree: ast.Module) -> set[str]:
    """The names that comprehensions give values, and nothing else does.

    From Python 3.12 on a comprehension is no scope of its own in the table of its function.
    """
    nodes = [each for each in ast.walk(tree) if isinstance(each, ast.comprehension)]
    theirs = {id(node): node for each in nodes for node in ast.walk(each.target)}
    named = {node.id for node in theirs.values() if isinstance(node, ast.Name)}
    others = (each for each in ast.walk(tree) if id(each) not in theirs)
    return named - {each.id for each in others if _is_stored(each)}


def _is_stored(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _imports_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names)


def _read(table: symtable.SymbolTable) -> set[str]:
    """The names that a scope, and the scopes within it, look for outside the function."""
    found = {each.get_name() for each in table.get_symbols() if each.is_global()}
    return found.union(*map(_read, table.get_children()))


def _outside_functions(tree: ast.AST) -> list[ast.AST]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    found: list[ast.AST] = []
    for each in ast.iter_child_nodes(tree):
        if not isinstance(each, functions):
            found += [each, *_outside_functions(each)]
    return found
