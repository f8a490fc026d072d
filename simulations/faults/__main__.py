"""Harms runs in every way there is, and prints a table of what came of it."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from simulations.faults import (
    damages,
    disks,
    ends,
    files,
    fuzzing,
    inherited,
    machine,
    processes,
    variants,
)
from simulations.faults.amounts import ALL, SOME, Amounts
from simulations.faults.project import Outcome

PARTS: dict[str, Callable[[Amounts, random.Random], Iterator[Outcome]]] = {
    "damages": damages.tried,
    "fuzzing": fuzzing.tried,
    "ends": ends.tried,
    "disks": disks.tried,
    "variants": variants.tried,
    "files": files.tried,
    "inherited": inherited.tried,
    "processes": processes.tried,
    "machine": machine.tried,
}

TOLD_EVERY_S = 30.0
"""How far it has come is said so often."""


def table(found: Iterable[Outcome]) -> str:
    """A row for each fault, as Markdown."""
    rows = ["| fault | tried | lost | leaked | wrong |", "| --- | ---: | ---: | ---: | ---: |"]
    for each in found:
        numbers = f"{each.tried:,} | {each.lost} | {each.leaked} | {each.wrong}"
        rows.append(f"| {each.fault} | {numbers} |")
    return "\n".join(rows)


class Told:
    """Outcomes as they come, added up by their faults; what went wrong is said at once."""

    def __init__(self) -> None:
        """Nothing was tried yet."""
        self._began_s = self._told_s = time.monotonic()
        self._totals: dict[str, Outcome] = {}

    @property
    def totals(self) -> list[Outcome]:
        """What came of each fault, in the order in which they were tried first."""
        return [*self._totals.values()]

    def add(self, found: Outcome) -> None:
        """One more try."""
        before = self._totals.get(found.fault)
        self._totals[found.fault] = found if before is None else before + found
        for line in found.why:
            print(f"          {line}", flush=True)
        now_s = time.monotonic()
        if now_s >= self._told_s + TOLD_EVERY_S:
            self._told_s = now_s
            tried = sum(each.tried for each in self._totals.values())
            print(f"{now_s - self._began_s:6.0f} s  {tried:,} tried: {found.fault}", flush=True)


def _arguments() -> tuple[argparse.Namespace, Amounts]:
    parser = argparse.ArgumentParser(prog="nox -s faults --", description=__doc__)
    parser.add_argument("parts", nargs="*", default=[*PARTS], help=", ".join(PARTS))
    parser.add_argument("--all", action="store_true", help="all that is promised: some hours")
    parser.add_argument("--times", type=int, help="how often each fault that has no other number")
    parser.add_argument("--moments", type=int, help="at how many moments in all a run is ended")
    parser.add_argument("--damages", type=int, help="how many damages to stored files in all")
    parser.add_argument("--fuzzed", type=float, metavar="SECONDS", help="how long files are fuzzed")
    parser.add_argument("--seed", type=int, help="to try the same once more")
    parser.add_argument("--write", type=Path, help="a page that gets the table")
    asked = parser.parse_args()
    if unknown := {*asked.parts} - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}: use {', '.join(PARTS)}")
    usual = ALL if asked.all else SOME
    amounts = Amounts(
        times=usual.times if asked.times is None else asked.times,
        moments=usual.moments if asked.moments is None else asked.moments,
        damages=usual.damages if asked.damages is None else asked.damages,
        fuzzed_s=usual.fuzzed_s if asked.fuzzed is None else asked.fuzzed,
    )
    return asked, amounts


def main() -> None:
    """Try the parts that are asked for; end with 1 if anything was lost, leaked or wrong."""
    asked, amounts = _arguments()
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, {amounts}", flush=True)
    rng, told = random.Random(seed), Told()
    try:
        for part in asked.parts:
            for each in PARTS[part](amounts, rng):
                told.add(each)
    except KeyboardInterrupt:
        print("stopped; this is what was tried:")
    print(table(told.totals))
    if asked.write:
        asked.write.write_text(table(told.totals) + "\n", encoding="utf-8")
    sys.exit(any(each.lost or each.leaked or each.wrong for each in told.totals))


if __name__ == "__main__":
    main()
