"""Building a string in an attribute: is ``self.text +=`` quadratic, and is ``join`` faster?

An attribute holds on to its string while ``+=`` makes the longer one, so the trick by which CPython
grows the string of a local name in place (``string_local``) does not work here. The sizes end at
20,000 parts, because beyond it one call of the slow side takes seconds.
"""

from io import StringIO

from pairbench import Pair

pair = Pair(
    advice="Build a string with `join`: `+=` on an attribute is quadratic.",
    sizes=(10, 100, 1_000, 5_000, 20_000),
    axis="parts",
)


@pair.input
def numbers(size: int) -> list[int]:
    return list(range(size))


class ConcatenatingReport:
    """Keeps its text as one string; ``add`` appends to it."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, number: int) -> None:
        self.text += str(number)


class RenderingReport:
    """Keeps the numbers, and makes text of them when it is wanted."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def add(self, number: int) -> None:
        self.numbers.append(number)

    @property
    def text(self) -> str:
        return "".join(str(number) for number in self.numbers)


class CollectingReport:
    """Keeps the parts, and joins them when the text is wanted."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def add(self, number: int) -> None:
        self.parts.append(str(number))

    @property
    def text(self) -> str:
        return "".join(self.parts)


class BufferedReport:
    """Writes into a text buffer in memory."""

    def __init__(self) -> None:
        self.buffer = StringIO()

    def add(self, number: int) -> None:
        self.buffer.write(str(number))

    @property
    def text(self) -> str:
        return self.buffer.getvalue()


@pair.bad(grows="n**2")
def concatenate(numbers: list[int]) -> str:
    """``self.text += part``: the attribute holds a second reference, so every part copies all."""
    report = ConcatenatingReport()
    for number in numbers:
        report.add(number)
    return report.text


@pair.good(grows="n", faster=3.0)
def join_generator(numbers: list[int]) -> str:
    """Keep the numbers, ``join`` a generator expression once."""
    report = RenderingReport()
    for number in numbers:
        report.add(number)
    return report.text


@pair.good(grows="n", faster={1_000: 1.0, 20_000: 3.0})
def join_list(numbers: list[int]) -> str:
    """Append to a list, ``join`` it once."""
    report = CollectingReport()
    for number in numbers:
        report.add(number)
    return report.text


@pair.good(grows="n", faster=3.0)
def string_io(numbers: list[int]) -> str:
    """Write to a ``StringIO``."""
    report = BufferedReport()
    for number in numbers:
        report.add(number)
    return report.text
