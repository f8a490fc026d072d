"""Pair files for tests that start real workers: a text becomes a file, and the file an entry."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import Trouble
from pairbench.project.catalogue import find

NUMBERS = """
@pair.input
def numbers(size):
    return list(range(size))
"""

LOOP = """
@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return total
"""

BUILTIN = """
@pair.good
def builtin(numbers):
    return sum(numbers)
"""


FAILINGS = [
    ("raise ValueError('not\\ntoday')", Trouble.RAISED, "ValueError: not today"),
    ("time.sleep(60)", Trouble.HUNG, "gave no answer within 1 s"),
    ("os.kill(os.getpid(), signal.SIGKILL)", Trouble.DIED, "was ended by SIGKILL"),
    ("os._exit(3)", Trouble.DIED, "ended with exit code 3"),
]
"""What a variant may do instead of coming back within its second, and what is said of it."""


def entry_from(
    folder: Path, *parts: str, options: str = "sizes=(10,)", name: str = "subject"
) -> Entry:
    """Write a pair file from its parts, and load the one pair in it."""
    file = folder / "bench" / f"{name}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f'"""Which one?"""\n\nfrom pairbench import Pair\n\npair = Pair({options})\n'
    file.write_text("\n\n".join([head, *map(dedent, parts)]), encoding="utf-8")
    path = list(sys.path)
    try:
        catalogue = find([file])
    finally:
        sys.path[:] = path
    assert catalogue.errors == ()
    (entry,) = catalogue.entries
    return entry


def becomes_true(condition: Callable[[], bool], *, within_s: float = 5.0) -> bool:
    """Whether the condition holds before the time is up; it is asked again and again."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_running(pid: int) -> bool:
    """Whether the process exists and is not merely waiting for its parent to notice its end."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # it ended just now, or this system has no /proc
        return not Path("/proc/self").exists()
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}
