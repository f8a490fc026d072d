"""Whether a pair uses the same at both sides."""

import json
from dataclasses import replace
from pathlib import Path, PurePath

import pytest

from pairbench.core.gating.footprint import footprint, is_of_benchmark, same_use
from pairbench.core.gating.usage import Ground, Project, Usage, UsedModule

FILES = {"shop.py": "PRICE = 1", "data/prices.csv": "1,2"}


def a_side(place: Path, files: dict[str, str]) -> tuple[Usage, Ground]:
    """A tree with these files, all of which were used: a module, a folder and what lies in it."""
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    usage = Usage(
        modules=(UsedModule(name="shop", path=place / "shop.py"),),
        files=(place / "data/prices.csv",),
        folders=(place / "data",),
        looked_at=(place / "local.cfg", place / "data"),
        interpreter="3.13",
    )
    return usage, Ground(tree=place)


def digest(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def same(base: tuple[Usage, Ground], head: tuple[Usage, Ground]) -> int | None:
    return same_use(base[0], head[0], (base[1], head[1]), digest)


def test_sides_with_the_same_files_use_the_same(tmp_path: Path) -> None:
    """Each file of their own counts once, that of a module too; a folder and the library do not."""
    installed = UsedModule(name="json", path=Path(json.__file__))
    base, head = (
        (replace(usage, modules=(*usage.modules, installed)), ground)
        for usage, ground in (a_side(tmp_path / side, FILES) for side in ("base", "head"))
    )
    assert same(base, head) == len(FILES)


@pytest.mark.parametrize(
    "files",
    [
        {**FILES, "shop.py": "PRICE = 2"},
        {**FILES, "data/prices.csv": "1,3"},
        {**FILES, "data/more.csv": "4"},
        {**FILES, "local.cfg": "fast = no"},
    ],
)
def test_a_file_that_differs_may_change_anything(tmp_path: Path, files: dict[str, str]) -> None:
    """A module, a file that is read or listed, and one that is only looked for."""
    base, head = a_side(tmp_path / "base", FILES), a_side(tmp_path / "head", files)
    assert same(base, base) is not None
    assert same(base, head) is None


@pytest.mark.parametrize(
    "changes",
    [{"unknown": ("it asks the network",)}, {"raised": "killed"}, {"interpreter": "3.14"}],
)
def test_a_use_that_is_not_known_is_not_the_same(
    tmp_path: Path, changes: dict[str, str | tuple[str, ...]]
) -> None:
    """At either side: more may have been used than is told, and another interpreter is another."""
    usage, ground = a_side(tmp_path, FILES)
    other = replace(usage, **changes)  # type: ignore[arg-type]
    assert same((usage, ground), (other, ground)) is None
    assert same((other, ground), (usage, ground)) is None


def test_what_lies_elsewhere_is_one_file_for_both(tmp_path: Path) -> None:
    """It is known by its path, and its content is never asked for."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "library.py").write_text("", encoding="utf-8")
    usage = Usage(
        modules=(UsedModule(name="library", path=outside / "library.py"),),
        folders=(outside, outside / "missing"),
    )

    def refuse(path: Path) -> str:
        raise AssertionError(path)

    assert footprint(usage, Ground(tree=tmp_path / "tree"), refuse) == {
        ("module", "library"): str(outside / "library.py"),
        ("file", str(outside / "library.py")): "",
        ("folder", str(outside)): "",
        ("folder", str(outside / "missing")): "not there",
    }


def test_compiled_code_in_a_folder_is_no_part_of_it(tmp_path: Path) -> None:
    """The interpreter has written it beside the files of one side only."""
    base, head = (a_side(tmp_path / side, FILES) for side in ("base", "head"))
    (tmp_path / "head" / "data" / "__pycache__").mkdir()
    assert same(base, head) is not None


FLAT = Project(
    repository=Path("/home/shop"),
    sources=(".",),
    names=frozenset({"shop", "tests", "speed.a", "speed._help"}),
)
NESTED = Project(repository=Path("/home/all"), inside=Path("libs/shop"), sources=("src",))


@pytest.mark.parametrize(
    ("project", "file", "path", "is_own"),
    [
        (FLAT, "tests/perf/test_a.py", "tests/perf/test_a.py", True),
        (FLAT, "tests/perf/test_a.py", "tests/make.py", True),
        (FLAT, "tests/perf/test_a.py", "conftest.py", True),
        (FLAT, "tests/perf/test_a.py", "shop/sums.py", False),
        (FLAT, "tests/perf/test_a.py", "pyproject.toml", False),
        (FLAT, "shop/tests/test_a.py", "shop/tests/data/numbers.txt", True),
        (FLAT, "shop/tests/test_a.py", "shop/sums.py", False),
        (FLAT, "shop/tests/test_a.py", "shop/words.txt", False),
        (FLAT, "shop/a_perf.py", "shop/sums.py", False),
        (FLAT, "speed/theme/a.py", "speed/_help.py", True),
        (FLAT, "asv_bench/benchmarks/a.py", "asv_bench/numbers.json", True),
        (FLAT, "bench/a.py", "data/numbers.txt", True),
        (NESTED, "libs/shop/bench/a.py", "libs/shop/bench/_help.py", True),
        (NESTED, "libs/shop/bench/a.py", "libs/shop/data/numbers.txt", True),
        (NESTED, "libs/shop/bench/a.py", "libs/shop/src/shop/words.txt", False),
        (NESTED, "libs/shop/bench/a.py", "libs/other/src/other.py", False),
        (NESTED, "libs/shop/bench/a.py", "conftest.py", True),
    ],
)
def test_what_is_there_for_a_benchmark_is_its_own(
    project: Project, file: str, path: str, *, is_own: bool
) -> None:
    """What lies beside it, and what it reads outside the code; nothing of what it measures."""
    assert is_of_benchmark(PurePath(path), PurePath(file), project, ["speed"]) is is_own
