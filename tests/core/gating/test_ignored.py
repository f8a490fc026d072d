"""What a side did not find because it is no part of a revision."""

from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from pairbench.core.gating.ignored import (
    ADVICE,
    NO_REPOSITORY,
    compiled_beside,
    compiled_elsewhere,
    with_ignored,
)
from pairbench.core.gating.usage import Ground, Project, Usage, UsedModule

FAILED = "CalledProcessError: Command '['git', 'rev-parse', 'HEAD']' returned non-zero exit status"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (f"cannot be imported: {FAILED} 128.; mend the file", True),
        ("raised: RuntimeError: fatal: not a git repository (or any of the parent folders)", True),
        (f"raised: {FAILED} 1.", False),
        ("raised: ValueError: no", False),
    ],
)
def test_who_asks_git_is_told_that_there_is_no_repository(
    tmp_path: Path, why: str, *, said: bool
) -> None:
    """The file is not what is to be mended then."""
    found = with_ignored(why, (), Project(repository=tmp_path), lambda _path: False)
    assert found.endswith(NO_REPOSITORY) is said
    assert "mend the file" not in found or not said


@pytest.mark.parametrize(
    ("name", "file", "told"),
    [
        ("shop._speed", f"src/shop/_speed{EXTENSION_SUFFIXES[0]}", True),
        ("shop._speed", "src/shop/_speed.cpython-30-x86_64-linux-gnu.so", False),
        ("shop._speed", "src/shop/_speed.so", True),
        ("shop._speed", "src/shop/_speedy.so", False),
        ("shop._speed", "src/other/_speed.so", False),
        ("local", "src/local.py", False),
        ("numba", "src/shop/_speed.so", False),
        ("/shop/_speed", "src/shop/_speed.so", False),
    ],
)
def test_what_a_side_does_without_is_told_where_it_is_compiled(
    tmp_path: Path, name: str, file: str, *, told: bool
) -> None:
    """Beside the code, where git ignores it, or installed; one's own settings are none.

    Nor is what another interpreter would load.
    """
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.touch()
    beside = Project(repository=tmp_path, sources=("src",))
    found = list(compiled_elsewhere({name: "head does"}, beside, lambda _path: True))
    assert [f"{name} is compiled in {path}, " in each for each in found] == [True] * told
    assert not list(compiled_elsewhere({name: "head does"}, beside, lambda _path: False))
    installed = Project(repository=tmp_path / "none", copies=frozenset({path}))
    named = compiled_elsewhere({name: "head does"}, installed, lambda _path: False)
    assert len(list(named)) == told
    wanted = Project(repository=tmp_path, sources=("src",), settled=True)
    assert not list(compiled_elsewhere({name: "head does"}, wanted, lambda _path: True))


COMPILED = f"_speed{EXTENSION_SUFFIXES[0]}"


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


@pytest.mark.parametrize(
    ("why", "file"),
    [
        ("No module named 'local'", "kit/local.py"),
        ("No module named 'shop.local'", "kit/src/shop/local.py"),
        ("No module named 'shop.local'", "kit/src/shop.py"),
        ("No module named 'shop'", "kit/src/shop/__init__.py"),
        ("No module named 'shop._speed'", f"kit/src/shop/{COMPILED}"),
        ("No module named 'shop._speed'", "kit/src/shop/_speed.cpython-30-x86_64-linux-gnu.so"),
        ("cannot import name 'local' from 'shop' (base/shop.py)", "kit/src/shop/local.py"),
        (
            "cannot import name 'local' from partially initialized module 'shop'",
            "kit/src/shop/local.py",
        ),
        ("No such file or directory: 'data/words.txt'", "kit/data/words.txt"),
        ("No such file or directory: './data/../words.txt'", "kit/words.txt"),
        ("No such file or directory: '../words.txt'", "words.txt"),
        ("No such file or directory: '{base}/data/words.txt'", "data/words.txt"),
        ("unable to open database file: 'words.db'", "kit/words.db"),
        ("lib/libwords.so: cannot open shared object file", "kit/lib/libwords.so"),
    ],
)
def test_what_is_missing_and_ignored_is_named(tmp_path: Path, why: str, file: str) -> None:
    """Where it lies in the working tree, be it beside the sources or below the project's folder."""
    base, head = Ground(tree=tmp_path / "base"), Ground(tree=tmp_path / "head")
    project = Project(
        repository=tmp_path / "repository", inside=Path("kit"), sources=("lib", "src")
    )
    put(project.repository / file)
    why = why.format(base=base.tree)
    asked: list[Path] = []

    def is_ignored(path: Path) -> bool:
        asked.append(path)
        return True

    found = with_ignored(f"{why}; mend the file", (base, head), project, is_ignored)
    assert found.startswith(f"{why}; {file} is in the working tree, but git ignores it")
    assert found.endswith(ADVICE)
    assert asked == [Path(file)]
    assert with_ignored(why, (base, head), project, lambda _path: False) == why
    # One side has it: that it is ignored is not why the other has not.
    put(base.tree / file)
    assert with_ignored(why, (base, head), project, is_ignored) != why
    put(head.tree / file)
    assert with_ignored(why, (base, head), project, is_ignored) == why


def test_what_is_nowhere_is_not_named(tmp_path: Path) -> None:
    """Git is asked of nothing that is not there."""
    why = "No module named 'nosuch'"
    grounds = (Ground(tree=tmp_path / "base"), Ground(tree=tmp_path / "head"))
    assert with_ignored(why, grounds, Project(repository=tmp_path), lambda _path: True) == why


def test_every_module_that_is_compiled_elsewhere_is_told(tmp_path: Path) -> None:
    """One that cannot be a module does not hide those after it."""
    put(tmp_path / "src" / "shop" / COMPILED)
    project = Project(repository=tmp_path, sources=("src",))
    asked: list[Path] = []

    def is_ignored(path: Path) -> bool:
        asked.append(path)
        return True

    missed = {"/shop/_speed": "head does", "shop._speed": "head does"}
    (found,) = compiled_elsewhere(missed, project, is_ignored)
    assert found.startswith("shop._speed is compiled in ")
    assert asked == [Path("src/shop") / COMPILED]


def test_a_source_that_a_compiler_lacks_is_told_where_git_ignores_it(tmp_path: Path) -> None:
    """The user has generated it, and the revision has it not: that is why the build fails."""
    source = tmp_path / "repository" / "shop" / "_speed.c"
    source.parent.mkdir(parents=True)
    source.touch()
    why = "base: it cannot be built: cc1: fatal error: shop/_speed.c: No such file or directory"
    ground = Ground(tree=tmp_path / "base")
    project = Project(repository=tmp_path / "repository")
    found = with_ignored(why, (ground,), project, lambda _path: True)
    assert "shop/_speed.c is in the working tree, but git ignores it" in found
    assert with_ignored(why, (ground,), project, lambda _path: False) == why


@pytest.mark.parametrize(
    ("compiled", "told"), [(f"_speed{EXTENSION_SUFFIXES[0]}", True), ("_speed.other", False)]
)
def test_what_the_user_loads_compiled_is_told(tmp_path: Path, compiled: str, *, told: bool) -> None:
    """It wins over the file beside it, in the working tree alone: a side runs other code."""
    for file in ("head/src/_speed.py", f"repository/src/{compiled}"):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).touch()
    own = Ground(tree=tmp_path / "head")
    used = Usage(modules=(UsedModule(name="_speed", path=tmp_path / "head/src/_speed.py"),))
    project = Project(repository=tmp_path / "repository", sources=("src",))
    assert len(list(compiled_beside(used, own, project, lambda _path: True))) == told
    assert not list(compiled_beside(used, own, project, lambda _path: False))
