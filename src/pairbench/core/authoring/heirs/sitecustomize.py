"""Lets the tree of a side win in a program that a pair starts, as in the pair's own process.

``core.authoring.own_first`` puts this folder on the path of what is started, and says which folders
come first. Python imports it after the path files of all that is installed, whose finders it has to
come before. The interpreter may be any: nothing but the standard library is there for certain.
"""

import importlib
import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path

OWN = "PAIRBENCH_OWN_FIRST"
"""The environment variable with the folders."""


def _come_first() -> None:
    folders = os.environ.get(OWN)
    file = Path(__file__).resolve().parents[1] / "own_first.py"
    spec = importlib.util.spec_from_file_location("_pairbench_own_first", file)
    if folders and spec is not None and spec.loader is not None:
        own_first = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(own_first)
        own_first.find_first(folders.split(os.pathsep))


def _make_way() -> None:
    """Let the interpreter's own sitecustomize have its turn, if there is one."""
    sys.path[:] = [each for each in sys.path if each != str(Path(__file__).parent)]
    this = sys.modules.pop(__name__)
    with suppress(ImportError):
        importlib.import_module(__name__)
    sys.modules.setdefault(__name__, this)


# A program that is started must not fail of what it was not asked for.
with suppress(Exception):
    _come_first()
_make_way()
