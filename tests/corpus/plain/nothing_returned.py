# right: measured
"""Writing to a buffer: write for each, or writelines? Neither returns anything."""

import io
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def lines(size):
    return [f"line {number}\n" for number in range(size)]


@pair.bad
def write_each(lines):
    file = io.StringIO()
    for line in lines:
        file.write(line)


@pair.good
def write_all(lines):
    io.StringIO().writelines(lines)
