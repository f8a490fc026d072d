"""Tests of moving what a process will put into its memory."""

import subprocess
import sys
from functools import partial

import pytest

from pairbench.measure.machine.starts import can_fork
from pairbench.measure.time.coupled.shift import shifted

WHERE = """
import ctypes, os
from functools import partial
from pairbench.measure.time.coupled.shift import shifted

def where(out):
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    os.write(out, f"{libc.malloc(1 << 22)} {libc.malloc(100_000)} {id(bytes(480))}\\n".encode())

SEEDS = (9, 9, 1, 1, 2, 3)
pipes = [os.pipe() for _ in SEEDS]
for seed, (_, out) in zip(SEEDS, pipes):
    if os.fork() == 0:
        shifted(seed, partial(where, out))
        os._exit(0)
for into, _ in pipes:
    print(os.read(into, 1000).decode().strip())
"""


@pytest.mark.slow
@pytest.mark.skipif(not can_fork(), reason="this system cannot fork as it is needed here")
def test_the_same_seed_moves_the_same_way() -> None:
    """Of children of one process those with one seed find the same places, others find others."""
    done = subprocess.run(
        [sys.executable, "-c", WHERE], capture_output=True, text=True, check=True, timeout=60
    )
    # The first children find what their parent had to make for the first time.
    lines = done.stdout.splitlines()[2:]
    mapped, heap, objects = zip(*(line.split() for line in lines), strict=True)
    for places in (mapped, heap, objects):
        assert places[0] == places[1]
        assert len(set(places)) == 3


def test_the_work_is_done_once() -> None:
    """What the work does has been done when it returns."""
    done: list[int] = []
    shifted(5, partial(done.append, 1))
    assert done == [1]


def test_what_the_work_raises_is_raised() -> None:
    """An error comes through, whatever lies on the stack in between."""

    def fails() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit) as caught:
        shifted(5, fails)
    assert caught.value.code == 3
