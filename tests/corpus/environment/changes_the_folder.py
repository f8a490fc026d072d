# right: measured
"""A file that goes elsewhere when it is imported."""

import os
from pathlib import Path
from pairbench import Pair

os.chdir("/")
pair = Pair(sizes=(3,))


@pair.input
def place(size):
    return str(Path.cwd())


@pair.bad
def as_path(place):
    return str(Path(place) / "tmp")


@pair.good
def as_text(place):
    return f"{place}tmp"
