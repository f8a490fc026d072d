"""Building a string in a local variable: is ``+=`` quadratic, and is ``join`` faster?

Strings cannot change, so each ``+=`` should copy all that is there. CPython grows the string in
place instead where nothing but the local name refers to it; ``string_attribute`` shows what happens
where something does.
"""

from io import StringIO

from pairbench import Pair

pair = Pair(
    advice="Build a string with `join`: `+=` is quadratic.",
    sizes=(100, 1_000, 10_000, 100_000),
    axis="parts",
)


@pair.input
def numbers(size: int) -> list[int]:
    return list(range(size))


@pair.bad(grows="n**2")
def concatenate(numbers: list[int]) -> str:
    """``text += part``: what one writes without a thought, and is warned of."""
    text = ""
    for number in numbers:
        text += str(number)
    return text


@pair.good(grows="n", faster=2.0)
def join_generator(numbers: list[int]) -> str:
    """``join`` of a generator expression."""
    return "".join(str(number) for number in numbers)


@pair.good(grows="n", faster=2.0)
def join_list(numbers: list[int]) -> str:
    """``join`` of a list, whose length it knows beforehand."""
    return "".join([str(number) for number in numbers])


@pair.good(grows="n", faster=2.0)
def string_io(numbers: list[int]) -> str:
    """A text buffer in memory."""
    buffer = StringIO()
    for number in numbers:
        buffer.write(str(number))
    return buffer.getvalue()
