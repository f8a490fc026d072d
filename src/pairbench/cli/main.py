"""The command line: heavy libraries come late, and every error becomes one line and a code."""

import io
import os
import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from pairbench import __version__
from pairbench.cli.commands.accept import accept
from pairbench.cli.commands.bisect import bisect
from pairbench.cli.commands.calibrate import calibrate
from pairbench.cli.commands.check import check
from pairbench.cli.commands.compare import compare
from pairbench.cli.commands.gate import gate
from pairbench.cli.commands.imports import import_results
from pairbench.cli.commands.init import init
from pairbench.cli.commands.list import list_pairs
from pairbench.cli.commands.many.history import history
from pairbench.cli.commands.many.merge import merge
from pairbench.cli.commands.report import report
from pairbench.cli.commands.run import run
from pairbench.core.errors import Interrupted, PairbenchError

app = typer.Typer(
    help="Measure paired implementations of the same job, and judge what is claimed of them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command()(compare)
app.command()(init)
app.command("list")(list_pairs)
for command in (check, run, merge, report, history, gate, bisect, accept, calibrate):
    app.command()(command)
app.command("import")(import_results)


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
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except (Exception, Interrupted) as error:  # noqa: BLE001 (nothing else would keep it from the user's terminal)
        _end(error)


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
        case _:
            code, message = Exit.FAILED, _of_our_own(error)
    print(f"pairbench: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201 (it may)
    sys.exit(code)


def _of_the_system(error: OSError) -> str:
    """What the system refused: a folder that cannot be made, a disk that is full."""
    where = f"{error.filename}: " if error.filename else ""
    return (
        f"{where}{error.strerror or error}: make room or name another folder; temporary files go "
        "where TMPDIR says"
    )


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


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted
