"""A mutable default argument: do calls share it, and what does that cost?"""

from collections.abc import Callable

from pairbench import Pair

Collect = Callable[[list[str]], list[str]]

pair = Pair(
    advice="A default argument that can change is shared by all calls: use `None`.",
    sizes=(10, 100, 1_000, 10_000),
    axis="orders",
    differs="the shared basket still holds the orders of earlier calls: that is the fault",
)


def add_to_shared(order: str, basket: list[str] = []) -> list[str]:  # noqa: B006 (the subject)
    basket.append(order)
    return basket


def add_to_own(order: str, basket: list[str] | None = None) -> list[str]:
    if basket is None:
        basket = []
    basket.append(order)
    return basket


@pair.input
def orders(size: int) -> list[str]:
    return [f"order-{number}" for number in range(size)]


@pair.behaviour
def every_customer_starts_with_an_empty_basket(collect: Collect) -> str:
    collect(["apples"])
    basket = collect(["pears"])
    assert basket == ["pears"], f"the second customer's basket is {basket}"
    return f"the second customer's basket is {basket}"


@pair.bad(peak_grows="n")
def shared_default(orders: list[str]) -> list[str]:
    """``basket=[]``: the list is made once, when the function is defined, and only grows."""
    basket: list[str] = []
    for order in orders:
        basket = add_to_shared(order)
    return basket


@pair.good(peak_grows="1", leaner=10)
def none_default(orders: list[str]) -> list[str]:
    """``basket=None``, then a new list: made anew in each call that needs one."""
    basket: list[str] = []
    for order in orders:
        basket = add_to_own(order)
    return basket
