"""Reads what ``pytest --benchmark-json`` writes, and pytest-benchmark keeps in its storage."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pairbench.core.records.reading import Reading
from pairbench.core.records.record import RunSet
from pairbench.store.foreign.run import an_environment, imported


def run_set(content: Mapping[str, Any]) -> RunSet:
    """What the file holds: the median of each benchmark with its quartiles, in seconds.

    Raises:
        KeyError: it is not as pytest-benchmark writes it.
    """
    machine, commit = content["machine_info"], content.get("commit_info") or {}
    cpu = machine.get("cpu") or {}
    started = datetime.fromisoformat(content["datetime"])
    return imported(
        "pytest-benchmark",
        machine.get("node"),
        started if started.tzinfo is not None else started.replace(tzinfo=UTC),
        an_environment(
            system=f"{machine.get('system', '')} {machine.get('release', '')}".strip(),
            machine=machine.get("machine"),
            cpu_model=cpu.get("brand_raw") or machine.get("processor"),
            cpu_count=cpu.get("count"),
            python_implementation=machine.get("python_implementation"),
            python_version=machine["python_version"],
            python_build=" ".join(machine.get("python_build", ())),
            python_compiler=machine.get("python_compiler"),
            git_revision=commit.get("id"),
            git_clean=None if commit.get("dirty") is None else not commit["dirty"],
            packages={"pytest-benchmark": str(content.get("version", ""))},
        ),
        tuple(_readings(content["benchmarks"])),
    )


def _readings(benchmarks: list[Mapping[str, Any]]) -> Iterator[Reading]:
    for each in benchmarks:
        # Saved without their numbers, where somebody has compared files and kept the outcome.
        if stats := each.get("stats"):
            yield Reading(
                name=each["fullname"],
                unit="s",
                value=stats["median"],
                low=stats["q1"],
                high=stats["q3"],
                count=stats["rounds"],
            )
