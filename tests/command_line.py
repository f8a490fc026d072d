"""The command line as a process of its own, in a project with pairs."""

import subprocess
import sys
from pathlib import Path

ADDING = '''
"""Is adding faster than summing?"""

from pairbench import Pair

pair = Pair(sizes=(1, 2))


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def summed(number: int) -> int:
    return sum([number, number])


@pair.good
def added(number: int) -> int:
    return number + number
'''


def write(root: Path, name: str, text: str) -> None:
    """Put a pair file into the project."""
    path = root / "bench" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), encoding="utf-8")


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call pairbench in the project."""
    return subprocess.run(
        [sys.executable, "-m", "pairbench", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
