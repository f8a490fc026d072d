"""Keeps a diary in an interpreter that a pair starts; Python imports it there at its start.

``measure.usage.family`` puts this folder on the path of what is started, and says where diaries go.
The interpreter may be any: nothing but the standard library is there for certain.
"""

import os
import sys
from importlib.machinery import SourceFileLoader

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120


def _keep_a_diary() -> None:
    diary = type(os)("_pairbench_diary")
    diary.__file__ = os.path.join(os.path.dirname(HERE), "diary.py")  # noqa: PTH118, PTH120
    SourceFileLoader(diary.__name__, diary.__file__).exec_module(diary)
    diary.inherit()


def _make_way() -> None:
    """Let the interpreter's own sitecustomize have its turn, if there is one."""
    sys.path[:] = [each for each in sys.path if each != HERE]
    this = sys.modules.pop(__name__)
    try:
        __import__(__name__)
    except ImportError:
        sys.modules[__name__] = this


try:  # noqa: SIM105 (a program is to load no more than it has anyway)
    _keep_a_diary()
except Exception:  # noqa: BLE001, S110 (a program must not fail of what it did not ask for)
    pass
_make_way()
