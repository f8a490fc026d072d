"""Compares code that differs without doing otherwise, and counts how often it is called different.

``python -m simulations.moved --seconds 400 forked-4 --raw moved.jsonl`` writes the standard
workloads twice, with one of the edits below in the second copy, and compares both by rounds of that
kind of start, until the interval lies within 1 % of no difference or leaves it out, for 60 rounds
at most. It prints for each edit how many comparisons were made, how many were wrong, and how far
off the estimates were; ``--read`` makes the table from files of earlier runs. What an edit moves in
memory must not decide an answer.
"""

import json
import math
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean, median

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import Difference, difference, log_ratios
from pairbench.core.comparing.workload import BASELINE
from pairbench.core.gating.settings import Thresholds
from pairbench.core.gating.two_sides import BASE, HEAD, compare
from pairbench.core.planning.effort import FULL
from pairbench.core.planning.plan import RoundPlan, plan_cell
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Cell, Round
from pairbench.core.records.start import ROOT
from pairbench.core.statistics.estimate import ALPHA, exponential
from pairbench.core.statistics.sequential import Monitor, monitored_interval
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.timer import LockStepTimer
from pairbench.project.catalogue import WORKLOADS, find
from simulations.starts import (
    COMPARISON,
    is_called_different,
    parser_for,
    read_back,
    timer_of,
)

CAP = 60

WITHIN = 0.01
"""A comparison ends when its interval is as close to no difference."""

WORK = "def work(repeats: int)"

UNUSED = '''def unused(values: list[int]) -> int:
    """Nobody calls this."""
    return sum(value * value for value in values if value % 3)


'''


def in_other_order(text: str) -> str:
    """Let the last variant of the file be the first."""
    head, *variants = re.split(r"(?m)^(?=@pair\.(?:bad|good))", text)
    return head + "\n\n".join(each.strip("\n") + "\n" for each in reversed(variants))


EDITS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "a comment": lambda text: text.replace(
        '    """Repeat the unit', '    # Nothing that runs, only said.\n    """Repeat the unit'
    ),
    "a longer docstring": lambda text: text.replace(
        "that of the last.", "that of the last.\n\n    All others are left to be freed at once.\n"
    ),
    "a renamed local": lambda text: re.sub(r"\brepeats\b", "how_often_it_is_done", text),
    "an unused function before": lambda text: text.replace(WORK, UNUSED + WORK),
    "an unused function after": lambda text: text + "\n\n" + UNUSED.rstrip("\n") + "\n",
    "variants in another order": in_other_order,
    "a longer path": lambda text: text,
    "an environment variable": lambda text: text.replace(
        "from pairbench", 'import os\n\nos.environ["ONE_MORE_THAN_BEFORE"] = "1"\n\nfrom pairbench'
    ),
    "another module imported": lambda text: text.replace(
        "from pairbench", "import decimal  # noqa: F401\n\nfrom pairbench"
    ),
}
"""What is done to the second copy of a workload's file."""

FOLDERS = {"a longer path": "head-which-lies-in-a-folder-of-a-much-longer-name/and-deeper"}
"""Where the second copy lies, if not in a folder with a name as long as the first one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One comparison: its rounds' logarithms, their roots, and what was said at the end."""

    kind: str
    edit: str
    workload: str
    said: str
    estimate: float
    offs: tuple[float, ...]
    roots: tuple[int, ...]
    seconds: float


def main() -> None:
    """Compare in turns until the seconds are over, and print the table."""
    arguments = parser_for(__doc__, kinds=["forked-4"], seconds=3600.0).parse_args()
    if arguments.read:
        print(table([Compared(**each) for each in read_back(arguments.read)]))
        return
    made = []
    for each in compared(arguments.kinds, arguments.seconds):
        made.append(each)
        if arguments.raw:
            with arguments.raw.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(each)) + "\n")
    print(table(made))


def compared(kinds: Sequence[str], seconds: float) -> Iterator[Compared]:
    """Comparisons of all kinds, edits and workloads, in turns; another order each time."""
    rng = random.Random()
    until_s = time.monotonic() + seconds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        jobs = stack.enter_context(Jobs())
        plans = {edit: list(plans_of(edit, folder, jobs)) for edit in EDITS}
        timers = {kind: timer_of(kind, jobs, rng) for kind in kinds}
        while True:
            todo = [(kind, edit, plan) for kind in kinds for edit in EDITS for plan in plans[edit]]
            for kind, edit, plan in rng.sample(todo, len(todo)):
                if time.monotonic() > until_s:
                    return
                yield comparison(timers[kind], kind, edit, plan)


def plans_of(edit: str, folder: Path, jobs: Jobs) -> Iterator[RoundPlan]:
    """How each workload is compared with its edited copy."""
    place = folder / edit.replace(" ", "_")
    for file in sorted(WORKLOADS.glob("[!_]*.py")):
        text = file.read_text(encoding="utf-8")
        edited = EDITS[edit](text)
        if edited == text and edit not in {"nothing", *FOLDERS}:
            raise SystemExit(f"{file.name}: {edit} changes nothing")
        base = copied(place / "base" / "bench" / file.name, text)
        head = copied(place / FOLDERS.get(edit, "head") / "bench" / file.name, edited)
        entry = compare(
            base, head, BASELINE, base.definition.sizes, Thresholds(time=0.03, memory=0.03)
        ).entry
        report = PairChecker(jobs).check(base, longest_call_s=math.inf)
        call_s = next(each.call_s for each in report.call_times if each.variant == BASELINE)
        cell = Cell(pair=file.stem, size=entry.definition.sizes[0])
        both = {BASE: call_s, HEAD: call_s}
        plan = plan_cell(entry.definition, both, FULL, cell=cell, compared_at=ALPHA)
        yield RoundPlan(entry=entry, plan=plan, number=0)


def copied(file: Path, text: str) -> Entry:
    """The pair of a file that is written with this text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found = find([file])
    if found.errors:
        raise SystemExit(found.errors[0].message)
    return found.entries[0]


def comparison(timer: LockStepTimer, kind: str, edit: str, plan: RoundPlan) -> Compared:
    """One comparison, to its end."""
    began_s = time.monotonic()
    offs: list[float] = []
    roots: list[int] = []
    said, estimate, number = Difference.UNDECIDED, 1.0, 0
    monitor = Monitor(alpha=ALPHA, cap=CAP)
    while said is Difference.UNDECIDED and len(offs) < CAP:
        number += 1
        asked = replace(plan, number=number)
        found = timer.time(asked, [replace(plan, number=number + 1)])
        if not isinstance(found, Round):
            raise SystemExit(found.message)
        if is_spoilt(found):
            continue
        offs += log_ratios([found], BASE, HEAD)
        roots.append(int(found.runs[0].metadata.get(ROOT, 0)))
        ratio = exponential(monitored_interval(offs, monitor))
        said, estimate = difference(ratio, WITHIN), ratio.value
    timer.stop()
    return Compared(
        kind=kind,
        edit=edit,
        workload=plan.plan.cell.pair,
        said=said.value,
        estimate=estimate,
        offs=tuple(offs),
        roots=tuple(roots),
        seconds=time.monotonic() - began_s,
    )


def table(made: Sequence[Compared]) -> str:
    """A line for each kind and edit, one for each kind, and the same by workload."""
    lines = ["| start | edit | comparisons | wrong | median error | off by | rounds | seconds |"]
    lines.append("| --- " * 8 + "|")
    for kind in dict.fromkeys(each.kind for each in made):
        own = [each for each in made if each.kind == kind]
        groups = {edit: [each for each in own if each.edit == edit] for edit in EDITS}
        names = sorted({each.workload for each in own})
        groups |= {name: [each for each in own if each.workload == name] for name in names}
        groups["all"] = own
        lines += [row(kind, name, group) for name, group in groups.items() if group]
        lines += ["", joined(kind, own), ""]
    return "\n".join(lines)


def joined(kind: str, made: Sequence[Compared]) -> str:
    """What becomes of the same rounds where no comparison ends before its cap."""
    wrong = whole = 0
    for workload in sorted({each.workload for each in made}):
        own = [each for each in made if each.workload == workload]
        offs = [off for each in own for off in each.offs]
        for at in range(0, len(offs) - COMPARISON + 1, COMPARISON):
            whole += 1
            wrong += is_called_different(offs[at : at + COMPARISON])
    return (
        f"{kind}: the rounds joined into {whole} comparisons of {COMPARISON}, looked at after each "
        f"round, left out no difference in {wrong}."
    )


def row(kind: str, name: str, group: Sequence[Compared]) -> str:
    """The figures of a group; ``off by`` is where the median of its estimates lies."""
    wrong = sum(each.said in {Difference.FASTER, Difference.SLOWER} for each in group)
    return (
        f"| {kind} | {name} | {len(group)} | {wrong} "
        f"| {100 * median(abs(each.estimate - 1) for each in group):.2f} % "
        f"| {100 * (median(each.estimate for each in group) - 1):+.2f} % "
        f"| {fmean(len(each.offs) for each in group):.1f} "
        f"| {fmean(each.seconds for each in group):.1f} |"
    )


if __name__ == "__main__":
    main()
