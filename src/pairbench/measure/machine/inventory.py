"""What is installed and how the system is set, from lists of what may be told: nothing else is.

An environment variable that is not named here is not looked at, and a value that is more than a
word or a number is not told: it may hold a path, a name or a secret.
"""

import hashlib
import os
import platform
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import Distribution, distributions
from pathlib import Path

VARIABLES = (
    "LD_PRELOAD",
    "MALLOC_ARENA_MAX",
    "MALLOC_MMAP_THRESHOLD_",
    "MALLOC_TRIM_THRESHOLD_",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "POLARS_MAX_THREADS",
    "PYTHONDEVMODE",
    "PYTHONHASHSEED",
    "PYTHONMALLOC",
    "PYTHONNODEBUGRANGES",
    "PYTHONOPTIMIZE",
    "PYTHONUTF8",
    "PYTHON_GIL",
    "PYTHON_JIT",
)
"""Variables that change how long a call takes or what it allocates."""

FILES = {
    "address layout": Path("/proc/sys/kernel/randomize_va_space"),
    "huge pages": Path("/sys/kernel/mm/transparent_hugepage/enabled"),
    "hyper-threading": Path("/sys/devices/system/cpu/smt/active"),
    "isolated CPUs": Path("/sys/devices/system/cpu/isolated"),
    "overcommit": Path("/proc/sys/vm/overcommit_memory"),
    "swappiness": Path("/proc/sys/vm/swappiness"),
}
"""Files in which the system says how it is set."""

PLAIN = re.compile(r"[\w.,:+\[\] -]{1,40}")
"""What a value may be to be told as it is."""

IDENTITY = Path("/etc/machine-id")
"""A number that the machine was given when its system was set up."""

EDITABLE = "editable"
"""Told in the place of a version where the files are the project's own, and change with it."""


def installed_packages() -> dict[str, str]:
    """The version of every distribution that this interpreter finds, by its usual name."""
    found: dict[str, str] = {}
    for each in distributions():
        # One that is broken must not keep the others from being measured.
        with suppress(Exception):
            name = each.metadata["Name"]
            # The first on the path is the one that is imported.
            found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), _version(each))
    return dict(sorted(found.items()))


def _version(distribution: Distribution) -> str:
    origin = distribution.read_text("direct_url.json") or ""
    return EDITABLE if re.search(r'"editable":\s*true', origin) else distribution.version or ""


def settings(
    variables: Mapping[str, str] = os.environ, files: Mapping[str, Path] = FILES
) -> dict[str, str]:
    """How the system and the interpreter are set, as far as it is on the lists."""
    libc = " ".join(platform.libc_ver()).strip()
    found = {"kernel": platform.release(), "C library": libc}
    found |= {name: _content(path) for name, path in files.items()}
    found |= {name: _told(variables[name]) for name in VARIABLES if name in variables}
    return {name: value for name, value in found.items() if value}


def machine_identity(identity: Path = IDENTITY) -> str | None:
    """The same for the same machine, from which its own number cannot be told; None without one."""
    number = _content(identity, whole=True)
    if not number:
        return None
    return hashlib.sha256(f"pairbench {number}".encode()).hexdigest()[:12]


def _told(value: str) -> str:
    return value if PLAIN.fullmatch(value) else "set"


def _content(path: Path, *, whole: bool = False) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return text if whole or not text else _told(text)
