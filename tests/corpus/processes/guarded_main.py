# right: measured
"""A script with a guard: what is below it is not executed."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def builtin(numbers):
    return sum(numbers)


if __name__ == "__main__":
    raise SystemExit("this is a script")
