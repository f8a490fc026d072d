"""An interpreter of its own for a revision whose dependencies differ from the other's.

It finds what the revision requires first, and then what the interpreter of the harness has: the
harness itself need not be installed again.
"""

import hashlib
import json
import os
import shutil
import subprocess  # nosec B404: makes environments with uv or pip
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from pairbench.core.errors import UsageError

COMPLETE = "pairbench-complete"
"""Written last: an environment without it was not finished, and is made again."""


def cache_folder() -> Path:
    """Where environments are kept from one gate to the next."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "pairbench" / "environments"


def interpreter_with(requirements: Sequence[str], cache: Path, side: str) -> Path:
    """The interpreter of an environment with these requirements, from the cache or made now.

    Raises:
        UsageError: they cannot be installed.
    """
    what = json.dumps([sys.version, sys.prefix, sorted(requirements)])
    folder = cache / hashlib.sha256(what.encode()).hexdigest()[:20]
    python = folder / "bin" / "python"
    if not (folder / COMPLETE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder, python, requirements, side)
        (folder / COMPLETE).touch()
    return python


def _make(folder: Path, python: Path, requirements: Sequence[str], side: str) -> None:
    uv = shutil.which("uv")
    if uv is None:
        _run([sys.executable, "-m", "venv", str(folder)], side)
        install = [str(python), "-m", "pip", "install", "--quiet"]
    else:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], side)
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    if requirements:
        _run([*install, *requirements], side)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    harness = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    lines = [f"import site; site.addsitedir({each!r})" for each in harness]
    (packages / "pairbench-harness.pth").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _run(command: Sequence[str], side: str) -> None:
    done = subprocess.run(  # noqa: S603 # nosec B603: uv or pip, without a shell
        command, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise UsageError(f"{side}: what it requires cannot be installed: {last}")
