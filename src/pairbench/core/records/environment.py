"""Where and on what a run was made: everything that a reader needs to doubt or repeat it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pairbench.core.records.start import Starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The machine, the interpreter, the code and the tools of a run.

    ``flags`` are those of the interpreter, such as ``-O``, and ``starts`` is which start the timing
    workers were to have; what each round had is in its metadata. ``packages`` is all that the
    interpreter of the workers finds, ``settings`` how the system is set, from a list of what may
    be told, and ``host`` a digest that tells the machine from others. What could not be
    read is None, never a guess; ``warnings`` says what of it weakens the results and what would
    help.
    """

    system: str
    machine: str
    cpu_model: str | None
    cpu_count: int
    cpus_allowed: tuple[int, ...]
    hypervisor: str | None
    governor: str | None
    turbo: bool | None
    memory_bytes: int | None
    python_implementation: str
    python_version: str
    python_build: str
    python_compiler: str
    gil: bool
    flags: tuple[str, ...] = ()
    starts: Starts = Starts.FRESH
    git_revision: str | None
    git_clean: bool | None
    packages: Mapping[str, str]
    warnings: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    host: str | None = None
