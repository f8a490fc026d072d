"""Draws how an interval closes in on the truth, from the real rounds of a calibration.

``pairbench calibrate --json calibration.json``, then
``python simulations/picture.py docs/rounds.svg calibration.json``; of several calibrations the
longest trial of each difference is drawn.
"""

import argparse
import json
import math
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pairbench.core.statistics.estimate import ALPHA
from pairbench.core.statistics.sequential import (
    Monitor,
    first_verdict,
    monitored_interval,
    tabulated_cap,
)

DOTS = "#8a8a8a"
BAND = "#0072b2"
TRUTH = "#d55e00"


def main() -> None:
    """Read the calibration, and draw its longest trial of each difference."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("picture", type=Path)
    parser.add_argument("calibrations", type=Path, nargs="+")
    parser.add_argument("--workload", default="loop")
    arguments = parser.parse_args()
    trials: dict[float, dict[str, Any]] = {}
    for path in arguments.calibrations:
        stored = json.loads(path.read_text(encoding="utf-8"))
        (own,) = (each for each in stored["calibration"]["tools"] if each["tool"] == "pairbench")
        for trial in own["trials"]:
            longest = trials.get(trial["slower_by"], {"round_ratios": ()})
            longer = len(trial["round_ratios"]) > len(longest["round_ratios"])
            if longer and trial["workload"] == arguments.workload:
                trials[trial["slower_by"]] = trial
    mpl.rcParams["svg.hashsalt"] = "pairbench"
    figure = Figure(figsize=(4.0 * len(trials), 3.2), layout="constrained")
    for place, (slower_by, trial) in enumerate(sorted(trials.items()), start=1):
        axes = figure.add_subplot(1, len(trials), place)
        draw(axes, slower_by, trial)
        axes.set_xlabel("round")
        if place == 1:
            axes.set_ylabel("baseline ÷ variant")
    figure.savefig(arguments.picture, format="svg", metadata={"Date": None})


def draw(axes: Axes, slower_by: float, trial: dict[str, Any]) -> None:
    """Every round a dot, and what the interval was after each."""
    logs = [math.log(ratio) for ratio in trial["round_ratios"]]
    seconds_a_round = trial["elapsed_s"][-1] / len(logs)
    cap = tabulated_cap(max(len(logs), round(trial["budget_s"] / seconds_a_round)))
    monitor = Monitor(alpha=ALPHA, cap=cap)
    numbers = range(first_verdict(monitor), len(logs) + 1)
    intervals = [monitored_interval(logs[:number], monitor) for number in numbers]
    axes.axhline(1.0, color="black", linewidth=0.8)
    axes.axhline(1 / (1 + slower_by), color=TRUTH, linewidth=1.2, linestyle="--")
    axes.plot(range(1, len(logs) + 1), trial["round_ratios"], "o", color=DOTS, markersize=2.5)
    axes.fill_between(
        numbers,
        [math.exp(each.low) for each in intervals],
        [math.exp(each.high) for each in intervals],
        color=BAND,
        alpha=0.35,
        linewidth=0,
    )
    axes.plot(numbers, [math.exp(each.value) for each in intervals], color=BAND, linewidth=1.2)
    axes.set_ylim(0.92, 1.08)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    seconds = f"{trial['elapsed_s'][-1]:.1f} s"
    what = f"{slower_by:.0%} slower" if slower_by else "identical code"
    axes.set_title(f"{what}: {trial['difference']} after {seconds}", fontsize=10)


if __name__ == "__main__":
    main()
