"""``pairbench.compare``: functions as they are."""

import json
import linecache
import marshal
import operator
import re
from functools import lru_cache, partial
from threading import Lock
from typing import Any

import pytest

import pairbench
from pairbench.core.errors import UsageError
from pairbench.core.judging.answers import over_sizes
from pairbench.notebook.functions import named

pytestmark = pytest.mark.once


def slow(numbers: list[int]) -> int:
    """Add up in a loop."""
    total = 0
    for each in numbers:
        total += each
    return total


def quick(numbers: list[int]) -> int:
    """Let the interpreter do it."""
    return sum(numbers)


@pytest.mark.slow
def test_a_clear_difference_has_a_ratio_and_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers to go on with, a text to read, and a picture for a notebook."""
    found = pairbench.compare(slow, quick, inputs=list(range(500)))
    low, high = found.interval
    assert 1 < low <= found.ratio <= high
    assert found.verdict == "faster"
    assert set(found.peak_bytes) == {"slow", "quick"}
    assert "quick is " in repr(found)
    assert "times as fast as slow" in repr(found)
    assert "--" not in repr(found)
    assert "<svg" in found._repr_html_()
    assert found["quick"] == found["quick", 1]
    assert "Add up in a loop" in found._findings.record.definition.variants[0].source
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in repr(found)
    with pytest.raises(KeyError, match="the alternatives are quick"):
        found["nobody"]


@pytest.mark.slow
def test_sizes_are_swept_and_drawn() -> None:
    """Inputs by size, as perfplot's users know them; of several alternatives one is asked for."""
    inputs = {size: list(range(size)) for size in (10, 1_000)}
    found = pairbench.compare(slow, quick, lambda numbers: sum(numbers) + 0, inputs=inputs)
    assert found["quick", 10].rounds >= 3
    assert found["lambda numbers: sum(numbers) + 0"].size == 1_000
    assert found.plot() is not None
    assert "n = 1,000" in repr(found)
    with pytest.raises(UsageError, match="there are several alternatives: ask for one"):
        _ = found.ratio


@pytest.mark.slow
def test_results_that_differ_are_refused_unless_asked_for() -> None:
    """The message says in what they differ, and how Python asks for it all the same."""
    with pytest.raises(UsageError, match=r"len does not return what quick returns.*anyway=True"):
        pairbench.compare(quick, len, inputs=[4, 5])
    found = pairbench.compare(quick, len, inputs=[4, 5], anyway=True)
    assert "compared all the same: len does not return what quick returns" in repr(found)


@pytest.mark.slow
@pytest.mark.parametrize("given", [{}, {"inputs": [1, 2]}])
def test_what_a_function_makes_and_nobody_reads_is_said(given: dict[str, Any]) -> None:
    """As in a pair file, of functions of a cell as well, whose text no worker could find."""
    cell = "def drops(x=()):\n    map(str, x)\n\ndef reads(x=()):\n    list(map(str, x))\n"
    name = "<cell of a test>"
    linecache.cache[name] = (len(cell), None, cell.splitlines(keepends=True), name)
    made: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(cell, name, "exec"), made)
    with pytest.raises(UsageError, match=r"drops makes a map in line 2 .* that nobody reads"):
        pairbench.compare(made["reads"], made["drops"], **given)


def test_what_cannot_be_carried_is_said() -> None:
    """A lock stays in its process."""
    lock = Lock()
    with pytest.raises(UsageError, match="the functions cannot be carried into a worker"):
        pairbench.compare(lock.locked, lock.acquire)


@pytest.mark.parametrize(
    ("functions", "options", "message"),
    [
        ((slow,), {}, "give two or more"),
        ((slow, 3), {}, "3 is no function"),
        ((slow, "sum(d)"), {}, r"is text, and no function: write lambda: sum\(d\)"),
        ((slow, quick), {"inputs": range, "sizes": (30, 10)}, "smallest first, 10,30"),
        ((slow, quick), {"inputs": range, "sizes": (0.5, 10)}, "the size 0.5 is no whole number"),
        ((slow, quick), {"inputs": range, "sizes": 10}, "sizes=10 is a number: give a tuple"),
        ((slow, quick), {"inputs": range}, "give sizes="),
        ((slow, quick), {"inputs": [1], "sizes": (1, 2)}, "need inputs that are a function"),
    ],
)
def test_what_cannot_be_compared_is_said_at_once(
    functions: tuple[Any, ...], options: dict[str, Any], message: str
) -> None:
    """Before any process is started."""
    with pytest.raises(UsageError, match=message):
        pairbench.compare(*functions, **options)


@pytest.mark.parametrize(
    ("options", "advice"),
    [({}, "give what they are called with, inputs="), ({"inputs": (1, 2)}, r"f\(\*given\)")],
)
@pytest.mark.slow
def test_a_function_of_more_arguments_says_how_it_is_called(
    options: dict[str, Any], advice: str
) -> None:
    """What Python says of the call is followed by what to write."""
    with pytest.raises(UsageError, match=advice):
        pairbench.compare(lambda a, b: a + b, lambda a, b: b + a, **options)


def test_functions_have_labels_that_tell_them_apart() -> None:
    """A lambda is called what it does, also where there are several on one line."""
    found = named((slow, slow, lambda x: x + 1, lambda x: x - 1, operator.neg, lru_cache(quick)))
    assert [each.label for each in found] == [
        "slow",
        "slow (2)",
        "lambda x: x + 1",
        "lambda x: x - 1",
        "neg",
        "quick",
    ]


@pytest.mark.parametrize(
    ("keyword", "told"),
    [
        ("size", "takes no size=; did you mean sizes="),
        ("setup", "takes no setup=; it takes inputs="),
    ],
)
def test_a_keyword_that_is_not_known_is_told_with_those_that_are(keyword: str, told: str) -> None:
    """Whoever guesses a name learns the right one at once."""
    options: dict[str, Any] = {keyword: [1]}
    with pytest.raises(TypeError, match=told):
        pairbench.compare(slow, quick, **options)


def test_functions_of_one_name_are_told_apart_by_their_modules() -> None:
    """A number does not say which is which."""
    found = named((json.dumps, marshal.dumps, quick))
    assert [each.label for each in found] == ["json.dumps", "marshal.dumps", "quick"]


class Till:
    """Something with a method, which can itself be called."""

    def __call__(self, prices: list[int]) -> int:
        """Add up."""
        return sum(prices)

    def total(self, prices: list[int]) -> int:
        """Add up as well."""
        return sum(prices)


def test_what_is_no_plain_function_is_named_as_it_is_written() -> None:
    """A method has its class before it, and nothing is named by where it lies in memory."""

    def local(n: int, k: int) -> int:
        return n + k

    labels = [each.label for each in named((Till().total, Till(), partial(local, 1, k=2), local))]
    assert labels[0] == "Till.total"
    assert re.fullmatch(r"<\S*Till object>", labels[1])
    assert labels[2:] == ["partial(local, 1, k=2)", "local"]


@pytest.mark.slow
def test_one_function_over_sizes_is_told_by_its_growth() -> None:
    """It has no rival and no ratio; its times are drawn over the sizes."""
    found = pairbench.compare(quick, inputs=lambda n: list(range(n)), sizes=(10, 100, 300, 1_000))
    assert [each.label for each in found.answers.orders] == ["quick"]
    shown = found._repr_html_()
    assert any(each in shown for each in over_sizes(found.answers))
    assert ">ratio<" not in shown
    with pytest.raises(UsageError, match="one function has no ratio"):
        _ = found.ratio
    with pytest.raises(KeyError, match="one function has no alternatives"):
        found["quick"]


def test_one_function_needs_sizes() -> None:
    """Compared with nothing it has no answer, and over two sizes no growth."""
    with pytest.raises(UsageError, match=r"compared with nothing: .* inputs of several sizes"):
        pairbench.compare(quick, inputs=[1])
    with pytest.raises(UsageError, match="give 4 or more, as in sizes="):
        pairbench.compare(quick, inputs={1: [1], 2: [1, 2]})
