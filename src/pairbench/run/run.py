"""A run, from plan to saved measurements: check, time, decide, trace; each saved when made."""

from collections.abc import Sequence
from dataclasses import replace

from pairbench.core.authoring.entry import Entry
from pairbench.core.judging.notices import notices_of_rounds
from pairbench.core.planning.asked import at_asked_sizes
from pairbench.core.planning.effort import Effort
from pairbench.run.ahead.forecast import Forecast
from pairbench.run.ahead.time_left import TimeLeft
from pairbench.run.controls import Controls
from pairbench.run.probes import Probes, Progress, Sink
from pairbench.run.records import NOTHING, Records
from pairbench.run.resumed import Before
from pairbench.run.rounds import Rounds
from pairbench.run.steps.check import check_controls, check_pairs
from pairbench.run.steps.decide import decide_cells
from pairbench.run.steps.profile import profile_variants
from pairbench.run.steps.time import time_cells
from pairbench.run.steps.trace import trace_variants


def run(
    entries: Sequence[Entry],
    controls: Sequence[Entry],
    probes: Probes,
    sink: Sink,
    effort: Effort,
    progress: Progress,
    *,
    before: Before = NOTHING,
) -> None:
    """Measure the pairs and hand every measurement to the sink as soon as it is made.

    The controls are measured along with them, spread over the run. What is ``before`` was measured
    by a run that did not come to its end, and is not measured again.
    """
    records = Records(sink, progress, before)
    time_left = TimeLeft(probes.clock_s, effort.run_budget_s)
    forecast = Forecast(progress, probes.clock_s, time_left)
    rounds = Rounds(probes.timer, probes.clock_s, records, forecast, effort)
    planned = check_pairs(as_measured(entries, effort), probes, records, effort, forecast)
    states = [rounds.taken_up(each) for each in check_controls(controls, probes, records, effort)]
    beside = Controls(states, rounds)
    time_left.reserve_tracing(planned)
    cells = [rounds.taken_up(each) for each in planned]
    forecast.watch(cells, beside.states, profiled=effort.profiled)
    try:
        time_cells(cells, beside, rounds, time_left, forecast)
        decide_cells(cells, rounds, time_left, effort, forecast)
    finally:
        probes.timer.stop()
    for pair in dict.fromkeys(each.plan.cell.pair for each in planned):
        records.note(pair, notices_of_rounds(records[pair].rounds))
    trace_variants(planned, probes, records, forecast)
    if effort.profiled:
        profile_variants(planned, probes, records, forecast)


def as_measured(entries: Sequence[Entry], effort: Effort) -> Sequence[Entry]:
    """The pairs as a run takes them: with the sizes alone that a claim asks of, or whole."""
    if not effort.only_asked:
        return entries
    return [replace(each, definition=at_asked_sizes(each.definition)) for each in entries]
