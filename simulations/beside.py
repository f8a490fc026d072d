"""Does a round spread further while the workers of the next one start on another CPU?

``python -m simulations.beside --rounds 25`` compares each standard workload with itself: alone,
beside the start of its own next round, and beside the start of a pair that imports FastAPI and
SQLAlchemy. Run it from the root of the repository, with the ``bench`` dependencies installed.
"""

import argparse
import math
import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import log_ratios
from pairbench.core.comparing.workload import BASELINE, VARIANTS
from pairbench.core.planning.effort import FULL
from pairbench.core.planning.plan import RoundPlan, plan_cell
from pairbench.core.records.measurement import Cell, Round
from pairbench.core.statistics.estimate import robust_spread
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.timer import LockStepTimer
from pairbench.project.catalogue import find, standard_workloads

SAME = VARIANTS[0.0]

HEAVY = Path("bench/architecture/create_market.py")
"""Its workers take longest to start."""

NOTHING = "nothing"
ITSELF = "its own next round"
IMPORTS = "a large import"


def main() -> None:
    """Print the spread of each workload beside each neighbour."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=25)
    rounds: int = parser.parse_args().rounds
    rng = random.Random()
    offs: defaultdict[str, defaultdict[str, list[float]]]
    offs = defaultdict(lambda: defaultdict(list))
    with Jobs() as jobs:
        checker, timer = PairChecker(jobs), LockStepTimer(jobs, rng)
        (heavy,) = find([HEAVY], only=None).entries
        neighbour = planned(checker, heavy, heavy.definition.available)
        asked = [planned(checker, entry, (BASELINE, SAME)) for entry in standard_workloads()]
        for number in range(1, rounds + 1):
            for each in asked:
                this = replace(each, number=number)
                following = {NOTHING: [], ITSELF: [replace(this, number=-number)]}
                following[IMPORTS] = [replace(neighbour, number=number)]
                for name in rng.sample(list(following), len(following)):
                    found = timer.time(this, following[name])
                    timer.stop()
                    if not isinstance(found, Round):
                        raise SystemExit(found.message)
                    offs[name][this.plan.cell.pair] += log_ratios([found], BASELINE, SAME)
    print("| beside | all | " + " | ".join(offs[NOTHING]) + " |")
    print("| --- | --- |" + " --- |" * len(offs[NOTHING]))
    for name, by_workload in offs.items():
        spreads = [robust_spread(each) for each in by_workload.values()]
        together = math.sqrt(fmean(each**2 for each in spreads))
        print(f"| {name} | {together:.2%} | {' | '.join(f'{each:.2%}' for each in spreads)} |")


def planned(checker: PairChecker, entry: Entry, variants: tuple[str, ...]) -> RoundPlan:
    """A round of these variants at the smallest size."""
    cell = Cell(pair=entry.definition.name, size=entry.definition.sizes[0])
    report = checker.check(entry, longest_call_s=math.inf)
    calls_s = {each.variant: each.call_s for each in report.call_times if each.cell == cell}
    chosen = {name: calls_s[name] for name in variants}
    plan = plan_cell(entry.definition, chosen, FULL, cell=cell)
    return RoundPlan(entry=entry, plan=plan, number=0)


if __name__ == "__main__":
    main()
