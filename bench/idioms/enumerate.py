"""A loop that needs the position as well: ``range(len(...))``, a counter by hand, or ``enumerate``?

An order book lists how many shares are wanted at each price; the position is the price.
"""

from pairbench import Pair

pair = Pair(
    advice="Use `enumerate`, not `range(len(...))` or a counter by hand: it is faster.",
    sizes=(1_000,),
    axis="prices",
)


@pair.input
def book(size: int) -> list[int]:
    return [(price * 7) % 40 for price in range(size)]


@pair.bad
def range_len(book: list[int]) -> int:
    """The position comes from ``range``, and every item is looked up by it."""
    value = 0
    for price in range(len(book)):
        value += price * book[price]
    return value


@pair.good
def counter_by_hand(book: list[int]) -> int:
    """A variable that each turn adds one to: the other thing to avoid."""
    value = 0
    price = 0
    for shares in book:
        value += price * shares
        price += 1  # noqa: SIM113 (the subject)
    return value


@pair.good(faster=1.0)
def with_enumerate(book: list[int]) -> int:
    """Position and item come together."""
    value = 0
    for price, shares in enumerate(book):
        value += price * shares
    return value
