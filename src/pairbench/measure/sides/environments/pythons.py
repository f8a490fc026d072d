"""Finds the interpreter that a side asks for, and asks it what it is."""

import json
import platform
import re
import shutil
import subprocess  # nosec B404: asks an interpreter what it is
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pairbench.core.errors import UsageError

OLDEST = (3, 11)
"""What the harness itself needs."""

ASKED_WITHIN_S = 60.0

VERSION = re.compile(r"(?:python)?(\d+(?:\.\d+){0,2}t?)")
"""A version, as people write it: 3.13, 3.13.1, 3.14t, python3.12."""

QUESTION = """
import json, platform, sys, sysconfig
print(json.dumps({
    "executable": sys.executable,
    "identity": [sys.version, sys.base_prefix],
    "version": platform.python_version(),
    "implementation": platform.python_implementation(),
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "numbers": list(sys.version_info[:2]),
}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Python:
    """An interpreter: where it is, and what it says of itself.

    ``version`` is that of the language, and stands in ``name`` as well. ``identity`` is the same
    for two paths that lead to the same interpreter.
    """

    path: Path
    name: str
    version: str
    identity: tuple[str, ...]

    @property
    def is_this(self) -> bool:
        """Whether it is the one that runs the harness, so that what that has serves it as well."""
        return self.identity == this_python().identity


def this_python() -> Python:
    """The interpreter that runs the harness."""
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return Python(
        path=Path(sys.executable),
        name=_name(
            platform.python_implementation(),
            platform.python_version(),
            free_threaded=free_threaded,
        ),
        version=platform.python_version(),
        identity=(sys.version, sys.base_prefix),
    )


def found_python(wanted: str | None, side: str = "", *, option: str = "") -> Python:
    """The interpreter of a version, a name or a path; that of the harness where it fits.

    ``option`` is how it was asked for, where that is not for a side.

    Raises:
        UsageError: there is none, it does not run, or it is too old.
    """
    if wanted is None or wanted.removeprefix("python") in _own_versions():
        return this_python()
    option = option or f"--{side}-python {wanted}"
    for path in _candidates(wanted):
        found = _asked(path)
        if found is None or not _is_of_version(found, wanted):
            continue
        if tuple(found["numbers"]) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise UsageError(
                f"{option}: that is Python {found['version']}, and pairbench needs {oldest} or "
                "later: name another one"
            )
        return Python(
            path=Path(found["executable"]),
            name=_name(
                found["implementation"], found["version"], free_threaded=found["free_threaded"]
            ),
            version=found["version"],
            identity=tuple(found["identity"]),
        )
    there = ", ".join(_installed())
    raise UsageError(
        f"{option}: there is no such interpreter here: install it, or name its path, or one of "
        f"those that are found ({there})"
    )


@cache
def _installed() -> list[str]:
    """The minor versions that are found here and would do; to ask them all takes seconds."""
    import findpython

    versions = {(each.major, each.minor) for each in findpython.find_all()}
    return [f"{major}.{minor}" for major, minor in sorted(versions) if (major, minor) >= OLDEST]


def _own_versions() -> set[str]:
    """The ways in which the version of the harness's interpreter may be written."""
    numbers = platform.python_version().split(".")
    threads = "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    return {f"{'.'.join(numbers[:length])}{threads}" for length in (2, 3)}


def _candidates(wanted: str) -> Iterator[Path]:
    """Where the interpreter may be: a path is looked for nowhere else."""
    if "/" in wanted or wanted.startswith("~"):
        yield Path(wanted).expanduser().absolute()
        return
    if version := VERSION.fullmatch(wanted):
        # To look at all that are installed takes seconds: the one that goes by this name is first.
        if "." in wanted and (named := shutil.which(f"python{version[1]}")):
            yield Path(named)
        import findpython

        # Asked for 3.13 it takes what is not free-threaded, and for 3.13t what is.
        found = findpython.find(version[1], allow_prereleases=True)
        if found is not None:
            yield Path(found.executable)
    if program := shutil.which(wanted):
        yield Path(program)


def _is_of_version(found: Mapping[str, Any], wanted: str) -> bool:
    """Whether an interpreter has the version that is wanted, if one is; a program may have any."""
    version = VERSION.fullmatch(wanted)
    if version is None:
        return True
    numbers = version[1].removesuffix("t")
    return f"{found['version']}.".startswith(f"{numbers}.") and (
        found["free_threaded"] == version[1].endswith("t")
    )


def _asked(path: Path) -> dict[str, Any] | None:
    """What an interpreter says of itself; None where nothing runs there."""
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 # nosec B603: what the user has named
            [str(path), "-I", "-c", QUESTION],
            capture_output=True,
            text=True,
            check=True,
            timeout=ASKED_WITHIN_S,
            stdin=subprocess.DEVNULL,
        )
        found = json.loads(done.stdout)
        return found if isinstance(found, dict) else None
    return None


def _name(implementation: str, version: str, *, free_threaded: bool) -> str:
    """What people call it; CPython goes without saying."""
    others = "" if implementation == "CPython" else f" ({implementation})"
    return f"{version}{' free-threaded' if free_threaded else ''}{others}"
