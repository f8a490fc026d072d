"""What ``benchmark.stats`` shows to a test: figures of a few calls, made when it asks for them."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

CALLS = 5
"""So many calls, unless they take long: a test that asks wants to know roughly."""

ENOUGH_S = 0.1
"""After this time no further call is made."""


FIELDS = (
    *("min", "max", "mean", "stddev", "rounds", "median", "iqr", "q1", "q3", "iqr_outliers"),
    *("stddev_outliers", "outliers", "ld15iqr", "hd15iqr", "ops", "total"),
)
"""Those that pytest-benchmark has in a table of them."""


@dataclass(frozen=True)
class Figures:
    """The seconds of some calls, one at least, summed up by the names of pytest-benchmark."""

    data: list[float]
    fields: ClassVar[tuple[str, ...]] = FIELDS

    def as_dict(self) -> dict[str, Any]:
        """All of them by their names."""
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def sorted_data(self) -> list[float]:
        """The shortest first."""
        return sorted(self.data)

    @cached_property
    def min(self) -> float:
        """The shortest, in seconds."""
        return min(self.data)

    @cached_property
    def max(self) -> float:
        """The longest, in seconds."""
        return max(self.data)

    @cached_property
    def mean(self) -> float:
        """In seconds."""
        return statistics.fmean(self.data)

    @cached_property
    def median(self) -> float:
        """In seconds."""
        return statistics.median(self.data)

    @cached_property
    def stddev(self) -> float:
        """In seconds; 0 of one call."""
        return statistics.stdev(self.data) if len(self.data) > 1 else 0.0

    @cached_property
    def total(self) -> float:
        """In seconds."""
        return sum(self.data)

    @cached_property
    def rounds(self) -> int:
        """How many calls."""
        return len(self.data)

    @cached_property
    def ops(self) -> float:
        """Calls per second."""
        return self.rounds / self.total if self.total else 0.0

    @cached_property
    def q1(self) -> float:
        """The lower quartile, in seconds."""
        return self._quartiles[0]

    @cached_property
    def q3(self) -> float:
        """The upper quartile, in seconds."""
        return self._quartiles[2]

    @cached_property
    def iqr(self) -> float:
        """Between the quartiles, in seconds."""
        return self.q3 - self.q1

    @property
    def ld15iqr(self) -> float:
        """The shortest that is no outlier of the quartiles, in seconds."""
        return min(each for each in self.data if not self._is_beyond_quartiles(each))

    @property
    def hd15iqr(self) -> float:
        """The longest that is none, in seconds."""
        return max(each for each in self.data if not self._is_beyond_quartiles(each))

    @property
    def iqr_outliers(self) -> int:
        """How many lie further from the quartiles than one and a half of what is between them."""
        return sum(map(self._is_beyond_quartiles, self.data))

    @property
    def stddev_outliers(self) -> int:
        """How many lie further from the mean than one standard deviation."""
        return sum(abs(each - self.mean) > self.stddev for each in self.data)

    @property
    def outliers(self) -> str:
        """Both counts."""
        return f"{self.stddev_outliers};{self.iqr_outliers}"

    def _is_beyond_quartiles(self, each: float) -> bool:
        reach = 1.5 * self.iqr
        return not self.q1 - reach <= each <= self.q3 + reach

    @cached_property
    def _quartiles(self) -> list[float]:
        if len(self.data) == 1:
            return self.data * 3
        return statistics.quantiles(self.data, n=4, method="inclusive")


@dataclass(frozen=True)
class Stats:
    """What pytest-benchmark has around its figures; by a key, or by ``get``, it has both."""

    stats: Figures
    iterations: int
    name: str
    fullname: str
    group: str | None
    extra_info: dict[str, Any]

    @property
    def has_error(self) -> bool:
        """Whether the call has raised: there are no figures of one that has."""
        return False

    def __getitem__(self, key: str) -> Any:
        """A figure, or what is known of the benchmark.

        Raises:
            AttributeError: nothing has this name, as in pytest-benchmark.
        """
        return getattr(self.stats, key) if hasattr(self.stats, key) else getattr(self, key)

    def get(self, key: str, default: Any = None) -> Any:
        """The same, or the default."""
        try:
            return self[key]
        except AttributeError:
            return default


def figures_of(timed_call: Callable[[], float]) -> Figures:
    """Make a few calls, each of which says its seconds."""
    data = [timed_call()]
    while len(data) < CALLS and sum(data) < ENOUGH_S:
        data.append(timed_call())
    return Figures(data=data)
