"""Asks the gate about a project, as a user does: in a process, with its answer in a file."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the gate said: its exit code, its lines, all of its text, and how long it took."""

    code: int
    lines: tuple[dict[str, Any], ...]
    text: str
    seconds: float

    def with_change(self, *changes: str) -> list[dict[str, Any]]:
        """The lines of these changes."""
        return [each for each in self.lines if each["change"] in changes]


def ask(
    root: Path,
    base: str,
    *options: str,
    python: str | Path = sys.executable,
    variables: Mapping[str, str] | None = None,
) -> Said:
    """Let the gate compare the working tree of a project with a revision."""
    with tempfile.TemporaryDirectory(prefix="pairbench-said-") as folder:
        report = Path(folder) / "said.json"
        gate = ["gate", "--base", base, "--json", str(report), *options]
        began_s = time.monotonic()
        done = subprocess.run(
            [str(python), "-m", "pairbench", *gate],
            cwd=root,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - began_s
        text = report.read_text(encoding="utf-8") if report.exists() else '{"lines": []}'
    return Said(
        code=done.returncode,
        lines=tuple(json.loads(text)["lines"]),
        text=f"{done.stdout}{done.stderr}",
        seconds=seconds,
    )
