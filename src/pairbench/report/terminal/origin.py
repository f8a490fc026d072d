"""Where in the user's own files something raised, read from a worker's last words."""

import re
import sysconfig
from pathlib import Path

FRAME = re.compile(r'(?m)^ *File "(.+)", line (\d+)')

NOT_THEIRS = (
    str(Path(__file__).parents[2]),
    sysconfig.get_path("stdlib"),
    "site-packages",
    "<",
)
"""Found in the paths of the harness, of the standard library, of installed files, and of none."""


def origin(stderr: str) -> str:
    """`` (bench/text.py, line 9)``, the innermost line that is the user's; nothing without one."""
    frames = [
        (path, line)
        for path, line in FRAME.findall(stderr)
        if not any(each in path for each in NOT_THEIRS)
    ]
    if not frames:
        return ""
    path, line = Path(frames[-1][0]), frames[-1][1]
    here = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f" ({here}, line {line})"
