"""Interpreters are found by a version, a name or a path, for real."""

import json
import platform
import sys
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.pythons import found_python, this_python

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("pythons")]

OWN = platform.python_version()


@pytest.mark.parametrize("wanted", [None, OWN, f"python{OWN.rpartition('.')[0]}"])
def test_the_harness_s_own_interpreter_is_known(wanted: str | None) -> None:
    """By its version, and where nothing is asked for; nobody need look for it."""
    found = found_python(wanted, "base")
    assert found == this_python()
    assert found.is_this
    assert found.path == Path(sys.executable)


def test_a_path_is_asked_what_it_is() -> None:
    """Another way to the same interpreter is the same interpreter."""
    real = str(Path(sys.executable).resolve())
    found = found_python(real, "head")
    assert found.name == this_python().name
    assert found.is_this


def test_another_version_is_another_interpreter() -> None:
    """It says its own version, and is not taken for the harness's."""
    other = "3.12" if sys.version_info[:2] != (3, 12) else "3.13"
    try:
        found = found_python(other, "head")
    except UsageError:
        pytest.skip(f"Python {other} is not installed")
    assert found.name.startswith(f"{other}.")
    assert not found.is_this


@pytest.mark.parametrize("wanted", ["2.99", "no-such-python", "/no/such/python", "/"])
def test_what_is_not_there_is_an_error_that_names_the_option(wanted: str) -> None:
    """Whether a version, a name, a path, or something that is no interpreter."""
    with pytest.raises(UsageError, match=f"--head-python {wanted}: there is no such interpreter"):
        found_python(wanted, "head")


def program(path: Path, version: str) -> Path:
    """A program that says only that it is an interpreter of this version."""
    numbers = [int(each) for each in version.split(".")[:2]]
    answer = {
        "executable": str(path),
        "identity": [],
        "version": version,
        "implementation": "CPython",
        "free_threaded": False,
        "numbers": numbers,
    }
    path.write_text(f"#!/bin/sh\necho '{json.dumps(answer)}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_interpreter_that_is_too_old_is_refused(tmp_path: Path) -> None:
    """With its version; this one only says that it is old."""
    old = program(tmp_path / "python", "3.8.1")
    with pytest.raises(UsageError, match=r"that is Python 3\.8\.1, and pairbench needs 3\.11"):
        found_python(str(old), "base")


def test_the_program_of_a_version_s_name_is_asked_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else need be looked for."""
    named = program(tmp_path / "python3.99", "3.99.1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found_python("3.99", "base").path == named


def test_a_program_is_not_what_its_name_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is passed over: the version is what was asked for."""
    program(tmp_path / "python3.99", "3.90.1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="there is no such interpreter"):
        found_python("3.99", "base")
