"""A pool for each call, or one that is kept: what does starting the workers cost?

Processes first: on two cores the smaller job is about where a second process begins to pay. Then
threads, with work that lets go of the interpreter: reading and hashing files.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pairbench import Pair

SCENARIOS = 8
FILES = 8

pair = Pair(
    advice="Keep a process pool alive: each new one starts its workers again.",
    sizes=(20_000, 100_000),
    axis="years",
    parallel=True,
)
threads = Pair(
    advice="Keep a thread pool alive: starting its workers is not free.",
    sizes=(1_000_000,),
    axis="bytes a file",
    parallel=True,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A population to follow over some years."""

    population: float
    years: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """The scenarios, and the pool that whoever wants one may use."""

    scenarios: list[Scenario]
    pool: ProcessPoolExecutor


@dataclass(frozen=True, slots=True)
class Upload:
    """The files, and the pool that whoever wants one may use."""

    files: list[Path]
    pool: ThreadPoolExecutor


@pair.resource(scope="worker")
def process_pool(_size: int) -> AbstractContextManager[ProcessPoolExecutor]:
    """Its workers start with the first job: the variant that does not use it has none."""
    return ProcessPoolExecutor()


@pair.input
def simulation(size: int, pool: ProcessPoolExecutor) -> Simulation:
    scenarios = [Scenario(0.1 + number / 10, size) for number in range(SCENARIOS)]
    return Simulation(scenarios=scenarios, pool=pool)


def simulate(scenario: Scenario) -> float:
    population = scenario.population
    for _ in range(scenario.years):
        population = 3.7 * population * (1.0 - population)
    return population


@pair.bad
def process_pool_each(simulation: Simulation) -> list[float]:
    """``with ProcessPoolExecutor()`` where the work is: started, used once and shut down."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(simulate, simulation.scenarios))


@pair.good(faster={20_000: 1.5, 100_000: 1.1})
def process_pool_kept(simulation: Simulation) -> list[float]:
    """The pool lives as long as the program; its workers wait for the next job."""
    return list(simulation.pool.map(simulate, simulation.scenarios))


@threads.resource(scope="worker")
@contextmanager
def upload(size: int) -> Iterator[Upload]:
    """Real files of ``size`` bytes each, and a pool whose threads start with the first job."""
    with (
        tempfile.TemporaryDirectory(prefix="pairbench-upload-") as folder,
        ThreadPoolExecutor() as pool,
    ):
        files = [Path(folder) / f"part-{number}" for number in range(FILES)]
        for number, file in enumerate(files):
            file.write_bytes(bytes([number]) * size)
        yield Upload(files=files, pool=pool)


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@threads.bad
def thread_pool_each(upload: Upload) -> list[str]:
    """``with ThreadPoolExecutor()`` where the work is."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(checksum, upload.files))


@threads.good(faster=1.1)
def thread_pool_kept(upload: Upload) -> list[str]:
    """The pool lives as long as the program."""
    return list(upload.pool.map(checksum, upload.files))
