"""Results of two revisions held against each other, in real processes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.records.disagreement import Disagreement
from pairbench.measure.checks.comparer import ResultComparer
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import BUILTIN, NUMBERS, entry_from

pytestmark = [pytest.mark.slow, pytest.mark.once]


def subject(body: str) -> str:
    return f"@pair.bad\ndef subject(numbers):\n    {body}\n"


def compared(
    folder: Path, base: str, head: str, *parts: str, options: str = ""
) -> Disagreement | None:
    sides = [
        entry_from(
            folder / side, NUMBERS, subject(body), BUILTIN, *parts, options=f"sizes=(10,){options}"
        )
        for side, body in (("base", base), ("head", head))
    ]
    with Jobs() as jobs:
        return ResultComparer(jobs).difference(*sides, variant="subject", size=10)


def allowed(folder: Path, base: str, head: str) -> Disagreement | None:
    """What is found of a pair that lets its results differ."""
    sides = [
        entry_from(
            folder / side,
            NUMBERS,
            subject(body),
            BUILTIN,
            options="sizes=(10,), differs='one of them is wrong'",
        )
        for side, body in (("base", base), ("head", head))
    ]
    with Jobs() as jobs:
        return ResultComparer(jobs).allowed_difference(*sides, variant="subject", size=10)


def blamed(found: Disagreement | None) -> str:
    """What head is blamed for."""
    assert found is not None
    assert found.blames_head
    return found.text


def noted(found: Disagreement | None) -> str:
    """What is said without blaming head."""
    assert found is not None
    assert not found.blames_head
    return found.text


def test_equal_results_have_no_difference(tmp_path: Path) -> None:
    """However they are computed."""
    assert compared(tmp_path, "return sum(numbers)", "return sum(reversed(numbers))") is None


def test_the_first_difference_is_told(tmp_path: Path) -> None:
    """Base first, then head."""
    found = compared(tmp_path, "return list(numbers)", "return [*numbers[:3], 99, *numbers[4:]]")
    assert blamed(found) == "head has another result than base: at [3]: 3 and 99"


def test_iterators_are_read_to_their_end(tmp_path: Path) -> None:
    """They are compared by what they yield, where a consumer reads them."""
    consumer = "@pair.consumer\ndef read(items):\n    return sum(items)\n"
    bodies = ("return iter(numbers)", "return iter(numbers[1:])")
    assert "at [0]: 0 and 1" in blamed(compared(tmp_path, *bodies, consumer))


def test_the_pair_s_own_equality_counts(tmp_path: Path) -> None:
    """A pair that compares floats roughly does so between revisions, too."""
    near = "@pair.equal\ndef near(one, other):\n    return abs(one - other) < 0.1\n"
    assert compared(tmp_path, "return 1.0", "return 1.05", near) is None
    assert "1.0 and 1.5" in blamed(compared(tmp_path, "return 1.0", "return 1.5", near))


BOX = """
class Box:
    def __init__(self, value):
        self.value = value
"""


@pytest.mark.parametrize(
    "body",
    [
        "import math; return [math.nan if n % 7 == 0 else n for n in numbers]",
        "return {n: n for n in numbers}.values()",
        "return [Box(n) for n in numbers]",
        "return {Box(n) for n in numbers}",
        "return [ValueError(n) for n in numbers]",
        "import threading; return [threading.Lock(), numbers]",
        "import pathlib; return pathlib.Path(__file__)",
        "return __file__.encode().decode().splitlines()",
        "import sys; return {str(n) for n in numbers}",
        "row = list(numbers); row.append(row); return row",
        "import types; return types.MappingProxyType({'a': float('nan')})",
        "class Inner: pass\n    inner = Inner(); inner.value = 1.5; return inner",
    ],
)
def test_the_same_code_has_the_same_result(tmp_path: Path, body: str) -> None:
    """Whatever its ``==`` says, and whether or not pickle carries it: NaN, identity, own paths."""
    assert compared(tmp_path, body, body, BOX) is None


@pytest.mark.parametrize(
    ("base", "head", "place"),
    [
        ("return {1: 1, 2: 2}.values()", "return {1: 1, 2: 3}.values()", "[1]: 2 and 3"),
        ("return [Box(1)]", "return [Box(2)]", "at [0].value: 1 and 2"),
        ("import threading as t; return [t.Lock(), 1]", "return [None, 1]", "at [0]"),
        ("return __file__", "return __file__ + 'x'", "'<tree>/bench/subject.pyx'"),
    ],
)
def test_what_only_looks_into_can_tell_is_told(
    tmp_path: Path, base: str, head: str, place: str
) -> None:
    """Objects that compare by identity, and those that pickle leaves, differ by what they hold."""
    assert place in blamed(compared(tmp_path, base, head, BOX))


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    """A call that fails, what nobody can look into, and what pickle cannot carry to an equal."""
    failed = noted(compared(tmp_path / "a", "return 1", "raise ValueError('no')"))
    assert failed == "the results could not be compared: ValueError: no"
    file = "return [open(__file__), len(numbers)]"
    found = noted(compared(tmp_path / "b", file, file))
    assert found == "the results were not compared: they hold an io.TextIOWrapper at [0]"
    equal = "@pair.equal\ndef same(one, other):\n    return one[1] == other[1]\n"
    other = "return [open(__file__), 0]"
    found = noted(compared(tmp_path / "c", file, other, equal))
    assert found.endswith("a list, which pickle does not carry to @pair.equal")


def test_a_class_that_is_gone_is_compared_by_what_it_held(tmp_path: Path) -> None:
    """Pickle cannot open what the head has no class for; a description of it can be held."""
    gone = "return Basket()"
    basket = "@pair.behaviour\ndef nothing(variant):\n    pass\n"
    base = f"{gone}\n\nclass Basket:\n    apples = 3"
    head = f"{gone.replace('Basket', 'Crate')}\n\nclass Crate:\n    apples = 3"
    assert "Basket and bench.subject.Crate" in blamed(compared(tmp_path, base, head, basket))


def test_head_is_not_blamed_for_what_base_does_as_well(tmp_path: Path) -> None:
    """Base is asked twice, with other seeds of hashes: it does not agree with itself either."""
    drawn = "import os; return os.urandom(8).hex()"
    found = noted(compared(tmp_path / "a", drawn, drawn))
    assert found.startswith("another result in every process (at ")
    assert found.endswith("at base as at head: not compared")
    order = "return list({str(n) for n in numbers})"
    found = noted(compared(tmp_path / "b", order, f"{order}[::-1]"))
    assert "the same items in another order (of a set? sort them)" in found


@pytest.mark.parametrize(
    "body",
    [
        "import hashlib; return hashlib.md5(__file__.encode()).hexdigest()",
        "import os; return os.stat(__file__).st_mtime_ns",
    ],
    ids=["made of a path", "made of a time"],
)
def test_head_is_not_blamed_for_where_its_files_lie(tmp_path: Path, body: str) -> None:
    """The files of base have another result in another place, too, and a change still counts."""
    found = noted(compared(tmp_path, body, body))
    assert found.startswith("another result in every copy of the files")
    assert "another result than base" in blamed(compared(tmp_path, "return 1", body))


def with_inputs(folder: Path, numbers: str, count: Callable[[str], str]) -> Disagreement | None:
    """Two sides with an input of their own, and a file beside it that ``count`` writes."""
    entries = []
    for side in ("base", "head"):
        entry = entry_from(folder / side, numbers, subject("return len(numbers)"), BUILTIN)
        file = folder / side / "bench" / "numbers.txt"
        file.write_text(count(side), encoding="utf-8")
        entries.append(entry)
    with Jobs() as jobs:
        return ResultComparer(jobs).difference(*entries, variant="subject", size=10)


def test_another_input_in_every_process_is_told_to_be_seeded(tmp_path: Path) -> None:
    """The reason is named, not the result that comes of it."""
    drawn = "import os\n@pair.input\ndef numbers(size):\n    return list(os.urandom(size))\n"
    found = noted(with_inputs(tmp_path, drawn, lambda _side: ""))
    assert found.startswith("another input in every process (at [")
    assert found.endswith("seed it, at base as at head: not compared")


RESOURCE = """
import contextlib

@pair.resource
@contextlib.contextmanager
def desk(size):
    yield size

@pair.input
def numbers(size, desk):
    return list(range(size))
"""


def test_a_resource_that_one_side_alone_has_makes_no_other_input(tmp_path: Path) -> None:
    """Inputs with a resource are not compared; results are."""
    plain = "@pair.input\ndef numbers(size):\n    return list(range(size))\n"
    for body in ("return sum(numbers)", "return sum(numbers) + 1"):
        sides = [
            entry_from(tmp_path / f"{side}{len(body)}", given, subject(text), BUILTIN)
            for side, given, text in (
                ("base", plain, "return sum(numbers)"),
                ("head", RESOURCE, body),
            )
        ]
        with Jobs() as jobs:
            found = ResultComparer(jobs).difference(*sides, variant="subject", size=10)
        assert (found is None) == body.endswith(")")
        assert found is None or "another result" in blamed(found)


READ = """
import pathlib

@pair.input
def numbers(size):
    return pathlib.Path(__file__).with_name("numbers.txt").read_text().split()
"""


def test_each_side_reads_its_own_input(tmp_path: Path) -> None:
    """Where that is another one, it is said instead of comparing the results."""
    counts = {"base": "1 2 3", "head": "1 2 3 4 5"}
    found = with_inputs(tmp_path / "a", READ, counts.__getitem__)
    assert blamed(found) == "head has another input than base: lengths 3 and 5"
    assert with_inputs(tmp_path / "b", READ, lambda _side: "1 2 3") is None


def test_results_that_differ_anyway_are_not_compared(tmp_path: Path) -> None:
    """The pair says why."""
    assert compared(tmp_path, "return 1", "return 2", options=", differs='random'") is None


@pytest.mark.parametrize("lets", ["base", "head"])
def test_what_one_side_lets_differ_is_held_against_neither(tmp_path: Path, lets: str) -> None:
    """A result that one of them did not give is no result, and head is not blamed for it."""
    options = {lets: "sizes=(10,), differs='random'"}
    sides = [
        entry_from(
            tmp_path / side,
            NUMBERS,
            subject(body),
            BUILTIN,
            options=options.get(side, "sizes=(10,)"),
        )
        for side, body in (("base", "return 1"), ("head", "return 2"))
    ]
    with Jobs() as jobs:
        assert ResultComparer(jobs).difference(*sides, variant="subject", size=10) is None


def test_each_side_imports_its_own_code(tmp_path: Path) -> None:
    """The same name finds the sources of its own revision."""
    sides = []
    for side, value in (("base", 1), ("head", 2)):
        entry = entry_from(tmp_path / side, NUMBERS, subject("return 0"), BUILTIN)
        sources = tmp_path / side / "src"
        (sources / "shop_of_the_test").mkdir(parents=True)
        (sources / "shop_of_the_test" / "__init__.py").write_text(f"VALUE = {value}\n")
        file = tmp_path / side / entry.definition.file
        text = file.read_text().replace("return 0", "import shop_of_the_test as s; return s.VALUE")
        file.write_text(text)
        sides.append(replace(entry, site=replace(entry.site, sources=(sources,))))
    with Jobs() as jobs:
        found = ResultComparer(jobs).difference(*sides, variant="subject", size=10)
    assert blamed(found) == "head has another result than base: 1 and 2"


def test_another_mask_of_an_array_is_another_result(tmp_path: Path) -> None:
    """What is masked on either side is compared as nothing by numpy, and is equal to anything."""
    array = "import numpy; return numpy.ma.array([1, 2, 3], mask={})"
    full, less = array.format("[False] * 3"), array.format("[False, True, False]")
    assert "at [1]: 2 and None" in blamed(compared(tmp_path / "other", full, less))
    assert compared(tmp_path / "same", less, less) is None
    assert compared(tmp_path / "none", array.format("numpy.ma.nomask"), full) is None


def test_a_result_that_may_differ_is_said_where_head_has_another(tmp_path: Path) -> None:
    """It may differ from another variant's; what varies at base as well is nobody's doing."""
    said = noted(allowed(tmp_path / "changed", "return 1", "return 2"))
    assert said.startswith("subject has another result than at base: 1 and 2; the pair lets")
    assert allowed(tmp_path / "same", "return 3", "return 1 + 2") is None
    moment = "import os; return os.getpid()"
    assert allowed(tmp_path / "varying", moment, moment.replace("os.", "0 + os.")) is None
