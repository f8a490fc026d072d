"""Interpreters are found by a version, a name or a path, for real."""

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


def test_an_interpreter_that_is_too_old_is_refused(tmp_path: Path) -> None:
    """With its version; this one only says that it is old."""
    old = tmp_path / "python"
    answer = (
        '{"executable": "old", "identity": [], "version": "3.8.1", '
        '"implementation": "CPython", "free_threaded": false, "numbers": [3, 8]}'
    )
    old.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    old.chmod(0o755)
    with pytest.raises(UsageError, match=r"that is Python 3\.8\.1, and pairbench needs 3\.11"):
        found_python(str(old), "base")
