"""Lets ``pairbench run`` measure and judge pair files that a simulation wrote."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pairbench.core.judging.verdict import Findings, Outcome, judge
from pairbench.store.run_sets import latest_folder, load

ROOT = Path(__file__).resolve().parents[1]
"""The pair files may import the simulations."""


def judged_run(folder: Path) -> Iterator[Findings]:
    """Measure the pairs under the folder's ``bench`` in a process of their own, and judge them."""
    command = [sys.executable, "-m", "pairbench", "run", "bench", "--out", "reports"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    for record in load(latest_folder(folder / "reports" / "runs")).pairs:
        yield judge(record)


def words(outcomes: Counter[Outcome]) -> str:
    """The number of each verdict."""
    return ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in Outcome)
