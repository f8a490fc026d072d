"""What a gate compares, in projects as they are laid out and installed: real git and processes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.git import git
from tests.shop import MODULE, PAIR, SLOWER

pytestmark = [pytest.mark.slow, pytest.mark.once]

LATE_PATH = "import sys\nsys.path.append({!r})\n"
"""What an editable installation does with a path file."""

FINDER = """import importlib.util
import sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "shop":
            return importlib.util.spec_from_file_location(name, {!r})
        return None


sys.meta_path.insert(0, Finder)
"""
"""What an editable installation does that builds something."""


class Shop:
    """A repository with one commit, and a folder that the interpreter customises itself from."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.root = folder / "shop"
        self.site = folder / "site"
        self.site.mkdir(parents=True)
        settings = {"pyproject.toml": "[tool.pairbench]\nbudget_s = 1\n"}
        self.write({**settings, "bench/squares.py": PAIR, **files})
        git(self.root, "init", "--quiet", "--initial-branch=main")
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "Squares")

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def install(self, text: str) -> None:
        (self.site / "sitecustomize.py").write_text(text, encoding="utf-8")

    def gate(self, *arguments: str) -> tuple[int, str, list[dict[str, Any]]]:
        """The exit code, what was said on standard error, and the lines."""
        answer = self.site / "answer.json"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pairbench",
                "gate",
                "--base",
                "HEAD",
                "--json",
                str(answer),
                *arguments,
            ],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(self.site)},
        )
        lines = json.loads(answer.read_text(encoding="utf-8"))["lines"] if answer.exists() else []
        return done.returncode, done.stderr, lines


def changes(lines: list[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in lines:
        found.setdefault(each["change"], set()).add(each["pair"])
    return found


def test_code_is_found_where_the_project_has_it(tmp_path: Path) -> None:
    """A folder that no setting names is each side's own, whatever the interpreter has installed."""
    shop = Shop(tmp_path, {"python/shop.py": MODULE})
    shop.install(LATE_PATH.format(str(shop.root / "python")))
    shop.write({"python/shop.py": SLOWER})
    code, said, lines = shop.gate()
    assert code == 1, said
    assert "squares" in changes(lines)["worse"]


def test_a_folder_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    """It is named, with the one that was meant; nothing is compared."""
    shop = Shop(tmp_path, {"src/shop.py": MODULE})
    shop.install(LATE_PATH.format(str(shop.root / "src")))
    shop.write({"pyproject.toml": '[tool.pairbench]\nsources = ["scr"]\n'})
    code, said, _ = shop.gate()
    assert code == 2
    assert "neither revision has a folder scr; did you mean src?" in said


def test_a_copy_from_elsewhere_is_not_compared(tmp_path: Path) -> None:
    """What a finder takes from the working tree is that at both sides: its name and place are said.

    The finder comes back for whoever takes it away.
    """
    shop = Shop(tmp_path, {"src/shop.py": MODULE})
    place = str(shop.root / "src" / "shop.py")
    # Loaded before anything else is: nothing that is done to finders later on changes it.
    shop.install(FINDER.format(place) + "import shop\n")
    shop.write({"src/shop.py": SLOWER})
    code, said, (line,) = shop.gate()
    assert code == 3, said
    assert line["change"] == "not measured"
    assert f"shop comes from {place}, outside the revision" in line["why"]
    assert "take it out of the .pth file or the sitecustomize" in line["why"]


def test_a_finder_of_the_working_tree_never_makes_it_green(tmp_path: Path) -> None:
    """A slower head is red, or it is said that something else was loaded."""
    shop = Shop(tmp_path, {"src/shop.py": MODULE})
    shop.install(FINDER.format(str(shop.root / "src" / "shop.py")))
    shop.write({"src/shop.py": SLOWER})
    code, _, lines = shop.gate()
    assert code in {1, 3}
    assert changes(lines).keys() & {"worse", "not measured"}


@pytest.mark.parametrize("where", ["site/squares.json", "shop/bench/squares.json"])
def test_what_base_leaves_in_a_cache_is_not_taken_for_what_head_does(
    tmp_path: Path, where: str
) -> None:
    """A file that both sides share is named; in the project's own folder each has its own."""
    cached = PAIR.replace("import shop\n", "import json, pathlib, shop\nCACHE = {}\n").replace(
        "    return shop.squares(numbers)\n",
        "    if not CACHE.exists():\n"
        "        CACHE.write_text(json.dumps(shop.squares(numbers)))\n"
        "    return json.loads(CACHE.read_text())\n",
    )
    inside = "pathlib.Path(__file__).with_name('squares.json')"
    place = inside if where.startswith("shop") else f"pathlib.Path({str(tmp_path / where)!r})"
    shop = Shop(tmp_path, {"src/shop.py": MODULE, "bench/squares.py": cached.format(place)})
    shop.write({"src/shop.py": SLOWER})
    _, said, lines = shop.gate()
    shared = [each["why"] for each in lines if "is kept from one call to the next" in each["why"]]
    assert bool(shared) is (place != inside), said


def test_each_side_reads_its_own_files(tmp_path: Path) -> None:
    """By a path within the project: base reads what was committed, head what is there now."""
    pair = PAIR.replace(
        "import shop", "import json\nfrom pathlib import Path\nimport shop"
    ).replace("list(range(size))", 'json.loads(Path("bench/numbers.json").read_text())')
    pair = pair.replace("return shop.squares(numbers)", "return len(numbers)")
    pair = pair.replace("return [number * number for number in numbers]", "return len(numbers)")
    files = {"src/shop.py": MODULE, "bench/squares.py": pair}
    shop = Shop(tmp_path, {**files, "bench/numbers.json": json.dumps([1] * 100)})
    shop.write({"bench/numbers.json": json.dumps([1] * 10_000)})
    code, said, lines = shop.gate()
    assert code == 3, said
    assert any("100 and 10000" in each["why"] for each in lines), lines


def test_what_git_ignores_is_named_when_it_is_missing(tmp_path: Path) -> None:
    """A generated module is in no revision: it is said what to do about it."""
    files = {
        "src/shop/__init__.py": f"from shop._version import version\n{MODULE}",
        ".gitignore": "_version.py\n__pycache__/\n",
    }
    shop = Shop(tmp_path, files)
    shop.write({"src/shop/_version.py": "version = '1'\n"})
    code, said, lines = shop.gate()
    assert code == 5, said
    (why,) = {each["why"] for each in lines}
    assert "src/shop/_version.py is in the working tree, but git ignores it" in why
    assert "build = true" in why


@pytest.mark.exact
def test_where_compiled_files_are_kept_changes_nothing(tmp_path: Path) -> None:
    """They may all lie in one folder of the user's: their sources count, each at its side."""
    shop = Shop(tmp_path, {"src/shop.py": MODULE})
    kept = tmp_path / "compiled"
    shop.install(f"import sys; sys.pycache_prefix = {str(kept)!r}; sys.dont_write_bytecode = False")
    shop.write({"other.txt": "nothing reads this"})
    code, said, (line,) = shop.gate()
    assert (code, line["change"]) == (0, "unchanged"), said
    assert list(kept.rglob("shop.*.pyc"))


@pytest.mark.exact
def test_a_side_without_what_its_user_has_compiled_is_not_compared(tmp_path: Path) -> None:
    """Code that does without a compiled module is other code; whoever wants that can say so."""
    fallback = "try:\n    from shop import _speed\nexcept ImportError:\n    _speed = None\n"
    files = {"src/shop/__init__.py": f"{fallback}{MODULE}", ".gitignore": "*.so\n__pycache__/\n"}
    shop = Shop(tmp_path, files)
    shop.write({"src/shop/_speed.so": ""})
    code, said, (line,) = shop.gate()
    assert code == 3, said
    assert f"shop._speed is compiled in {shop.root}/src/shop/_speed.so" in line["why"]
    shop.write({"pyproject.toml": "[tool.pairbench]\nbuild = false\n"})
    code, said, (line,) = shop.gate()
    assert (code, line["change"]) == (0, "unchanged"), said


def test_only_what_uses_a_changed_module_is_measured(tmp_path: Path) -> None:
    """One module of twelve is touched: eleven pairs are unchanged, and cost next to nothing."""
    files = {}
    for number in range(12):
        files[f"src/shops/shop{number}.py"] = MODULE
        files[f"bench/squares{number}.py"] = PAIR.replace(
            "import shop\n", f"from shops import shop{number} as shop\n"
        )
    shop = Shop(tmp_path, files)
    (shop.root / "bench" / "squares.py").unlink()
    shop.write({"src/shops/shop7.py": SLOWER})
    code, said, lines = shop.gate()
    assert code == 1, said
    found = changes(lines)
    assert found.pop("unchanged") == {f"squares{number}" for number in range(12) if number != 7}
    assert "squares7" in found["worse"]
    assert set.union(*found.values()) <= {"squares7", "squares"}


SUITE = """
import pytest
from shop import squares


@pytest.mark.parametrize("number", range(4))
def test_squares(benchmark, tmp_path, number):
    (tmp_path / "here").write_text("x")
    benchmark(squares, [number])


def test_nothing(benchmark):
    benchmark(int)
"""


def test_tests_of_a_suite_that_use_nothing_that_changed_are_not_measured(tmp_path: Path) -> None:
    """What pytest and its plug-ins do in folders that pass, and ask of git, is no use of theirs."""
    module = "def squares(numbers):\n    return [n * n for n in numbers]\n"
    settings = '[tool.pytest.ini_options]\npythonpath = ["src"]\n'
    shop = Shop(
        tmp_path,
        {
            "src/shop.py": module,
            "src/other.py": "",
            "tests/test_squares.py": SUITE,
            "pyproject.toml": settings,
        },
    )
    shop.write({"src/other.py": "def other(): ...\n"})
    code, said, lines = shop.gate("tests")
    assert code == 0, said
    assert {name: len(pairs) for name, pairs in changes(lines).items()} == {"unchanged": 5}
