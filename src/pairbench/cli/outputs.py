"""What a command writes: lines, and files each by itself, so that one costs no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import typer

from pairbench.core.words import printable


def say(text: str, *, err: bool = False) -> None:
    """Print a line; what a terminal would obey in it is shown instead."""
    typer.echo(printable(text), err=err)


def remark(text: str) -> None:
    """Say what is no answer, and no part of what is read from standard output."""
    say(f"pairbench: {text}", err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file that a command was asked for; its text is made when it is its turn."""

    path: Path
    content: Callable[[], bytes]
    appended: bool = False


def write_all(outputs: Iterable[Output]) -> bool:
    """Write every file that can be written, name the others, and say whether all were."""
    from pairbench.core.errors import in_one_line
    from pairbench.store.files import write_whole

    all_written = True
    for each in outputs:
        try:
            if each.appended:
                with each.path.open("ab") as file:
                    file.write(each.content())
            else:
                write_whole(each.path, each.content())
        except OSError as error:
            all_written = False
            reason = error.strerror or in_one_line(error)
            remark(f"{each.path} cannot be written: {reason}")
    return all_written
