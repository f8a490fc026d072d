# right: measured
"""A data file that lies beside the pair file."""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def text(size):
    return (Path(__file__).parent / "words.txt").read_text(encoding="utf-8")


@pair.bad
def split(text):
    return len(text.split())


@pair.good
def counted(text):
    return text.count("\n")
