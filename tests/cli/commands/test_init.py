"""``init``: what a project begins with."""

import tomllib
from pathlib import Path

import pytest
import yaml

from tests.command_line import run
from tests.git import texts, write

pytestmark = pytest.mark.once

PYPROJECT = """\
[project]
name = "tea-shop"
version = "1"

[tool.black]  # ours
line-length = 90
"""


@pytest.mark.slow
def test_a_project_begins_with_a_pair_that_can_be_measured(tmp_path: Path) -> None:
    """The pair imports the project's package, and its claims can be checked as it stands."""
    write(tmp_path, {"pyproject.toml": PYPROJECT, "src/tea_shop/__init__.py": ""})
    done = run(tmp_path, "init")
    assert done.returncode == 0, done.stderr
    assert "import tea_shop" in (tmp_path / "bench" / "first_look.py").read_text(encoding="utf-8")
    checked = run(tmp_path, "check")
    assert (checked.stdout, checked.stderr) == ("first_look: ok\n", "")


@pytest.mark.parametrize("after", ["", "\n# groups\n[dependency-groups]\ndev = []\n[tool.x]\n"])
def test_settings_are_added_to_what_is_there(tmp_path: Path, after: str) -> None:
    """The project's file keeps its text, and the table holds what people change first.

    Another table may stand between those of tools.
    """
    write(tmp_path, {"pyproject.toml": PYPROJECT + after, "src/tea_shop/__init__.py": ""})
    run(tmp_path, "init")
    text = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert text.startswith(PYPROJECT + after)
    settings = tomllib.loads(text)["tool"]["pairbench"]
    assert settings["sources"] == ["src"]
    assert settings["time_percent"] == 3


def test_tools_in_an_inline_table_are_told_to_be_tables(tmp_path: Path) -> None:
    """Nothing can be added to one, and nothing is written then."""
    write(tmp_path, {"pyproject.toml": "tool = {black = {}}\n"})
    done = run(tmp_path, "init")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.endswith("write tool as tables\n")
    assert texts(tmp_path) == {"pyproject.toml": "tool = {black = {}}\n"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "reports/\n"),
        ("*.log", "*.log\nreports/\n"),
        ("/reports/runs\n", "/reports/runs\n"),
        ("reports_old/\n", "reports_old/\nreports/\n"),
    ],
)
def test_reports_are_not_for_a_commit(tmp_path: Path, before: str | None, after: str) -> None:
    """A line is added to what git ignores, unless something is said of reports already."""
    if before is not None:
        write(tmp_path, {".gitignore": before})
    run(tmp_path, "init")
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == after


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second time, and in a project that has begun by itself, every file is kept."""
    write(tmp_path, {"bench/first_look.py": "mine", "pyproject.toml": "[tool.pairbench]\n"})
    done = run(tmp_path, "init")
    assert "kept   bench/first_look.py" in done.stdout
    before = texts(tmp_path)
    assert before["bench/first_look.py"] == "mine"
    assert before["pyproject.toml"] == "[tool.pairbench]\n"
    run(tmp_path, "init")
    assert texts(tmp_path) == before


@pytest.mark.parametrize(("pyproject", "installs"), [(PYPROJECT, "pairbench ."), ("", "pairbench")])
def test_the_workflow_calls_the_gate(tmp_path: Path, pyproject: str, installs: str) -> None:
    """It is a workflow, and installs the project where that is a package."""
    write(tmp_path, {"pyproject.toml": pyproject})
    run(tmp_path, "init")
    path = tmp_path / ".github" / "workflows" / "pairbench.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["gate"]["steps"]
    assert steps[2]["run"] == f"python -m pip install {installs}"
    assert steps[3]["run"].startswith("pairbench gate")
    assert not path.with_name("pairbench-comment.yml").exists()


def test_a_comment_has_a_workflow_that_is_asked_for(tmp_path: Path) -> None:
    """Also in a project that has begun before."""
    run(tmp_path, "init")
    done = run(tmp_path, "init", "--comment")
    assert "wrote  .github/workflows/pairbench-comment.yml" in done.stdout
    path = tmp_path / ".github" / "workflows" / "pairbench-comment.yml"
    assert "comment" in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def test_who_has_not_begun_is_told_how(tmp_path: Path) -> None:
    """In a folder without a pair every command that needs one names ``init``."""
    for command in ("list", "check", "run"):
        done = run(tmp_path, command)
        assert done.returncode == 2
        assert done.stderr == (
            "pairbench: bench does not exist: 'pairbench init' writes a first pair, or name a pair "
            "file\n"
        )


def test_a_file_keeps_the_ends_of_its_lines(tmp_path: Path) -> None:
    """A file that was written on Windows is not rewritten from its first line to its last."""
    (tmp_path / "pyproject.toml").write_bytes(PYPROJECT.replace("\n", "\r\n").encode())
    assert run(tmp_path, "init").returncode == 0
    content = (tmp_path / "pyproject.toml").read_bytes()
    assert content.startswith(PYPROJECT.replace("\n", "\r\n").encode())
    assert content.count(b"\r\n") == content.count(b"\n")


def test_scripts_of_the_project_are_no_pairs(tmp_path: Path) -> None:
    """Where bench/ holds scripts, the first pair has a folder of its own and can be checked."""
    write(tmp_path, {"bench/old.py": "raise SystemExit('a script')\n"})
    done = run(tmp_path, "init")
    assert "bench/pairs/first_look.py" in done.stdout
    checked = run(tmp_path, "check")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    assert run(tmp_path, "init").stdout.count("wrote") == 0
