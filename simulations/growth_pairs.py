"""Runs functions of known order through the whole engine, and counts the orders that it states.

``python -m simulations.growth_pairs --runs 1`` writes a pair file for each function into a folder
of its own, whose two variants both call it, and lets ``pairbench run`` judge how they grow. A
verdict of refuted is a wrong one.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from pairbench.core.authoring.claim import Grows
from pairbench.core.judging.verdict import Outcome
from simulations.test_growth_of_real_functions import FUNCTIONS
from simulations.whole_runs import judged_run, words

LEFT_OUT = {"heap push and pop"}
"""It changes its input, and a copy for each call would take longer than the call."""

PAIR = '''"""Does it grow as it is known to?"""

from pairbench import Pair
from simulations.test_growth_of_real_functions import FUNCTIONS

known = FUNCTIONS[{name!r}]
pair = Pair(sizes={sizes})


@pair.input
def built(size):
    return known.build(size)


@pair.bad(grows={order!r})
def one(argument):
    return known.call(argument)


@pair.good(grows={order!r})
def other(argument):
    return known.call(argument)
'''


def main() -> None:
    """Make the runs, and print what was said of each function."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    said: dict[str, Counter[Outcome]] = {}
    with tempfile.TemporaryDirectory() as folder:
        bench = Path(folder) / "bench"
        bench.mkdir()
        for name, known in FUNCTIONS.items():
            if name in LEFT_OUT:
                continue
            text = PAIR.format(name=name, sizes=known.sizes, order=known.order.value)
            (bench / f"{name.replace(' ', '_')}.py").write_text(text, encoding="utf-8")
        for _ in range(arguments.runs):
            one_run(Path(folder), said)
    for name, outcomes in said.items():
        print(f"{name}: {words(outcomes)}")
    print(f"in all: {words(sum(said.values(), Counter()))}")


def one_run(folder: Path, said: dict[str, Counter[Outcome]]) -> None:
    """Let the engine measure and judge the functions once."""
    for findings in judged_run(folder):
        name = findings.record.definition.name
        for verdict in findings.verdicts:
            if isinstance(verdict.claim, Grows):
                said.setdefault(name, Counter())[verdict.outcome] += 1
                if verdict.outcome is not Outcome.CONFIRMED:
                    print(f"  {name}: {verdict.outcome}, {verdict.reason}")


if __name__ == "__main__":
    main()
