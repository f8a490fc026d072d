"""The pages for those who come from another tool: their commands do what the pages say."""

import re
from pathlib import Path

import pytest

import pairbench
from tests.command_line import run
from tests.git import git

pytestmark = [pytest.mark.slow, pytest.mark.once]

PAGES = Path(pairbench.__file__).parents[2] / "docs/coming-from"

TRIPLE = """
def loop():
    total = 0
    for each in range(500):
        total += each


def built_in():
    sum(range(500))


__benchmarks__ = [(loop, built_in, "Let sum do it")]
"""

SUITES = {
    "pytest-benchmark": (
        "tests/test_sum.py",
        "def test_sum(benchmark):\n    assert benchmark(sum, [1, 2]) == 3\n",
    ),
    "asv": ("benchmarks/sums.py", "def time_sum():\n    sum([1, 2])\n"),
    "pyperf": (
        "script.py",
        'import pyperf\n\nrunner = pyperf.Runner()\nrunner.bench_func("sums", sum, [1, 2])\n',
    ),
    "rich-bench": (
        "bench_sums.py",
        TRIPLE,
    ),
}


def commands(page: Path) -> list[list[str]]:
    """The commands of pairbench that a page shows, in their order."""
    lines = re.findall(r"^\$ pairbench (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split() for line in lines]


def test_there_is_a_page_for_each_tool() -> None:
    """Each shows the same three commands."""
    assert {each.stem for each in PAGES.glob("*.md")} == set(SUITES)
    for page in PAGES.glob("*.md"):
        assert [each[0] for each in commands(page)] == ["list", "run", "gate"]


@pytest.mark.parametrize("tool", SUITES)
def test_the_commands_of_a_page_work_on_a_suite_of_its_kind(tmp_path: Path, tool: str) -> None:
    """It is listed, measured, and gated: nothing has changed, so that the gate is green."""
    name, text = SUITES[tool]
    files = {
        name: text,
        "pyproject.toml": "[tool.pairbench]\nbudget_s = 1\n",
        ".gitignore": "reports/\n",
    }
    if tool == "asv":
        files |= {"asv.conf.json": "{}\n", "benchmarks/__init__.py": ""}
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(content, encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "A suite")
    listed, measured, gated = commands(PAGES / f"{tool}.md")

    names = run(tmp_path, *listed).stdout.splitlines()
    assert len(names) == 1
    done = run(tmp_path, *measured)
    assert done.returncode == 0, done.stderr
    assert names[0] in done.stdout
    base = ["main" if each == "origin/main" else each for each in gated]
    done = run(tmp_path, *base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing got worse." in done.stdout
