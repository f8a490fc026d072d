"""Makes a run of what a file of another tool says; what it does not say is not known."""

import math
from datetime import UTC, datetime
from typing import Any

from pairbench.core.records.environment import Environment
from pairbench.core.records.reading import Reading
from pairbench.core.records.record import RunRecord, RunSet, Status

UNKNOWN = "unknown"


def imported(
    tool: str,
    node: str | None,
    started: datetime,
    environment: Environment,
    readings: tuple[Reading, ...],
) -> RunSet:
    """The run set of a tool on a machine, with the numbers that are numbers.

    Raises:
        ValueError: one of the numbers is none that can be measured.
    """
    for each in readings:
        if not all(math.isfinite(number) for number in (each.value, each.low, each.high)):
            raise ValueError(f"{each.name!a} has a number that is not finite")
    return RunSet(
        run=RunRecord(
            started=started.astimezone(UTC).isoformat(),
            duration_s=0.0,
            status=Status.COMPLETE,
            quick=False,
            environment=environment,
            rejected=(),
            measured_by=f"{tool} on {node}" if node else tool,
        ),
        pairs=(),
        readings=readings,
    )


def an_environment(**known: Any) -> Environment:
    """An environment of which only this is known."""
    unknown: dict[str, Any] = {
        "system": UNKNOWN,
        "machine": UNKNOWN,
        "cpu_model": None,
        "cpu_count": 1,
        "cpus_allowed": (),
        "hypervisor": None,
        "governor": None,
        "turbo": None,
        "memory_bytes": None,
        "python_implementation": "CPython",
        "python_version": UNKNOWN,
        "python_build": UNKNOWN,
        "python_compiler": UNKNOWN,
        "gil": True,
        "git_revision": None,
        "git_clean": None,
        "packages": {},
        "warnings": (),
    }
    return Environment(**{**unknown, **{name: each for name, each in known.items() if each}})
