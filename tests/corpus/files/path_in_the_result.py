# right: notice: another result in every process
"""The name of a temporary file in the result."""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(2,))


@pair.resource()
@contextmanager
def folder(size):
    with tempfile.TemporaryDirectory() as folder:
        yield folder


@pair.bad
def by_path(folder):
    return str(Path(folder) / "a.txt")


@pair.good
def by_text(folder):
    return f"{folder}/a.txt"
