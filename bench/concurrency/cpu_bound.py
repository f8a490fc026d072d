"""CPU-bound work over eight data sets: one process, a thread pool, or a process pool?"""

import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

from pairbench import Pair

if sys.version_info >= (3, 14):
    from concurrent.futures import InterpreterPoolExecutor

DATA_SETS = 8

pair = Pair(sizes=(100, 1_000, 10_000, 100_000), axis="numbers per data set", parallel=True)


@pair.input
def data_sets(size: int) -> list[list[int]]:
    return [[number * 7 % 1_009 for number in range(size)] for _ in range(DATA_SETS)]


def roughness(data: list[int]) -> float:
    """How much neighbours differ, in pure Python: nothing in here lets go of the interpreter."""
    mean = sum(data) / len(data)
    total = 0.0
    for before, after in zip(data, data[1:], strict=False):
        step = after - before
        total += step * step / (1 + abs(after - mean))
    return total / len(data)


def roughness_of_all(executor: Executor, data_sets: list[list[int]]) -> list[float]:
    with executor:
        return list(executor.map(roughness, data_sets))


@pair.bad
def one_process(data_sets: list[list[int]]) -> list[float]:
    """A loop over the data sets."""
    return [roughness(data) for data in data_sets]


@pair.good(faster=1.0)
def thread_pool(data_sets: list[list[int]]) -> list[float]:
    """What people try first."""
    return roughness_of_all(ThreadPoolExecutor(), data_sets)


@pair.good(crosses=True, faster=1.3)
def process_pool(data_sets: list[list[int]]) -> list[float]:
    """The data sets travel to other processes, the results back."""
    return roughness_of_all(ProcessPoolExecutor(), data_sets)


@pair.good(
    crosses=True,
    faster=1.3,
    unavailable=None
    if sys.version_info >= (3, 14)
    else "InterpreterPoolExecutor came with Python 3.14",
)
def interpreter_pool(data_sets: list[list[int]]) -> list[float]:
    """Several interpreters in one process, each with a lock of its own."""
    return roughness_of_all(InterpreterPoolExecutor(), data_sets)
