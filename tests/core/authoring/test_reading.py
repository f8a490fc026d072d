"""Pair files as they are written, read as Python reads them."""

from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import PairFile, read
from pairbench.core.errors import PairError

TEXT = '''"""Crème, once or twice?"""

from pairbench import Pair

pair = Pair(sizes=(1,))


@pair.input
def number(size):
    return size


@pair.bad
def twice(number):
    return "crème"


@pair.good
def once(number):
    return "crème"
'''


@pytest.mark.parametrize(
    "content",
    [
        f"# -*- coding: latin-1 -*-\n{TEXT}".encode("latin-1"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["another encoding, which it names", "with a mark", "with line ends of Windows"],
)
def test_a_file_may_say_how_it_is_written(tmp_path: Path, content: bytes) -> None:
    """Its text is kept as it is meant, with plain line ends."""
    path = tmp_path / "bench" / "creams.py"
    path.parent.mkdir()
    path.write_bytes(content)
    (entry,) = read(PairFile(path=path, bench=path.parent))
    assert isinstance(entry, Entry)
    assert entry.definition.question == "Crème, once or twice?"
    assert entry.definition.file_source.removeprefix("# -*- coding: latin-1 -*-\n") == TEXT


MADE = """
def made(times):
    pair = Pair(sizes=(1,))
    pair.input(lambda size: size)

    @pair.good
    def repeated(number):
        return "x" * times

    return pair
"""


@pytest.mark.parametrize(
    "held",
    [
        "pairs = [made(2)]",
        "for times in (2, 3):\n    pair = made(times)",
        "class Pairs:\n    pair = made(2)",
    ],
    ids=["in a list", "under a name that another takes", "in a class"],
)
def test_a_pair_that_no_name_holds_is_named(tmp_path: Path, held: str) -> None:
    """It is told by its variants, the pairs that have names are there, and nothing else is said."""
    path = tmp_path / "bench" / "several.py"
    path.parent.mkdir()
    path.write_text(TEXT.replace("pair = Pair(sizes=(1,))", f"pair = Pair(sizes=(1,))\n{MADE}"))
    whole = f"{path.read_text()}\n\n{held.replace('pair =', 'other =')}\n"
    path.write_text(whole)
    found = list(read(PairFile(path=path, bench=path.parent)))
    errors = [str(each) for each in found if not isinstance(each, Entry)]
    assert [each.count("makes a pair (repeated) that no name") for each in errors] == [1]


def test_a_pair_of_another_file_belongs_to_that(tmp_path: Path) -> None:
    """A file of pairs that imports another one is not told of the other's pairs."""
    bench = tmp_path / "bench"
    bench.mkdir()
    (bench / "first.py").write_text(TEXT)
    (bench / "second.py").write_text(f"{TEXT}\nfrom bench import first\n")
    found = list(read(PairFile(path=bench / "second.py", bench=bench)))
    assert all(isinstance(each, Entry) for each in found)


@pytest.mark.parametrize(
    "decorator",
    ["functools.cache", "wrapping", "hiding", "Counting", "functools.partial", "twice_wrapping"],
)
def test_a_decorator_above_the_pair_s_own_is_named(tmp_path: Path, decorator: str) -> None:
    """It is not measured, however it holds the function; below, it is."""
    decorators = """

import functools


def wrapping(function):
    @functools.wraps(function)
    def inner(*values):
        return function(*values)
    return inner


def hiding(function):
    return lambda *values: function(*values)


def twice_wrapping(function):
    return wrapping(hiding(function))


class Counting:
    def __init__(self, function):
        self.function, self.__name__ = function, function.__name__

    def __call__(self, *values):
        return self.function(*values)


"""
    text = TEXT.replace("\n\npair =", f"{decorators}pair =")
    path = tmp_path / "a.py"
    path.write_text(text.replace("@pair.good", f"@{decorator}\n@pair.good"), encoding="utf-8")
    (found,) = read(PairFile(path=path, bench=tmp_path))
    assert isinstance(found, PairError)
    assert "once is measured without the decorator that stands above @pair.good" in found.message


def test_a_decorator_below_the_pair_s_own_is_measured(tmp_path: Path) -> None:
    """What has the variant's name is the variant."""
    text = TEXT.replace("from pairbench", "import functools\nfrom pairbench")
    path = tmp_path / "a.py"
    path.write_text(text.replace("@pair.good", "@pair.good\n@functools.cache"), encoding="utf-8")
    (found,) = read(PairFile(path=path, bench=tmp_path))
    assert isinstance(found, Entry)
