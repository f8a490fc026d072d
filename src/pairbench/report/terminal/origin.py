"""Where in the user's own files something raised, read from a worker's last words."""

import re
from pathlib import Path

from pairbench.core.installed import is_installed

FRAME = re.compile(r'(?m)^ *File "(.+)", line (\d+)')

HARNESS = Path(__file__).parents[2]


def origin(stderr: str) -> str:
    """`` (bench/text.py, line 9)``, the innermost line that is the user's; nothing without one."""
    frames = [(path, line) for path, line in FRAME.findall(stderr) if _is_theirs(path)]
    if not frames:
        return ""
    path, line = Path(frames[-1][0]), frames[-1][1]
    here = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f" ({here}, line {line})"


def _is_theirs(path: str) -> bool:
    """Not of the harness, of the standard library, installed, or of no file at all."""
    return not (path.startswith("<") or Path(path).is_relative_to(HARNESS) or is_installed(path))
