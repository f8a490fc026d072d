"""The text of a variant together with the definitions of its own file that it needs."""

import ast
import warnings


def parsed(text: str | bytes) -> ast.Module:
    """The syntax tree of somebody's file; what Python would warn of in it is not said.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it has a byte of zero, or one of no encoding.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


class SourceText:
    """A pair file's text, cut into its top-level definitions."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._nodes: dict[str, ast.stmt] = {}
        for node in parsed(text).body:
            for name in _names_defined(node):
                self._nodes[name] = node

    def with_what_it_uses(self, name: str) -> str:
        """The definition of ``name``, after the functions, classes and constants it refers to.

        Imports and the pair itself are left out. Empty when the file defines no such name,
        as for a variant that was imported from elsewhere.
        """
        if name not in self._nodes:
            return ""
        needed = {name}
        open_names = [name]
        while open_names:
            for used in _names_used(self._nodes[open_names.pop()]):
                if used in self._nodes and used not in needed:
                    needed.add(used)
                    open_names.append(used)
        nodes = {id(self._nodes[each]): self._nodes[each] for each in needed - {name}}
        helpers = sorted(nodes.values(), key=lambda node: node.lineno)
        return "\n\n\n".join(self._text(node) for node in (*helpers, self._nodes[name]))

    def _text(self, node: ast.stmt) -> str:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        return "\n".join(self._lines[first - 1 : node.end_lineno])


def _names_defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign(value=value) if not _is_pair(value):
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if not _is_pair(value):
            return [name]
        case _:
            return []


def _is_pair(value: ast.expr | None) -> bool:
    match value:
        case ast.Call(func=ast.Name(id="Pair") | ast.Attribute(attr="Pair")):
            return True
        case _:
            return False


def _names_used(node: ast.stmt) -> set[str]:
    """The names that a definition takes from elsewhere: not its parameters, nor what it assigns."""
    own = {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    read: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            (read if isinstance(each.ctx, ast.Load) else own).add(each.id)
    return read - own
