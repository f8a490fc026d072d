"""Reads the environment of a run: the machine, the interpreter, the revision, the tools."""

import os
import platform
import subprocess  # nosec B404: asks git for the revision
import sys
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.core.records.environment import Environment
from pairbench.measure.machine.affinity import can_pin, cpus_for
from pairbench.measure.machine.inventory import installed_packages, machine_identity, settings
from pairbench.measure.processes.interpreter import SAFE_PATH, flags_of_this
from pairbench.measure.sides.revisions import is_changed, repository_of

GOVERNOR = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
NO_TURBO = Path("/sys/devices/system/cpu/intel_pstate/no_turbo")
BOOST = Path("/sys/devices/system/cpu/cpufreq/boost")
CPU_INFO = Path("/proc/cpuinfo")


def read_environment(project: Path) -> Environment:
    """The environment as it is now; ``project`` is a folder of the repository that is measured."""
    governor = _read(GOVERNOR)
    turbo = _turbo()
    return Environment(
        system=platform.platform(),
        machine=platform.machine(),
        cpu_model=_cpu_field("model name") or platform.processor() or None,
        cpu_count=os.cpu_count() or 1,
        cpus_allowed=cpus_for(parallel=True),
        hypervisor="yes" if "hypervisor" in (_cpu_field("flags") or "").split() else None,
        governor=governor,
        turbo=turbo,
        memory_bytes=_memory_bytes(),
        python_implementation=platform.python_implementation(),
        python_version=platform.python_version(),
        python_build=" ".join(platform.python_build()),
        python_compiler=platform.python_compiler(),
        gil=getattr(sys, "_is_gil_enabled", lambda: True)(),
        flags=tuple(each for each in flags_of_this() if each != SAFE_PATH),
        git_revision=_git(project, "rev-parse", "HEAD"),
        git_clean=_git_clean(project),
        packages=installed_packages(),
        settings=settings(),
        host=machine_identity(),
        warnings=tuple(_warnings(governor=governor, turbo=turbo)),
    )


def _warnings(*, governor: str | None, turbo: bool | None) -> list[str]:
    warnings = []
    if not can_pin():
        warnings.append(
            "this system cannot pin a process to a CPU, which makes times several times as "
            "noisy: measure on Linux to see small differences"
        )
    elif len(cpus_for(parallel=True)) == 1:
        warnings.append(
            "only one CPU is allowed, so parallel pairs cannot show what they gain: "
            "allow at least two"
        )
    if governor not in {None, "performance"}:
        warnings.append(
            f"the CPU governor is {governor}, which changes the clock rate while measuring: "
            "set it to performance"
        )
    if turbo:
        warnings.append("turbo is on, so the clock rate follows the temperature: switch it off")
    return warnings


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _turbo() -> bool | None:
    if (no_turbo := _read(NO_TURBO)) is not None:
        return no_turbo == "0"
    if (boost := _read(BOOST)) is not None:
        return boost == "1"
    return None


def _cpu_field(name: str) -> str | None:
    for line in (_read(CPU_INFO) or "").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None


def _git(project: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603 B607: a fixed command, no shell
            ["git", "-C", str(project), *arguments],  # noqa: S607 (the user's git)
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _git_clean(project: Path) -> bool | None:
    try:
        return not is_changed(repository_of(project))
    except UsageError:
        return None
