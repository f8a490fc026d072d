# right: measured
"""Reading with a generator that cleans up after itself."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def lines(size):
    return [f"line {number}" for number in range(size)]


@pair.consumer
def count(lines):
    return sum(1 for _ in lines)


@pair.bad
def cleaning(lines):
    opened = ["a file"]
    try:
        for line in lines:
            yield line.strip()
    finally:
        opened.clear()


@pair.good
def plain(lines):
    return [line.strip() for line in lines]
