"""Calls the command line within this process: the same code and the same line, without a start."""

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

from pairbench.cli.main import STOPPING, main


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command came to: its exit code and what it wrote."""

    code: int
    out: str
    errors: str


def called(*arguments: str) -> Said:
    """Run a command to its end; whatever is not made a line and a code of is raised."""
    out, errors = io.StringIO(), io.StringIO()
    code = 0
    with _as_it_was(), redirect_stdout(out), redirect_stderr(errors):
        sys.argv[1:] = arguments
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Said(code=code, out=out.getvalue(), errors=errors.getvalue())


@contextmanager
def _as_it_was() -> Iterator[None]:
    """The arguments and the handlers of signals are those of this process again."""
    arguments, handlers = sys.argv[:], [signal.getsignal(each) for each in STOPPING]
    hook = sys.unraisablehook
    try:
        yield
    finally:
        sys.argv[:] = arguments
        sys.unraisablehook = hook
        for number, handler in zip(STOPPING, handlers, strict=True):
            signal.signal(number, handler)
