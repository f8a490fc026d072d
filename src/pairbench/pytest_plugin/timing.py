"""Variants as benchmarks of pytest-benchmark: its clock, its rounds, its files.

The calls are those that pairbench itself times. How they are timed is pytest-benchmark's own: one
variant after the other in one process.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pairbench.core.records.measurement import CheckReport
from pairbench.measure.processes.workbench import Workbench, load_pair
from pairbench.pytest_plugin.checking import BrokenPromiseError, insist_on_none

if TYPE_CHECKING:
    from pairbench.core.authoring.entry import Entry
    from pairbench.pytest_plugin.bench import Bench

MOST_ROUNDS = 10_000
"""Where each call has an argument of its own, one round is one call."""


class TimeItem(pytest.Function):
    """A variant at a size; pytest-benchmark takes it for a test that uses its fixture."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The message of a broken promise; anything else as pytest has it."""
        if isinstance(excinfo.value, BrokenPromiseError):
            return str(excinfo.value)
        del style
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file of the pair, and not that of the function below."""
        return self.path, None, self.name


def timing_items(parent: pytest.Collector, entry: "Entry", bench: "Bench") -> Iterator[TimeItem]:
    """One for each variant at each size."""
    for size in entry.definition.sizes:
        for variant in entry.definition.available:
            function = _timed(entry, bench, variant, size)
            yield TimeItem.from_parent(parent, name=f"{variant}[{size}]", callobj=function)


def _timed(entry: "Entry", bench: "Bench", variant: str, size: int) -> Callable[..., None]:
    """What pytest calls with the fixture of pytest-benchmark."""
    definition = entry.definition
    role = next(each.role for each in definition.variants if each.name == variant)

    def timed(benchmark: Any, pytestconfig: pytest.Config) -> None:
        # A pair that fails is not timed, here as elsewhere; what is awaited is known afterwards.
        report = bench.report_of(entry)
        failures = [each for each in report.failures if each.variant == variant]
        if failures:
            # Its fixture takes it for a mistake to be left unused, and keeps what has failed in it
            # out of its files.
            benchmark.pedantic(insist_on_none, args=(failures,))
        benchmark.group = definition.name
        benchmark.param, benchmark.params = str(size), {"size": size}
        benchmark.extra_info.update(
            pair=definition.name, variant=variant, role=role, size=size, axis=definition.axis
        )
        with bench.variables():
            job = bench.jobs.job(entry, variant=variant, size=size)
            with Workbench(load_pair(job), job.size, job.resource, job.awaited) as ready:
                rounds = _rounds(pytestconfig, report, variant, size)
                _time(benchmark, ready, variant, rounds)

    return timed


def _time(benchmark: Any, ready: Workbench, variant: str, rounds: int) -> None:
    call, supply = ready.caller(variant), ready.supply
    if supply.copy is None and supply.fresh is None:
        benchmark(call, supply.given)
        return

    def begin() -> tuple[tuple[Any], dict[str, Any]]:
        argument = supply.argument()
        supply.begin()
        return (argument,), {}

    benchmark.pedantic(call, setup=begin, rounds=rounds)


def _rounds(config: pytest.Config, report: CheckReport, variant: str, size: int) -> int:
    """So many calls as fit into the time of a test, by what the check found them to take."""
    least = int(config.getoption("benchmark_min_rounds"))
    call_s = [
        each.call_s + each.aside_s
        for each in report.call_times
        if (each.variant, each.cell.size) == (variant, size)
    ]
    most_s = float(config.getoption("benchmark_max_time"))
    fitting = int(most_s / max(call_s)) if call_s and max(call_s) > 0 else MOST_ROUNDS
    return max(least, min(fitting, MOST_ROUNDS))
