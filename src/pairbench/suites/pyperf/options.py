"""With which arguments a script is run: pyperformance has them in files beside it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

FILES = ("pyproject.toml", "bm_*.toml")

SCRIPT = "run_benchmark.py"
"""What pyperformance runs in a folder, unless a file says otherwise."""

Options = tuple[str, ...]


def options_of(script: Path) -> tuple[Options, ...]:
    """The arguments of each run of a script; of one that nothing is said of, one run without."""
    found = dict.fromkeys(_said(script))
    return tuple(found) or ((),)


def _said(script: Path) -> Iterator[Options]:
    for pattern in FILES:
        for path in sorted(script.parent.glob(pattern)):
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError):
                continue
            said = table.get("tool", {}).get("pyperformance")
            if isinstance(said, dict) and said.get("runscript", SCRIPT) == script.name:
                yield tuple(map(str, said.get("extra_opts", ())))
