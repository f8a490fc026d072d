"""Lets bisect look for the commit that did it, in a history where it is known, and counts.

``python -m simulations.bisects --times 10`` makes ten histories of 32 commits over twelve pairs:
one makes a function 5 % slower, one lets another allocate 1 % more, one cannot be imported, and the
others change nothing that matters. Both are searched for.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from simulations.gate_project import SIZE, Project, build, slow_down

COMMITS = 32

PERCENT = 5

HUNGRY = "    kept = [None] * (len(values) // 100 * {slots})\n    return [value * value"

SLOTS = 5
"""So many more for every hundred values: 1.1 % of what the list and its numbers take."""


@dataclass(frozen=True, slots=True)
class History:
    """A project, and the commits that did something."""

    project: Project
    slower: str
    hungrier: str


def write_history(root: Path, rng: random.Random) -> History:
    """Commit 32 times; the first commit is the one of ``base``."""
    project = build(root)
    slower, hungrier, broken = rng.sample(range(1, COMMITS), 3)
    while broken + 1 in (slower, hungrier):
        # Nobody can tell a commit from the one before it that cannot be imported.
        slower, hungrier, broken = rng.sample(range(1, COMMITS), 3)
    commits = {}
    for number in range(1, COMMITS):
        init = project.root / "src" / "shop" / "__init__.py"
        if number == slower:
            slow_down(project, "amounts", "total", PERCENT)
        elif number == hungrier:
            file = project.module("ledger")
            more = HUNGRY.format(slots=SLOTS)
            project.replace(file, "    return [value * value", more)
        elif number == broken:
            init.write_text("import nowhere\n", encoding="utf-8")
        else:
            module = rng.choice(["amounts", "ledger"])
            with project.module(module).open("a", encoding="utf-8") as text:
                text.write(f"\n# note {number}\n")
        if number == broken + 1 or (number != broken and "nowhere" in init.read_text("utf-8")):
            init.write_text('"""A shop."""\n', encoding="utf-8")
        project.git("add", "--all")
        project.git("commit", "--quiet", "--message", f"Commit {number}")
        commits[number] = project.git("rev-parse", "HEAD").strip()
    return History(project=project, slower=commits[slower], hungrier=commits[hungrier])


def found_by(project: Project, only: str) -> tuple[str, float, str]:
    """The commit that bisect names, the seconds it took, and all that it printed."""
    began_s = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pairbench", "bisect", "base", "main", "--only", only],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - began_s
    named = re.search(r"The first bad commit is (\w+)", done.stdout)
    return (named[1] if named else "none"), seconds, f"{done.stdout}{done.stderr}"


def main() -> None:
    """Make the histories, search them, and print a line for each search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    right = searches = 0
    for number in range(chosen.times):
        with tempfile.TemporaryDirectory(prefix="pairbench-bisect-") as folder:
            history = write_history(Path(folder) / "shop", rng)
            for only, truth in (
                ("amounts_total", history.slower),
                ("ledger_squares", history.hungrier),
            ):
                named, seconds, text = found_by(history.project, only)
                is_right = truth.startswith(named)
                right, searches = right + is_right, searches + 1
                verdict = "right" if is_right else "WRONG"
                print(f"{number + 1:>3} {only:<16} {verdict:<6} {seconds:6.1f} s", flush=True)
                if not is_right:
                    print(text, flush=True)
    print(f"{right} of {searches} searches named the right commit, at {SIZE:,} values")
    sys.exit(right != searches)


if __name__ == "__main__":
    main()
