"""Tests of the second witness: what a process grows by, beside what was traced of the call."""

from pathlib import Path

import pytest

from pairbench.core.records.measurement import MemoryMeasurement
from pairbench.measure.memory.growth import HELD_BYTES, PEAK_BYTES, Growth, unseen_bytes
from pairbench.measure.memory.probe import MemrayProbe
from pairbench.measure.memory.witness import RESET, ROLLUP
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import NUMBERS, entry_from

HIDDEN = """
import ctypes
import mmap

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]


class Hidden:
    '''Memory that is asked of the system itself, and written to.'''

    def __init__(self, size):
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        self.size = size
        self.address = libc.mmap(None, size, mmap.PROT_READ | mmap.PROT_WRITE, flags, -1, 0)
        ctypes.memset(self.address, 1, size)

    def close(self):
        libc.munmap(self.address, self.size)
"""

takes_proc = pytest.mark.skipif(
    not (ROLLUP.exists() and RESET.exists()), reason="it takes Linux's /proc to look"
)


def unseen(folder: Path, body: str) -> int:
    """What is found of a variant with this body."""
    parts = f"{HIDDEN}\n\n@pair.bad\ndef subject(numbers):\n    {body}\n\n"
    entry = entry_from(folder, NUMBERS, parts, "@pair.good\ndef other(numbers):\n    return 1\n")
    with Jobs() as jobs:
        (found,) = MemrayProbe(jobs).trace(entry, variant="subject", sizes=[10], repeats=1)
    assert isinstance(found, MemoryMeasurement)
    return found.unseen_bytes


@pytest.mark.slow
@takes_proc
@pytest.mark.parametrize(
    "body",
    [
        "return Hidden(800_000)",
        "return Hidden(100_000)",
        "first = Hidden(2_000_000); first.close(); return 45",
        "return [bytes(100_000), Hidden(1_000_000)]",
    ],
)
def test_memory_that_the_tracer_does_not_see_is_found(tmp_path: Path, body: str) -> None:
    """What the result holds, and what was there for a while."""
    assert unseen(tmp_path, body) > 50_000


@pytest.mark.slow
@takes_proc
@pytest.mark.parametrize(
    "body",
    [
        "return numbers[0]",
        "return bytes(1_000_000)",
        "return [str(number) for number in range(20_000)]",
        "return mmap.mmap(-1, 800_000)",
        "return {number: [] for number in range(20_000)}",
        "return len(bytes(3_000_000))",
    ],
)
def test_memory_that_is_traced_is_not_said_to_be_hidden(tmp_path: Path, body: str) -> None:
    """However much it is, whether it is held or not."""
    assert unseen(tmp_path, body) == 0


@pytest.mark.parametrize(
    ("grown", "traced", "unseen"),
    [
        (Growth(peak_bytes=0, held_bytes=0), 0, 0),
        (Growth(peak_bytes=PEAK_BYTES, held_bytes=HELD_BYTES), 0, 0),
        (Growth(peak_bytes=0, held_bytes=800_000), 20_000, 780_000),
        (Growth(peak_bytes=900_000, held_bytes=800_000), 20_000, 880_000),
        (Growth(peak_bytes=900_000, held_bytes=0), 20_000, 880_000),
        (Growth(peak_bytes=1_500_000, held_bytes=1_400_000), 1_000_000, 0),
        (Growth(peak_bytes=0, held_bytes=-4_096), 800_000, 0),
    ],
)
def test_only_what_is_far_beyond_is_unseen(grown: Growth, traced: int, unseen: int) -> None:
    """Allocators round up, and a page more or less says nothing."""
    assert unseen_bytes(grown, traced) == unseen
