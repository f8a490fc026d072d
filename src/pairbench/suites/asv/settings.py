"""What ``asv.conf.json`` says, read as text: it may hold comments."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = ("asv.conf.json", "asv.conf.jsonc")

COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
"""A text in quotes, which may hold what looks like a comment, or a comment."""

TRAILING = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[\]}])', re.DOTALL)

FOLLOWED = frozenset({"benchmark_dir", "default_benchmark_timeout"})

ABOUT_RESULTS = frozenset(
    {
        "version",
        "project",
        "project_url",
        "show_commit_url",
        "repo",
        "repo_subdir",
        "branches",
        "dvcs",
        "env_dir",
        "results_dir",
        "html_dir",
        "hash_length",
        "build_cache_size",
        "first_commits",
        "regressions_first_commits",
        "regressions_thresholds",
    }
)
"""Keys that say where results go, what is published of them, and what they are compared with."""

TIMEOUT_S = 60.0
"""asv's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsvSettings:
    """The folder of the benchmarks, the time that each may take, and the keys not followed."""

    folder: Path
    timeout_s: float
    not_followed: tuple[str, ...]


def read_settings(path: Path) -> AsvSettings:
    """What the file says.

    Raises:
        ValueError: it is not JSON with comments.
        OSError: it cannot be read.
    """
    table = _table(path.read_text(encoding="utf-8-sig"))
    named = table.get("benchmark_dir", "benchmarks")
    timeout_s = table.get("default_benchmark_timeout", TIMEOUT_S)
    return AsvSettings(
        folder=(path.parent / str(named)).resolve(),
        timeout_s=float(timeout_s),
        not_followed=tuple(each for each in table if each not in FOLLOWED | ABOUT_RESULTS),
    )


def _table(text: str) -> dict[str, Any]:
    for pattern in (COMMENT, TRAILING):
        text = pattern.sub(lambda found: found.group(1) or "", text)
    table = json.loads(text)
    if not isinstance(table, dict):
        raise TypeError("it is no table")
    return table
