"""Tests of what is told of results that are equal and may not be what was meant."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from pairbench.core.records.notice import NoticeKind
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.checks.doubtful.another_type import another_type
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import NUMBERS, entry_from


def told(root: Path, kind: NoticeKind, *parts: str, options: str = "sizes=(10, 20)") -> list[str]:
    """What the check says of a pair, of one kind."""
    with Jobs() as jobs:
        report = PairChecker(jobs).check(entry_from(root, *parts, options=options))
    assert report.failures == ()
    return [each.said for each in report.notices if each.kind is kind]


def both(body: str, other: str | None = None) -> str:
    """A baseline and a rival with these lines as their bodies."""
    one, two = (part.replace("\n", "\n    ") for part in (body, other or body))
    return f"@pair.bad\ndef one(n):\n    {one}\n\n@pair.good\ndef two(n):\n    {two}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return [each for each in n if each < 0]", "returns [] at every size"),
        ("return {}.get(len(n))", "returns None at every size"),
        ("return sum(each < 0 for each in n)", "returns 0 at every size"),
        ("return [each for each in n if each > 12]", None),
        ("return -1 in n", None),
        ("for each in n:\n    each + 1", None),
        ("return None", None),
    ],
)
def test_variants_that_return_nothing_at_every_size_are_told(
    tmp_path: Path, body: str, said: str | None
) -> None:
    """Unless they find something at one size, answer no, or are written to return nothing."""
    found = told(tmp_path, NoticeKind.NOTHING, NUMBERS, both(body))
    assert len(found) == (said is not None)
    assert all(str(said) in each for each in found)


@pytest.mark.slow
def test_variants_that_work_on_a_resource_may_return_nothing(tmp_path: Path) -> None:
    """What they are for is in the resource, which nobody compares."""
    resource = (
        "from contextlib import contextmanager\n"
        "@pair.resource\n@contextmanager\ndef found(size):\n    yield set()\n"
    )
    assert not told(tmp_path, NoticeKind.NOTHING, resource, both("return n.discard(1)"))


TRIES = "try:\n    {}\n{}\n    return None"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tried", "caught", "said"),
    [
        ("return sum(numbrs)", "except Exception:", "one: swallows NameError: name 'numbrs'"),
        ("return sum(numbrs)", "except:", "one: swallows NameError: name 'numbrs'"),
        ("import shop_nowhere", "except Exception:", "one: swallows ModuleNotFoundError"),
        ("return n.total", "except Exception:", "one: swallows AttributeError"),
        ("import shop_nowhere", "except ImportError:", None),
        ("return n[100]", "except Exception:", None),
        ("return [numbrs]", "except Exception as error:\n    print(error)", None),
        ("return sum(n)", "except Exception:", None),
    ],
)
def test_a_mistake_that_is_swallowed_is_told(
    tmp_path: Path, tried: str, caught: str, said: str | None
) -> None:
    """What is caught by its name, or looked at, is meant; so is what only an input raises."""
    found = told(tmp_path, NoticeKind.SWALLOWED, NUMBERS, both(TRIES.format(tried, caught)))
    assert len(found) == (0 if said is None else 2)
    assert said is None or found[0].startswith(said)
    assert all("subject.py:" in each for each in found)


@pytest.mark.slow
def test_a_mistake_that_is_suppressed_is_told_though_a_result_comes(tmp_path: Path) -> None:
    """A name that is not there is a mistake, whatever the call returns in the end."""
    body = "with contextlib.suppress(Exception):\n    return sum(numbrs)\nreturn 7"
    (one, _) = told(tmp_path, NoticeKind.SWALLOWED, "import contextlib", NUMBERS, both(body))
    assert one.startswith("one: swallows NameError")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("equal", "count"), [("", 1), ("@pair.equal\ndef same(a, b): return a == b", 0)]
)
def test_a_result_that_is_equal_and_of_another_type_is_told(
    tmp_path: Path, equal: str, count: int
) -> None:
    """Once for a variant, unless the pair has an equality of its own."""
    variants = both("return [each > 3 for each in n]", "return [int(each > 3) for each in n]")
    found = told(tmp_path, NoticeKind.TYPED, NUMBERS, variants, equal)
    assert len(found) == count
    assert all("two: " in each and "0 (int) for False (bool)" in each for each in found)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ([1, True], [1, 1], "at [1]: 1 (int) for True (bool)"),
        ({"a": 1}, {"a": Decimal(1)}, "at 'a': Decimal('1') (Decimal) for 1 (int)"),
        ([1, Fraction(1)], [1.0, 1], None),
        ({1: "a"}, {True: "a"}, "at [1]: True (bool) for 1 (int)"),
        (0.0, -0.0, "-0.0 for 0.0"),
        ([(0.5, 1)], [(0.5, 1)], None),
        ("text", "text", None),
        ({1, 2}, {True, 2}, None),
    ],
)
def test_the_first_number_of_another_type_is_named(
    first: object, second: object, said: str | None
) -> None:
    """With its place; what has no order is not looked into."""
    assert another_type(first, second) == said


def test_what_holds_itself_is_looked_through_once() -> None:
    """A result that holds itself comes to an end."""
    first: list[object] = [1]
    second: list[object] = [1]
    first.append(first)
    second.append(second)
    assert another_type(first, second) is None
