"""The search for a commit, end to end: real git, real gates, and commands that judge."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command_line import run
from tests.git import commit, git, repository_at
from tests.shop import MODULE, PAIR, SLOWER

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Path, Sequence[str]]:
    """A project of five commits: the second cannot be imported, the fourth made it slower."""
    root = repository_at(tmp_path / "shop")
    texts = [
        MODULE,
        "import nowhere\n",
        f"{MODULE}\n# more\n",
        SLOWER,
        f"{SLOWER}\n# the last\n",
    ]
    settings = "[tool.pairbench]\nbudget_s = 1\n"
    files = {"bench/squares.py": PAIR, "pyproject.toml": settings}
    return root, [commit(root, {"src/shop.py": text, **files}) for text in texts]


def test_the_commit_that_made_it_slower_is_named(shop: tuple[Path, Sequence[str]]) -> None:
    """The search gets past a commit that cannot be imported, and holds its answer to the test."""
    root, commits = shop
    done = run(root, "bisect", commits[0], commits[3])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "cannot be told" in done.stdout
    assert f"The first bad commit is {commits[3][:7]}" in done.stdout
    assert "squares: time of shops at 2,000 got worse" in done.stdout
    assert "Held against the commit before it" in done.stdout
    assert git(root, "status", "--porcelain") == ""


def test_nothing_that_got_worse_is_an_answer(shop: tuple[Path, Sequence[str]]) -> None:
    """Between two commits that do the same there is nothing to search for."""
    root, commits = shop
    done = run(root, "bisect", commits[0], commits[2])
    assert done.returncode == 5, done.stdout + done.stderr
    assert "Nothing that was compared got worse" in done.stdout


def test_a_command_can_judge(shop: tuple[Path, Sequence[str]]) -> None:
    """A command says good, bad or not to be told by its exit code, in the files of each commit."""
    root, commits = shop
    judge = "sh -c 'grep -q nowhere src/shop.py && exit 125; ! grep -q \"range(3)\" src/shop.py'"
    done = run(root, "bisect", commits[0], "--run", judge)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"The first bad commit is {commits[3][:7]}" in done.stdout


def test_what_is_quoted_in_a_command_is_for_its_program(shop: tuple[Path, Sequence[str]]) -> None:
    """A sign of the shell in quotes, or behind a backslash, is a word as any other."""
    root, commits = shop
    for judge in (
        "echo 'a && b' --x=\"a|b\" \"x|y\" 'it;s'",
        "find src -name '*.py' -exec true {} \\;",
    ):
        done = run(root, "bisect", commits[0], "--run", judge)
        assert done.returncode == 5, done.stdout + done.stderr


def test_a_command_is_asked_of_the_ends_on_which_an_answer_hangs(
    shop: tuple[Path, Sequence[str]],
) -> None:
    """One that calls every commit good, or every commit bad, finds no first bad commit."""
    root, commits = shop
    always_good = run(root, "bisect", commits[0], "--run", "true")
    assert always_good.returncode == 5, always_good.stdout + always_good.stderr
    assert "The command calls HEAD good as well" in always_good.stdout
    always_bad = run(root, "bisect", commits[0], "--run", "false")
    assert always_bad.returncode == 2, always_bad.stdout + always_bad.stderr
    assert f"--run calls {commits[0]} bad as well" in always_bad.stderr
    assert "first bad commit" not in always_good.stdout + always_bad.stdout


def test_a_merge_that_is_found_is_told_how_to_look_into(tmp_path: Path) -> None:
    """A branch counts as one commit; where it has several, the line that searches them is given."""
    root = repository_at(tmp_path / "shop")
    commit(root, {"src/shop.py": MODULE, "bench/squares.py": PAIR})
    git(root, "checkout", "-q", "-b", "side")
    side = [commit(root, {"src/shop.py": text}) for text in (f"{MODULE}\n# more\n", SLOWER)]
    git(root, "checkout", "-q", "-")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge the side", "side")
    judge = "sh -c '! grep -q \"range(3)\" src/shop.py'"
    merge = run(root, "bisect", "HEAD^1", "--run", judge)
    assert "Merge the side" in merge.stdout
    (line,) = [each for each in merge.stdout.splitlines() if each.startswith("It is a merge")]
    within = line.split("'")[1].split()[2:]
    done = run(root, "bisect", *within, "--run", judge)
    assert f"The first bad commit is {side[1][:7]}" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("HEAD",), "nothing between them"),
        (("HEAD", "HEAD~2"), "HEAD comes after HEAD~2: write the older one first"),
        (("HEAD~4", "--run", ""), "--run is empty"),
        (("HEAD~4", "--run", "true", "--only", "squares"), "--only is for the gate"),
        (("HEAD~4", "--run", "true", "--budget", "1s"), "--budget is for the gate"),
        (("HEAD~4", "--run", "sh 'x"), "close the quote"),
        (("HEAD~4", "--run", "no-such-program"), "--run no-such-program"),
        (("HEAD~4", "--run", "exit 125"), "write --run 'sh -c '\"'\"'exit 125'"),
        (("HEAD~4", "--run", "true && false"), "&& would be given to true as a word"),
        (("HEAD~4", "--run", "true;false"), "; would be given to true;false as a word"),
        (("HEAD~4", "--run", "sh -c 'exit 200'"), "ended with 200"),
    ],
)
def test_a_call_that_cannot_be_followed_is_one_line(
    shop: tuple[Path, Sequence[str]], arguments: Sequence[str], words: str
) -> None:
    """Revisions that do not lead to each other, and commands that cannot judge, end it with 2."""
    root, _ = shop
    done = run(root, "bisect", *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
