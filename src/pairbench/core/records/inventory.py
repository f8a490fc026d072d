"""An environment as a list of things, and in which of them several environments differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pairbench.core.records.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A thing that is not the same everywhere, with its value in each environment, or None."""

    name: str
    values: tuple[str | None, ...]


def things_of(environment: Environment) -> Mapping[str, str]:
    """All that can differ between two measurements of the same code, by what it is called."""
    known = {
        "CPU": environment.cpu_model,
        "CPUs": str(environment.cpu_count),
        "usable CPUs": ",".join(map(str, environment.cpus_allowed)),
        "memory": None if environment.memory_bytes is None else str(environment.memory_bytes),
        "architecture": environment.machine,
        "machine": environment.host,
        "system": environment.system,
        "virtual machine": environment.hypervisor,
        "governor": environment.governor,
        "turbo": None if environment.turbo is None else str(environment.turbo),
        "Python": f"{environment.python_implementation} {environment.python_version}",
        "build": f"{environment.python_build}, {environment.python_compiler}",
        "GIL": str(environment.gil),
        "flags": " ".join(environment.flags),
        "starts of workers": environment.starts,
    }
    known |= environment.settings
    known |= {f"package {name}": version for name, version in environment.packages.items()}
    return {name: value for name, value in known.items() if value}


def differing(environments: Sequence[Environment]) -> tuple[Differing, ...]:
    """What is not the same in all of them; that the code is another one does not count.

    An environment of which no settings are known was recorded before they were: then what others
    say of settings and packages is no difference.
    """
    told = [things_of(each) for each in environments]
    whole = all(each.settings for each in environments)
    names = dict.fromkeys(name for each in told for name in each)
    if not whole:
        names = {name: None for name in names if all(name in each for each in told)}
    rows = (Differing(name=name, values=tuple(each.get(name) for each in told)) for name in names)
    return tuple(each for each in rows if len(set(each.values)) > 1)


def change_between(one: Environment, other: Environment) -> str | None:
    """What differs, in a line; None where nothing does."""
    found = differing([one, other])
    if not found:
        return None
    shown = (
        f"{each.name} {each.values[0] or 'none'}, then {each.values[1] or 'none'}"
        for each in found[:MOST_NAMED]
    )
    more = len(found) - MOST_NAMED
    return "; ".join([*shown, *([f"{more} more"] if more > 0 else [])])


MOST_NAMED = 6
"""So many differences are named in a line."""


def is_same_machine(one: Environment, other: Environment) -> bool:
    """Whether two environments are of one machine, as far as can be told.

    Its own number decides where both have one, else what it is made of.
    """
    if one.host is not None and other.host is not None:
        return one.host == other.host and one.cpu_model == other.cpu_model
    made_of = [
        (each.machine, each.cpu_model, each.cpu_count, each.memory_bytes, each.hypervisor)
        for each in (one, other)
    ]
    return made_of[0] == made_of[1]
