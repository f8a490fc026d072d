"""Where the code of a project is imported from, as its files for builders say."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.project.sources import (
    default_sources,
    distributions,
    named_sources,
    own_distributions,
    own_modules,
    site_of,
)

PACKAGE = "lib/shop/__init__.py"


def laid_out(root: Path, *files: str, **texts: str) -> Path:
    """A project with these empty files, and texts by the stems of files whose ends are known."""
    ends = {"pyproject": "toml", "setup": "py", "setup_cfg": "cfg"}
    for each in files:
        (root / each).parent.mkdir(parents=True, exist_ok=True)
        (root / each).touch()
    for name, text in texts.items():
        (root / f"{name.removesuffix('_cfg')}.{ends[name]}").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "text",
    [
        "[tool.setuptools.package-dir]\n'' = 'lib'",
        "[tool.setuptools.package-dir]\nshop = 'lib/shop'",
        "[tool.setuptools.package-dir]\n'shop.till' = 'lib/shop/till'",
        "[tool.setuptools.packages.find]\nwhere = ['lib', 'gone']",
        "[tool.hatch.build.targets.wheel]\npackages = ['lib/shop']",
        "[tool.hatch.build.targets.wheel]\nsources = ['lib']",
        "[tool.hatch.build]\ndev-mode-dirs = ['lib']",
        "[[tool.poetry.packages]]\ninclude = 'shop'\nfrom = 'lib'",
        "[tool.maturin]\npython-source = 'lib'",
        "[tool.pdm]\npackage-dir = 'lib'",
        "[tool.pdm.build]\npackage-dir = 'lib'",
        "[tool.uv.build-backend]\nmodule-root = 'lib'",
        "[tool.scikit-build.wheel]\npackages = ['lib/shop']",
        "[tool.scikit-build.wheel.packages]\nshop = 'lib/shop'",
        # What one builder's table has wrong keeps no other's from being read.
        "[tool]\nsetuptools = 3\nhatch = 'x'\nmaturin.python-source = 'lib'",
    ],
)
def test_each_builder_s_table_says_where_the_code_is(tmp_path: Path, text: str) -> None:
    """The folder that is named is the one to import from, and not src, which is there as well."""
    root = laid_out(tmp_path, PACKAGE, "src/other/__init__.py", pyproject=text)
    assert default_sources(root) == ("lib",)


@pytest.mark.parametrize(
    ("setup", "setup_cfg"),
    [
        ("setup(package_dir={'': 'lib'})", ""),
        ("import setuptools as s\ns.setup(packages=s.find_packages('lib'))", ""),
        ("setup(packages=find_namespace_packages(where='lib'))", ""),
        ("setup(packages=find_packages(where=here()))", "[options]\npackage_dir =\n  = lib\n"),
        ("this is not Python", "[options.packages.find]\nwhere = lib\n"),
    ],
)
def test_the_older_files_of_setuptools_are_read_and_not_run(
    tmp_path: Path, setup: str, setup_cfg: str
) -> None:
    """What is written out in setup.py counts, as does setup.cfg where that cannot be read."""
    root = laid_out(tmp_path, PACKAGE, setup=setup, setup_cfg=setup_cfg)
    assert default_sources(root) == ("lib",)


def test_where_nothing_is_said_the_usual_folder_is_taken(tmp_path: Path) -> None:
    """That is src where it holds modules, and else the project itself."""
    assert default_sources(laid_out(tmp_path / "a", "src/shop.py")) == ("src",)
    assert default_sources(laid_out(tmp_path / "b", "src/read.me", "shop.py")) == (".",)


def test_a_package_that_is_shared_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    """Another project may have modules in the same one."""
    shared = tmp_path / "src" / "company" / "__init__.py"
    root = laid_out(tmp_path, "src/company/till/__init__.py", "src/open/door.py", "src/shop.py")
    shared.write_text("__path__ = __import__('pkgutil').extend_path(__path__, __name__)")
    assert own_modules(root, ["src", "gone"]) == {"company.till", "open.door", "shop"}


def test_projects_within_a_repository_are_found_by_name(tmp_path: Path) -> None:
    """Whichever file says it; those that lie deeper, or say nothing, are none of its."""
    laid_out(tmp_path, "x/y/z/far/deep.py", pyproject="[project]\nname = 'shop'")
    laid_out(tmp_path / "x", pyproject="[tool.poetry]\nname = 'till'")
    laid_out(tmp_path / "x" / "y", setup_cfg="[metadata]\nname = bank\n")
    laid_out(tmp_path / "x" / "y" / "z" / "far", pyproject="[project]\nname = 'far'")
    laid_out(tmp_path / "broken", "mark", pyproject="[project\n")
    assert own_distributions(tmp_path) == {"shop", "till", "bank"}
    assert [name for name, _ in distributions(tmp_path)] == ["shop", "till", "bank"]


@pytest.mark.parametrize(
    ("files", "own", "added"),
    [
        (["src/shop.py"], "sources = ['src']", ("src",)),
        (["src/shop.py"], "", ("src",)),
        (["src/shop.py"], "colour = 'red'", ("src",)),
        (["kept/a.py", "src/shop.py"], "sources = ['kept', 'src']", ("src",)),
        (["kept/a.py", "src/shop.py"], "", ()),
    ],
)
def test_a_folder_that_was_renamed_with_its_setting_is_base_s_own(
    tmp_path: Path, files: Sequence[str], own: str, added: Sequence[str]
) -> None:
    """A revision that lacks one that is named has what it names itself, or what is found there."""
    base = laid_out(tmp_path / "base", *files, pyproject=f"[tool.pairbench]\n{own}")
    head = laid_out(tmp_path / "head", "kept/a.py", "engine/shop.py")
    named = ["kept", "engine"]
    assert named_sources([base, head], named) == (*named, *added)


def test_a_folder_that_is_named_must_be_there(tmp_path: Path) -> None:
    """At one of the revisions at least; the line names one that is spelt alike, or what to do."""
    base, head = laid_out(tmp_path / "base", "srv/a.py"), laid_out(tmp_path / "head", PACKAGE)
    assert named_sources([base, head], ["lib", "srv"]) == ("lib", "srv")
    assert named_sources([base, head], []) == (".", "lib")
    with pytest.raises(UsageError, match=r"has a folder lip; did you mean lib\?"):
        named_sources([base, head], ["lip"])
    with pytest.raises(UsageError, match="has a folder engine; name the folder"):
        named_sources([base, head], ["engine"])
    site = site_of(head, ["lib"])
    assert (site.root, site.sources) == (head, (head / "lib",))
