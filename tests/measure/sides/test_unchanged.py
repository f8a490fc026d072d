"""Files that git calls unchanged are the same at both sides, whatever git would write."""

from pathlib import Path

import pytest

from pairbench.measure.sides.checkout import check_out
from pairbench.measure.sides.copying import copy_working_tree
from pairbench.measure.sides.unchanged import keep_unchanged
from tests.git import commit, git, repository_at, write

pytestmark = pytest.mark.slow


def both(shop: Path, folder: Path) -> tuple[Path, Path]:
    """The sides of the last commit and of the working tree."""
    base, head = folder / "base", folder / "head"
    known = git(shop, "rev-parse", "HEAD").strip()
    check_out(shop, known, base)
    copy_working_tree(shop, head)
    keep_unchanged(shop, known, base, head)
    return base, head


def test_line_ends_that_git_would_write_otherwise_are_no_change(tmp_path: Path) -> None:
    """A setting that came after the files changes none of them; what is changed stays changed."""
    shop = repository_at(tmp_path / "shop")
    commit(shop, {"numbers.txt": "1\n2\n", "shop.py": "x = 1\n"})
    git(shop, "config", "core.autocrlf", "true")
    write(shop, {"shop.py": "x = 2\n"})
    base, head = both(shop, tmp_path)
    assert [(each / "numbers.txt").read_bytes() for each in (base, head)] == [b"1\n2\n"] * 2
    assert "1" in (base / "shop.py").read_text(encoding="utf-8")
    assert (head / "shop.py").read_text(encoding="utf-8") == "x = 2\n"


def test_what_git_writes_into_a_file_is_no_change(tmp_path: Path) -> None:
    """An identification that only a checkout puts there is at neither side, or at both."""
    shop = repository_at(tmp_path / "shop")
    commit(shop, {".gitattributes": "*.txt ident\n", "numbers.txt": "$Id$\n"})
    base, head = both(shop, tmp_path)
    assert (base / "numbers.txt").read_bytes() == (head / "numbers.txt").read_bytes()


def test_a_mode_that_is_not_kept_is_no_change(tmp_path: Path) -> None:
    """Where git does not look at it, a program is one at both sides or at neither."""
    shop = repository_at(tmp_path / "shop")
    write(shop, {"run.sh": "#!/bin/sh\n"})
    (shop / "run.sh").chmod(0o755)
    commit(shop, {})
    git(shop, "config", "core.fileMode", "false")
    (shop / "run.sh").chmod(0o644)
    base, head = both(shop, tmp_path)
    assert len({each.joinpath("run.sh").stat().st_mode & 0o100 for each in (base, head)}) == 1


def test_what_git_was_told_to_take_for_unchanged_is_looked_at(tmp_path: Path) -> None:
    """It is a change all the same."""
    shop = repository_at(tmp_path / "shop")
    commit(shop, {"shop.py": "x = 1\n"})
    git(shop, "update-index", "--assume-unchanged", "shop.py")
    write(shop, {"shop.py": "x = 2\n"})
    base, head = both(shop, tmp_path)
    found = [(each / "shop.py").read_text(encoding="utf-8") for each in (base, head)]
    assert found == ["x = 1\n", "x = 2\n"]
