"""Runs uv, or pip where there is no uv: an environment made, packages installed into it."""

import os
import re
import shutil
import subprocess  # nosec B404: makes environments with uv or pip
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import UsageError

VERSION = "0.0.0"

PRETENDED = (
    "SETUPTOOLS_SCM_PRETEND_VERSION",
    "PBR_VERSION",
    "PDM_BUILD_SCM_VERSION",
    "POETRY_DYNAMIC_VERSIONING_BYPASS",
    "UV_DYNAMIC_VERSIONING_BYPASS",
)
"""Builders that ask git for a version: the files of a side are no repository, and both sides are to
have the same."""

COMPILED = {"UV_COMPILE_BYTECODE": "1"}
"""Given to uv where nothing is written on import: every worker would compile the packages anew.
pip compiles what it installs."""

FAILS = "what it requires cannot be installed"

LINES = 3
"""So much of the end of what a tool says is told: the reason, and not what it tried before."""


THAT_IT_FAILED = re.compile(
    r"subprocess-exited-with-error|returned non-zero exit status|build backend returned an error"
    r"|^(ERROR: )?(Failed|Could not) (to )?build|^cause: Call to ",
    re.IGNORECASE,
)
"""What a tool says of a builder that has failed, whatever the builder's own reason is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """The tool, and whose dependencies it installs: from the folder of that side's project.

    ``fails`` is said before the tool's own reason where it does not succeed.
    """

    uv: str | None
    side: str
    folder: Path
    fails: str = FAILS

    def environment(self, place: Path, python: Path) -> Path:
        """Make an empty environment of an interpreter; the path of its own."""
        if self.uv is None:
            self.run([str(python), "-m", "venv", str(place)])
        else:
            self.run([self.uv, "venv", "--quiet", "--python", str(python), str(place)])
        return place / "bin" / "python"

    def install(self, python: Path, arguments: Sequence[str]) -> None:
        """Install what pip's arguments say.

        Raises:
            UsageError: it cannot be installed.
        """
        if self.uv is None:
            pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input"]
            self.run([*pip, *arguments])
        else:
            pip = [self.uv, "pip", "install", "--quiet", "--no-editable", "--python", str(python)]
            self.run([*pip, *arguments])

    def run(self, command: Sequence[str], variables: Mapping[str, str] | None = None) -> None:
        """Run a command in the side's folder.

        Raises:
            UsageError: it fails.
        """
        taken = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "UV_PROJECT_ENVIRONMENT"}
        given = {name: text for name, text in os.environ.items() if name not in taken}
        compiled = COMPILED if sys.dont_write_bytecode else {}
        done = subprocess.run(  # noqa: S603 # nosec B603: uv or pip, without a shell
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd=self.folder,
            env={**dict.fromkeys(PRETENDED, VERSION), **compiled, **given, **(variables or {})},
        )
        if done.returncode != 0:
            raise UsageError(f"{self.side}: {self.fails}: {_reason(done.stderr)}")


def _reason(said: str) -> str:
    """The end of what a tool says that speaks of an error, else the end of it."""
    lines = [bare for line in said.splitlines() if (bare := re.sub(r"^\W+", "", line).strip())]
    telling = [line for line in lines if re.search(r"error\b|cause:", line, re.IGNORECASE)]
    telling = [line for line in telling if not line.startswith(("note:", "hint:"))]
    found = [line for line in telling if not THAT_IT_FAILED.search(line)] or telling or lines
    return "; ".join(dict.fromkeys(found[-LINES:]))


def found_uv() -> str | None:
    """The program, if it is there."""
    return shutil.which("uv")
