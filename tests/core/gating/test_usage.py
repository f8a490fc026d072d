"""What of the project was used that is no part of a side."""

from pathlib import Path

import pytest

from pairbench.core.gating.usage import Ground, Project, Usage, UsedModule, in_words, strangers


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.mark.parametrize(
    ("name", "file", "in_tree", "strange"),
    [
        ("shop", "code/shop.py", "code/shop.py", True),
        ("shop", "code/shop/__init__.py", "deep/code/shop/__init__.py", True),
        ("acme.shop", "code/acme/shop.py", "code/acme/shop.py", True),
        ("shop", "code/shop.py", "tests/shop.py", False),
        ("other", "code/other.py", "code/shop.py", False),
    ],
)
def test_a_module_of_another_clone_is_strange(
    tmp_path: Path, name: str, file: str, in_tree: str, *, strange: bool
) -> None:
    """Its folder need not be one of the sources: a side has the same in one of that name."""
    base, head = tmp_path / "base", tmp_path / "head"
    for each in (base, head):
        put(each / in_tree)
    module = UsedModule(name=name, path=put(tmp_path / "clone" / file))
    usage = Usage(modules=(module,))
    project = Project(repository=tmp_path / "repository")
    found = strangers(usage, Ground(tree=base), Ground(tree=head), project)
    assert bool(found) is strange
    if strange:
        assert in_words(found).startswith(f"{name} comes from {module.path}, outside")
