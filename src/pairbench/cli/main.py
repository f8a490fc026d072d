"""The command line: heavy libraries come late, and every error becomes one line and a code."""

import signal
import sys
from types import FrameType

import typer

from pairbench.cli.accept import accept
from pairbench.cli.calibrate import calibrate
from pairbench.cli.check import check
from pairbench.cli.exits import Exit
from pairbench.cli.gate import gate
from pairbench.cli.list import list_pairs
from pairbench.cli.report import report
from pairbench.cli.run import run
from pairbench.core.errors import Interrupted, PairbenchError

app = typer.Typer(
    help="Measure paired implementations of the same job, and judge what is claimed of them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("list")(list_pairs)
for command in (check, run, report, gate, accept, calibrate):
    app.command()(command)


def main() -> None:
    """Run a command; every error becomes one line and an exit code here, and only here."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except PairbenchError as error:
        print(f"pairbench: {error}", file=sys.stderr)  # noqa: T201 (the entry point may)
        sys.exit(Exit.USAGE)
    except Interrupted:
        sys.exit(Exit.INTERRUPTED)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted
