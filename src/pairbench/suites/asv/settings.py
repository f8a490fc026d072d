"""What ``asv.conf.json`` says, read as text: it may hold comments."""

import json
import re
from collections.abc import Iterator, Mapping
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


MATRIX = "matrix"

VARIABLES = ("env", "env_nobuild")
"""What of a matrix are variables of the environment; the rest is what to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of the matrix with its values, one at least; None leaves it unset.

    asv measures with each of them. Here the first counts, unless whoever calls has set another.
    """

    name: str
    values: tuple[str | None, ...]

    def chosen(self, environment: Mapping[str, str]) -> str | None:
        """The value that counts in this environment."""
        given = environment.get(self.name)
        return given if given is not None and given in self.values else self.values[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsvSettings:
    """The folder of the benchmarks, the time that each may take, and the keys not followed."""

    folder: Path
    timeout_s: float
    not_followed: tuple[str, ...]
    variables: tuple[Variable, ...] = ()


def read_settings(path: Path) -> AsvSettings:
    """What the file says.

    Raises:
        ValueError: it is not JSON with comments.
        OSError: it cannot be read.
    """
    table = read_table(path)
    named = table.get("benchmark_dir", "benchmarks")
    timeout_s = table.get("default_benchmark_timeout", TIMEOUT_S)
    return AsvSettings(
        folder=(path.parent / str(named)).resolve(),
        timeout_s=float(timeout_s),
        not_followed=tuple(_not_followed(table)),
        variables=tuple(_variables(table)),
    )


def _not_followed(table: Mapping[str, Any]) -> Iterator[str]:
    for each, value in table.items():
        if each == MATRIX and any(_variables(table)):
            yield from (f"{MATRIX}.{kind}" for kind in value if kind not in VARIABLES)
        elif each not in FOLLOWED | ABOUT_RESULTS:
            yield each


def _variables(table: Mapping[str, Any]) -> Iterator[Variable]:
    matrix = table.get(MATRIX, {})
    for kind in VARIABLES:
        found = matrix.get(kind) if isinstance(matrix, dict) else None
        # Of a matrix of asv's older kind that is a package of this name.
        for name, said in found.items() if isinstance(found, dict) else ():
            values = said if isinstance(said, list) else [said]
            if values:
                known = tuple(None if each is None else str(each) for each in values)
                yield Variable(name=name, values=known)


def packages(table: Mapping[str, Any]) -> Iterator[str]:
    """What a matrix has installed, a line for each version; in asv's older kind it is all there."""
    matrix = table.get(MATRIX, {})
    kinds = {"req", *VARIABLES}
    found = matrix.get("req", {}) if kinds & matrix.keys() else matrix
    for name, said in found.items():
        for version in said if isinstance(said, list) else [said]:
            if version is not None:
                pinned = f"=={version}" if version[:1].isdigit() else version
                yield f"{name.removeprefix('pip+')}{pinned}"


def read_table(path: Path) -> dict[str, Any]:
    """The file as it is.

    Raises:
        ValueError: it is not JSON with comments.
        TypeError: it is no table.
        OSError: it cannot be read.
    """
    text = path.read_text(encoding="utf-8-sig")
    for pattern in (COMMENT, TRAILING):
        text = pattern.sub(lambda found: found.group(1) or "", text)
    table = json.loads(text)
    if not isinstance(table, dict):
        raise TypeError("it is no table")
    return table
