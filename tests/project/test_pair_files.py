"""Which files may hold pairs."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pairbench.project.pair_files import pair_files


def written(root: Path, *files: str) -> None:
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("raise SystemExit('executed')\n", encoding="utf-8")


def found(root: Path, *paths: str) -> list[str]:
    return [
        each.path.relative_to(root.resolve()).as_posix()
        for each in pair_files([root / each for each in paths or ("bench",)])
    ]


@pytest.mark.parametrize(
    "file",
    [
        "conftest.py",
        "test_join.py",
        "text/join_test.py",
        "venv/lib/python3.11/site-packages/join.py",
        "node_modules/node-gyp/gyp.py",
        "build/lib/join.py",
        ".venv/lib/join.py",
        "_drafts/join.py",
        "__pycache__/join.py",
    ],
)
def test_what_cannot_be_a_pair_file_is_passed_over(tmp_path: Path, file: str) -> None:
    """By its name or its folder's."""
    written(tmp_path, "bench/pair.py", f"bench/{file}")
    assert found(tmp_path) == ["bench/pair.py"]


def test_an_environment_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    """Whatever its folder is called."""
    written(tmp_path, "bench/pair.py", "bench/mine/bin/activate_this.py", "bench/mine/pyvenv.cfg")
    assert found(tmp_path) == ["bench/pair.py"]


def test_a_file_that_is_named_is_taken_as_it_is(tmp_path: Path) -> None:
    """Whoever names it means it."""
    written(tmp_path, "bench/test_join.py")
    assert found(tmp_path, "bench/test_join.py") == ["bench/test_join.py"]


def test_what_is_no_part_of_the_project_is_left_out(tmp_path: Path) -> None:
    """Git says so, or whoever is asked instead; of a file that is named nobody is asked."""
    written(tmp_path, "bench/mine.py", "bench/generated.py")

    def ignored(files: Sequence[Path]) -> set[Path]:
        return {each for each in files if each.name == "generated.py"}

    paths = [tmp_path / "bench"]
    assert [each.stem for each in pair_files(paths, ignored=ignored)] == ["mine"]
    paths = [tmp_path / "bench" / "generated.py"]
    assert [each.stem for each in pair_files(paths, ignored=ignored)] == ["generated"]


def test_a_project_below_a_folder_called_bench_keeps_its_own_names(tmp_path: Path) -> None:
    """The search for the folder that names count from ends at the project's own."""
    written(tmp_path, "bench/shop/pyproject.toml", "bench/shop/pairs/text/join.py")
    (file,) = pair_files([tmp_path / "bench" / "shop" / "pairs"])
    assert (file.stem, file.relative) == ("text/join", "pairs/text/join.py")


def test_names_count_from_the_folder_that_the_settings_name(tmp_path: Path) -> None:
    """A file of it has the same name as when the folder is searched."""
    written(tmp_path, "benchmarks/text/join.py")
    (file,) = pair_files([tmp_path / "benchmarks" / "text" / "join.py"], benches=["benchmarks"])
    assert file.stem == "text/join"
