"""The files of a revision, from real repositories."""

import os
import shutil
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.checkout import check_out
from pairbench.measure.sides.copying import copy_working_tree
from pairbench.measure.sides.ignored import is_ignored
from pairbench.measure.sides.revisions import commit_of
from tests.git import bytes_of, commit, git, repository_at, texts, write

pytestmark = [pytest.mark.slow, pytest.mark.once]

POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 9\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, a staged change, one that is not staged, a new file, and an ignored one."""
    folder = repository_at(tmp_path / "a füll repository")
    commit(folder, {"src/a.py": "1", ".gitignore": "*.log\n", "gone.py": "1"})
    git(folder, "tag", "first")
    commit(folder, {"src/a.py": "2", "src/ü b.py": "2"})
    write(folder, {"src/a.py": "3"})
    git(folder, "add", "src/a.py")
    write(folder, {"src/a.py": "4", "new.py": "4", "run.log": "4"})
    (folder / "gone.py").unlink()
    return folder


def test_a_revision_is_written_as_it_was(repository: Path, tmp_path: Path) -> None:
    """Whatever has happened to its files since."""
    check_out(repository, commit_of(repository, "first"), tmp_path / "base")
    assert texts(tmp_path / "base") == {"src/a.py": "1", ".gitignore": "*.log\n", "gone.py": "1"}


def test_the_working_tree_is_copied_as_it_is(repository: Path, tmp_path: Path) -> None:
    """With what is not committed, without what is deleted or ignored."""
    copy_working_tree(repository, tmp_path / "head")
    assert texts(tmp_path / "head") == {
        "src/a.py": "4",
        "src/ü b.py": "2",
        ".gitignore": "*.log\n",
        "new.py": "4",
    }


@pytest.mark.parametrize("split", ["false", "true"])
def test_the_repository_is_not_touched(repository: Path, tmp_path: Path, split: str) -> None:
    """Not a byte of it changes, with a split index and with a hook that would write neither."""
    git(repository, "config", "core.splitIndex", split)
    hook = repository / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{repository}/hooked'\n", encoding="utf-8")
    hook.chmod(0o755)
    before = bytes_of(repository)
    check_out(repository, commit_of(repository, "main"), tmp_path / "base")
    copy_working_tree(repository, tmp_path / "head")
    assert bytes_of(repository) == before


def test_variables_of_a_hook_change_no_files(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index of a commit that is being made is not the one that is asked."""
    commit(repository_at(tmp_path / "other"), {"other.py": "1"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    check_out(repository, commit_of(repository, "first"), tmp_path / "base")
    copy_working_tree(repository, tmp_path / "head")
    assert texts(tmp_path / "base")["src/a.py"] == "1"
    assert texts(tmp_path / "head")["src/a.py"] == "4"


def test_attributes_are_those_of_the_revision(repository: Path, tmp_path: Path) -> None:
    """Line ends are written as it says, not as the working tree does; nothing is left out."""
    commit(repository, {".gitattributes": "*.txt eol=crlf\nsecret export-ignore\n"})
    old = commit(repository, {"t.txt": "a\nb\n", "secret": "$Id$"})
    commit(repository, {".gitattributes": "*.txt -text\nsecret ident\n"})
    check_out(repository, old, tmp_path / "base")
    assert texts(tmp_path / "base")["t.txt"] == "a\r\nb\r\n"
    assert texts(tmp_path / "base")["secret"] == "$Id$"


def test_odd_names_and_modes_are_kept(repository: Path, tmp_path: Path) -> None:
    """A byte that is no UTF-8, a line break, a dash in front, a long path; what can be executed."""
    long = "/".join(["d" * 200] * 4) + "/f"
    names = [os.fsdecode(b"caf\xe9.txt"), "a\nb", "-n", " c ", ":(top)x", "bench/x", long]
    write(repository, {**dict.fromkeys(names, "1"), "run": "#!"})
    (repository / "run").chmod(0o755)
    now = commit(repository, {})
    check_out(repository, now, tmp_path / "base")
    copy_working_tree(repository, tmp_path / "head")
    assert texts(tmp_path / "base") == texts(tmp_path / "head")
    assert set(names) <= texts(tmp_path / "base").keys()
    for side in ("base", "head"):
        assert os.access(tmp_path / side / "run", os.X_OK)


def test_links_lead_where_they_led(repository: Path, tmp_path: Path) -> None:
    """Within the repository to the side's own files; out of it where they led, by name."""
    write(tmp_path, {"common/n": "common"})
    write(repository, {"data/n": "1"})
    (repository / "bench").mkdir()
    links = {
        "data": "../data",
        "absolute": str(repository / "data"),
        "outside": str(tmp_path.resolve() / "common"),
        "climbing": "../../common",
    }
    for name, target in links.items():
        (repository / "bench" / name).symlink_to(target)
    old = commit(repository, {})
    write(repository, {"data/n": "2"})
    base = check_out(repository, old, tmp_path / "base")
    head = copy_working_tree(repository, tmp_path / "head")
    for side, own in (("base", "1"), ("head", "2")):
        read = [(tmp_path / side / "bench" / name / "n").read_text() for name in links]
        assert read == [own, own, "common", "common"]
    common = tmp_path.resolve() / "common"
    assert base.outside == (f"bench/climbing -> {common}", f"bench/outside -> {common}")
    assert base.outside == head.outside
    assert "links that lead out of the repository: bench/climbing" in " ".join(base.notes())


def test_a_link_to_what_is_ignored_is_named(repository: Path, tmp_path: Path) -> None:
    """It leads nowhere in a revision."""
    (repository / "latest").symlink_to("run.log")
    found = copy_working_tree(repository, tmp_path / "head")
    assert found.astray == ("latest -> run.log",)
    asked = [Path("run.log"), Path("new.py")]
    assert [each for each in asked if is_ignored(repository, each)] == [Path("run.log")]


def test_a_folder_that_became_a_link_is_not_written_through(
    repository: Path, tmp_path: Path
) -> None:
    """The files that git remembers below it are gone; those that it leads to are another's."""
    write(tmp_path, {"other/a.py": "other"})
    for each in (repository / "src").iterdir():
        each.unlink()
    (repository / "src").rmdir()
    (repository / "src").symlink_to(tmp_path / "other")
    copy_working_tree(repository, tmp_path / "head")
    assert (tmp_path / "head" / "src").is_symlink()
    assert texts(tmp_path / "other") == {"a.py": "other"}


@pytest.fixture
def with_submodule(repository: Path, tmp_path: Path) -> Path:
    """Its submodule has another one; each was moved on by a commit that nobody has recorded."""
    inner = repository_at(tmp_path / "inner")
    commit(inner, {"i.py": "1"})
    outer = repository_at(tmp_path / "outer")
    git(outer, "submodule", "--quiet", "add", str(inner), "deep")
    commit(outer, {"o.py": "1"})
    git(repository, "submodule", "--quiet", "add", "--name", "lib", str(outer), "libs/outer")
    git(repository, "submodule", "--quiet", "update", "--init", "--recursive")
    commit(repository, {})
    commit(repository / "libs" / "outer", {"o.py": "2"})
    write(repository, {"libs/outer/o.py": "3", "libs/outer/deep/new.py": "3"})
    return repository


def test_submodules_are_written_as_recorded(with_submodule: Path, tmp_path: Path) -> None:
    """And copied as they are, however deep they lie."""
    base = check_out(with_submodule, commit_of(with_submodule, "main"), tmp_path / "base")
    head = copy_working_tree(with_submodule, tmp_path / "head")
    assert base.absent == head.absent == ()
    before = texts(tmp_path / "base" / "libs" / "outer")
    after = texts(tmp_path / "head" / "libs" / "outer")
    assert (before["o.py"], after["o.py"]) == ("1", "3")
    assert before["deep/i.py"] == after["deep/i.py"] == "1"
    assert ("deep/new.py" in before, "deep/new.py" in after) == (False, True)


def test_a_submodule_that_head_has_removed_is_there_at_base(
    with_submodule: Path, tmp_path: Path
) -> None:
    """Git keeps its objects; so it does for another worktree."""
    old = commit_of(with_submodule, "main")
    git(with_submodule, "rm", "--quiet", "--force", "libs/outer")
    commit(with_submodule, {})
    git(with_submodule, "worktree", "add", "--quiet", str(tmp_path / "tree"), old)
    for number, place in enumerate((with_submodule, tmp_path / "tree")):
        folder = tmp_path / f"base{number}"
        assert check_out(place, old, folder).absent == ()
        assert texts(folder / "libs" / "outer")["deep/i.py"] == "1"


def test_a_submodule_that_is_not_here_is_named(with_submodule: Path, tmp_path: Path) -> None:
    """A clone has none of their files; everything else is written."""
    git(tmp_path, "clone", "--quiet", str(with_submodule), "clone")
    clone = tmp_path / "clone"
    base = check_out(clone, commit_of(clone, "main"), tmp_path / "base")
    head = copy_working_tree(clone, tmp_path / "head")
    recorded = git(clone, "rev-parse", "main:libs/outer")[:12]
    assert base.absent == head.absent == (f"libs/outer at {recorded}",)
    assert "git submodule update --init --recursive" in " ".join(base.notes())


@pytest.mark.parametrize("kept", [True, False], ids=["not initialised", "left out"])
def test_a_submodule_that_is_not_checked_out_is_as_recorded(
    with_submodule: Path, tmp_path: Path, *, kept: bool
) -> None:
    """Git calls the working tree unchanged: it is the same at both sides, where it is at hand."""
    place = with_submodule / "libs" / "outer"
    if kept:
        git(with_submodule, "submodule", "deinit", "--quiet", "--force", "libs/outer")
    else:
        git(with_submodule, "sparse-checkout", "set", "source")
        shutil.rmtree(place)
    base = check_out(with_submodule, commit_of(with_submodule, "main"), tmp_path / "base")
    head = copy_working_tree(with_submodule, tmp_path / "head")
    assert base.absent == head.absent == ()
    assert texts(tmp_path / "head") == texts(tmp_path / "base")


def test_a_submodule_whose_folder_was_removed_stays_so(
    with_submodule: Path, tmp_path: Path
) -> None:
    """Git calls that a change, and so it is named."""
    shutil.rmtree(with_submodule / "libs" / "outer")
    head = copy_working_tree(with_submodule, tmp_path / "head")
    assert head.absent == ("libs/outer",)
    assert not [*(tmp_path / "head" / "libs" / "outer").iterdir()]


def test_repositories_within_are_copied_but_not_worktrees(repository: Path, tmp_path: Path) -> None:
    """A clone put there is part of the working tree; the same project once more is not."""
    commit(repository_at(repository / "vendor"), {"v.py": "1"})
    git(repository, "worktree", "add", "--quiet", "--detach", "again", "first")
    copy_working_tree(repository, tmp_path / "head")
    found = texts(tmp_path / "head")
    assert found["vendor/v.py"] == "1"
    assert not [name for name in found if name.startswith("again")]


def test_what_a_sparse_checkout_leaves_out_is_not_removed(repository: Path, tmp_path: Path) -> None:
    """It is written as it is committed, and what is deleted stays away."""
    commit(repository, {"docs/d.md": "1", "src/b.py": "1"})
    git(repository, "sparse-checkout", "set", "src")
    (repository / "src" / "b.py").unlink()
    copy_working_tree(repository, tmp_path / "head")
    check_out(repository, commit_of(repository, "main"), tmp_path / "base")
    assert texts(tmp_path / "head")["docs/d.md"] == texts(tmp_path / "base")["docs/d.md"] == "1"
    assert "src/b.py" not in texts(tmp_path / "head")


def test_flags_of_the_index_change_nothing(repository: Path, tmp_path: Path) -> None:
    """What is there is what counts, also where git was told not to look, or only to expect it."""
    git(repository, "update-index", "--assume-unchanged", "src/a.py")
    git(repository, "update-index", "--skip-worktree", "src/ü b.py")
    write(repository, {"src/ü b.py": "5", "later.py": "5"})
    git(repository, "add", "--intent-to-add", "later.py")
    copy_working_tree(repository, tmp_path / "head")
    found = texts(tmp_path / "head")
    assert (found["src/a.py"], found["src/ü b.py"], found["later.py"]) == ("4", "5", "5")


def test_pointers_of_large_files_are_named(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the program that fetches them is not installed, the rest is written all the same."""
    empty = tmp_path / "bin"
    empty.mkdir()
    (empty / "git").symlink_to(
        Path(
            next(
                each
                for each in os.environ["PATH"].split(os.pathsep)
                if (Path(each) / "git").exists()
            )
        )
        / "git"
    )
    now = commit(repository, {"big.bin": POINTER, ".gitattributes": "*.bin filter=lfs\n"})
    for key, value in (("smudge", "git-lfs smudge %f"), ("required", "true")):
        git(repository, "config", f"filter.lfs.{key}", value)
    monkeypatch.setenv("PATH", str(empty))
    found = check_out(repository, now, tmp_path / "base")
    assert found.pointers == ("big.bin",)
    assert texts(tmp_path / "base")["big.bin"] == POINTER
    assert "Git LFS has not fetched big.bin" in " ".join(found.notes())


def test_temporary_files_within_the_repository_are_not_copied(repository: Path) -> None:
    """The other side may lie there, if that is where temporary files go."""
    gate = repository / "tmp" / "gate"
    check_out(repository, commit_of(repository, "first"), gate / "base")
    copy_working_tree(repository, gate / "head")
    assert not (gate / "head" / "tmp").exists()


def test_a_file_that_cannot_be_copied_is_named_in_a_line(repository: Path, tmp_path: Path) -> None:
    """As is a place that cannot be written."""
    write(tmp_path, {"file": ""})
    with pytest.raises(UsageError, match=r"^the files of head cannot be copied: .*move it away.*$"):
        copy_working_tree(repository, tmp_path / "file" / "head")
    (repository / "new.py").chmod(0)
    if os.access(repository / "new.py", os.R_OK):
        pytest.skip("this user reads everything")
    with pytest.raises(
        UsageError, match=r"new\.py: Permission denied; make it readable, or have git ignore it$"
    ):
        copy_working_tree(repository, tmp_path / "head")


def test_files_that_a_partial_clone_cannot_fetch_are_said(tmp_path: Path) -> None:
    """Its remote is gone: the line says what is the matter, and what to do."""
    origin = repository_at(tmp_path / "origin")
    commit(origin, {"a.py": "1"})
    commit(origin, {"a.py": "2"})
    git(origin, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", origin.as_uri(), str(partial))
    origin.rename(tmp_path / "gone")
    with pytest.raises(UsageError, match="partial clone, which lacks files"):
        check_out(partial, commit_of(partial, "HEAD~1"), tmp_path / "base")
