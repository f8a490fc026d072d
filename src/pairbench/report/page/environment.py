"""The machines, the interpreter and the tools of a run, as a reader is told of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pairbench.core import words
from pairbench.core.judging import noise as noises
from pairbench.core.judging.ledger import JudgedRun
from pairbench.core.records.environment import Environment
from pairbench.core.records.inventory import Differing, differing
from pairbench.core.records.start import Start, Starts

TOOLS = ("pairbench", "pyperf", "memray", "numpy")
"""What measures, and what it is judged with."""

_SAID = {
    Start.FORKED: "forked from a loaded side",
    Start.IMPORTED: "forked from a side that has executed its file",
    Start.GROWN: "loaded by each worker",
    Start.FRESH: "with fresh starts",
}


def environment_rows(
    environment: Environment, starts: Mapping[Start, int] = MappingProxyType({})
) -> list[tuple[str, str]]:
    """The environment as names and values; what could not be read says so.

    ``starts`` are the kinds of start that rounds had, told where they were to be coupled.
    """
    unknown = "could not be read"
    clean = {True: "clean", False: "with changes that are not committed", None: unknown}
    turbo = {True: "on", False: "off", None: unknown}
    packages = environment.packages
    tools = [f"{name} {packages[name]}" for name in TOOLS if name in packages]
    all_packages = ", ".join(f"{name} {version}" for name, version in packages.items())
    settings = ", ".join(f"{name}: {value}" for name, value in environment.settings.items())
    memory = environment.memory_bytes
    return [
        ("CPU", environment.cpu_model or unknown),
        ("CPUs", f"{environment.cpu_count}, of which usable: {len(environment.cpus_allowed)}"),
        ("Memory", words.size_bytes(memory) if memory else unknown),
        ("System", environment.system),
        ("Virtual machine", environment.hypervisor or "no sign of one"),
        ("Governor", environment.governor or unknown),
        ("Turbo", turbo[environment.turbo]),
        ("Python", f"{environment.python_implementation} {environment.python_version}"),
        ("Build", f"{environment.python_build}, {environment.python_compiler}"),
        ("GIL", "on" if environment.gil else "off"),
        ("Starts of workers", _starts(environment, starts)),
        ("Tools", ", ".join(tools)),
        ("Settings", settings or unknown),
        ("Packages", all_packages),
        ("Revision", environment.git_revision or "not in a git repository"),
        ("Working tree", clean[environment.git_clean]),
    ]


def _starts(environment: Environment, counts: Mapping[Start, int]) -> str:
    if environment.starts is Starts.FRESH:
        return environment.starts
    told = (f"{counts[each]} {_SAID[each]}" for each in Start if counts.get(each))
    said = ", ".join(reversed([*told]))
    return f"{environment.starts}: rounds {said}" if said else environment.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRow:
    """A machine in a line of the table."""

    name: str
    what: str
    pairs: int
    noise: str


def machine_rows(judged: JudgedRun) -> Sequence[MachineRow]:
    """A row for each machine; none where the run was made by one."""
    measured = Counter(each.record.machine for each in judged.findings)
    return [
        MachineRow(
            name=each.name,
            what=_what(each.environment),
            pairs=measured[each.name],
            noise=noises.in_short(judged.machines.get(each.name)),
        )
        for each in judged.run.machines
    ]


def _what(environment: Environment) -> str:
    cpu = environment.cpu_model or "an unknown CPU"
    usable = len(environment.cpus_allowed) or environment.cpu_count
    cpus = words.counted(usable, "CPUs")
    return f"{cpu}, {cpus}, {environment.system}, Python {environment.python_version}"


MOST_COLUMNS = 12
"""More environments than these side by side nobody can read: the newest stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What differs between the environments of runs and of machines, each of them a column."""

    columns: Sequence[str]
    rows: Sequence[Differing]


def differences(runs: Sequence[JudgedRun], labels: Sequence[str]) -> Differences | None:
    """What of the environments is not the same everywhere; None where there is only one."""
    told = [
        (f"{label}, {machine.name}", machine.environment) if machine else (label, run.environment)
        for label, run in ((label, each.run) for label, each in zip(labels, runs, strict=True))
        if run.measured_by is None
        for machine in run.machines or (None,)
    ][-MOST_COLUMNS:]
    if len(told) < 2:  # noqa: PLR2004 (one differs from none)
        return None
    return Differences(
        columns=[label for label, _ in told], rows=differing([each for _, each in told])
    )
