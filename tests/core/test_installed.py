"""Tests of what is told from a path: that a file is installed, or the interpreter's own."""

import json

import pytest

from pairbench.core.installed import is_installed

PACKAGES_OF_DEBIAN = "/usr/lib/python3/dist-packages"


@pytest.mark.parametrize("place", [json.__file__, pytest.__file__, PACKAGES_OF_DEBIAN])
def test_what_the_interpreter_and_its_packages_have_is_installed(place: str) -> None:
    """By the folder that it lies in, of this interpreter or of another."""
    assert is_installed(place)


@pytest.mark.parametrize("place", ["/home/me/site-packages-tool/a.py", "/usr/lib/python3.tools/a"])
def test_a_name_that_begins_alike_is_another_folder(place: str) -> None:
    """A project may be called as it likes."""
    assert not is_installed(place)
