"""Lets bisect look for the commit that did it, in a history where it is known, and counts.

``python -m simulations.bisects --times 10`` makes ten histories of 32 commits over twelve pairs:
one makes a function 5 % slower, one lets another allocate 1 % more, one cannot be imported, and the
others change nothing that matters. Both are searched for. A wrong answer, and a search that hangs,
are rows like any other; what they printed comes at the end.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulations.gate_project import SIZE, Project, build, slow_down

COMMITS = 32

PERCENT = 5

SLICED = f"    for value in values[: len(values) * {PERCENT} // 100]:\n"

COUNTED = f"""    for place in range(len(values) * {PERCENT} // 100):
        value = values[place]
"""
"""In the place of a slice, which takes memory as well: that would be followed, and not the time."""

HUNGRY = "    kept = [None] * (len(values) // 100 * {slots})\n    return [value * value"

SLOTS = 5
"""So many more for every hundred values: 1.1 % of what the list and its numbers take."""

HANGS_AFTER_S = 1_200.0
"""No search takes so long by far."""

SLOWER = "5 % slower"
HUNGRIER = "1 % more allocated"


@dataclass(frozen=True, slots=True)
class History:
    """A project, and the commits that did something."""

    project: Project
    slower: str
    hungrier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What came of a search: the commit that it named, ``none`` where it named none."""

    what: str
    named: str
    is_right: bool
    took_s: float
    printed: str


def write_history(root: Path, rng: random.Random) -> History:
    """Commit 32 times; the first commit is the one of ``base``."""
    project = build(root)
    slower, hungrier, broken = rng.sample(range(1, COMMITS), 3)
    while broken + 1 in (slower, hungrier, COMMITS):
        # Nobody can tell a commit from the one before it that cannot be imported, nor measure the
        # last one.
        slower, hungrier, broken = rng.sample(range(1, COMMITS), 3)
    commits = {}
    for number in range(1, COMMITS):
        init = project.root / "src" / "shop" / "__init__.py"
        if number == slower:
            slow_down(project, "amounts", "total", PERCENT)
            project.replace(project.module("amounts"), SLICED, COUNTED)
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


def searched(project: Project, what: str, only: str, truth: str) -> Searched:
    """Search for what is known to have happened to a pair."""
    began_s = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pairbench", "bisect", "base", "main", "--only", only],
            cwd=project.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=HANGS_AFTER_S,
        )
        printed = f"{done.stdout}{done.stderr}"
    except subprocess.TimeoutExpired as error:
        printed = f"it was ended after {error.timeout:.0f} s"
    took_s = time.monotonic() - began_s
    named = re.search(r"The first bad commit is (\w+)", printed)
    return Searched(
        what=what,
        named=named[1] if named else "none",
        is_right=named is not None and truth.startswith(named[1]),
        took_s=took_s,
        printed=printed,
    )


def searches_of(times: int, seed: int) -> Iterator[Searched]:
    """Both searches of each history."""
    rng = random.Random(seed)
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="pairbench-bisect-") as folder:
            history = write_history(Path(folder) / "shop", rng)
            yield searched(history.project, SLOWER, "amounts_total", history.slower)
            yield searched(history.project, HUNGRIER, "ledger_squares", history.hungrier)


def main() -> None:
    """Print a row for each search, how many were right, and what the wrong ones printed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found: list[Searched] = []
    print("| history | what was done | answer | named | took |")
    print("| --- | --- | --- | --- | --- |")
    for place, each in enumerate(searches_of(chosen.times, chosen.seed)):
        found.append(each)
        verdict = "right" if each.is_right else "WRONG"
        row = f"{place // 2 + 1} | {each.what} | {verdict} | {each.named} | {each.took_s:.0f} s"
        print(f"| {row} |", flush=True)
    right = sum(each.is_right for each in found)
    total_s = sum(each.took_s for each in found)
    print(f"\n{right} of {len(found)} searches named the right commit, at {SIZE:,} values.")
    print(
        f"They took {total_s / 60:.1f} min; ten histories take about "
        f"{total_s / chosen.times * 10 / 60:.0f} min at this pace."
    )
    for each in found:
        if not each.is_right:
            print(f"\n{each.what}, {each.named}:\n{each.printed}")
    sys.exit(right != len(found))


if __name__ == "__main__":
    main()
