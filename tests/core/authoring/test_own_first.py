"""Which of several places a module comes from."""

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

import pairbench

EDITABLE = """
import importlib.machinery, importlib.util, sys
from pathlib import Path
class Editable:
    def find_spec(self, name, path=None, target=None):
        file = Path({theirs!r}, *name.split("."))
        package = file / "__init__.py"
        found = package if package.exists() else file.with_suffix(".py")
        if found.exists():
            inside = [str(file)] if package.exists() else None
            return importlib.util.spec_from_file_location(
                name, found, submodule_search_locations=inside
            )
sys.meta_path.insert(0, Editable())
"""
"""What the installs of meson-python and scikit-build-core put before the path."""

MODULE = "WHERE = __file__"


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(MODULE)
    return folder


def where(ours: Sequence[Path], theirs: Path, module: str) -> Path:
    script = (
        EDITABLE.format(theirs=str(theirs))
        + "from pairbench.core.authoring.own_first import prefer\n"
        + f"prefer({[str(each) for each in ours]!r})\n"
        + f"import importlib; print(importlib.import_module({module!r}).WHERE)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    return Path(done.stdout.strip())


@pytest.mark.parametrize(
    ("files", "module"),
    [
        (["shop.py"], "shop"),
        (["shop/__init__.py", "shop/till.py"], "shop.till"),
        (["acme/shop.py"], "acme.shop"),
        (["acme/shop/__init__.py", "acme/shop/till.py"], "acme.shop.till"),
    ],
    ids=["module", "package", "namespace", "package of a namespace"],
)
def test_the_own_tree_wins_over_the_finder_of_an_editable_install(
    tmp_path: Path, files: list[str], module: str
) -> None:
    """Whatever stands before the path, what the folders have comes from them."""
    ours, theirs = put(tmp_path / "ours", *files), put(tmp_path / "theirs", *files)
    assert where([ours], theirs, module).is_relative_to(ours)


def test_what_the_own_tree_lacks_comes_from_elsewhere(tmp_path: Path) -> None:
    """The finder is still asked for other modules, and for the rest of a package."""
    ours = put(tmp_path / "ours", "shop/__init__.py")
    theirs = put(tmp_path / "theirs", "shop/__init__.py", "shop/fast.py", "other.py")
    assert where([ours], theirs, "other").is_relative_to(theirs)
    assert where([ours], theirs, "shop.fast").is_relative_to(theirs)


def test_the_first_folder_wins(tmp_path: Path) -> None:
    """A built copy that is named first is imported, and not the source beside the pairs."""
    built, root = put(tmp_path / "built", "shop.py"), put(tmp_path / "root", "shop.py")
    assert where([built, root], tmp_path / "none", "shop").is_relative_to(built)


def test_a_folder_of_the_same_name_hides_no_library(tmp_path: Path) -> None:
    """A folder without modules in the own tree is no package where a real one is installed."""
    (tmp_path / "ours" / "jinja2").mkdir(parents=True)
    script = (
        "from pairbench.core.authoring.own_first import prefer\n"
        f"prefer([{str(tmp_path / 'ours')!r}])\n"
        "import jinja2; print(jinja2.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    assert "jinja2" in done.stdout


def test_what_is_built_into_the_interpreter_is_not_hidden(tmp_path: Path) -> None:
    """A file of the project that is called as such a module is not taken for it."""
    ours = put(tmp_path / "ours", "itertools.py", "shop.py")
    script = (
        "from pairbench.core.authoring.own_first import prefer\n"
        f"prefer([{str(ours)!r}])\n"
        "import sys; sys.modules.pop('itertools', None)\n"
        "import itertools; print(hasattr(itertools, 'WHERE'))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_jobs_of_the_same_folders_share_a_finder(tmp_path: Path) -> None:
    """A process that takes a hundred jobs does not ask a hundred finders for each import."""
    script = (
        "from pairbench.core.authoring.own_first import prefer\n"
        "import sys; before = len(sys.meta_path)\n"
        f"for _ in range(100): prefer([{str(tmp_path)!r}])\n"
        "print(len(sys.meta_path) - before)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"


def test_a_program_that_is_started_from_here_finds_the_own_tree_too(tmp_path: Path) -> None:
    """Before what its own environment names; what that has beside is still found."""
    ours, theirs = put(tmp_path / "ours", "shop.py"), put(tmp_path / "theirs", "shop.py", "till.py")
    child = "import shop, till; print(shop.WHERE); print(till.WHERE)"
    script = (
        "from pairbench.core.authoring.own_first import prefer\n"
        f"for _ in range(2): prefer([{str(ours)!r}])\n"
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(theirs)},
    )
    assert done.stdout.split() == [str(ours / "shop.py"), str(theirs / "till.py")]


def test_a_program_that_is_started_from_here_passes_over_the_finder_too(tmp_path: Path) -> None:
    """Every interpreter of the environment has the finder; its own customization has its turn."""
    ours, theirs = put(tmp_path / "ours", "shop.py"), put(tmp_path / "theirs", "shop.py", "till.py")
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    (packages,) = environment.glob("lib/*/site-packages")
    (packages / "editable.pth").write_text("import editable\n")
    (packages / "editable.py").write_text(EDITABLE.format(theirs=str(theirs)))
    (packages / "sitecustomize.py").write_text("import builtins; builtins.TURN = 'had its turn'")
    package = Path(pairbench.__path__[0]).parent
    child = "import shop, till; print(shop.WHERE); print(till.WHERE); print(TURN)"
    script = (
        f"import sys; sys.path.append({str(package)!r})\n"
        "from pairbench.core.authoring.own_first import prefer\n"
        f"for _ in range(2): prefer([{str(ours)!r}])\n"
        f"import subprocess; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-P", "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        str(ours / "shop.py"),
        str(theirs / "till.py"),
        "had its turn",
    ]
