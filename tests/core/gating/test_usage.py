"""What of the project was used that is no part of a side."""

from pathlib import Path

import pytest

from pairbench.core.gating.usage import (
    Ground,
    Project,
    Stranger,
    Usage,
    UsedModule,
    in_words,
    own_path,
    passed_on,
    strangers,
)


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


@pytest.mark.parametrize(
    ("file", "strange"),
    [
        ("base/shop/data.txt", False),
        ("head/shop/data.txt", True),
        ("repository/shop/data.txt", True),
        ("repository/only/here.txt", False),
        ("repository/shop.dist-info/METADATA", False),
        ("repository/environment/lib/shop/data.txt", False),
        ("repository/environment/lib/copies/shop/data.txt", True),
        ("head/environment/lib/json/data.txt", True),
        ("base/environment/lib/json/data.txt", False),
        ("of-base/lib/shop/data.txt", False),
        ("elsewhere/shop/data.txt", False),
    ],
)
def test_a_file_is_strange_by_whose_it_is(tmp_path: Path, file: str, *, strange: bool) -> None:
    """The other side's, what both sides have and was read elsewhere, or a copy of the project's.

    What is installed is none, wherever that lies; what is in no revision is the same for both.
    """
    base = Ground(tree=tmp_path / "base", own=(tmp_path / "of-base",))
    head = Ground(tree=tmp_path / "head", own=(tmp_path / "of-head",))
    for each in (base, head):
        for name in ("shop/data.txt", "shop.dist-info/METADATA"):
            put(each.tree / name)
    environments = [tmp_path / each / "environment" for each in ("repository", "base", "head")]
    project = Project(
        repository=tmp_path / "repository",
        copies=frozenset({tmp_path / "repository/environment/lib/copies/shop/data.txt"}),
    )
    path = put(tmp_path / file)
    for usage in (
        Usage(modules=(), files=(path,), installed=tuple(environments)),
        Usage(modules=(), folders=(path,), installed=tuple(environments)),
    ):
        found = strangers(usage, base, head, project)
        assert found == ((Stranger(name=path.name, path=path),) if strange else ())


@pytest.mark.parametrize(
    ("name", "file", "strange"),
    [
        ("shop.cart", "elsewhere/cart.py", True),
        ("acme.shop.cart", "elsewhere/cart.py", True),
        ("acme.other", "elsewhere/other.py", False),
        ("shopping", "elsewhere/shopping.py", False),
        ("other", "installed/other.py", False),
        ("shop", "installed/shop.py", True),
        ("alias", "installed/copy.py", True),
        ("other", "head/other.py", True),
        ("other", "repository/other.py", True),
        ("shop", "base/shop.py", False),
        ("sitecustomize", "installed/sitecustomize.py", False),
        ("sitecustomize", "repository/sitecustomize.py", True),
    ],
)
def test_a_module_is_strange_by_its_name_or_its_place(
    tmp_path: Path, name: str, file: str, *, strange: bool
) -> None:
    """One that is called as the project's, is a copy of it, or is another tree's."""
    project = Project(
        repository=tmp_path / "repository",
        names=frozenset({"shop", "acme.shop", "sitecustomize"}),
        copies=frozenset({tmp_path / "installed/copy.py"}),
    )
    path = put(tmp_path / file)
    usage = Usage(
        modules=(UsedModule(name=name, path=path),),
        files=(path,) if strange else (),
        installed=(tmp_path / "installed",),
    )
    found = strangers(
        usage, Ground(tree=tmp_path / "base"), Ground(tree=tmp_path / "head"), project
    )
    assert found == ((Stranger(name=name, path=path),) if strange else ())


def test_the_first_of_several_is_named() -> None:
    """The others are counted."""
    found = tuple(Stranger(name=name, path=Path(f"/{name}.py")) for name in ("one", "two", "three"))
    assert in_words(found[:1]) == "one comes from /one.py, outside the revision"
    assert in_words(found[:2]).endswith("outside the revision (and 1 more)")
    assert in_words(found).endswith("outside the revision (and 2 more)")


@pytest.mark.parametrize(
    ("file", "strange"),
    [("base/shop.py", False), ("repository/shop.py", True), ("installed/shop.py", False)],
)
def test_what_a_program_would_load_of_the_working_tree_is_strange(
    tmp_path: Path, file: str, *, strange: bool
) -> None:
    """The program is named; what others have installed under the name is not the project's."""
    module = UsedModule(name="shop", path=put(tmp_path / file), program="python -I shop.py")
    usage = Usage(modules=(), started=(module,), installed=(tmp_path / "installed",))
    sides = Ground(tree=tmp_path / "base"), Ground(tree=tmp_path / "head")
    project = Project(repository=tmp_path / "repository", names=frozenset({"shop"}))
    found = strangers(usage, *sides, project)
    assert bool(found) is strange
    if strange:
        assert f"{module.path} for python -I shop.py, outside" in in_words(found)


def test_a_path_is_told_from_the_innermost_folder() -> None:
    """An environment that was made for a side may lie in its tree."""
    tree, own = Path("/side"), Path("/side/environment")
    for folders in ((own, Path("/other")), (Path("/other"), own)):
        ground = Ground(tree=tree, own=folders)
        assert own_path(own / "shop.py", ground) == Path("shop.py")
        assert own_path(tree / "shop.py", ground) == Path("shop.py")
        assert own_path(Path("/elsewhere/shop.py"), ground) is None


HERE, THERE = Path("/cache/here"), Path("/cache/there")


@pytest.mark.parametrize(
    ("base", "head", "shared"),
    [
        ({"kept": (HERE,)}, {"kept": (HERE,)}, True),
        ({"kept": (HERE,)}, {"files": (HERE,)}, True),
        ({"kept": (HERE,)}, {"found": (HERE,)}, True),
        ({"files": (HERE,)}, {"kept": (HERE,)}, True),
        ({"kept": (HERE,)}, {"kept": (THERE,)}, False),
        ({"files": (HERE,)}, {"files": (HERE,)}, False),
        ({"kept": (HERE,)}, {}, False),
    ],
)
def test_a_file_is_passed_on_where_one_side_keeps_what_the_other_finds(
    base: dict[str, tuple[Path, ...]], head: dict[str, tuple[Path, ...]], *, shared: bool
) -> None:
    """Whichever of them has come first; what neither makes is only read."""
    found = passed_on(Usage(modules=(), **base), Usage(modules=(), **head))  # type: ignore[arg-type]
    assert found == ((HERE,) if shared else ())
