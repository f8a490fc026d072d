"""Work for several pairs at the same time."""

import threading

import pytest

from pairbench.run.parallel import in_parallel


@pytest.mark.parametrize("width", [1, 2, 5])
def test_the_results_have_the_order_of_the_items(width: int) -> None:
    """Whoever is done first."""
    assert list(in_parallel(width, lambda number: number * number, range(20))) == [
        number * number for number in range(20)
    ]


def test_so_many_items_are_worked_on_at_a_time() -> None:
    """Two that wait for each other come to an end only if both have begun."""
    together = threading.Barrier(2, timeout=30)
    assert sorted(in_parallel(2, lambda _: together.wait(), range(2))) == [0, 1]


def test_an_error_comes_out_and_ends_the_work() -> None:
    """Of the items that have not begun none is."""
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        return 1 // (number - 1)

    with pytest.raises(ZeroDivisionError):
        list(in_parallel(1, work, range(10)))
    assert begun == [0, 1]
