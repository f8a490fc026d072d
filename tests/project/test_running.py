"""What a revision says otherwise of how its benchmarks are run."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.authoring.reading import Follows
from pairbench.project.running import run_otherwise
from tests.builders import a_definition
from tests.git import write

OWN, NEITHER, SOURCES, BUILDER, JOB, OPTIONS = Follows

HATCH = """
[tool.hatch.envs.bench.env-vars]
MODE = "VALUE"

[tool.poetry.dependencies]
python = "VALUE"
"""

WORKFLOW = ".github/workflows/gate.yml"

JOBS = """
jobs:
  gate:
    env:  # of the job
      MODE: fast
    steps:
      - env:
          BASE: main
        run: pairbench gate --base "$BASE"
"""

ASV = replace(a_definition(), suite="asv", file="perf/asv.conf.json")
TEST = replace(a_definition(), suite="pytest", file="tests/test_speed.py")


def told(folder: Path, base: Mapping[str, str], head: Mapping[str, str]) -> list[str]:
    """What is said where both sides have these files, a suite of asv and one of pytest."""
    roots = folder / "base", folder / "head"
    for root, files in zip(roots, (base, head), strict=True):
        write(root, {"tests/test_speed.py": "", **files})
    return list(run_otherwise(*roots, [ASV, TEST]))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "perf/asv.conf.json",
            '{"matrix": {"env": {"MODE": ["VALUE"]}, "req": {"numpy": ["VALUE"]}}}',
            f"MODE in its matrix of perf/asv.conf.json is another one at head: {OWN}",
        ),
        (
            "perf/asv.conf.json",
            '{"pythons": ["VALUE"], "results_dir": "VALUE"}',
            f"pythons of perf/asv.conf.json is another one at head: {NEITHER}",
        ),
        (
            "pyproject.toml",
            '[tool.pytest.ini_options]\nenv = ["MODE=VALUE"]\ntestpaths = ["VALUE"]\n',
            f"pytest's env is another one at head: {OWN}",
        ),
        (
            "tests/pytest.ini",
            "[pytest]\nDJANGO_SETTINGS_MODULE = VALUE\nlog_level = VALUE\n",
            f"pytest's DJANGO_SETTINGS_MODULE of tests is another one at head: {OWN}",
        ),
        (
            ".python-version",
            "VALUE\n",
            f".python-version is another one at head: {OPTIONS}",
        ),
        (
            "tox.ini",
            "[testenv:bench]\nsetenv =\n  MODE=VALUE\ncommands = VALUE\n",
            f"[testenv:bench] setenv of tox.ini is another one at head: {NEITHER}",
        ),
        (
            "tox.ini",
            "\ufeff[testenv]\nsetenv = MODE=VALUE\n",
            f"[testenv] setenv of tox.ini is another one at head: {NEITHER}",
        ),
        (
            "setup.cfg",
            "[testenv]\nbasepython = VALUE\n[metadata]\nenv = VALUE\n",
            f"[testenv] basepython of setup.cfg is another one at head: {NEITHER}",
        ),
        (
            "tox.toml",
            '[env.bench]\nset_env = {MODE = "VALUE"}\n',
            f"[env.bench] set_env of tox.toml is another one at head: {NEITHER}",
        ),
        (
            "pyproject.toml",
            HATCH,
            f"[tool.hatch.envs.bench] env-vars of pyproject.toml is another one at head: {NEITHER}",
        ),
        (
            "pyproject.toml",
            '[[tool.uv.index]]\nurl = "VALUE"\n',
            f"[tool.uv.index] of pyproject.toml is another one at head: {SOURCES}",
        ),
        (
            "uv.toml",
            '[[index]]\nurl = "VALUE"\n',
            f"[tool.uv.index] of uv.toml is another one at head: {SOURCES}",
        ),
        (
            "hatch.toml",
            '[envs.bench.env-vars]\nMODE = "VALUE"\n',
            f"[tool.hatch.envs.bench] env-vars of hatch.toml is another one at head: {NEITHER}",
        ),
        (
            "pyproject.toml",
            '[[tool.poetry.source]]\nurl = "VALUE"\n',
            f"[tool.poetry.source] of pyproject.toml is another one at head: {SOURCES}",
        ),
        (
            "noxfile.py",
            'def bench(session):\n    session.run("pairbench", "VALUE", env={"MODE": "VALUE"})\n',
            f"env of noxfile.py is another one at head: {NEITHER}",
        ),
        (
            "noxfile.py",
            'def bench(session):\n    session.env["MODE"] = "VALUE"\n',
            f"env of noxfile.py is another one at head: {NEITHER}",
        ),
        (
            "noxfile.py",
            'def bench(session):\n    session.env.update(MODE="VALUE")\n',
            f"env of noxfile.py is another one at head: {NEITHER}",
        ),
        (
            "noxfile.py",
            'MODE = "VALUE"\nENV = {"MODE": MODE}\nsession.run("pytest", env=ENV)\n',
            f"env of noxfile.py is another one at head: {NEITHER}",
        ),
        (
            "noxfile.py",
            'PYTHONS = ["3.1VALUE"]\n\n@nox.session(python=PYTHONS)\ndef bench(session): ...\n',
            f"python of noxfile.py is another one at head: {NEITHER}",
        ),
        (
            "pyproject.toml",
            '[build-system]\nrequires = ["cython==VALUE"]\n',
            f"[build-system] of pyproject.toml is another one at head: {BUILDER}",
        ),
        (
            WORKFLOW,
            JOBS.replace("fast", "VALUE"),
            f"env of {WORKFLOW} is another one at head: {JOB}",
        ),
    ],
)
def test_what_is_run_otherwise_is_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    """Variables and interpreters, by whichever tool; not where reports go, or what is found."""
    sides = ({file: text.replace("VALUE", value)} for value in ("1", "2"))
    assert told(tmp_path, *sides) == [said]


def test_a_table_of_variables_that_pytest_has_from_a_plugin_is_a_setting_of_pytest(
    tmp_path: Path,
) -> None:
    """It is new where the settings themselves are."""
    head = {"pyproject.toml": '[tool.pytest.ini_options]\n[tool.pytest_env]\nMODE = "fast"\n'}
    base = {"pyproject.toml": "[tool.pytest.ini_options]\n"}
    assert told(tmp_path, base, head) == [
        f"[tool.pytest_env] of pyproject.toml is new at head: {OWN}"
    ]


def test_settings_that_move_to_another_file_are_the_same(tmp_path: Path) -> None:
    """As from setup.cfg to pytest.ini."""
    base = {"setup.cfg": "[tool:pytest]\naddopts = -q\n"}
    head = {"pytest.ini": "[pytest]\naddopts = -q\n"}
    assert told(tmp_path, base, head) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (".python-version", "3.13\n", f".python-version is KIND at head: {OPTIONS}"),
        (
            "tox.ini",
            "[testenv]\nsetenv =\n  MODE=fast\n[testenv:bench]\nbasepython = 3.12\n",
            f"tox.ini is KIND at head, with [testenv:bench] basepython (and 1 more): {NEITHER}",
        ),
        (
            "noxfile.py",
            'run(env={"MODE": "fast"})\n',
            f"noxfile.py is KIND at head, with env: {NEITHER}",
        ),
        ("pytest.ini", "[pytest]\naddopts = -q\n", f"pytest's addopts is KIND at head: {OWN}"),
    ],
)
@pytest.mark.parametrize("kind", ["new", "gone"])
def test_a_file_of_settings_that_one_side_alone_has_is_named(
    tmp_path: Path, file: str, text: str, said: str, kind: str
) -> None:
    """In one sentence, however much it says; and both ways."""
    sides = ({}, {file: text}) if kind == "new" else ({file: text}, {})
    assert told(tmp_path, *sides) == [said.replace("KIND", kind)]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("perf/asv.conf.json", '{"pythons": ["3.12"]}'),
        (WORKFLOW, JOBS),
        ("tox.ini", "[testenv]\ncommands = pytest\n"),
    ],
)
def test_a_file_that_one_side_alone_has_and_that_changes_nothing_is_not_named(
    tmp_path: Path, file: str, text: str
) -> None:
    """Of a suite's own file all is new; a workflow that was not there has not run base."""
    assert told(tmp_path, {}, {file: text}) == []


def test_variables_of_workflows_that_do_not_run_the_gate_are_not_named(tmp_path: Path) -> None:
    """Nor is what else such a workflow does."""
    sides = (
        {
            WORKFLOW: JOBS.replace("pairbench", "pytest").replace("fast", value),
            ".github/other.yml": value,
        }
        for value in ("1", "2")
    )
    assert told(tmp_path, *sides) == []
    first, second = JOBS, JOBS.replace('"$BASE"', '"$BASE" --json gate.json')
    assert told(tmp_path / "else", {WORKFLOW: first}, {WORKFLOW: second}) == []


def test_a_revision_that_has_nothing_of_the_project_says_nothing(tmp_path: Path) -> None:
    """All of the project is new, and that is said elsewhere."""
    base, head = tmp_path / "base", tmp_path / "head"
    base.mkdir()
    write(head, {".python-version": "3.13\n"})
    assert list(run_otherwise(base, head, [])) == []


def test_settings_of_a_tool_that_has_no_suite_here_are_not_named(tmp_path: Path) -> None:
    """How the tests are run is nothing to pairs."""
    base, head = tmp_path / "base", tmp_path / "head"
    for root, value in ((base, "1"), (head, "2")):
        write(root, {"pytest.ini": f"[pytest]\naddopts = {value}\n"})
    assert list(run_otherwise(base, head, [a_definition()])) == []


@pytest.mark.parametrize("file", ["tox.toml", "noxfile.py", "perf/asv.conf.json", "pytest.ini"])
def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path, file: str) -> None:
    """Whoever needs it tells of it."""
    assert told(tmp_path, {file: "((("}, {file: "[[["}) == []
