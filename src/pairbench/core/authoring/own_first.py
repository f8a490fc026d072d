"""Lets a side's own tree win over every other place that a module could come from."""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder

INHERITED = "PYTHONPATH"
"""The variable that says where an interpreter looks for modules first."""


def prefer(folders: Sequence[str]) -> None:
    """Import from these folders before anything else; the first of them wins.

    To stand first on ``sys.path`` is not enough: the finder of an editable install may stand before
    the whole path, and would give both sides of a gate the user's working tree. It stays, for what
    the folders do not have.

    Interpreters that are started from here look there first as well: they inherit the environment,
    and nothing else of this process.
    """
    sys.path[:] = [*folders, *(each for each in sys.path if each not in folders)]
    inherited = os.environ.get(INHERITED, "").split(os.pathsep)
    others = [each for each in inherited if each and each not in folders]
    os.environ[INHERITED] = os.pathsep.join([*folders, *others])
    found = _OwnFirst(folders)
    if found not in sys.meta_path:
        sys.meta_path.insert(0, found)


class _OwnFirst:
    """Finds what lies in the folders as the path would, were there no other finders.

    Two for the same folders are equal: a process takes many jobs, and one finder is enough.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = [*folders]
        self._inside = tuple(f"{each.rstrip('/')}/" for each in folders)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OwnFirst) and other._folders == self._folders

    def __hash__(self) -> int:
        return hash(tuple(self._folders))

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Where the module lies, if it or the package around it lies in the folders."""
        del target
        if path is not None:
            ours = any(f"{each}/".startswith(self._inside) for each in path)
            return PathFinder.find_spec(name, path) if ours else None
        # What is built into the interpreter comes before any path.
        if name in sys.builtin_module_names:
            return None
        spec = PathFinder.find_spec(name, self._folders)
        if spec is None or spec.loader is not None:
            return spec
        # A folder without __init__.py is a part of a namespace: its other parts lie elsewhere.
        return PathFinder.find_spec(name)
