"""What is said of two revisions before anything of them is compared."""

from pathlib import Path

import pytest

from pairbench.cli.comparing import Comparing, both_listed
from pairbench.core.errors import UsageError
from pairbench.core.gating.answer import Change
from pairbench.core.gating.asked import AskedSide
from pairbench.core.gating.settings import DEFAULTS
from pairbench.measure.sides.environments.pythons import this_python
from tests.git import commit, repository_at

pytestmark = pytest.mark.slow

FILES = {
    "asv.conf.json": '{"benchmark_dir": "speed", "matrix": {"env": {"SHOP_MODE": ["fast"]}}}',
    "speed/__init__.py": "",
    "speed/sums.py": "def time_sum():\n    sum(range(9))\n",
    "pyproject.toml": "[tool.pairbench]\n",
}


def between(base: str, head: str) -> Comparing:
    """What is asked of two commits that run by the interpreter of these tests."""
    sides = (AskedSide(tree="base", revision=base), AskedSide(tree="head", revision=head))
    return Comparing(sides=sides, pythons=(this_python(), this_python()), only=None)


def test_a_variable_that_a_suite_is_given_at_head_alone_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was measured as if the code had become faster."""
    repository = repository_at(tmp_path / "shop")
    base = commit(repository, FILES)
    head = commit(repository, {"asv.conf.json": FILES["asv.conf.json"].replace("fast", "slow")})
    with both_listed(repository, between(base, head), DEFAULTS) as found:
        assert found.matched.names == ("sums.time_sum",)
    said = capsys.readouterr().err
    assert "SHOP_MODE in its matrix of asv.conf.json is another one at head" in said


@pytest.mark.parametrize("lacking", ["base", "head"])
def test_a_project_of_a_repository_may_be_at_one_revision_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lacking: str
) -> None:
    """One that is new has nothing to be compared with, which is no mistake of the call."""
    repository = repository_at(tmp_path / "shop")
    without = commit(repository, {"README": "Shops."})
    having = commit(repository, {f"libs/shop/{name}": text for name, text in FILES.items()})
    sides = (without, having) if lacking == "base" else (having, without)
    with both_listed(repository / "libs/shop", between(*sides), DEFAULTS) as found:
        (line,) = found.matched.lines
    assert line.change is (Change.NEW if lacking == "base" else Change.LOST)
    said = capsys.readouterr().err
    assert f"{lacking} has no folder libs/shop, and so nothing of this project" in said


def test_a_file_that_a_revision_has_is_named_by_its_side(tmp_path: Path) -> None:
    """The folder that it was written into is not there any more."""
    repository = repository_at(tmp_path / "shop")
    base = commit(repository, {**FILES, "requirements.txt": "-r not-there.txt\n"})
    head = commit(repository, {"requirements.txt": ""})
    wanted = r"^base: not-there.txt cannot be read: .*; mend it$"
    with (
        pytest.raises(UsageError, match=wanted),
        both_listed(repository, between(base, head), DEFAULTS),
    ):
        pass


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.toml"])
@pytest.mark.parametrize("stays", [True, False])
def test_a_change_that_mends_the_settings_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, *, stays: bool
) -> None:
    """Base, whose own cannot be read, has those of head, and that is said."""
    repository = repository_at(tmp_path / "shop")
    broken = commit(repository, {**FILES, name: "[tool\n"})
    (repository / name).unlink()
    sound = commit(repository, {name: "[tool]\n"} if stays else {"README": "Shops."})
    with both_listed(repository, between(broken, sound), DEFAULTS) as found:
        assert len(found.matched.matches) == 1
        assert (found.grounds.base.tree / name).exists() is stays
    said = capsys.readouterr().err
    assert f"base: {name} cannot be read: Expected ']'" in said
    assert f"; base is taken to have the {name} of head" in said
    with (
        pytest.raises(UsageError, match=rf"head: {name} cannot be read.*; mend it"),
        both_listed(repository, between(sound, broken), DEFAULTS),
    ):
        pass
