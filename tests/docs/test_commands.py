"""The commands of the documentation do what its pages say: they are run in their order."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import pairbench
from pairbench.measure.sides.git import environment_without_repository
from tests.builders import PAIR_FILE
from tests.git import git, write

pytestmark = [pytest.mark.slow, pytest.mark.once]

DOCS = Path(pairbench.__file__).parents[2] / "docs"

PAGES = [
    DOCS / "tutorial.md",
    *sorted(DOCS.glob("how-to/*.md")),
    *sorted(DOCS.glob("coming-from/*.md")),
]

BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n)?(?:<!-- exit code: (?P<code>\d) -->\n)?"
    r'^```(?P<language>\w*)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)
NUMBER = re.compile(r"[\d.,]*\d")

SHOP = '"""A shop."""\n\n\ndef total(prices: list[float]) -> float:\n    return sum(prices)\n'

TRIPLE = """
def loop():
    total = 0
    for each in range(500):
        total += each


def built_in():
    sum(range(500))


__benchmarks__ = [(loop, built_in, "Let sum do it")]
"""

SETTINGS = {"pyproject.toml": "[tool.pairbench]\nbudget_s = 1\n"}

GIVEN: Mapping[str, Mapping[str, str]] = {
    "how-to/gate-a-project": SETTINGS | {"shop.py": SHOP},
    "how-to/read-a-report": {"bench/sums.py": PAIR_FILE},
    "coming-from/pytest-benchmark": SETTINGS
    | {"tests/test_sum.py": "def test_sum(benchmark):\n    assert benchmark(sum, [1, 2]) == 3\n"},
    "coming-from/asv": SETTINGS
    | {
        "asv.conf.json": "{}\n",
        "benchmarks/__init__.py": "",
        "benchmarks/sums.py": "def time_sum():\n    sum([1, 2])\n",
    },
    "coming-from/pyperf": SETTINGS
    | {
        "script.py": "import pyperf\n\nrunner = pyperf.Runner()\n"
        'runner.bench_func("sums", sum, [1, 2])\n'
    },
    "coming-from/rich-bench": SETTINGS | {"bench_sums.py": TRIPLE},
}
"""What the reader of a page has already."""

REPORT = "reports/html/index.html"

INSTALLS = "it installs from the network"


@dataclass(frozen=True)
class Block:
    """A block of code: a file where it has a title, else something to be run."""

    language: str
    title: str | None
    text: str
    reason: str | None
    code: int

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """The commands that it shows, each with the lines that are said to come out."""
        found: list[tuple[str, list[str]]] = []
        for line in self.text.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            elif found:
                found[-1][1].append(line)
        return found


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in their order."""
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(
            language=found["language"],
            title=found["title"],
            text=found["text"],
            reason=found["reason"],
            code=int(found["code"] or 0),
        )


def name_of(page: Path) -> str:
    """A page's path without its ending."""
    return page.relative_to(DOCS).with_suffix("").as_posix()


def shell(
    project: Path, command: str, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Call a command as somebody who has a name, with this interpreter's programs before others."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    somebody = {
        f"GIT_{role}_{what}": text
        for role in ("AUTHOR", "COMMITTER")
        for what, text in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))
    }
    return subprocess.run(
        command,
        shell=True,
        cwd=project,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**environment_without_repository(), **somebody, "PATH": programs},
    )


def without_numbers(text: str) -> str:
    """The text with a sign for each number: they are others on each machine."""
    return NUMBER.sub("#", text)


def try_block(block: Block, project: Path) -> None:
    """Write a file, or run what the block shows, and hold what comes out against it."""
    if block.title is not None:
        write(project, {block.title: block.text})
    elif block.language == "python":
        done = shell(project, f"{sys.executable} -", block.text)
        assert done.returncode == block.code, done.stderr
    elif block.language == "console":
        for command, lines in block.commands:
            done = shell(project, command)
            said = done.stdout + done.stderr
            assert done.returncode == block.code, f"{command}\n{said}"
            for line in lines:
                assert without_numbers(line) in without_numbers(done.stdout), f"{command}\n{said}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_of_a_page_work(page: Path, tmp_path: Path) -> None:
    """In a project as its reader has it, every command of the page ends as the page says.

    A page that speaks of a report leaves one.
    """
    project = tmp_path / "project"
    write(project, {".gitignore": "reports/\n", **GIVEN.get(name_of(page), {})})
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "As it was")
    git(project, "update-ref", "refs/remotes/origin/main", "HEAD")
    tried = [each for each in blocks(page) if each.reason is None]
    assert any(each.commands or each.language == "python" for each in tried)
    for block in tried:
        try_block(block, project)
    if REPORT in page.read_text(encoding="utf-8"):
        assert (project / REPORT).is_file()


def test_what_is_not_run_says_why() -> None:
    """Little is left out, and never without a reason."""
    reasons = [each.reason for page in PAGES for each in blocks(page) if each.reason is not None]
    assert {each for each in reasons if each != INSTALLS} == {
        "it needs a pull request",
        "it needs run sets of several interpreters",
        "it takes some minutes",
    }


def test_every_command_stands_in_a_block_that_is_seen() -> None:
    """A line that begins like a command is within a block of the shell."""
    for page in PAGES:
        lines = re.findall(r"^\$ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        seen = [command for each in blocks(page) for command, _ in each.commands]
        assert lines == seen, page


def test_there_is_a_page_for_each_tool() -> None:
    """Each shows the same three commands."""
    for page in DOCS.glob("coming-from/*.md"):
        shown = [command.split() for each in blocks(page) for command, _ in each.commands]
        verbs = [each[1] for each in shown if each[0] == "pairbench"]
        assert verbs == ["list", "run", "gate"], page
