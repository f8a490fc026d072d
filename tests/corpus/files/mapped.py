# right: measured
"""Searching a file: read it, or map it into memory?"""

import mmap
import tempfile
from contextlib import contextmanager
from pairbench import Pair

pair = Pair(sizes=(1_000,), axis="bytes")


@pair.resource()
@contextmanager
def file(size):
    with tempfile.TemporaryFile() as file:
        file.write(b"." * size + b"needle")
        file.flush()
        yield file


@pair.bad
def read(file):
    file.seek(0)
    return file.read().find(b"needle")


@pair.good
def mapped(file):
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory:
        return memory.find(b"needle")
