"""What a worker prints is read as it comes, and only its end is kept."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pairbench.measure.processes.limits.printed import KEPT_BYTES, KEPT_LINES, Printed

FLOOD = """
import sys
for _ in range(2_000):
    sys.stderr.write("x" * 99_999 + "\\n")
for number in range(100):
    print("line", number, file=sys.stderr)
"""


@pytest.fixture
def printed() -> Iterator[Printed]:
    found = Printed()
    yield found
    found.close()


def run(code: str, printed: Printed) -> "subprocess.Popen[bytes]":
    """Start Python with this code; what it prints goes into the pipe."""
    process = subprocess.Popen([sys.executable, "-c", code], stderr=printed.fileno())
    printed.hand_over()
    return process


def test_a_flood_is_forgotten_but_for_its_end(printed: Printed) -> None:
    """Two hundred megabytes keep nobody waiting, and the last lines are there."""
    with run(FLOOD, printed) as process:
        assert process.wait(60) == 0
    lines = printed.last_lines().splitlines()
    assert lines == [f"line {number}" for number in range(100 - KEPT_LINES, 100)]


def test_a_line_without_end_is_cut(printed: Printed) -> None:
    """Its end is kept, and no more."""
    with run("import sys; sys.stderr.write('x' * 1_000_000 + 'the end')", printed) as process:
        assert process.wait(60) == 0
    found = printed.last_lines()
    assert found.endswith("the end")
    assert len(found) <= KEPT_BYTES


def test_what_was_printed_so_far_is_there_at_once(printed: Printed) -> None:
    """Whoever asks need not wait for the thread that reads."""
    os.write(printed.fileno(), b"so far")
    assert printed.last_lines() == "so far"


def test_who_prints_on_is_not_kept_waiting(printed: Printed) -> None:
    """Once nobody reads any more, printing is an error and no endless wait."""
    with run("while True: print('x' * 99, file=__import__('sys').stderr)", printed) as process:
        printed.close()
        assert process.wait(60) != 0
