"""Files that a pattern cannot mean are not collected."""

from pathlib import Path

import pytest

from pairbench.core.authoring.reading import PairFile
from pairbench.project.chosen import that_can_be_meant

FILES = {
    "asv.conf.json": "asv",
    "perf/script.py": "pyperf",
    "test_top.py": "pytest",
    "tests/a/test_x.py": "pytest",
    "tests/b/test_x.py": "pytest",
}

OTHERS = ("asv.conf.json", "perf/script.py")


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        ("tests/a/test_x.py::test_one[*]", ("tests/a/test_x.py",)),
        ("tests/a/test_x.py", (*OTHERS, "tests/a/test_x.py")),
        ("test_top.py::test_one", ("test_top.py",)),
        ("tests/*", (*OTHERS, "tests/a/test_x.py", "tests/b/test_x.py")),
        ("tests/b/*one*", (*OTHERS, "tests/b/test_x.py")),
        ("test_one[a/b]", tuple(FILES)),
        ("*/a/test_x.py::test_one", tuple(FILES)),
        ("json/dumps", tuple(FILES)),
        ("perf/script.py::one", tuple(FILES)),
        ("tests/a/test_typo.py::test_one", tuple(FILES)),
        (None, tuple(FILES)),
    ],
)
def test_only_files_that_a_pattern_can_mean_are_collected(
    only: str | None, meant: tuple[str, ...]
) -> None:
    """Where it names a file or folder of tests; a name that it may be otherwise stays."""
    root = Path("/project")
    files = [PairFile(path=root / name, bench=root, suite=of) for name, of in FILES.items()]
    assert tuple(each.relative for each in that_can_be_meant(files, only)) == meant
