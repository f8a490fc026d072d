"""Traces an interpreter that a traced call starts; Python imports it there at its start.

``measure.following`` puts this folder on the path of what the call starts, and says where the
trace goes. Without that, or without memray, nothing happens.
"""

import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path

TRACE = "PAIRBENCH_TRACE"
"""The environment variable with the path of the call's own trace."""

CARETAKERS = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")
"""Processes of the standard library that outlive the call, and do none of its work."""


def _trace() -> None:
    path = os.environ.get(TRACE)
    command = " ".join(sys.orig_argv)
    if path is None or any(each in command for each in CARETAKERS):
        return
    try:
        from memray import FileDestination, Tracker
    except ImportError:
        return
    import atexit

    pid = os.getpid()
    own = f"{path}.started.{pid}"
    tracker = Tracker(
        destination=FileDestination(own, overwrite=True),
        trace_python_allocators=True,
        follow_fork=True,
    )

    def end() -> None:
        tracker.__exit__(None, None, None)
        if os.getpid() == pid:  # a fork of this process ends as well
            open(f"{own}.ended", "wb").close()  # noqa: PTH123 (see measure.following)

    atexit.register(end)
    tracker.__enter__()
    # Its trace function costs memory of its own, and nobody asks which code allocates in here.
    sys.setprofile(None)


def _make_way() -> None:
    """Let the interpreter's own sitecustomize have its turn, if there is one."""
    sys.path[:] = [each for each in sys.path if each != str(Path(__file__).parent)]
    this = sys.modules.pop(__name__)
    with suppress(ImportError):
        importlib.import_module(__name__)
    sys.modules.setdefault(__name__, this)


_make_way()
_trace()
