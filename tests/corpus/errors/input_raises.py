# right: refused: FileNotFoundError
"""Lines of a file that is not there."""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def lines(size):
    return Path("no such file.txt").read_text().splitlines()


@pair.bad
def longer(lines):
    return len([*lines])


@pair.good
def shorter(lines):
    return len(lines)
