"""Tests of the order of the variants within a block."""

import random
from itertools import permutations

import pytest

from pairbench.measure.time.order import balanced_orders


@pytest.mark.parametrize("variants", [1, 2, 3, 5])
@pytest.mark.parametrize("blocks", [2, 10, 30])
@pytest.mark.parametrize("seed", range(3))
def test_any_two_variants_are_first_equally_often(variants: int, blocks: int, seed: int) -> None:
    """In an even number of blocks each of any two variants comes before the other in half."""
    orders = balanced_orders(variants, blocks, random.Random(seed))
    for one, other in permutations(range(variants), 2):
        first = sum(order.index(one) < order.index(other) for order in orders)
        assert first == blocks / 2


@pytest.mark.parametrize("blocks", [0, 1, 2, 7, 30])
def test_every_block_is_a_permutation(blocks: int) -> None:
    """There are as many blocks as asked, and every variant has exactly one turn in each."""
    orders = balanced_orders(4, blocks, random.Random(1))
    assert len(orders) == blocks
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)


@pytest.mark.parametrize("blocks", [1, 7])
def test_an_odd_block_tips_the_balance_by_one(blocks: int) -> None:
    """With an odd number of blocks, one of two variants is first exactly once more."""
    orders = balanced_orders(2, blocks, random.Random(1))
    first = sum(order[0] == 0 for order in orders)
    assert abs(first - (blocks - first)) == 1


def test_the_random_numbers_decide_the_order() -> None:
    """The same seed gives the same orders, and other seeds give others."""
    seen = {tuple(balanced_orders(4, 10, random.Random(seed))) for seed in range(20)}
    assert balanced_orders(4, 10, random.Random(3)) == balanced_orders(4, 10, random.Random(3))
    assert len(seen) == 20


def test_reversed_orders_do_not_always_follow_each_other() -> None:
    """The couples are torn apart, so that the second half of a couple cannot be foretold."""
    orders = balanced_orders(5, 30, random.Random(1))
    couples = zip(orders[::2], orders[1::2], strict=True)
    assert not all(first == second[::-1] for first, second in couples)
