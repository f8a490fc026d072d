# right: measured
"""The folder in which the command was started is the one that the file runs in."""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def text(size):
    return Path("bench/environment/working_directory.py").read_text()


@pair.bad
def split(text):
    return len(text.split("\n")) - 1


@pair.good
def counted(text):
    return text.count("\n")
