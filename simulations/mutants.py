"""Changes the code of one folder of the core in small ways, and lists what its tests let pass.

mutmut makes the changes in a copy of the project, each in one place: ``<`` for ``<=``, 3 for 2, an
argument left out. The tests that mirror the folder are run on each; a change that they do not
notice is a survivor. Changes in texts alone are left out: no test repeats a sentence.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CORE = Path("src/pairbench/core")
COPIED = ("src", "tests", "simulations", "bench", "pyproject.toml", "README.md")
SURVIVED = re.compile(r"^\s+(\S+): (survived|no tests)$", re.MULTILINE)
TEXT = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""")
"""A text on one line."""

ELSEWHERE = (
    "tests/core/authoring/test_own_first.py::"
    "test_a_program_that_is_started_from_here_passes_over_the_finder_too"
)
"""A test that starts an interpreter which has no mutmut: changed code imports that."""

ARGUMENTS = (
    *("-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider"),
    f"--deselect={ELSEWHERE}",
)

CONFIGURATION = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{core}/{folder}/*"]
also_copy = ["simulations", "bench", "README.md"]
pytest_add_cli_args = [{arguments}]
pytest_add_cli_args_test_selection = ["tests/core/{folder}"]
use_git_change_detection = false
timeout_constant = 5.0
timeout_multiplier = 5.0
"""


def copy_to(place: Path, folder: str) -> None:
    """Lay out the project there, with the settings for this folder."""
    for name in COPIED:
        source = Path(name)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "corpus")
            shutil.copytree(source, place / name, ignore=ignored)
        else:
            shutil.copy(source, place / name)
    with (place / "pyproject.toml").open("a", encoding="utf-8") as settings:
        arguments = ", ".join(f'"{each}"' for each in ARGUMENTS)
        names = {"core": CORE.as_posix(), "folder": folder, "arguments": arguments}
        settings.write(CONFIGURATION.format(**names))


def command(*words: str) -> list[str]:
    """The words that start mutmut on this interpreter."""
    return [sys.executable, "-m", "mutmut", *words]


def told(place: Path, *words: str) -> str:
    """What mutmut tells of the changes that it has made there."""
    done = subprocess.run(command(*words), cwd=place, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def is_of_texts(changes: list[str]) -> bool:
    """Whether what was removed and what was added differ in texts alone."""
    before, after = (
        [TEXT.sub("''", each[1:]) for each in changes if each[0] == sign] for sign in "-+"
    )
    return before == after


def changed(diff: str) -> list[str]:
    """The lines of a diff that were removed or added."""
    return [each for each in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", each)]


def survivors(place: Path) -> list[tuple[str, list[str]]]:
    """Each change that no test noticed: its name, and the lines removed and added."""
    found = [
        (name, changed(told(place, "show", name)))
        for name, _ in SURVIVED.findall(told(place, "results"))
    ]
    return [each for each in found if not is_of_texts(each[1])]


def main() -> None:
    """Print the survivors of a folder, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="one of the core: statistics, judging, gating ...")
    folder = parser.parse_args().folder
    if not (CORE / folder).is_dir():
        parser.error(f"{CORE / folder} is no folder: start this where the project lies")
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        copy_to(place, folder)
        # One at a time: where two share a core, a slow one looks like one without an end.
        done = subprocess.run(command("run", "--max-children", "1"), cwd=place, check=False)
        if done.returncode:
            parser.error(f"mutmut did not come to its end on {folder}: it says why above")
        found = survivors(place)
    for name, lines in found:
        print(name, *lines, "", sep="\n")
    print(f"{folder}: {len(found)} changes of the code that its tests do not notice")


if __name__ == "__main__":
    main()
