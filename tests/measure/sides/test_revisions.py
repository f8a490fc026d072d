"""The commits that a gate compares, from real repositories."""

from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.revisions import base_commit, commit_of, is_changed, repository_of
from pairbench.measure.sides.submodules import git_folder_of
from tests.git import commit, git, repository_at, write

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository whose main and whose branch "work" have two commits and one of their own."""
    folder = repository_at(tmp_path / "shop")
    commit(folder, {"a.py": "1"})
    commit(folder, {"a.py": "2"})
    git(folder, "branch", "work")
    commit(folder, {"a.py": "3"})
    git(folder, "checkout", "--quiet", "work")
    commit(folder, {"b.py": "1"})
    return folder


def parsed(folder: Path, name: str) -> str:
    return git(folder, "rev-parse", f"{name}^{{commit}}").strip()


@pytest.mark.parametrize("head", [None, "work", "HEAD"])
@pytest.mark.parametrize("base", [None, "main", "refs/heads/main"])
def test_the_base_is_where_head_branched_off(
    shop: Path, base: str | None, head: str | None
) -> None:
    """What main has gained since is not head's doing."""
    found = base_commit(shop, base, head, exact=False)
    assert found.commit == parsed(shop, "main~1")
    assert "branched off" in found.how
    assert not found.same


def test_the_tip_is_compared_with_where_it_is_asked_for(shop: Path) -> None:
    """An exact base is the revision itself."""
    assert base_commit(shop, "main", None, exact=True).commit == parsed(shop, "main")


def test_a_base_within_the_history_of_head_is_itself(shop: Path) -> None:
    """A tag, and the commit before, are what they name."""
    git(shop, "tag", "--annotate", "--message", "first", "v1", "main~2")
    for base in ("v1", "HEAD~1"):
        found = base_commit(shop, base, None, exact=False)
        assert (found.commit, found.how) == (parsed(shop, base), base)


def test_the_default_branch_of_the_remote_comes_first(shop: Path, tmp_path: Path) -> None:
    """A clone knows it by the remote, though its own main is old, or named otherwise."""
    git(shop, "branch", "--move", "main", "trunk")
    git(shop, "checkout", "--quiet", "trunk")
    git(tmp_path, "clone", "--quiet", "shop", "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "--quiet", "-b", "main", "trunk~2")
    git(clone, "checkout", "--quiet", "-b", "mine", "origin/trunk")
    commit(clone, {"c.py": "1"})
    found = base_commit(clone, None, None, exact=False)
    assert (found.commit, found.how) == (parsed(clone, "origin/trunk"), "origin/trunk")


def test_a_branch_that_only_the_remote_has_is_found(shop: Path, tmp_path: Path) -> None:
    """As git itself does when it is checked out; and a fetch leaves a name as well."""
    git(tmp_path, "clone", "--quiet", "shop", "clone")
    clone = tmp_path / "clone"
    assert commit_of(clone, "main") == parsed(shop, "main")
    git(clone, "fetch", "--quiet", "origin", "main")
    found = base_commit(clone, "FETCH_HEAD", None, exact=False)
    assert found.commit == parsed(shop, "main~1")


def test_on_the_default_branch_the_last_change_counts(shop: Path) -> None:
    """What is not committed, else the last commit; never a commit against itself."""
    git(shop, "checkout", "--quiet", "main")
    clean = base_commit(shop, None, None, exact=False)
    assert (clean.commit, clean.same) == (parsed(shop, "main~1"), False)
    write(shop, {"new.py": "1"})
    dirty = base_commit(shop, None, None, exact=False)
    assert (dirty.commit, dirty.same) == (parsed(shop, "main"), True)
    named = base_commit(shop, None, "main~1", exact=False)
    assert named.commit == parsed(shop, "main~2")


def test_a_folder_of_run_sets_is_no_change_of_the_project(shop: Path) -> None:
    """A run would make the gate pass over the last commit; what else is in the folder counts."""
    git(shop, "checkout", "--quiet", "main")
    write(shop, {"reports/runs/now/run.json": "{}", "reports/html/index.html": ""})
    assert not is_changed(shop)
    assert base_commit(shop, None, None, exact=False).commit == parsed(shop, "main~1")
    write(shop, {"reports/pair.py": "1"})
    assert is_changed(shop)


def test_a_head_that_is_part_of_its_base_is_refused(shop: Path) -> None:
    """Nothing would be compared with itself, and pass."""
    with pytest.raises(UsageError, match=r"nothing of its own to compare; --exact-base"):
        base_commit(shop, "main", "main~1", exact=False)
    assert base_commit(shop, "main", "main~1", exact=True).commit == parsed(shop, "main")


def test_a_working_tree_at_its_base_is_said_to_be(shop: Path) -> None:
    """Then only what is not committed differs."""
    assert base_commit(shop, "work", None, exact=False).same


def test_histories_that_have_nothing_in_common_are_said(shop: Path) -> None:
    """Neither branched off the other."""
    git(shop, "checkout", "--quiet", "--orphan", "other")
    commit(shop, {})
    with pytest.raises(UsageError, match=r"main and HEAD have no commit in common.*--exact-base"):
        base_commit(shop, "main", None, exact=False)


@pytest.mark.parametrize("exact", [False, True])
def test_a_shallow_clone_gets_the_sentence_that_helps(
    shop: Path, tmp_path: Path, *, exact: bool
) -> None:
    """Where the base is missing, and where only the commit is that both have."""
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{shop}", "clone")
    clone = tmp_path / "clone"
    with pytest.raises(UsageError, match=r"shallow clone: 'git fetch --unshallow'.*fetch-depth: 0"):
        base_commit(clone, "main", None, exact=exact)
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    if exact:
        assert base_commit(clone, "origin/main", None, exact=True).commit == parsed(shop, "main")
    else:
        with pytest.raises(UsageError, match=r"where HEAD branched off .*--unshallow"):
            base_commit(clone, "origin/main", None, exact=False)


def test_the_only_commit_of_a_shallow_clone_has_none_before_it(shop: Path, tmp_path: Path) -> None:
    """It is cut off, and that is said; a first commit is another matter."""
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", f"file://{shop}", "clone")
    with pytest.raises(UsageError, match=r"is not here, for this is a shallow clone"):
        base_commit(tmp_path / "clone", None, None, exact=False)
    alone = repository_at(tmp_path / "alone")
    commit(alone, {"a.py": "1"})
    with pytest.raises(UsageError, match=r"is the first commit and nothing has changed"):
        base_commit(alone, None, None, exact=False)


def test_a_repository_without_a_commit_is_said(tmp_path: Path) -> None:
    """There is nothing that could be compared."""
    folder = repository_at(tmp_path / "empty")
    write(folder, {"a.py": "1"})
    for base in (None, "main"):
        with pytest.raises(UsageError, match="has no commit yet"):
            base_commit(folder, base, None, exact=False)


def test_a_repository_without_a_default_branch_asks_for_a_name(tmp_path: Path) -> None:
    """It says which ones it looked for."""
    folder = repository_at(tmp_path / "odd")
    commit(folder, {"a.py": "1"})
    git(folder, "branch", "--move", "trunk")
    with pytest.raises(UsageError, match=r"no default branch here \(.*origin/main.*--base"):
        base_commit(folder, None, None, exact=False)


def test_what_is_new_counts_whatever_the_user_wants_to_be_told_of(tmp_path: Path) -> None:
    """A file that git does not list is compared with the last commit, not with the one before."""
    folder = repository_at(tmp_path / "shop")
    commit(folder, {"a.py": "1"})
    last = commit(folder, {"a.py": "2"})
    git(folder, "config", "status.showUntrackedFiles", "no")
    write(folder, {"b.py": "1"})
    assert base_commit(folder, None, None, exact=False).commit == last


def test_a_tag_that_is_called_as_the_default_branch_is_not_it(shop: Path) -> None:
    """By the name alone git would take the tag."""
    git(shop, "tag", "main", "work")
    assert base_commit(shop, None, None, exact=True).commit == parsed(shop, "refs/heads/main")


def test_a_remote_may_have_another_name(shop: Path, tmp_path: Path) -> None:
    """Where there is no origin, its main branch is the default one."""
    clone = tmp_path / "clone"
    git(
        tmp_path, "clone", "--quiet", "--origin", "upstream", "--branch", "work", str(shop), "clone"
    )
    assert base_commit(clone, None, None, exact=False).commit == parsed(shop, "main~1")


def test_a_detached_head_and_a_worktree_have_a_base(shop: Path, tmp_path: Path) -> None:
    """So it is in most jobs of CI, and where several branches are worked on."""
    git(shop, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "work")
    (tmp_path / "tree" / "sub").mkdir()
    tree = repository_of(tmp_path / "tree" / "sub")
    assert tree == (tmp_path / "tree").resolve()
    assert base_commit(tree, None, None, exact=False).commit == parsed(shop, "main~1")


def test_a_worktree_of_a_bare_repository_has_a_base(shop: Path, tmp_path: Path) -> None:
    """The bare one itself has no files, and says so."""
    git(tmp_path, "clone", "--quiet", "--bare", "shop", "shop.git")
    git(tmp_path / "shop.git", "worktree", "add", "--quiet", str(tmp_path / "tree"), "work")
    tree = repository_of(tmp_path / "tree")
    assert base_commit(tree, "main", None, exact=False).commit == parsed(shop, "main~1")
    with pytest.raises(UsageError, match="has no working tree"):
        repository_of(tmp_path / "shop.git")


def test_variables_of_a_hook_change_nothing(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook of another repository, with an index that is not there, in a folder within."""
    other = repository_at(tmp_path / "other")
    (shop / "sub").mkdir()
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    monkeypatch.setenv("GIT_PREFIX", "sub/")
    assert repository_of(shop / "sub") == shop
    assert base_commit(shop, None, None, exact=False).commit == parsed(shop, "main~1")


def test_the_variables_of_the_caller_name_a_repository_that_lies_elsewhere(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read where the folder has none by itself and lies in the working tree they name."""
    git(tmp_path, "clone", "--quiet", "--bare", "shop", "bare.git")
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    monkeypatch.chdir(tree)
    monkeypatch.setenv("GIT_DIR", "../bare.git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    assert repository_of(tree / "sub") == tree
    assert base_commit(tree, "main", None, exact=False).commit == parsed(shop, "main~1")
    write(tree, {"a.py": "2", "b.py": "0"})
    assert is_changed(tree)
    git_folder = git_folder_of(tree)
    assert git_folder == tmp_path / "bare.git"
    assert repository_of(shop) == shop
    with pytest.raises(UsageError, match="is not a git repository"):
        repository_of(tmp_path)


def test_a_working_tree_that_lies_elsewhere_is_named(shop: Path, tmp_path: Path) -> None:
    """What is in the repository's folder itself is no part of any revision."""
    (tmp_path / "tree").mkdir()
    git(shop, "config", "core.worktree", str(tmp_path / "tree"))
    with pytest.raises(
        UsageError, match=r"working tree is .*tree: call this there, with .*GIT_DIR"
    ):
        repository_of(shop)


@pytest.mark.parametrize(
    "name", ["nowhere", "--all", "a b", "HEAD~99", "^HEAD", "HEAD^{tree}", ":/none"]
)
def test_a_revision_that_is_none_is_named(shop: Path, name: str) -> None:
    """An unknown name, one that looks like an option, and none at all."""
    with pytest.raises(UsageError, match=r"names no commit; 'git branch --all'"):
        commit_of(shop, name)


def test_a_revision_of_no_name_is_a_variable_without_a_value(shop: Path) -> None:
    """As that of a pull request has where a workflow runs for a push."""
    with pytest.raises(UsageError, match="the variable that it comes from is not set; without the"):
        commit_of(shop, "")


@pytest.mark.parametrize("name", [":/a change", "HEAD^{/a change}", "@", "noted"])
def test_a_commit_is_found_in_every_way_that_git_has(shop: Path, name: str) -> None:
    """By the words of its message, and by a tag that is an object of its own."""
    git(shop, "tag", "--annotate", "--message", "a note", "noted")
    assert commit_of(shop, name) == parsed(shop, "HEAD")


def test_a_branch_that_was_not_fetched_can_be(shop: Path) -> None:
    """The command that brings it is said."""
    git(shop, "remote", "add", "origin", "nowhere")
    with pytest.raises(UsageError, match="'git fetch origin x/y:refs/remotes/origin/x/y' brings"):
        commit_of(shop, "origin/x/y")


def test_a_folder_without_a_repository_is_said(tmp_path: Path) -> None:
    """In one line that says what a gate needs."""
    with pytest.raises(UsageError, match="is not a git repository"):
        repository_of(tmp_path)


def test_a_repository_of_somebody_else_is_refused_in_a_line(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git's own remedy is passed on; where a variable trusts it, as in a container, it is read."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UsageError, match=r"git config --global --add safe\.directory"):
        repository_of(shop)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "*")
    assert repository_of(shop) == shop
