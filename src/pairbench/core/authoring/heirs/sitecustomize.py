"""Lets the tree of a side win in a program that a pair starts, as in the pair's own process.

``core.authoring.own_first`` puts this folder on the path of what is started, and says which folders
come first. Python imports it after the path files of all that is installed, whose finders it has to
come before. The interpreter may be any: nothing but the standard library is there for certain.
What a pair starts is timed, and this with it: no more is loaded than the interpreter has anyway.
"""

import os
import sys
from importlib.machinery import SourceFileLoader

ModuleType = type(os)
HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120


def _come_first() -> None:
    above = os.path.dirname(HERE)  # noqa: PTH120
    own_first = ModuleType("_pairbench_own_first")
    own_first.__file__ = os.path.join(above, "own_first.py")  # noqa: PTH118
    SourceFileLoader(own_first.__name__, own_first.__file__).exec_module(own_first)
    own_first.inherit()


def _make_way() -> None:
    """Let the interpreter's own sitecustomize have its turn, if there is one."""
    sys.path[:] = [each for each in sys.path if each != HERE]
    this = sys.modules.pop(__name__)
    try:
        __import__(__name__)
    except ImportError:
        sys.modules[__name__] = this


try:  # noqa: SIM105 (contextlib would have to be loaded)
    _come_first()
except Exception:  # noqa: BLE001, S110 (a program must not fail of what it did not ask for)
    pass
_make_way()
