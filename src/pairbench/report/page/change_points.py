"""Where a series of numbers changes for good: Apache Otava decides, where it is installed."""

from collections.abc import Callable, Sequence

NUMBER = "number"
"""Otava wants a name for what is measured; ours has only one."""


def find_changes() -> Callable[[Sequence[float]], list[int]] | None:
    """What finds the places from which on numbers are others; None where Otava is missing."""
    try:
        from otava.series import Metric, Series
    except ImportError:
        return None

    def find(values: Sequence[float]) -> list[int]:
        series = Series(
            test_name=NUMBER,
            branch=None,
            time=list(range(len(values))),
            metrics={NUMBER: Metric()},
            data={NUMBER: list(values)},
            attributes={},
        )
        return sorted(each.time for each in series.analyze().change_points_by_time)

    return find
