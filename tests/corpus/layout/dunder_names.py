# right: measured
"""A file with __all__, __getattr__ and a docstring of several lines.

The second paragraph explains; ``__getattr__`` answers for whatever is not there.
"""

from pairbench import Pair

__all__ = ["pair"]
__version__ = "1"
pair = Pair(sizes=(5,))


def __getattr__(name):
    raise AttributeError(name)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def __loop__(numbers):
    return sum(number for number in numbers)


@pair.good
def __builtin__(numbers):
    return sum(numbers)
