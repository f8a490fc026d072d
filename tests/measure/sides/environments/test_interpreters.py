"""Interpreters of their own, made for real from packages of the test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pairbench.core.authoring.dependencies import Dependencies
from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.interpreters import installed_with, interpreter_with
from pairbench.measure.sides.environments.kept import COMPLETE
from simulations.gate_project import package

pytestmark = [pytest.mark.slow, pytest.mark.once]


def says(python: Path, code: str) -> str:
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def made(folder: Path, requirement: str, side: str) -> Path:
    wanted = Dependencies(folder=folder, requirements=(requirement,))
    return interpreter_with(wanted, folder, folder / "cache", side)


def test_each_environment_has_its_own_requirements(tmp_path: Path) -> None:
    """And the harness beside them, which is not installed again."""
    for version in ("1", "2"):
        wanted = package(tmp_path / version, version, "sum(values)")
        python = made(tmp_path, wanted, "head")
        code = "import importlib.metadata as m, pairbench; print(m.version('steady'))"
        assert says(python, code) == version


def test_what_an_environment_has_of_its_own_is_told(tmp_path: Path) -> None:
    """And neither the tools that came with it, nor what it borrows of the harness."""
    wanted = package(tmp_path / "1", "1", "sum(values)")
    assert installed_with(made(tmp_path, wanted, "head")) == {"steady": "1"}


def test_an_environment_is_kept(tmp_path: Path) -> None:
    """The same requirements find the same one; one that was not finished is made again."""
    wanted = package(tmp_path / "1", "1", "sum(values)")
    python = made(tmp_path, wanted, "base")
    left_over = python.parents[1] / "left-over"
    left_over.touch()
    assert made(tmp_path, wanted, "base") == python
    assert left_over.exists()
    (python.parents[1] / COMPLETE).unlink()
    assert made(tmp_path, wanted, "base") == python
    assert not left_over.exists()


@pytest.mark.skipif(shutil.which("uv") is None, reason="pip compiles what it installs, uv need not")
def test_where_nothing_is_written_on_import_packages_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each worker would compile them anew: for both sides, as long as the environment is kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    python = made(tmp_path, package(tmp_path / "1", "1", "sum(values)"), "base")
    code = (
        "import importlib.util, pathlib; "
        "print(pathlib.Path(importlib.util.find_spec('steady').cached).exists())"
    )
    assert says(python, code) == "True"


def test_what_cannot_be_installed_is_said(tmp_path: Path) -> None:
    """With the side that requires it."""
    missing = f"gone @ {(tmp_path / 'gone').as_uri()}"
    with pytest.raises(UsageError, match="head: what it requires cannot be installed"):
        made(tmp_path, missing, "head")


def test_a_file_that_was_guessed_is_named_where_it_cannot_be_installed_from(tmp_path: Path) -> None:
    """It may hold the tools of the developers, and the settings may name another."""
    missing = f"gone @ {(tmp_path / 'gone').as_uri()}"
    wanted = Dependencies(folder=tmp_path, requirements=(missing,), by_default="requirements.txt")
    named = r"read from requirements\.txt as nothing else .* requirements in \[tool\.pairbench\]"
    with pytest.raises(UsageError, match=named):
        interpreter_with(wanted, tmp_path, tmp_path / "cache", "head")
