"""Reading a file: is it closed after an error, and does ``with`` cost anything?"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pairbench import Pair

Total = Callable[[Sequence[Path]], int]

LINES = 20

pair = Pair(
    advice="Open a file in a `with` statement: it is closed whatever happens, at no cost.",
    sizes=(100,),
    axis="files",
)


@pair.resource(scope="run")
@contextmanager
def files(size: int) -> Iterator[list[Path]]:
    """Small files, so that opening and closing is most of the work."""
    with tempfile.TemporaryDirectory(prefix="pairbench-files-") as folder:
        paths = [Path(folder) / f"sales-{number}.txt" for number in range(size)]
        for path in paths:
            path.write_text("17\n" * LINES, encoding="utf-8")
        yield paths


@pair.behaviour
def the_file_is_closed_after_an_error(total: Total) -> str:
    with tempfile.TemporaryDirectory(prefix="pairbench-files-") as folder:
        path = Path(folder) / "broken.txt"
        path.write_text("17\nseventeen\n", encoding="utf-8")
        # Errors that are kept keep what their functions held: a log, a task and a test do that.
        errors = []
        try:
            total([path])
        except ValueError as error:
            errors.append(error)
        handles = open_handles(path)
    seen = f"errors kept: {len(errors)}, files still open: {handles}"
    assert handles == 0, seen
    return seen


def open_handles(path: Path) -> int:
    """How many file descriptors of this process lead to the file."""
    return sum(each.exists() and each.samefile(path) for each in Path("/dev/fd").iterdir())


@pair.bad
def close_by_hand(paths: Sequence[Path]) -> int:
    """``close()`` as the last step: an error before it passes it by."""
    total = 0
    for path in paths:
        file = path.open(encoding="utf-8")
        for line in file:
            total += int(line)
        file.close()
    return total


@pair.good(costs=1.1)
def close_finally(paths: Sequence[Path]) -> int:
    """``try`` and ``finally``: what ``with`` stands for, written out."""
    total = 0
    for path in paths:
        file = path.open(encoding="utf-8")
        try:
            for line in file:
                total += int(line)
        finally:
            file.close()
    return total


@pair.good(costs=1.1)
def with_statement(paths: Sequence[Path]) -> int:
    """``with``: the file closes itself when the block is left, in whatever way."""
    total = 0
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for line in file:
                total += int(line)
    return total
