"""CPU-bound work over eight scenarios: one process, a thread pool, or a process pool?"""

import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass

from pairbench import Pair

SCENARIOS = 8

pair = Pair(
    advice="CPU-bound work wants processes: they are faster once there is enough of it.",
    sizes=(10_000, 100_000, 300_000),
    axis="years",
    parallel=True,
)
threads = Pair(
    advice="Threads give CPU-bound work nothing: one process without them is as fast.",
    sizes=(100_000,),
    axis="years",
    parallel=True,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A population to follow over some years."""

    population: float
    years: int


@pair.input
def scenarios(size: int) -> list[Scenario]:
    return [Scenario(0.1 + number / 10, size) for number in range(SCENARIOS)]


threads.input(scenarios)


def simulate(scenario: Scenario) -> float:
    """Arithmetic in pure Python: nothing in here lets go of the interpreter."""
    population = scenario.population
    for _ in range(scenario.years):
        population = 3.7 * population * (1.0 - population)
    return population


def simulate_all(executor: Executor, scenarios: list[Scenario]) -> list[float]:
    with executor:
        return list(executor.map(simulate, scenarios))


@pair.bad
@threads.good(costs=1.1)
def one_process(scenarios: list[Scenario]) -> list[float]:
    """A loop over the scenarios."""
    return [simulate(scenario) for scenario in scenarios]


@threads.bad
def thread_pool(scenarios: list[Scenario]) -> list[float]:
    """What people try first; under the GIL one thread runs at a time."""
    return simulate_all(ThreadPoolExecutor(), scenarios)


@pair.good(crosses=True, faster=1.2)
def process_pool(scenarios: list[Scenario]) -> list[float]:
    """The scenarios travel to other processes, the results back."""
    return simulate_all(ProcessPoolExecutor(), scenarios)


@pair.good(
    crosses=True,
    faster=1.2,
    unavailable=None
    if sys.version_info >= (3, 14)
    else "InterpreterPoolExecutor came with Python 3.14",
)
def interpreter_pool(scenarios: list[Scenario]) -> list[float]:
    """Several interpreters in one process, each with a lock of its own."""
    if sys.version_info >= (3, 14):
        from concurrent.futures import InterpreterPoolExecutor

        return simulate_all(InterpreterPoolExecutor(), scenarios)
    raise NotImplementedError
