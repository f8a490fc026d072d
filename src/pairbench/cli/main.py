"""The command line: heavy libraries come late, and every error becomes one line and a code."""

import codecs
import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Annotated, NoReturn

import typer

from pairbench import __version__
from pairbench.cli.on_demand import OnDemand
from pairbench.core.errors import Interrupted, PairbenchError
from pairbench.core.refused import MORE_MEMORY, MORE_THREADS, remedy
from pairbench.core.words import plainly, printable

app = typer.Typer(
    cls=OnDemand,
    help="Measure paired implementations of the same job, and judge what is claimed of them.",
    epilog='Try: pairbench compare "sorted(d)[0]" "min(d)" --setup "d = [3, 1, 2]"\n\n'
    "In Python: pairbench.compare(f, g, inputs=d)",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""The signals by which a command is asked to end: by a key, a system, a terminal that goes away."""


PLAINLY = "pairbench.plainly"
"""The name by which a stream knows how to write what its encoding has not."""

codecs.register_error(PLAINLY, plainly)

AGAIN_S = 0.01
"""So much later a command is asked again that was busy with what cannot be broken off."""


NO_THREAD = "can't start new thread"
"""What Python says where the system starts no thread more: its only word of that."""

NO_MEMORY = f"no memory is left: {MORE_MEMORY}"


def _say_version(value: bool) -> None:  # noqa: FBT001 (what an option calls)
    if value:
        typer.echo(f"pairbench {__version__}")
        raise typer.Exit


@app.callback()
def before_any_command(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say the version, and end."
        ),
    ] = False,
) -> None:
    """Options that need no command."""


def main() -> None:
    """Run a command; every error becomes one line and an exit code here, and only here."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show is replaced, and costs nothing of what was measured.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAINLY)
    listen()
    try:
        _run()
    except SystemExit as end:
        _leave(end)


def _run() -> None:
    try:
        app()
    except (Exception, Interrupted) as error:  # noqa: BLE001 (nothing else would keep it from the user's terminal)
        _end(error)


def _leave(end: SystemExit) -> NoReturn:
    """End with the code, also where Python was told to go on by asking a terminal that is none.

    With PYTHONINSPECT, in a job say, it would print a traceback of the end and give the code 1.
    """
    asks = sys.flags.inspect and (sys.stdin is None or not sys.stdin.isatty())
    if asks and isinstance(end.code, int):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # whoever read has gone
                stream.flush()
        os._exit(end.code)
    raise end


def _end(error: Exception | Interrupted) -> NoReturn:
    from pairbench.cli.exits import Exit

    code, message = Exit.USAGE, str(error)
    match error:
        case Interrupted():
            sys.exit(Exit.INTERRUPTED)
        case PairbenchError():
            pass
        case BrokenPipeError():
            # Whoever read has gone, and Python would complain once more when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code, message = Exit.FAILED, "nobody reads what is printed any more"
        case OSError():
            message = _of_the_system(error)
        case MemoryError():
            code, message = Exit.FAILED, NO_MEMORY
        case RuntimeError() if message == NO_THREAD:
            code, message = Exit.FAILED, f"{message}: {MORE_THREADS}"
        case _:
            code, message = Exit.FAILED, _of_our_own(error)
    print(f"pairbench: {printable(' '.join(message.split()))}", file=sys.stderr)  # noqa: T201 (it may)
    sys.exit(code)


def _of_the_system(error: OSError) -> str:
    """What the system refused: a folder that cannot be made, a disk that is full, one file more."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}: {remedy(error)}"


def _of_our_own(error: Exception) -> str:
    """A mistake of pairbench; its traceback goes to a file, if there is room for one."""
    import tempfile
    import traceback

    what = f"this is a mistake of pairbench, not of yours: {type(error).__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="pairbench-", suffix=".txt", delete=False, errors="replace"
        ) as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return what
    return f"{what}; please report it with {file.name}"


def listen() -> None:
    """Let what asks the command to end raise Interrupted, wherever it is.

    Whoever starts it with ``nohup`` wants it to outlive the terminal. Whoever ignores the ends of
    children lets nobody wait for a worker, and it inherits that.
    """
    sys.unraisablehook = _ask_again
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    outlives = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    for each in STOPPING:
        if each is not signal.SIGHUP or not outlives:
            signal.signal(each, _interrupt)


def _ask_again(unraisable: "sys.UnraisableHookArgs") -> None:
    """What is raised while an object is done away with goes no further: it is asked once more."""
    if not isinstance(unraisable.exc_value, Interrupted):
        sys.__unraisablehook__(unraisable)
        return
    signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, AGAIN_S)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    # What follows is short and saves what was measured: asking again does not make it shorter.
    # One that has come already would be complained of, if it were ignored.
    for each in STOPPING:
        signal.signal(each, _already_ending)
    raise Interrupted


def _already_ending(_signal: int, _frame: FrameType | None) -> None:
    """Nothing more is to be done."""
