# right: refused: an iterator that nobody reads
"""Lines of a file: a file that is given back open has not been read."""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(10,), differs="lines against a file", axis="lines")


@pair.resource()
@contextmanager
def path(size):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.txt"
        file.write_text("a line\n" * size)
        yield file


@pair.bad
def lines(path):
    return path.read_text().splitlines()


@pair.good(faster=2.0)
def opened(path):
    return path.open()
