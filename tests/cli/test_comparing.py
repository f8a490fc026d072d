"""What is said of two revisions before anything of them is compared."""

from pathlib import Path

import pytest

from pairbench.cli.comparing import Comparing, both_listed
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


def test_a_variable_that_a_suite_is_given_at_head_alone_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was measured as if the code had become faster."""
    repository = repository_at(tmp_path / "shop")
    base = commit(repository, FILES)
    head = commit(repository, {"asv.conf.json": FILES["asv.conf.json"].replace("fast", "slow")})
    sides = (AskedSide(tree="base", revision=base), AskedSide(tree="head", revision=head))
    python = this_python()
    asked = Comparing(sides=sides, pythons=(python, python), only=None)
    with both_listed(repository, asked, DEFAULTS) as found:
        assert found.matched.names == ("sums.time_sum",)
    said = capsys.readouterr().err
    assert "SHOP_MODE in its matrix of asv.conf.json is another one at head" in said
