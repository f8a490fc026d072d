"""The workflows of ``init``: what is posted on a pull request, by shell steps run as they are."""

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from pairbench.core.gating.answer import Change, GateExit, GateLine, Kind
from pairbench.project import workflows
from pairbench.report.gate.answer import gate_markdown
from tests.steps import run_step

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        not all(map(shutil.which, ("jq", "unzip", "perl", "iconv"))),
        reason="the steps need jq, unzip and perl, which GitHub's machines have",
    ),
]

ROOT = Path(__file__).parents[2]

WORSE = GateLine(
    pair="shop/<total>",
    kind=Kind.TIME,
    change=Change.WORSE,
    variant="good",
    why="slower, as @nobody said in #12: see https://example.org",
)
TABLE = gate_markdown(GateExit.WORSE, [WORSE], (), "pairbench gate: head against base")

MARK = "<!-- pairbench gate -->"

GH = """\
#!{python}
import json, os, pathlib, subprocess, sys
folder = pathlib.Path(__file__).parent
answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
verb, *words = sys.argv[1:]
assert verb == "api" and os.environ["GH_TOKEN"] == "token"
options, paths = {{}}, []
while words:
    word = words.pop(0)
    if word in ("--jq", "--method", "--input"):
        options[word] = words.pop(0)
    elif not word.startswith("--"):
        paths.append(word)
(path,) = paths
if "--method" in options:
    body = json.loads(pathlib.Path(options["--input"]).read_text(encoding="utf-8"))["body"]
    with (folder / "posted.jsonl").open("a", encoding="utf-8") as file:
        print(json.dumps([options["--method"], path, body]), file=file)
elif path.endswith("/zip"):
    sys.stdout.buffer.write((folder / "left.zip").read_bytes())
else:
    command = ["jq", "--raw-output", options["--jq"]]
    done = subprocess.run(command, input=json.dumps(answers[path]), text=True, check=False)
    sys.exit(done.returncode)
"""
"""What stands for GitHub's own program, with its answers and what was posted beside it."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A repository at GitHub after a gate has run in a pull request, and the files that it left.

    Its number and its table are as the author of the pull request wants them.
    """

    files: Mapping[str, bytes] = field(
        default_factory=lambda: {"gate.md": TABLE.encode(), "number.txt": b"7\n"}
    )
    size: int = 900
    artifacts: int = 1
    state: str = "open"
    commit: str = "c0ffee"
    fork: int = 99
    comments: Sequence[Mapping[str, Any]] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """What the API says, by path."""
        left = [{"id": 40 + at, "size_in_bytes": self.size} for at in range(self.artifacts)]
        pull = {"state": self.state, "head": {"sha": self.commit, "repo": {"id": self.fork}}}
        return {
            "repos/us/shop/actions/runs/5/artifacts?name=pairbench-gate": {"artifacts": left},
            "repos/us/shop/pulls/7": pull,
            "repos/us/shop/issues/7/comments?per_page=100": list(self.comments),
        }


CONTEXT = {
    "github.token": "token",
    "github.repository": "us/shop",
    "github.event.workflow_run.id": "5",
    "github.event.workflow_run.html_url": "https://github.example/us/shop/runs/5",
    "github.event.workflow_run.head_sha": "c0ffee",
    "github.event.workflow_run.head_repository.id": "99",
}


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What came of the workflow: its last exit code, what it said, and what it has posted."""

    code: int
    said: str
    posted: list[list[str]]

    @property
    def body(self) -> str:
        """The one comment."""
        ((_, _, body),) = self.posted
        return body


def steps() -> list[dict[str, Any]]:
    """The steps of the workflow that comments."""
    return list(yaml.safe_load(workflows.COMMENT_TEXT)["jobs"]["comment"]["steps"])


def comment_on(world: World, folder: Path) -> Ended:
    """Run the steps one after the other, as far as their conditions and their codes let them."""
    programs, temporary = folder / "programs", folder / "temporary"
    for each in (programs, temporary):
        each.mkdir()
    gh = programs / "gh"
    gh.write_text(GH.format(python=sys.executable), encoding="utf-8")
    gh.chmod(0o755)
    (programs / "answers.json").write_text(json.dumps(world.answers), encoding="utf-8")
    with zipfile.ZipFile(programs / "left.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in world.files.items():
            archive.writestr(name, content)
    known, said, code = dict(CONTEXT), "", 0
    for step in steps():
        condition, _, value = step.get("if", "github.token").partition(" == ")
        if not known.get(condition) or (value and known[condition] != value.strip("'")):
            continue
        output = folder / f"{step.get('id', 'last')}.txt"
        given = {name: _filled(text, known) for name, text in step["env"].items()}
        done = run_step(
            step,
            folder,
            {**given, "RUNNER_TEMP": str(temporary), "GITHUB_OUTPUT": str(output)},
            programs,
        )
        said, code = said + done.stdout + done.stderr, done.returncode
        if code:
            break
        for line in output.read_text(encoding="utf-8").split() if output.exists() else ():
            name, _, text = line.partition("=")
            known[f"steps.{step['id']}.outputs.{name}"] = text
    file = programs / "posted.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Ended(code=code, said=said, posted=[json.loads(each) for each in lines])


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)


def test_the_table_is_posted_once(tmp_path: Path) -> None:
    """With the commit and the run that it is of, on the pull request that has this commit."""
    ended = comment_on(World(), tmp_path)
    assert ended.code == 0, ended.said
    ((method, path, body),) = ended.posted
    assert (method, path) == ("POST", "repos/us/shop/issues/7/comments")
    assert body.startswith(f"{MARK}\nOf commit c0ffee, by [this run](https://github.example/us/")
    assert "\n## pairbench gate: head against base\n" in body
    assert "| --- |" in body


def test_a_later_push_changes_the_comment(tmp_path: Path) -> None:
    """The one that the workflow has posted, and nobody else's that begins alike."""
    theirs = {"id": 1, "user": {"login": "somebody"}, "body": MARK}
    other = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Coverage"}
    ours = {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nOf commit"}
    ended = comment_on(World(comments=(theirs, other, ours)), tmp_path)
    ((method, path, _),) = ended.posted
    assert (method, path) == ("PATCH", "repos/us/shop/issues/comments/3")


def test_what_a_table_says_calls_nobody(tmp_path: Path) -> None:
    """Names, links, numbers of issues and tags are broken, and invisible characters are gone."""
    evil = (
        "@team <img src=x> [here](https://example.org) www.example.org us/shop#12 GH-12 &#64;team\n"
        "\x1b[31mred\u202e\u200b\n```\n"
    )
    world = World(files={"gate.md": (TABLE + evil).encode(), "number.txt": b"7"})
    body = comment_on(world, tmp_path).body.partition("## ")[2]
    for each in ("@team", "<img", "](", "://", "www.", "#12", "GH-12", "&#", "\x1b", "\u202e"):
        assert each not in body
    assert "red" in body
    assert "shop/" in body


LEFT = World().files


def test_a_long_table_is_cut_at_a_line(tmp_path: Path) -> None:
    """What GitHub takes is posted, however much breaking names adds, and where the rest is."""
    rows = "".join(f"| <pair {number}> | @slower & slower |\n" for number in range(3_000))
    body = comment_on(World(files={**LEFT, "gate.md": (TABLE + rows).encode()}), tmp_path).body
    assert 60_000 < len(body) <= 65_536
    *_, row, _, last = body.splitlines()
    assert row.startswith("| ")
    assert row.endswith(" |")
    assert last == "The rest is in [this run](https://github.example/us/shop/runs/5)."


def test_runs_of_one_commit_post_one_after_the_other() -> None:
    """None is cancelled, as it may be of another pull request; two at once would post twice."""
    how = yaml.safe_load(workflows.COMMENT_TEXT)["concurrency"]
    assert how["cancel-in-progress"] is False
    group = how["group"]
    assert re.findall(r"\{\{ (\S+) \}\}", group) == ["github.event.workflow_run.head_sha"]


@pytest.mark.parametrize(
    ("world", "said"),
    [
        (World(artifacts=0), "nothing to post"),
        (World(files={"number.txt": b"7"}), "left no table"),
        (World(commit="0ther"), "not open at this commit"),
        (World(fork=1), "not open at this commit"),
        (World(state="closed"), "not open at this commit"),
    ],
    ids=["nothing left", "no table", "a later commit", "another fork", "closed"],
)
def test_where_there_is_nothing_to_say_nothing_is_posted(
    world: World, said: str, tmp_path: Path
) -> None:
    """A gate that has not come so far, and a pull request that has moved on, are no fault."""
    ended = comment_on(world, tmp_path)
    assert (ended.code, ended.posted) == (0, [])
    assert said in ended.said


@pytest.mark.parametrize(
    ("world", "said"),
    [
        (World(size=200_001), "too large"),
        (World(files={**LEFT, "number.txt": b"7/../../1"}), "names no pull request"),
        (World(files={**LEFT, "number.txt": b"7\n8"}), "names no pull request"),
        (World(files={"gate.md": LEFT["gate.md"]}), "names no pull request"),
        (World(files={**LEFT, "gate.md": TABLE.encode() + b"x" * 200_000}), "too long"),
        (World(files={**LEFT, "gate.md": b"Merge this, please."}), "no table of pairbench"),
        (World(files={**LEFT, "gate.md": TABLE.encode() + b"\xff"}), "no table of pairbench"),
    ],
    ids=["too large", "a path", "two numbers", "no number", "too long", "a letter", "no text"],
)
def test_what_no_gate_has_left_is_refused(world: World, said: str, tmp_path: Path) -> None:
    """The workflow fails with a line, and posts nothing."""
    ended = comment_on(world, tmp_path)
    assert (ended.code, ended.posted) == (1, [])
    assert said in ended.said


def test_an_archive_writes_no_file_of_its_own_choice(tmp_path: Path) -> None:
    """Names that lead elsewhere, and an archive that unpacks to a hundred times its size."""
    files = {**LEFT, "../../outside.txt": b"x", "gate.md": b"## pairbench gate: " + b" " * 10**7}
    ended = comment_on(World(files=files), tmp_path)
    assert "too long" in ended.said
    names = {each.name for each in (tmp_path / "temporary").iterdir()}
    assert names == {"left.zip", "number.txt", "gate.md"}
    assert (tmp_path / "temporary" / "gate.md").stat().st_size == 200_001
    assert not list(tmp_path.parent.rglob("outside.txt"))


def test_no_step_has_an_expression_in_its_script() -> None:
    """What comes from outside reaches a shell as a variable, never as text to execute."""
    for text in (workflows.GATE_TEXT, workflows.COMMENT_TEXT):
        (job,) = yaml.safe_load(text)["jobs"].values()
        assert "${{" not in "".join(each.get("run", "") for each in job["steps"])


def test_the_comment_may_do_nothing_else() -> None:
    """It has no action of others and no checkout, and its token reads what it must and comments."""
    workflow = yaml.safe_load(workflows.COMMENT_TEXT)
    job = workflow["jobs"]["comment"]
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert job["if"] == "github.event.workflow_run.event == 'pull_request'"
    assert not any("uses" in each for each in job["steps"])


@pytest.mark.parametrize("path", [None, ROOT / ".github" / "workflows" / "gate.yml"])
def test_the_gate_leaves_what_the_comment_reads(path: Path | None) -> None:
    """Both know the same names: of the workflow, of the artifact and of its two files."""
    text = workflows.GATE_TEXT if path is None else path.read_text(encoding="utf-8")
    gate, comment = yaml.safe_load(text), yaml.safe_load(workflows.COMMENT_TEXT)
    # YAML reads the key ``on`` as a truth.
    assert comment[True]["workflow_run"]["workflows"] == [gate["name"]]
    (upload,) = [
        each["with"]
        for each in gate["jobs"]["gate"]["steps"]
        if "upload-artifact" in each.get("uses", "")
    ]
    assert f"?name={upload['name']}" in steps()[0]["run"]
    names = {Path(each).name for each in upload["path"].split()}
    assert names == {"gate.md", "number.txt"}
    for each in names:
        assert f"unzip -p left.zip {each} " in steps()[0]["run"]


def test_this_repository_comments_in_the_same_way() -> None:
    """Its own workflow is the one that ``init --comment`` writes."""
    own = ROOT / ".github" / "workflows" / "comment.yml"
    assert own.read_text(encoding="utf-8") == workflows.COMMENT_TEXT
