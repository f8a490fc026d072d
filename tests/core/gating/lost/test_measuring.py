"""What a pair says otherwise at head of how it is measured."""

from dataclasses import replace
from typing import Any

import pytest

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.neighbours import SourceFile
from pairbench.core.gating.answer import Change, Kind
from pairbench.core.gating.lost.measuring import measured_otherwise
from tests.builders import a_definition

FILE = """
from shop import cache, other
from pairbench import Pair

BOUND = 1


def close(one, another):
    return abs(one - another) < BOUND


pair = Pair(sizes=(1, 10), fresh=cache.clear)
second = Pair(sizes=(1, 10))


@pair.consumer
def read(found):
    return list(found)


@pair.resource(scope="run")
def opened(size):
    yield size


@pair.input
def numbers(size, opened):
    return opened


pair.equal(close)


@second.equal
def same(one, another):
    return one == another
"""


def a_pair(text: str = FILE, **said: Any) -> PairDefinition:
    return replace(a_definition(), file_source=text, resource_scope="run", **said)


def told(base: PairDefinition, head: PairDefinition) -> list[str]:
    lines = list(measured_otherwise(base, head))
    assert all(each.change is Change.LOST and each.kind is Kind.PAIR for each in lines)
    return [each.why for each in lines]


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        (
            "BOUND = 1",
            "BOUND = 9",
            "@pair.equal is another one at head than at base: results are compared as head does",
        ),
        (
            "pair.equal(close)\n",
            "",
            "base has @pair.equal, and head has none: results are compared as head does",
        ),
        (
            ", fresh=cache.clear",
            "",
            "base has fresh=…, and head has none: each side is measured by its own",
        ),
        (
            "cache.clear",
            "other.clear",
            "fresh=… is another one at head than at base: each side is measured by its own",
        ),
        (
            "list(found)",
            "found",
            "@pair.consumer is another one at head than at base: each side is measured by its own",
        ),
        (
            "yield size",
            "yield 2",
            "@pair.resource is another one at head than at base: each side is measured by its own",
        ),
        (
            "return opened",
            "return 2",
            "@pair.input is another one at head than at base: each side is measured by its own",
        ),
    ],
)
def test_a_part_of_a_pair_that_is_another_one_is_told(before: str, now: str, why: str) -> None:
    """Whatever it uses of its own file is a part of it."""
    assert told(a_pair(), a_pair(FILE.replace(before, now))) == [why]


def test_a_part_that_is_new_is_told_the_other_way_round() -> None:
    """An equality that says yes to everything lets any result pass."""
    base = a_pair(FILE.replace("pair.equal(close)\n", ""))
    assert told(base, a_pair()) == [
        "head has @pair.equal, and base has none: results are compared as head does"
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            {"differs": "they may"},
            "head lets results differ (differs=…), and base does not: another one is no failure",
        ),
        ({"parallel": True}, "parallel is True, and False at base: that of head counts"),
        ({"mutates": True}, "mutates is True, and False at base: each side is measured by its own"),
    ],
)
def test_an_option_that_is_another_one_is_told(said: dict[str, Any], why: str) -> None:
    """What both are measured by is not what base was measured by."""
    assert told(a_pair(), a_pair(**said)) == [why]


@pytest.mark.parametrize(
    "line",
    [
        "from bench._alike import same as close",
        "from bench import _alike as close",
        "import bench._alike as close",
    ],
)
def test_what_a_part_has_from_a_file_beside_it_belongs_to_it(line: str) -> None:
    """An equality that several pairs share is one of each."""
    text = f"{line}\n" + FILE.replace("def close", "def unused")
    base, head = (
        a_pair(text, neighbours=(SourceFile(path="bench/_alike.py", text=other),))
        for other in (
            "def same(one, another):\n    return one == another\n",
            "def same(one, another):\n    return True\n",
        )
    )
    assert told(base, head) == [
        "@pair.equal is another one at head than at base: results are compared as head does"
    ]


@pytest.mark.parametrize(
    "text",
    [
        FILE.replace("list(found)", "list( found )  # all of it"),
        FILE.replace("one == another", "True"),
        FILE + "\n\ndef unused():\n    return 1\n",
    ],
)
def test_what_no_call_of_this_pair_can_notice_is_not_told(text: str) -> None:
    """Spaces and comments, what is another pair's, and what nothing uses."""
    assert told(a_pair(), a_pair(text)) == []


def test_of_a_suite_its_own_tool_says_how_it_is_measured() -> None:
    """Its file is no pair file."""
    head = a_pair(FILE.replace("BOUND = 1", "BOUND = 9"), suite="asv")
    assert told(a_pair(suite="asv"), head) == []


def test_a_file_that_only_another_interpreter_can_read_tells_nothing() -> None:
    """It was read by that of its side."""
    assert told(a_pair("match = ("), a_pair("match = (", parallel=True)) == [
        "parallel is True, and False at base: that of head counts"
    ]
