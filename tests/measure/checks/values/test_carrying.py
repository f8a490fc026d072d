"""Values that are carried to another process, and what becomes of those that pickle leaves."""

import threading
from typing import Any

import pytest

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.values.carrying import Found, digest, held_against, pack


class Box:
    """An object that compares by identity."""

    def __init__(self, value: object) -> None:
        self.value = value


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
