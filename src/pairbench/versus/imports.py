"""Which modules code needs that nobody imported: ``json.dumps(d)`` says enough."""

import ast
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec, PathFinder

from pairbench.core.authoring.entry import Site


def modules_named(trees: Iterable[ast.AST], names: Iterable[str], site: Site) -> list[str]:
    """The dotted names of modules that the names stand for, found without executing any.

    A name that no module has is left out. ``os.path`` is imported as far as it is written.
    """
    wanted = set(names)
    chains = [chain for tree in trees for chain in _chains(tree) if chain[0] in wanted]
    chains += [(name,) for name in sorted(wanted)]
    found: dict[str, None] = {}
    for chain in chains:
        module = _longest(chain, [str(each) for each in (*site.sources, site.root)])
        if module:
            found[module] = None
    return sorted(each for each in found if not any(_is_inside(other, each) for other in found))


def _is_inside(module: str, package: str) -> bool:
    """Whether importing the module imports the package as well."""
    return module.startswith(f"{package}.")


def _chains(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Every dotted name in the code, as its parts."""
    for node in ast.walk(tree):
        parts: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if parts and isinstance(inner, ast.Name):
            yield (inner.id, *reversed(parts))


def _longest(chain: tuple[str, ...], folders: list[str]) -> str:
    """As much of a dotted name as is a module."""
    if chain[0] in sys.builtin_module_names:
        return chain[0]
    known, spec = "", _find(chain[0], folders)
    for depth in range(1, len(chain) + 1):
        if spec is None:
            break
        known = ".".join(chain[:depth])
        inside = spec.submodule_search_locations
        if depth == len(chain) or inside is None:
            break
        spec = PathFinder.find_spec(f"{known}.{chain[depth]}", list(inside))
    return known


def _find(name: str, folders: list[str]) -> ModuleSpec | None:
    """As a worker would find it: the project's own first, editable installs included."""
    found: ModuleSpec | None = PathFinder.find_spec(name, folders)
    if found is not None:
        return found
    for finder in sys.meta_path:
        found = finder.find_spec(name, None)
        if found is not None:
            return found
    return None
