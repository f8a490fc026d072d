"""Lets a side's own tree win over every other place that a module could come from."""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from itertools import takewhile

INHERITED = "PYTHONPATH"
"""The variable that says where an interpreter looks for modules first."""

OWN = "PAIRBENCH_OWN_FIRST"
"""The environment variable with the folders that come before every finder."""

HEIRLOOMS = "PAIRBENCH_HEIRLOOMS"
"""The environment variable with the files of modules that a program that is started loads first."""

HEIRS = os.path.join(os.path.dirname(__file__), "heirs")  # noqa: PTH118, PTH120 (see there)

HARMLESS = {"_frozen_importlib", "_frozen_importlib_external", "_distutils_hack", __name__}
"""Modules whose finders know nothing of anybody's working tree."""


def prefer(folders: Sequence[str]) -> None:
    """Import from these folders before anything else; the first of them wins.

    To stand first on ``sys.path`` is not enough: the finder of an editable install may stand before
    the whole path, and would give both sides of a gate the user's working tree. It stays, for what
    the folders do not have.

    Interpreters that are started from here look there first as well: they inherit the environment,
    and nothing else of this process.
    """
    sys.path[:] = [*folders, *(each for each in sys.path if each not in folders)]
    _bequeath(folders)
    find_first(folders)


def find_first(folders: Sequence[str]) -> None:
    """Ask no finder that stands before the path for what these folders have."""
    found = _OwnFirst(folders)
    if found not in sys.meta_path:
        sys.meta_path.insert(0, found)


def inherit() -> None:
    """Do so in a program that was started, which ``heirs/sitecustomize.py`` calls."""
    if folders := os.environ.get(OWN):
        find_first(folders.split(os.pathsep))


def bequeath(file: str) -> None:
    """Let every interpreter that is started from here load a module, and call its ``inherit``.

    The interpreter may be any: the module needs nothing but the standard library.
    """
    _put_first(HEIRLOOMS, [file])
    _put_first(INHERITED, [HEIRS])


def _bequeath(folders: Sequence[str]) -> None:
    """Let interpreters that are started from here do the same, as far as they need it."""
    _put_first(INHERITED, folders)
    os.environ[OWN] = os.pathsep.join(folders)
    before_the_path = takewhile(lambda each: each is not PathFinder, sys.meta_path)
    if any(map(_knows_trees, before_the_path)):
        bequeath(__file__)
    elif HEIRLOOMS in os.environ:
        _put_first(INHERITED, [HEIRS])


def _put_first(variable: str, paths: Sequence[str]) -> None:
    others = os.environ.get(variable, "").split(os.pathsep)
    kept = [each for each in others if each and each not in paths]
    os.environ[variable] = os.pathsep.join([*paths, *kept])


def _knows_trees(finder: object) -> bool:
    """Whether a finder may know of somebody's working tree."""
    kind = finder if isinstance(finder, type) else type(finder)
    return kind.__module__ not in HARMLESS


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
