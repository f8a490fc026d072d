"""Values that are carried to another process, and what becomes of those that pickle leaves."""

import io
import re
import threading
from collections.abc import Callable
from ctypes import c_int
from functools import partial
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.values.carrying import Found, digest, held_against, pack


class Box:
    """An object that compares by identity."""

    def __init__(self, value: object) -> None:
        self.value = value

    def give(self) -> object:
        """What it holds."""
        return self.value


def held(first: Any, second: Any, *, described: bool = False, pair: Pair | None = None) -> Found:
    """What a carried value and one that is here have against each other."""
    return held_against(pack(first, described=described), second, [], pair)


@pytest.mark.parametrize("described", [False, True])
def test_what_is_carried_is_compared_by_what_it_holds(*, described: bool) -> None:
    """By pickle, or by a description."""
    same = held([Box(float("nan"))], [Box(float("nan"))], described=described)
    assert (same.difference, list(same.unseen), same.unopened) == (None, [], None)
    assert held([Box(1)], [Box(2)], described=described).difference == "at [0].value: 1 and 2"


def test_what_pickle_leaves_is_described() -> None:
    """A lock, a view of a dictionary: what lies beside them is compared."""
    assert held([threading.Lock(), 1], [threading.Lock(), 1]).difference is None
    assert held([threading.Lock(), 1], [threading.Lock(), 2]).difference == "at [1]: 1 and 2"
    assert held({1: 2}.values(), {1: 3}.values()).difference == "at [0]: 2 and 3"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda n: partial(int, base=n), "functools.partial with other contents (3 and 4)"),
        (lambda n: {"a": Random(n)}, "at 'a': random.Random with other contents"),
        (c_int, "ctypes.c_int with other contents"),
        (lambda n: (c_int * 2)(1, n), "c_int_Array_2 holds something else"),
        (lambda n: io.BytesIO(bytes([n])), "io.BytesIO with other contents"),
        (lambda n: io.StringIO("a" * n), "with other contents ('aaa' and 'aaaa')"),
        (lambda n: ET.fromstring(f"<a><b>{n}</b></a>"), "('3' and '4')"),
        (lambda n: zip([1], [n], strict=True), "zip with other contents"),
        (lambda n: [len, max] if n == 3 else [len, min], "at [1]: builtins.max and builtins.min"),
        (lambda n: held if n == 3 else pack, "function"),
        (lambda n: Box(n).give, "at .__self__.value: 3 and 4"),
        (lambda n: list(re.finditer("b", "ab" * n)), "at [0].string"),
        (lambda n: memoryview(bytes([1, n])), "at [1]: 3 and 4"),
        (lambda n: {Box(n): 1}, "only one of them has the key"),
        (lambda n: [complex(n, float("nan"))], "at [0]: (3+nanj) and (4+nanj)"),
        (lambda n: np.array([complex(float("nan"), n)]), "at [0]: (nan+3j) and (nan+4j)"),
    ],
)
def test_what_is_written_in_c_is_compared_by_what_it_would_keep(
    made: Callable[[int], Any], words: str
) -> None:
    """Python sees no state of it, or a part: another one passed as equal, or was not compared."""
    assert held(made(3), made(3)) == Found(None, [])
    assert words in (held(made(3), made(4)).difference or "")
    assert held(made(3), made(3), described=True).difference is None
    assert held(made(3), made(4), described=True).difference is not None


def test_a_table_of_pyarrow_with_nan_is_equal_to_itself() -> None:
    """Its library says it is not; what is missing is another thing than NaN."""
    arrow = pytest.importorskip("pyarrow")
    table, other = (arrow.table({"a": [1.0, None, float("nan"), n]}) for n in (3.0, 4.0))
    assert held(table, table.slice(0)) == Found(None, [])
    assert held(table, other).difference == "at ['a'][3]: 3.0 and 4.0"
    assert held(arrow.array([1, None]), arrow.array([2, None])).difference == "at [0]: 1 and 2"


def test_tables_have_names_and_an_index() -> None:
    """Two columns of one name are compared, and what ``equals`` of pandas leaves out is as well."""
    pandas = pytest.importorskip("pandas")
    doubled = [pandas.DataFrame([[1, n]], columns=["a", "a"]) for n in (3, 4)]
    assert held(*doubled).difference == "at ['a'][0]: 3 and 4"
    named = [pandas.Series([1], index=pandas.Index([1], name=n), name="s") for n in "xy"]
    assert held(*named).difference == "at .index.names[0]: 'x' and 'y'"
    moved = [pandas.Series([1], index=[n]) for n in (1, 2)]
    assert held(*moved).difference == "the same items with another index"


def test_what_nobody_can_look_into_is_named() -> None:
    """A generator, and a difference that the pair's own comparison would have to judge."""
    assert held([(n for n in [1])], [(n for n in [1])]).unseen == ["a generator at [0]"]
    pair = Pair(sizes=(1,))
    pair.equal(lambda one, other: one[1] == other[1])
    found = held([threading.Lock(), 1], [threading.Lock(), 2], pair=pair)
    assert found.unseen == ["a list, which pickle does not carry to @pair.equal"]


def test_a_digest_is_the_same_in_every_process() -> None:
    """It does not depend on addresses, on the order of a set, or on that of a dictionary."""
    one = {"a": {Box(1), Box(2)}, "b": {"x", "y"}, "c": [Box(float("nan"))]}
    same = {"c": [Box(float("nan"))], "b": {"y", "x"}, "a": {Box(2), Box(1)}}
    assert digest(one) == digest(same)
    assert digest(one) != digest({**same, "b": {"y", "z"}})
    assert digest(["/base/x"], ["/base", "/head"]) == digest(["/head/x"], ["/base", "/head"])


def test_a_digest_of_what_lies_deep_takes_no_longer_for_every_level() -> None:
    """A chain of forty objects, or dictionaries: with each level it took twice as long."""
    chain: object = None
    folders: object = 1
    for _ in range(40):
        chain, folders = Box(chain), {"in": folders}
    assert digest(chain) is not None
    assert digest(folders) != digest({"in": folders})


def test_a_number_of_many_digits_has_a_digest() -> None:
    """Python writes no more than 4,300 digits; an input may have more."""
    many = 10**5000
    for value in (many, [many], {"a": many}, Box(many)):
        assert digest(value) is not None
    assert digest([many]) != digest([many + 1])


@pytest.mark.parametrize("kind", [bytes, bytearray])
def test_many_bytes_are_told_from_others_without_being_written_out(kind: type) -> None:
    """A buffer of megabytes has a digest that one changed byte changes."""
    many = kind(1 << 20)
    other = kind(bytes(many[:-1]) + b"!")
    assert digest([many]) == digest([kind(many)])
    assert digest([many]) != digest([other])
    assert digest(many) != digest(kind(many[:-1]))
