"""Reads a file of asv's results: those of one commit in one environment.

The layout is that of version 2, which asv has written since 0.5:
https://asv.readthedocs.io/en/stable/dev.html#benchmark-suite-layout-and-file-formats
"""

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pairbench.core.errors import StoreError
from pairbench.core.records.reading import Reading
from pairbench.core.records.record import RunSet
from pairbench.core.words import printable
from pairbench.store.files import UNREADABLE, read_bounded
from pairbench.store.foreign.run import an_environment, imported

VERSION = 2

SHOWN = 40
"""So much of a version is shown that is none."""

UNITS = {"seconds": "s", "bytes": "B"}


def units_beside(path: Path) -> Mapping[str, str]:
    """The units of the benchmarks, which stand in a file of their own above those of a machine."""
    try:
        found = json.loads(read_bounded(path.parents[1] / "benchmarks.json"))
        return {name: str(each["unit"]) for name, each in found.items() if isinstance(each, dict)}
    except (*UNREADABLE, StoreError):
        return {}


def run_set(path: Path, content: Mapping[str, Any]) -> RunSet:
    """What the file holds: the number of each benchmark, for each combination of its parameters.

    Raises:
        StoreError: it has another version.
        KeyError: it is not as asv writes it.
    """
    if content["version"] != VERSION:
        version = printable(str(content["version"])[:SHOWN])
        raise StoreError(
            f"{path} is asv's of version {version}, not {VERSION}: 'asv update' rewrites it"
        )
    units = units_beside(path)
    machine = content["params"]
    return imported(
        "asv",
        machine.get("machine"),
        datetime.fromtimestamp(content["date"] / 1000, tz=UTC),
        an_environment(
            system=machine.get("os"),
            machine=machine.get("arch"),
            cpu_model=machine.get("cpu"),
            cpu_count=_number(machine.get("num_cpu")),
            python_version=_version(content["python"]),
            git_revision=content["commit_hash"],
            git_clean=True,
            packages=content.get("requirements", {}),
        ),
        tuple(_readings(content, units)),
    )


def _version(written: str) -> str | None:
    """The version of the interpreter; of one that was there already asv knows the path alone."""
    return written if written[:1].isdigit() else None


def _number(written: Any) -> int | None:
    return int(written) if str(written or "").isdigit() else None


def _readings(content: Mapping[str, Any], units: Mapping[str, str]) -> Iterator[Reading]:
    columns: Sequence[str] = content["result_columns"]
    for name, row in content["results"].items():
        # A row is cut off behind its last value.
        found = dict(zip(columns, row, strict=False))
        unit = units.get(name, "seconds" if "time_" in name else "")
        values = found.get("result") or []
        for place, combination in enumerate(itertools.product(*(found.get("params") or []))):
            value = values[place] if place < len(values) else None
            # What failed has none, and what was skipped is not a number.
            if isinstance(value, int | float) and math.isfinite(value):
                yield Reading(
                    name=f"{name}({', '.join(combination)})" if combination else name,
                    unit=UNITS.get(unit, unit),
                    value=value,
                    low=_at(found.get("stats_q_25"), place, value),
                    high=_at(found.get("stats_q_75"), place, value),
                    count=int(_at(found.get("stats_repeat"), place, 0)),
                )


def _at(values: Sequence[float | None] | None, place: int, default: float) -> float:
    found = values[place] if values and place < len(values) else None
    return default if found is None else found
