"""A run set of ten thousand pairs: what it takes to save, to open, to join and to report.

``python -m simulations.at_scale --pairs 10000 --reported 400`` writes shards of made-up pairs,
joins them, and prints a table; each step runs in a process of its own, whose peak memory is told.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pairbench.cli.commands.report import show
from pairbench.cli.runs.joining import by_interpreter, joined_in
from pairbench.core.judging.verdict import judge
from pairbench.core.records.record import CONTROLS
from pairbench.core.records.shard import Shard
from pairbench.core.sharing.belonging import gaps_among
from pairbench.core.sharing.shards import parts_of
from pairbench.store.run_sets import RunFolder, new_folder
from pairbench.store.seals.opened import Opened
from tests.records import RUN, a_record

SHARDS = 5
THEMES = 20
AT_ENDS = 100
"""So many of the first and of the last pairs are compared."""


def save(folder: Path, pairs: int) -> str:
    """Write the shards, and compare the time for the first pairs with that for the last."""
    names = [f"theme_{number % THEMES:02}/pair_{number:05}" for number in range(pairs)]
    placed = parts_of(names, SHARDS, {})
    started = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
    took_s = []
    for number in range(1, SHARDS + 1):
        writer = RunFolder(new_folder(folder / f"shard-{number}" / "runs", started))
        for name in (CONTROLS, *(each for each in names if placed[each] == number)):
            record = a_record(name)
            began_s = time.process_time()
            writer.save_pair(record)
            writer.save_rounds(record)
            took_s.append(time.process_time() - began_s)
        shard = Shard(number=number, count=SHARDS, catalogue="made up")
        writer.save_run(replace(RUN, started=started.isoformat(), shards=(shard,)))
    return _ends("saving", took_s)


def join(folder: Path, _: int) -> str:
    """Join the shards into one run set."""
    shards = [folder / f"shard-{number}" for number in range(1, SHARDS + 1)]
    for found in by_interpreter(shards):
        gaps = gaps_among([shard for each in found for shard in each.run.shards])
        joined_in(folder / "joined", found, gaps)
    return ""


def judged(folder: Path, _: int) -> str:
    """Open every pair and judge it, and compare the first with the last."""
    (run_set,) = (folder / "joined" / "runs").iterdir()
    took_s = []
    opened = Opened(run_set)
    for name in opened.names():
        began_s = time.process_time()
        judge(opened.pair(name))
        took_s.append(time.process_time() - began_s)
    return _ends("judging", took_s)


def report(folder: Path, _: int) -> str:
    """Write the report of what was joined."""
    (run_set,) = (folder / "joined" / "runs").iterdir()
    show([run_set], folder / "reported")
    html = folder / "reported" / "html"
    sizes = [path.stat().st_size / 1e6 for path in html.rglob("*.html")]
    front = (html / "index.html").stat().st_size / 1e6
    return f"{len(sizes)} files, the front {front:.1f} MB, the largest {max(sizes):.1f} MB"


STEPS: dict[str, Callable[[Path, int], str]] = {
    "save": save,
    "join": join,
    "judge": judged,
    "report": report,
}


def _ends(what: str, took_s: Sequence[float]) -> str:
    first, last = (1e3 * sum(each) / len(each) for each in (took_s[:AT_ENDS], took_s[-AT_ENDS:]))
    return f"{what} a pair: {first:.1f} ms at first, {last:.1f} ms at last"


def _in_a_process(step: str, folder: Path, pairs: int) -> None:
    began_s = time.monotonic()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "simulations.at_scale", "--step", step),
            *("--folder", str(folder), "--pairs", str(pairs)),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    took_s = time.monotonic() - began_s
    peak_mb, cpu_s, said = done.stdout.splitlines()[-1].split("\t")
    print(
        f"| {pairs:,} | {step} | {took_s:.0f} s | {cpu_s} s | {peak_mb} MB | {said} |", flush=True
    )


def main() -> None:
    """Do every step, or the one that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--pairs", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--reported", type=int, nargs="*", default=[100, 400])
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.step:
        said = STEPS[asked.step](asked.folder, asked.pairs[0])
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        used = [resource.getrusage(each) for each in kinds]
        cpu_s = sum(each.ru_utime + each.ru_stime for each in used)
        # Of processes that have ended the system knows the largest alone.
        peaks_mb = " + ".join(f"{each.ru_maxrss / 1024:.0f}" for each in used if each.ru_maxrss)
        print(f"{peaks_mb}\t{cpu_s:.0f}\t{said}")
        return
    print("| pairs | step | time | CPU | peak memory | |")
    print("| --- | --- | --- | --- | --- | --- |")
    for steps, counts in ((("save", "join", "judge"), asked.pairs), (tuple(STEPS), asked.reported)):
        for pairs in counts:
            with tempfile.TemporaryDirectory() as folder:
                for step in steps:
                    _in_a_process(step, Path(folder), pairs)


if __name__ == "__main__":
    main()
