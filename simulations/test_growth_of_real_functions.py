"""Holds the rule for growth to functions whose order is known from theory.

They are timed here, in one process: a wrong order must never be stated, while "too close to call"
may be. The cubic ones cannot be timed a decade apart: 10,000 items would take days.
"""

import heapq
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import pytest

from pairbench.core.statistics.growth import fit_growth
from pairbench.core.statistics.order import Order

pytestmark = pytest.mark.simulation

ROUNDS = 8
SLICES = 5
"""Of these many slices the fastest is a round's sample, as in a run."""

SLICE_S = 2e-4
"""A slice calls the function as often as fits into this time."""

LONG_S = 0.02
"""A longer call is a round's only slice."""

REPEATS = 3
"""How often each function is judged."""

STATED = 0.5
"""At least this share of the judgements states the order; on a busy machine it was 70 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A function of known order with the input for each size; calls must not change the input."""

    order: Order
    sizes: tuple[int, ...]
    build: Callable[[int], Any]
    call: Callable[[Any], Any]


def read_last(items: list[int]) -> int:
    """Read one element by its place."""
    return items[-1]


def look_up_one(table: dict[int, int]) -> int:
    """Read one entry by its key."""
    return table[1]


def append_and_pop(items: list[int]) -> int:
    """Work at the end of a list, which moves nothing."""
    items.append(1)
    return items.pop()


def bisect_many(items: list[int]) -> int:
    """Find ten places with the standard library, so that the search outweighs the call."""
    last = len(items) - 1
    return sum(bisect_left(items, last * tenth // 10) for tenth in range(10))


def search_by_halves(items: list[int]) -> int:
    """Find the last place with a loop."""
    low, high = 0, len(items)
    wanted = items[-1]
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def push_and_pop(heap: list[int]) -> int:
    """Sink the largest element and take the smallest: both walk one path of the heap."""
    smallest = heapq.heappop(heap)
    heapq.heappush(heap, smallest)
    return smallest


def count_bits(items: list[int]) -> int:
    """Divide the size by two until nothing is left."""
    steps, rest = 0, len(items)
    while rest:
        rest //= 2
        steps += 1
    return steps


def double_each(items: list[int]) -> list[int]:
    """Build a list from a list."""
    return [2 * item for item in items]


def add_in_a_loop(items: list[int]) -> int:
    """Visit every element."""
    total = 0
    for item in items:
        total += item
    return total


def sort_by_heap(items: list[float]) -> list[float]:
    """Take the smallest element as often as there are elements."""
    heap = list(items)
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in range(len(heap))]


def sort_by_merging(items: list[float]) -> list[float]:
    """Sort each half, then merge them."""
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = sort_by_merging(items[:middle]), sort_by_merging(items[middle:])
    merged = []
    at_left = at_right = 0
    while at_left < len(left) and at_right < len(right):
        if left[at_left] <= right[at_right]:
            merged.append(left[at_left])
            at_left += 1
        else:
            merged.append(right[at_right])
            at_right += 1
    return merged + left[at_left:] + right[at_right:]


def count_pairs(items: list[float]) -> int:
    """Compare every element with every other one."""
    found = 0
    for one in items:
        for other in items:
            if one == other:
                found += 1
    return found


def sort_by_insertion(items: list[float]) -> list[float]:
    """Move each element to the left until it fits."""
    ordered = list(items)
    for place in range(1, len(ordered)):
        item, at = ordered[place], place
        while at > 0 and ordered[at - 1] > item:
            ordered[at] = ordered[at - 1]
            at -= 1
        ordered[at] = item
    return ordered


def multiply(matrix: list[list[float]]) -> list[list[float]]:
    """Multiply a matrix by itself in three nested loops."""
    n = len(matrix)
    product = [[0.0] * n for _ in range(n)]
    for row in range(n):
        for column in range(n):
            total = 0.0
            for inner in range(n):
                total += matrix[row][inner] * matrix[inner][column]
            product[row][column] = total
    return product


def count_triples(items: list[int]) -> int:
    """Try every triple."""
    found = 0
    for one in items:
        for two in items:
            for three in items:
                if one + two == three:
                    found += 1
    return found


def numbers(size: int) -> list[int]:
    """The input of most of them: the first ``size`` numbers."""
    return list(range(size))


def shuffled(size: int) -> list[float]:
    """Random input, the same for every call at a size."""
    rng = random.Random(size)
    return [rng.random() for _ in range(size)]


def matrix(size: int) -> list[list[float]]:
    """A square matrix."""
    return [shuffled(size) for _ in range(size)]


DECADES = (10, 100, 1_000, 10_000)
LATER_DECADES = (100, 1_000, 10_000, 100_000)
EARLY_DECADES = (3, 30, 300, 3_000)
THIRDS = (4, 12, 36, 108)

FUNCTIONS: Mapping[str, Known] = {
    name: Known(order=order, sizes=sizes, build=build, call=call)
    for name, order, sizes, build, call in (
        ("index of a list", Order.CONSTANT, LATER_DECADES, numbers, read_last),
        (
            "look-up in a dict",
            Order.CONSTANT,
            LATER_DECADES,
            lambda n: dict.fromkeys(range(n), 1),
            look_up_one,
        ),
        ("append and pop", Order.CONSTANT, LATER_DECADES, numbers, append_and_pop),
        ("bisect", Order.LOGARITHMIC, LATER_DECADES, numbers, bisect_many),
        ("search by halves", Order.LOGARITHMIC, LATER_DECADES, numbers, search_by_halves),
        ("count bits", Order.LOGARITHMIC, DECADES, numbers, count_bits),
        ("heap push and pop", Order.LOGARITHMIC, LATER_DECADES, numbers, push_and_pop),
        ("sum", Order.LINEAR, DECADES, numbers, sum),
        ("list comprehension", Order.LINEAR, DECADES, numbers, double_each),
        ("loop", Order.LINEAR, DECADES, numbers, add_in_a_loop),
        ("sorted", Order.LINEARITHMIC, DECADES, shuffled, sorted),
        ("sort by heap", Order.LINEARITHMIC, DECADES, shuffled, sort_by_heap),
        ("sort by merging", Order.LINEARITHMIC, DECADES, shuffled, sort_by_merging),
        ("count pairs", Order.QUADRATIC, EARLY_DECADES, shuffled, count_pairs),
        ("sort by insertion", Order.QUADRATIC, EARLY_DECADES, shuffled, sort_by_insertion),
        ("multiply matrices", Order.CUBIC, THIRDS, matrix, multiply),
        ("count triples", Order.CUBIC, THIRDS, numbers, count_triples),
    )
}


def timed() -> dict[str, dict[int, list[float]]]:
    """Seconds of a call of every function at every size: the fastest slice of each round.

    A round visits them all before the next begins: else a slow spell of the machine, which may
    last a second, would cover every round of a size.
    """
    inputs = {name: {n: known.build(n) for n in known.sizes} for name, known in FUNCTIONS.items()}
    samples: dict[str, dict[int, list[float]]] = {
        name: {n: [] for n in known.sizes} for name, known in FUNCTIONS.items()
    }
    for _ in range(ROUNDS):
        for name, known in FUNCTIONS.items():
            for n, values in samples[name].items():
                values.append(fastest_s(known.call, inputs[name][n]))
    return samples


def fastest_s(call: Callable[[Any], Any], argument: Any) -> float:
    """Seconds of a call in the fastest of some slices."""
    call_s = min(slice_s(call, argument, 1) for _ in range(2))
    if call_s > LONG_S:
        return call_s
    loops = max(1, int(SLICE_S / call_s))
    return min(slice_s(call, argument, loops) / loops for _ in range(SLICES))


def slice_s(call: Callable[[Any], Any], argument: Any, loops: int) -> float:
    """The time of some calls in a row."""
    start = perf_counter()
    for _ in range(loops):
        call(argument)
    return perf_counter() - start


def test_no_function_gets_a_wrong_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Seventeen functions, timed several times: each gets its own order or none."""
    outcomes: dict[str, Counter[str]] = {name: Counter() for name in FUNCTIONS}
    wrong = []
    for _ in range(REPEATS):
        for name, samples in timed().items():
            growth = fit_growth(samples, counted=False)
            assert growth is not None
            outcomes[name][growth.order or " or ".join(growth.candidates) or "none fits"] += 1
            if growth.order not in {FUNCTIONS[name].order, None}:
                wrong.append(f"{name}: {growth.order}, not {FUNCTIONS[name].order}")
    with capsys.disabled():
        for name, counts in outcomes.items():
            print(f"\n{name} ({FUNCTIONS[name].order}): {dict(counts)}", end="")
    stated = sum(counts[FUNCTIONS[name].order] for name, counts in outcomes.items())

    assert not wrong
    assert stated >= STATED * REPEATS * len(FUNCTIONS)
