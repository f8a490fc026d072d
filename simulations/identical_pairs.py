"""Runs pairs of identical variants through the whole engine, and counts what it makes of them.

``python -m simulations.identical_pairs --runs 10`` writes twenty pair files into a folder of its
own, whose good variant has the text of the bad one and claims to be no slower, and lets
``pairbench run`` judge them. Every verdict but inconclusive is a false one.
"""

import argparse
import itertools
import tempfile
import time
from collections import Counter
from pathlib import Path

from pairbench.core.judging.verdict import Outcome
from simulations.whole_runs import judged_run, words

SQUARES = """total = 0
    for number in numbers:
        total += number * number
    return total"""

BODIES = {
    "loop": SQUARES,
    "comprehension": "return [number + 1 for number in numbers]",
    "dictionary": "return {str(number): number for number in numbers}",
    "sorting": "return sorted(numbers, key=lambda number: number * 7919 % 1009)",
    "joining": "return ','.join(str(number) for number in numbers)",
}

SIZES = (10, 100, 1_000, 10_000)

PAIR = '''"""Is a function slower than itself?"""

from pairbench import Pair

pair = Pair(sizes=({size},))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def one(numbers):
    {body}


@pair.good(faster=1.0)
def other(numbers):
    {body}
'''


def main() -> None:
    """Make the runs, and print the verdicts of each and of all."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=10)
    arguments = parser.parse_args()
    total: Counter[Outcome] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Path(folder) / "bench"
        bench.mkdir()
        for (name, body), size in itertools.product(BODIES.items(), SIZES):
            (bench / f"{name}_{size}.py").write_text(
                PAIR.format(size=size, body=body), encoding="utf-8"
            )
        for number in range(1, arguments.runs + 1):
            total += one_run(Path(folder), number)
    print(f"in all: {words(total)}")


def one_run(folder: Path, number: int) -> Counter[Outcome]:
    """Let the engine measure and judge the pairs once."""
    began_s = time.monotonic()
    outcomes: Counter[Outcome] = Counter()
    for findings in judged_run(folder):
        for verdict in findings.verdicts:
            outcomes[verdict.outcome] += 1
            if verdict.outcome is not Outcome.INCONCLUSIVE:
                name = findings.record.definition.name
                print(f"  {name}: {verdict.outcome}, {verdict.reason}")
    print(f"run {number}: {words(outcomes)}, {time.monotonic() - began_s:.0f} s", flush=True)
    return outcomes


if __name__ == "__main__":
    main()
