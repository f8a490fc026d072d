# right: measured
"""Lines of a file: readlines, or a loop?"""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(10,), axis="lines")


@pair.resource()
@contextmanager
def path(size):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.txt"
        file.write_text("a line\n" * size)
        yield file


@pair.bad
def loop(path):
    with path.open() as file:
        return [line for line in file]


@pair.good
def readlines(path):
    with path.open() as file:
        return file.readlines()
