"""What the sides of a gate are called: by what tells them apart."""

from dataclasses import replace

import pytest

from pairbench.core.gating.answer import Kind
from pairbench.core.gating.asked import EVERYTHING, AskedSide, Focus, SideFacts, differing, in_words

SIDE = SideFacts(tree="the working tree", python="3.12.1")


@pytest.mark.parametrize(
    ("base", "head", "said"),
    [
        (SIDE, SIDE, ("the working tree", "the working tree")),
        (replace(SIDE, tree="main"), SIDE, ("main", "the working tree")),
        (SIDE, replace(SIDE, python="3.13.0"), ("Python 3.12.1", "Python 3.13.0")),
        (
            replace(SIDE, packages={"packaging": "25.0"}),
            replace(SIDE, packages={"packaging": "26.0"}),
            ("packaging 25.0", "packaging 26.0"),
        ),
        (SIDE, replace(SIDE, packages={"attrs": "25.1"}), ("no attrs", "attrs 25.1")),
        (
            replace(SIDE, tree="main", packages={"attrs": "1"}),
            replace(SIDE, python="3.13.0", packages={"attrs": "2"}),
            ("main, Python 3.12.1, attrs 1", "the working tree, Python 3.13.0, attrs 2"),
        ),
    ],
)
def test_a_side_is_called_by_what_the_other_has_not(
    base: SideFacts, head: SideFacts, said: tuple[str, str]
) -> None:
    """Its tree, its interpreter and its packages, where they are others; else its tree."""
    assert (in_words(base, head), in_words(head, base)) == said


def test_three_packages_are_all_named() -> None:
    """There is no rest to be counted."""
    side = replace(SIDE, packages={"a": "1", "b": "2", "c": "3"})
    assert in_words(side, SIDE) == "a 1, b 2, c 3"


def test_a_package_of_one_side_alone_is_told() -> None:
    """At the side that has it; what both have alike is not."""
    assert differing({"a": "1", "same": "3"}, {"b": "2", "same": "3"}, ()) == (
        {"a": "1"},
        {"b": "2"},
    )


def test_many_packages_are_counted() -> None:
    """Three are named, those that were asked for among them, and the rest is a number."""
    at_base = dict.fromkeys("abcdez", "1")
    at_head = {**dict.fromkeys("abcdz", "2"), "e": "1"}
    base, head = differing(at_base, at_head, ("z",))
    assert list(head) == ["z", "a", "b", "c", "d"]
    assert (
        in_words(replace(SIDE, packages=base), replace(SIDE, packages=head))
        == "z 1, a 1, b 1, 2 more packages"
    )


@pytest.mark.parametrize(
    ("side", "plain"),
    [
        (AskedSide(revision="main"), True),
        (AskedSide(python="3.13"), False),
        (AskedSide(requirements=("attrs==25.1",)), False),
    ],
)
def test_what_tells_a_side_from_its_tree(side: AskedSide, *, plain: bool) -> None:
    """An interpreter or a requirement does; a revision is a tree."""
    assert side.is_any_tree_s is plain


def test_a_focus_is_on_one_variant_or_on_all() -> None:
    """And on memory, if one of its figures is among the kinds."""
    one = Focus(kinds=frozenset({Kind.PEAK}), variant="quick")
    assert (one.has("quick"), one.has("slow"), one.has_memory) == (True, False, True)
    assert EVERYTHING.has("slow")
    assert not Focus(kinds=frozenset({Kind.PAIR})).has_memory
