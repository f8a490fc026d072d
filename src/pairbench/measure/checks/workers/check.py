"""The child that checks a pair before it is measured: results, input, and about how long it takes.

It announces each variant before it calls it, so that the parent knows where it was when it
raised, hung or died, and can go on with the rest in a new child.
"""

import copy
import json
import math
import pickle  # nosec B403: dumps only, to compare an input with itself
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.results import WrongError, equal, first_difference
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, is_iterator, load_pair

CALIBRATION_S = 0.001
"""A call is timed over as many loops as fill this time."""

CALIBRATION_REPEATS = 8
"""The fastest of so many timings counts: a shared machine may be twice as slow for a while."""

LONG_CALL_S = 0.05
"""A call that takes longer than this is not repeated for calibration."""

SLOW_CALL_S = 1.0
"""A call that takes longer than this is made once, save at the smallest size."""


def main(channel: Channel) -> None:
    """Visit one size after the other, until the parent closes the line."""
    start_s = None
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        variants = json.loads(channel.receive())
        with channel.loading():
            pair = load_pair(job)
        with Workbench(pair, job.size, job.resource) as bench:
            start_s = process_time() if start_s is None else start_s
            if is_iterator(bench.input):
                message = "the input is an iterator, which the first call uses up: return a list"
                channel.send({"state": "wrong", "message": message})
            else:
                _visit(channel, bench, variants, start_s)
        channel.send({"state": "done"})


def _visit(channel: Channel, bench: Workbench, variants: list[str], start_s: float) -> None:
    """Visit the variants in the order that the parent gives, the baseline first if it is there.

    The first that is wrong ends the visit: the pair will not be measured, and what comes after
    would be held against a result or an input that is wrong itself.
    """
    expected: Any = None
    baseline = variants[0]
    calls_s: dict[str, float] = {}
    for variant in variants:
        channel.send({"state": "check", "variant": variant})
        try:
            call = _checked_call(bench, variant)
            if bench.pair.differs is None:
                if variant == baseline:
                    expected = call.result
                else:
                    _compare(bench.pair, baseline, expected, variant, call.result)
            calls_s[variant] = call.seconds
        except WrongError as wrong:
            channel.send({"state": "wrong", "message": str(wrong)})
            return
    short = [variant for variant in variants if calls_s[variant] <= LONG_CALL_S]
    calls_s |= _calibrated_s(channel, bench, short)
    for variant in variants:
        channel.send({"state": "check", "variant": variant})
        channel.send({"state": "ok", "call_s": calls_s[variant], "start_s": start_s})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A variant's result, read to its end, and how long the call took."""

    result: Any
    seconds: float


def _checked_call(bench: Workbench, variant: str) -> _Call:
    """The variant's last call, after its input and a second result were found to be in order.

    A slow variant is called a second time at the smallest size only.
    """
    changed = None if bench.pair.mutates else _fingerprint(bench.input)
    first = _call(bench, variant)
    if changed is not None and changed(bench.input):
        raise WrongError(
            f"{variant} changed its input: leave it alone, or say Pair(mutates=True) "
            "to get a fresh copy for each call"
        )
    smallest = bench.size == bench.pair.sizes[0]
    if bench.pair.differs is not None or (first.seconds > SLOW_CALL_S and not smallest):
        return first
    second = _call(bench, variant)
    if not equal(bench.pair, first.result, second.result):
        difference = first_difference(first.result, second.result)
        raise WrongError(f"{variant} gave another result on its second call: {difference}")
    # A machine that stood still for a moment must not make a short call a long one.
    return _Call(result=second.result, seconds=min(first.seconds, second.seconds))


def _call(bench: Workbench, variant: str) -> _Call:
    start = perf_counter()
    result = bench.call(variant, consumed=False)
    if is_iterator(result):
        if not bench.pair.consumers:
            raise WrongError(
                f"{variant} returns an iterator that nobody reads: "
                "mark a function that reads it with @pair.consumer"
            )
        result = list(result)
    return _Call(result=result, seconds=perf_counter() - start)


def _fingerprint(value: Any) -> Callable[[Any], bool] | None:
    """A test for whether the value has changed, or None where nothing can tell.

    A copy that equals its original is the best witness; where objects compare by identity,
    their pickle is.
    """
    # Whatever a value raises when it is copied, compared or pickled: it is no witness then.
    with suppress(Exception):
        kept = copy.deepcopy(value)
        if bool(kept == value):
            return lambda now: not bool(kept == now)
    with suppress(Exception):
        text = pickle.dumps(value)
        return lambda now: pickle.dumps(now) != text
    return None


def _compare(pair: Pair, baseline: str, expected: Any, variant: str, result: Any) -> None:
    if not equal(pair, expected, result):
        difference = first_difference(expected, result)
        raise WrongError(
            f"{variant} does not return what {baseline} returns: {difference}; "
            "mend it, or compare in another way with @pair.equal"
        )


def _calibrated_s(channel: Channel, bench: Workbench, variants: list[str]) -> dict[str, float]:
    """About how long a call of each takes now that it is warm, in seconds.

    The variants take turns, so that a slow spell of the machine does not hit one of them alone.
    """
    timers = {variant: bench.timer(variant) for variant in variants}
    loops = dict.fromkeys(variants, 1)
    fastest_s = dict.fromkeys(variants, math.inf)
    for variant, timed in timers.items():
        channel.send({"state": "check", "variant": variant})
        while timed(loops[variant]) < CALIBRATION_S:
            loops[variant] *= 2
    for _ in range(CALIBRATION_REPEATS):
        for variant, timed in timers.items():
            channel.send({"state": "check", "variant": variant})
            call_s = timed(loops[variant]) / loops[variant]
            fastest_s[variant] = min(fastest_s[variant], call_s)
    return fastest_s


if __name__ == "__main__":
    serve(main)
