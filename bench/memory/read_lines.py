"""Reading a file line by line: are all lines put into a list, or generated one by one?"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pairbench import Pair

pair = Pair(
    advice="Read a file with a generator: memory stays constant, and it takes no longer.",
    sizes=(1_000, 10_000, 100_000, 1_000_000),
    axis="lines",
)


@pair.resource(scope="run")
@contextmanager
def log_file(size: int) -> Iterator[Path]:
    """A real file of ``size`` lines of about 60 characters."""
    with tempfile.TemporaryDirectory(prefix="pairbench-lines-") as folder:
        path = Path(folder) / "requests.log"
        with path.open("w", encoding="utf-8") as file:
            for number in range(size):
                file.write(
                    f"2024-05-01T12:00:00Z GET /markets/{number:09d} 200 {number % 977} ms\n"
                )
        yield path


@pair.consumer
def total_length(lines: Iterable[str]) -> int:
    """What the program does with the lines: it looks at each one once."""
    return sum(len(line) for line in lines)


@pair.bad(peak_grows="n")
def list_of_lines(path: Path) -> list[str]:
    """All lines are in memory before the first one is used."""
    with path.open(encoding="utf-8") as file:
        return [line.strip() for line in file]


@pair.good(peak_grows="1", leaner=100, costs={100_000: 1.1})
def generator(path: Path) -> Iterator[str]:
    """One line is in memory at a time."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.strip()
