"""The machine that the gate of a layout runs on: its interpreter, its search path, its caches."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from simulations.layout_projects import STEADY, Backend

HERE = Path(__file__).resolve().parents[1]
"""The repository of the harness, which is installed from it."""


class Installed(StrEnum):
    """How the project is there for its user."""

    EDITABLE = "editable"
    WHEEL = "wheel"
    NOT = "not installed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Folders of one machine; an interpreter with the harness is copied for each project."""

    uv: str
    template: Path
    wheels: Path
    tools: Path
    caches: Mapping[str, str]

    def environment(self, home: Path, python: Path, *, with_uv: bool) -> dict[str, str]:
        """The variables of a user who has activated the interpreter's environment.

        Environments that the gate makes are kept in ``home``; what is downloaded is kept where it
        is always kept.
        """
        paths = [each for each in os.get_exec_path() if not (Path(each) / "uv").exists()]
        found = {
            **os.environ,
            **self.caches,
            "PATH": os.pathsep.join([str(python.parent), *self._tools(with_uv=with_uv), *paths]),
            "VIRTUAL_ENV": str(python.parents[1]),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PIP_FIND_LINKS": f"{os.environ.get('PIP_FIND_LINKS', '')} {self.wheels}".strip(),
            "UV_FIND_LINKS": str(self.wheels),
        }
        for each in ("PYTHONPATH", "GITHUB_STEP_SUMMARY"):
            found.pop(each, None)
        return found

    def _tools(self, *, with_uv: bool) -> list[str]:
        return [str(self.tools)] if with_uv else []

    def interpreter(self, home: Path, project: Path, backend: Backend, how: Installed) -> Path:
        """An interpreter with the harness, and with the project as its user has installed it."""
        folder = home / "env"
        shutil.copytree(self.template, folder, symlinks=True, copy_function=os.link)
        python = folder / "bin" / "python"
        variables = self.environment(home, python, with_uv=True)

        def install(*words: str) -> None:
            _run([self.uv, "pip", "install", "--quiet", "--python", str(python), *words], variables)

        if how is Installed.NOT:
            install(f"{STEADY}==1")
        elif how is Installed.WHEEL:
            install(str(project))
        elif backend is Backend.MESON:
            # It is built again whenever it is imported, by the tools of this environment.
            install("meson-python", "meson", "ninja")
            install("--no-build-isolation", "--editable", str(project))
        else:
            install("--editable", str(project))
        return python


def prepare(folder: Path, uv: str) -> Machine:
    """Install the harness once, and say where things are."""
    template, tools, wheels = (folder / each for each in ("template", "tools", "wheels"))
    caches = {
        "UV_CACHE_DIR": subprocess.run(
            [uv, "cache", "dir"], check=True, capture_output=True, text=True
        ).stdout.strip(),
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip")),
    }
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(template)], os.environ)
    python = str(template / "bin" / "python")
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    _run([*install, "--editable", str(HERE)], os.environ)
    tools.mkdir()
    (tools / "uv").symlink_to(uv)
    wheels.mkdir()
    return Machine(uv=uv, template=template, wheels=wheels, tools=tools, caches=caches)


def _run(command: list[str], variables: Mapping[str, str]) -> None:
    """Run a command that has to succeed.

    Raises:
        RuntimeError: it does not.
    """
    done = subprocess.run(command, env=dict(variables), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
