"""Harms runs in every way there is, and prints a table of what came of it."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from simulations.faults import damages, disks, ends, machine, variants
from simulations.faults.project import Outcome

PARTS: dict[str, Callable[[int, random.Random], Iterator[Outcome]]] = {
    "damages": damages.tried,
    "ends": ends.tried,
    "disks": disks.tried,
    "variants": variants.tried,
    "machine": machine.tried,
}


def table(found: list[Outcome]) -> str:
    """A row for each fault, as Markdown."""
    rows = ["| fault | tried | lost | leaked | wrong |", "| --- | ---: | ---: | ---: | ---: |"]
    for each in found:
        numbers = f"{each.tried:,} | {each.lost} | {each.leaked} | {each.wrong}"
        rows.append(f"| {each.fault} | {numbers} |")
    return "\n".join(rows)


def main() -> None:
    """Try the parts that are asked for; end with 1 if anything was lost, leaked or wrong."""
    parser = argparse.ArgumentParser(prog="nox -s faults --", description=__doc__)
    parser.add_argument("parts", nargs="*", default=[*PARTS], help=", ".join(PARTS))
    parser.add_argument("--times", type=int, default=3, help="how often each fault is tried")
    parser.add_argument("--seed", type=int, default=None, help="to try the same once more")
    parser.add_argument("--write", type=Path, help="a page that gets the table")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    rng, found, began_s = random.Random(seed), [], time.monotonic()
    for part in asked.parts:
        for each in PARTS[part](asked.times, rng):
            found.append(each)
            print(f"{time.monotonic() - began_s:6.0f} s  {each.fault}: ", end="")
            print(f"{each.tried} tried, {each.lost} lost, {each.leaked} leaked, {each.wrong} wrong")
            print(*(f"          {line}" for line in each.why), sep="\n", flush=True)
    print(table(found))
    if asked.write:
        asked.write.write_text(table(found) + "\n", encoding="utf-8")
    sys.exit(any(each.lost or each.leaked or each.wrong for each in found))


if __name__ == "__main__":
    main()
