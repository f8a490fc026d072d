# right: measured
"""A file that is written once for the whole run."""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(10, 20), axis="lines")


@pair.resource(scope="run")
@contextmanager
def path(size):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.txt"
        file.write_text("a line\n" * size)
        yield file


@pair.bad
def split(path):
    return len(path.read_text().splitlines())


@pair.good
def counted(path):
    return path.read_bytes().count(b"\n")
