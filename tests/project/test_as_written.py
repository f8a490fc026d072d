"""Tests of what is read of setup.cfg and setup.py without running them."""

from pathlib import Path

import pytest

from pairbench.project.as_written import SetupPy, literal, setup_cfg

SETUP_PY = """
import setuptools
from setuptools import find_packages

extra = {"zip_safe": False}
setuptools.setup(name="shop", packages=find_packages("code"), version=version(), **extra)
"""


def test_calls_are_found_by_their_last_word(tmp_path: Path) -> None:
    """With all that they are given; a table that is given by stars says that more comes."""
    (tmp_path / "setup.py").write_text(SETUP_PY, encoding="utf-8")
    setup, find = SetupPy(tmp_path).calls("setup", "find_packages")
    assert (setup.function, setup.whole, sorted(setup.keywords)) == (
        "setup",
        False,
        ["name", "packages", "version"],
    )
    assert (find.function, find.whole, [literal(each) for each in find.args]) == (
        "find_packages",
        True,
        ["code"],
    )


def test_what_is_worked_out_has_no_literal(tmp_path: Path) -> None:
    """A name that is written out is read; a version that a function gives is not."""
    (tmp_path / "setup.py").write_text(SETUP_PY, encoding="utf-8")
    found = SetupPy(tmp_path)
    assert [literal(each) for each in found.given("name")] == ["shop"]
    (version,) = found.given("version")
    with pytest.raises(ValueError, match="malformed"):
        literal(version)


def test_a_percent_sign_in_setup_cfg_is_one(tmp_path: Path) -> None:
    """It names nothing to be filled in, as for setuptools."""
    (tmp_path / "setup.cfg").write_text("[options]\ntest = 100%\n", encoding="utf-8")
    assert setup_cfg(tmp_path).get("options", "test") == "100%"
