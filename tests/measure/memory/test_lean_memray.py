"""Tests of memray's short way into a worker."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

PROBE = """
import sys
from pairbench.measure.memory.lean_memray import Tracker
print("rich.progress" in sys.modules, hasattr(sys.modules["rich"], "progress"))
from rich.progress import Progress
import rich.progress
print(Progress.__module__, rich.progress.Progress is Progress)
"""


def test_a_variant_that_draws_progress_gets_the_real_module() -> None:
    """The bars that memray was spared come with the first import of the code that is traced."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.splitlines() == ["False False", "rich.progress True"]
