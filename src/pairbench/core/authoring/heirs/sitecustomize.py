"""Lets a program that a pair starts inherit what the pair's own process has been given.

``core.authoring.own_first`` puts this folder on the path of what is started, and says which modules
are to be loaded there, by their files, for their ``inherit`` to be called. Python imports it after
the path files of all that is installed, whose finders it has to come before. The interpreter may be
any: nothing but the standard library is there for certain. What a pair starts is timed, and this
with it: no more is loaded than the interpreter has anyway.
"""

import os
import sys
from importlib.machinery import SourceFileLoader

ModuleType = type(os)
HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120

HEIRLOOMS = "PAIRBENCH_HEIRLOOMS"
"""Written by ``own_first``."""


def _inherit(file: str) -> None:
    name = os.path.basename(file).partition(".")[0]  # noqa: PTH119
    heirloom = ModuleType(f"_pairbench_{name}")
    heirloom.__file__ = file
    SourceFileLoader(heirloom.__name__, file).exec_module(heirloom)
    heirloom.inherit()


def _make_way() -> None:
    """Let the interpreter's own sitecustomize have its turn, if there is one."""
    sys.path[:] = [each for each in sys.path if each != HERE]
    this = sys.modules.pop(__name__)
    try:
        __import__(__name__)
    except ImportError:
        sys.modules[__name__] = this


for _each in filter(None, os.environ.get(HEIRLOOMS, "").split(os.pathsep)):
    try:  # noqa: SIM105 (contextlib would have to be loaded)
        _inherit(_each)
    except Exception:  # noqa: BLE001, S110 (a program must not fail of what it did not ask for)
        pass
_make_way()
