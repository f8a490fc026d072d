"""Results of two revisions held against each other, in real processes."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.measure.checks.comparer import ResultComparer
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import BUILTIN, NUMBERS, entry_from

pytestmark = pytest.mark.slow


def subject(body: str) -> str:
    return f"@pair.bad\ndef subject(numbers):\n    {body}\n"


def difference(folder: Path, base: str, head: str, *parts: str, options: str = "") -> str | None:
    sides = [
        entry_from(
            folder / side, NUMBERS, subject(body), BUILTIN, *parts, options=f"sizes=(10,){options}"
        )
        for side, body in (("base", base), ("head", head))
    ]
    with Jobs() as jobs:
        return ResultComparer(jobs).difference(*sides, variant="subject", size=10)


def test_equal_results_have_no_difference(tmp_path: Path) -> None:
    """However they are computed."""
    assert difference(tmp_path, "return sum(numbers)", "return sum(reversed(numbers))") is None


def test_the_first_difference_is_told(tmp_path: Path) -> None:
    """Base first, then head."""
    found = difference(tmp_path, "return list(numbers)", "return [*numbers[:3], 99, *numbers[4:]]")
    assert found == "at [3]: 3 and 99"


def test_iterators_are_read_to_their_end(tmp_path: Path) -> None:
    """They are compared by what they yield."""
    assert difference(tmp_path, "return iter(numbers)", "return iter(numbers[1:])") is not None


def test_the_pair_s_own_equality_counts(tmp_path: Path) -> None:
    """A pair that compares floats roughly does so between revisions, too."""
    near = "@pair.equal\ndef near(one, other):\n    return abs(one - other) < 0.1\n"
    assert difference(tmp_path, "return 1.0", "return 1.05", near) is None
    assert difference(tmp_path, "return 1.0", "return 1.5", near) == "1.0 and 1.5"


@pytest.mark.parametrize(
    ("base", "head"),
    [("return lambda: 1", "return lambda: 2"), ("return 1", "raise ValueError")],
)
def test_what_cannot_be_compared_is_no_difference(tmp_path: Path, base: str, head: str) -> None:
    """What pickle does not carry; and a call that fails fails its own check as well."""
    assert difference(tmp_path, base, head) is None


def test_results_that_differ_anyway_are_not_compared(tmp_path: Path) -> None:
    """The pair says why."""
    assert difference(tmp_path, "return 1", "return 2", options=", differs='random'") is None


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
    assert found == "1 and 2"
