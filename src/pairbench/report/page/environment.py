"""The machine, the interpreter and the tools of a run, as a reader is told of them."""

from pairbench.core import words
from pairbench.core.records.environment import Environment


def environment_rows(environment: Environment) -> list[tuple[str, str]]:
    """The environment as names and values; what could not be read says so."""
    unknown = "could not be read"
    clean = {True: "clean", False: "with changes that are not committed", None: unknown}
    turbo = {True: "on", False: "off", None: unknown}
    packages = ", ".join(f"{name} {version}" for name, version in environment.packages.items())
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
        ("Packages", packages),
        ("Revision", environment.git_revision or "not in a git repository"),
        ("Working tree", clean[environment.git_clean]),
    ]
