"""The standard workloads load, agree, and differ by exactly as much as they say."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import pairbench
from pairbench.core.authoring.loading import load_module
from pairbench.project.catalogue import standard_workloads

FOLDER = Path(pairbench.__file__).parent / "workloads"

WORKLOADS = ("dicts", "json_dumps", "loop", "objects", "sort")

HUNDREDTHS = {
    "plain": 100,
    "same": 100,
    "slower_1": 101,
    "slower_2": 102,
    "slower_3": 103,
    "slower_5": 105,
}
"""How many units each variant does for a hundred of the baseline."""

each_workload = pytest.mark.parametrize("name", WORKLOADS)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What loading a workload adds to the interpreter is taken back."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    known = set(sys.modules)
    yield
    for name in set(sys.modules) - known:
        if FOLDER.name in name.split(".")[:2]:
            del sys.modules[name]


def a_workload(name: str) -> ModuleType:
    """The module of one of them."""
    return load_module(FOLDER.parent, f"{FOLDER.name}/{name}.py")


def times_repeated(function: Callable[[int], Any], repeats: int) -> int:
    """How often the function's loop went round: the fewest visits of a line within the loop.

    Lines outside the loop are visited once, which is why this takes two repeats and more.
    """
    visits: Counter[int] = Counter()

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code is not function.__code__:
            return None
        visits[frame.f_lineno] += event == "line"
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        function(repeats)
    finally:
        sys.settrace(before)
    return min(visit for visit in visits.values() if visit > 1)


def test_every_workload_is_found() -> None:
    """Each file is one pair in good order, of one size and six variants, and claims nothing."""
    entries = standard_workloads()
    assert tuple(entry.definition.name for entry in entries) == WORKLOADS
    for entry in entries:
        definition = entry.definition
        assert entry.site.root / definition.file == FOLDER / f"{definition.name}.py"
        assert definition.baseline == "plain"
        assert [variant.name for variant in definition.variants] == list(HUNDREDTHS)
        assert len(definition.sizes) == 1
        assert definition.claims == ()


def test_finding_them_opens_no_short_cut_into_the_package() -> None:
    """What a pair file imports is not mixed up with the package's own modules."""
    standard_workloads()
    assert str(FOLDER.parent) not in sys.path


@each_workload
def test_the_variants_agree(name: str) -> None:
    """However often the unit is repeated, the result is that of the last."""
    module = a_workload(name)
    (size,) = module.pair.sizes
    repeats = module.pair.inputs[0](size)
    results = [getattr(module, variant)(repeats) for variant in HUNDREDTHS]
    assert all(result == results[0] for result in results)
    assert results[0]


@each_workload
def test_the_variants_differ_by_what_they_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asks the shared work for its own number of units, and for a whole one."""
    module = a_workload(name)
    (size,) = module.pair.sizes
    assert size % 100 == 0
    asked: list[int] = []
    monkeypatch.setattr(module, "work", asked.append)
    for variant in HUNDREDTHS:
        getattr(module, variant)(module.pair.inputs[0](size))
    assert asked == [size // 100 * each for each in HUNDREDTHS.values()]


@each_workload
@pytest.mark.parametrize("repeats", [100, 105])
def test_the_work_is_as_much_as_it_is_asked_for(name: str, repeats: int) -> None:
    """The unit is done exactly so often."""
    assert times_repeated(a_workload(name).work, repeats) == repeats


def test_the_count_sees_a_unit_too_few() -> None:
    """What the test above relies on: a loop that goes round less often is noticed."""

    def lazy(repeats: int) -> int:
        last = 0
        for number in range(repeats - 1):
            last = number
        return last

    assert times_repeated(lazy, 100) == 99


@each_workload
def test_nothing_but_a_number_tells_the_variants_apart(name: str) -> None:
    """They are the same instructions, so that even what is beside the work costs the same."""
    module = a_workload(name)
    codes = [getattr(module, variant).__code__ for variant in HUNDREDTHS]
    assert len({len(code.co_code) for code in codes}) == 1
    assert len({code.co_names for code in codes}) == 1
    assert codes[0].co_code == codes[1].co_code
