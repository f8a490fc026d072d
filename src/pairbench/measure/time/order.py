"""The order of the variants within a block: random, and balanced over a round."""

import random


def balanced_orders(variants: int, blocks: int, rng: random.Random) -> list[tuple[int, ...]]:
    """One order of ``range(variants)`` for each block.

    Blocks come in couples, a random order and its reverse, so that of any two variants each runs
    first equally often (an odd last block excepted); then the blocks are shuffled.
    """
    orders: list[tuple[int, ...]] = []
    while len(orders) < blocks:
        order = rng.sample(range(variants), variants)
        couple = [tuple(order), tuple(reversed(order))]
        rng.shuffle(couple)
        orders.extend(couple[: blocks - len(orders)])
    rng.shuffle(orders)
    return orders
