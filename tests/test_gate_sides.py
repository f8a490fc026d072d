"""A gate whose sides are more than revisions: real interpreters, real packages, real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.pythons import found_python
from simulations.wheels import write_wheel
from tests.git import commit, repository_at

pytestmark = [pytest.mark.slow, pytest.mark.once]

PAIR = '''"""Which of the two is it?"""

import sys

{imported}
from pairbench import Pair

pair = Pair(sizes=(1, 1_000))


@pair.input
def number(size):
    return size


@pair.bad
def first(number):
    return {result}


@pair.good
def second(number):
    return {result}
'''

FILES = {
    "bench/plain.py": PAIR.format(imported="", result="sum(range(number))"),
    "bench/steadily.py": PAIR.format(imported="import steady", result="len(steady.made(number))"),
    "bench/versions.py": PAIR.format(imported="", result="sys.version_info[:2]"),
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["steady"]\n'
    "[tool.pairbench]\nbudget_s = 1\n",
}


@pytest.fixture
def index(tmp_path: Path) -> Mapping[str, str]:
    """The variables by which an installer finds two versions of a package."""
    for version, factor in (("1.0", 1), ("2.0", 3)):
        code = f"def made(number):\n    return bytes({factor} * 100 * number)[: 100 * number]\n"
        write_wheel(tmp_path / "index", "steady", version, code)
    found = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for tool in ("UV", "PIP"):
        found[f"{tool}_FIND_LINKS"] = str(tmp_path / "index")
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with three pairs: one uses nothing, one a package, one tells its interpreter."""
    root = repository_at(tmp_path / "shop")
    commit(root, FILES)
    return root


def gate(root: Path, index: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pairbench", "gate", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **index},
    )


def by_pair(content: Mapping[str, Any]) -> dict[str, set[str]]:
    """The changes of each pair."""
    found: dict[str, set[str]] = {}
    for each in content["lines"]:
        found.setdefault(each["pair"], set()).add(f"{each['kind']}: {each['change']}")
    return found


def test_two_versions_of_a_package_are_compared(
    shop: Path, index: Mapping[str, str], tmp_path: Path
) -> None:
    """In the same tree; what does not use the package is unchanged, and the answer names it."""
    files = {each: tmp_path / f"gate.{each}" for each in ("markdown", "json")}
    options = [part for each, path in files.items() for part in (f"--{each}", str(path))]
    own = {**index, "UV_NO_INDEX": "1", "PIP_NO_INDEX": "1"}
    done = gate(shop, own, "--base-with", "steady==1.0", "--head-with", "steady==2.0", *options)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Head is steady 2.0, and base is steady 1.0." in done.stdout
    title = "pairbench gate: steady 2.0 against steady 1.0"
    assert title in files["markdown"].read_text(encoding="utf-8")
    content = json.loads(files["json"].read_text(encoding="utf-8"))
    sides = content["sides"]
    assert [sides[each]["packages"] for each in ("base", "head")] == [
        {"steady": "1.0"},
        {"steady": "2.0"},
    ]
    found = by_pair(content)
    assert found["plain"] == found["versions"] == {"pair: unchanged"}
    assert "peak memory: worse" in found["steadily"]


def test_a_side_may_have_its_own_version_of_what_the_harness_uses(
    shop: Path, index: Mapping[str, str], tmp_path: Path
) -> None:
    """A worker needs no library that a side is likely to bring in another version."""
    write_wheel(tmp_path / "index", "pydantic", "1.99", "VERSION = '1.99'\n")
    imported = PAIR.format(imported="import pydantic", result="pydantic.VERSION[:1]")
    commit(shop, {"bench/typed.py": imported})
    own = {**index, "UV_NO_INDEX": "1", "PIP_NO_INDEX": "1"}
    path = tmp_path / "gate.json"
    alike = [each for side in ("base", "head") for each in (f"--{side}-with", "steady==1.0")]
    done = gate(shop, own, *alike, "--head-with", "pydantic==1.99", "--json", str(path))
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["sides"]["head"]["packages"] == {"pydantic": "1.99"}
    found = by_pair(content)
    assert found["plain"] == found["steadily"] == {"pair: unchanged"}, done.stderr
    assert found["typed"] == {"result: not measured"}


def test_two_interpreters_are_compared(
    shop: Path, index: Mapping[str, str], tmp_path: Path
) -> None:
    """Each side runs on its own, and nothing is unchanged by being the same code."""
    for each in ("3.12", "3.13"):
        try:
            found_python(each, "base")
        except UsageError:
            pytest.skip(f"Python {each} is not installed")
    path = tmp_path / "gate.json"
    done = gate(shop, index, "--base-python", "3.12", "--head-python", "3.13", "--json", str(path))
    assert done.returncode in {1, 3}, done.stdout + done.stderr
    content = json.loads(path.read_text(encoding="utf-8"))
    assert [content["sides"][each]["python"][:5] for each in ("base", "head")] == ["3.12.", "3.13."]
    assert content["head"].startswith("Python 3.13.")
    found = by_pair(content)
    assert found["versions"] == {"result: not measured"}
    (why,) = (each["why"] for each in content["lines"] if each["pair"] == "versions")
    assert "12" in why
    assert "13" in why
    for name in ("plain", "steadily"):
        kinds = {each.partition(":")[0] for each in found[name]}
        assert {"time", "peak memory"} <= kinds
        assert "pair: unchanged" not in found[name]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--head-python", "2.99"], "--head-python 2.99: there is no such interpreter here"),
        (["--base-with", "steady=1"], "--base-with 'steady=1' is no requirement"),
        (["--base-with", "shop==1"], "shop is a package of this repository"),
        (["--head-with", "steady==99"], "head: what it requires cannot be installed: "),
    ],
)
def test_what_cannot_be_had_is_a_line(
    shop: Path, index: Mapping[str, str], arguments: list[str], said: str
) -> None:
    """Exit code 2, and nothing is measured."""
    own = {**index, "UV_NO_INDEX": "1", "PIP_NO_INDEX": "1"}
    done = gate(shop, own, *arguments)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert done.stdout == ""
