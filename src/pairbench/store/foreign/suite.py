"""Reads a file of pyperf: a benchmark, or a suite of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from pairbench.core.records.reading import Reading
from pairbench.core.records.record import RunSet
from pairbench.store.foreign.run import an_environment, imported

if TYPE_CHECKING:
    import pyperf

UNITS = {"second": "s", "byte": "B", "integer": ""}


def run_set(text: str) -> RunSet:
    """What the file holds: the median of each benchmark's values with their quartiles.

    Raises:
        ValueError: it is not as pyperf writes it.
    """
    import pyperf

    benchmarks = pyperf.BenchmarkSuite.loads(text).get_benchmarks()
    known: dict[str, Any] = {}
    for each in benchmarks:
        known.update(each.get_metadata())
    dates = [each.get_dates() for each in benchmarks]
    started = min((each[0] for each in dates if each), default=datetime.fromtimestamp(0, tz=UTC))
    return imported(
        "pyperf",
        known.get("hostname"),
        started,
        an_environment(
            system=known.get("platform"),
            cpu_model=known.get("cpu_model_name"),
            cpu_count=known.get("cpu_count"),
            python_implementation=_implementation(known.get("python_implementation")),
            python_version=str(known.get("python_version", "")).partition(" ")[0],
            python_compiler=known.get("python_compiler"),
            packages={"pyperf": str(known.get("perf_version", ""))},
        ),
        tuple(_readings(benchmarks)),
    )


def _implementation(written: str | None) -> str | None:
    """As the interpreter itself writes it."""
    return {"cpython": "CPython", "pypy": "PyPy"}.get(written or "", written)


def _readings(benchmarks: "list[pyperf.Benchmark]") -> Iterator[Reading]:
    for each in benchmarks:
        values = list(each.get_values())
        if values:
            low, median, high = quantiles(values, n=4) if len(values) > 1 else values * 3
            yield Reading(
                name=each.get_name(),
                unit=UNITS.get(each.get_unit(), each.get_unit()),
                value=median,
                low=low,
                high=high,
                count=len(values),
            )
