"""What a side did not find because it is no part of a revision."""

from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from pairbench.core.gating.ignored import NO_REPOSITORY, compiled_elsewhere, with_ignored
from pairbench.core.gating.usage import Project

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
