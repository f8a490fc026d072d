"""The limit of a worker's memory."""

import os
import subprocess
import sys

import pytest

from pairbench.measure.processes.limits.memory import VARIABLE, workers_limited_to

TAKES_MUCH = """
from pairbench.measure.processes.limits.memory import keep_to_limit

keep_to_limit()
bytearray(1_000_000)
try:
    bytearray(600_000_000)
except MemoryError:
    print("no room")
"""


@pytest.mark.parametrize(("limit_bytes", "said"), [(300_000_000, "no room\n"), (None, "")])
def test_beyond_the_limit_there_is_no_room(limit_bytes: int | None, said: str) -> None:
    """What takes more than the limit raises, and the rest goes on."""
    with workers_limited_to(limit_bytes):
        done = subprocess.run(
            [sys.executable, "-c", TAKES_MUCH], capture_output=True, text=True, check=True
        )
    assert done.stdout == said


def test_the_limit_ends_with_the_run() -> None:
    """Whoever limits its workers does not limit what comes later."""
    with workers_limited_to(1):
        assert os.environ[VARIABLE] == "1"
    assert VARIABLE not in os.environ
