"""What is said of two sides before anything is installed for them."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.cli.environments import environments_of
from pairbench.core.authoring.dependencies import Beside, Dependencies
from pairbench.core.gating.asked import AskedSide
from pairbench.measure.sides.environments.pythons import this_python


def side(folder: Path, *asks: str) -> Dependencies:
    name, to_name = "requirements-bench.txt", "it in [tool.pairbench] requirements"
    return Dependencies(
        folder=folder,
        beside=(Beside(name=name, to_name=to_name, asks=frozenset(asks)),),
    )


def said(
    base: Dependencies, head: Dependencies, folder: Path, capsys: pytest.CaptureFixture[str]
) -> str:
    asked, python = AskedSide(tree="a tree"), this_python()
    own = environments_of((base, head), (folder, folder), (asked, asked), (python, python))
    assert own == (None, None)
    return capsys.readouterr().err


def test_a_list_that_asks_for_another_package_and_is_not_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of what is installed here alone: what is not, no pair can have."""
    base = side(tmp_path, "pytest==1", "not-there==1")
    head = side(tmp_path, "pytest==2", "not-there==2")
    line = said(base, head, tmp_path, capsys)
    assert "requirements-bench.txt asks for other packages at head than at base (pytest)" in line
    assert said(base, base, tmp_path, capsys) == ""


def test_a_list_that_cannot_be_read_is_named_with_the_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not said to ask for other packages: nobody knows."""
    (there,) = side(tmp_path, "pytest==1").beside
    broken = replace(there, asks=frozenset(), problem="it includes itself", content="1")
    head = Dependencies(folder=tmp_path, beside=(broken,))
    line = said(side(tmp_path, "pytest==1"), head, tmp_path, capsys)
    assert "requirements-bench.txt is another one at head than at base, and cannot be read" in line
    assert "at head" in line
    assert "it includes itself" in line
    assert "asks for other packages" not in line
