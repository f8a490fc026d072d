"""The child that checks a pair before it is measured: results, input, and about how long it takes.

It announces each variant before it calls it, so that the parent knows where it was when it
raised, hung or died, and can go on with the rest in a new child.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.calls import Called, Caller
from pairbench.measure.checks.parts import insist_on_parts
from pairbench.measure.checks.results import WrongError, difference_between
from pairbench.measure.checks.rough import Rough, roughly
from pairbench.measure.checks.values.carrying import digest
from pairbench.measure.checks.values.watching import Watch
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, load_pair

LONG_CALL_S = 0.05
"""A call that takes longer than this is not repeated for calibration."""

SLOW_CALL_S = 1.0
"""A call that takes longer than this is made once, where a smaller size has shown that it may."""

GROWTH = 4.0
"""A call is expected to take so many times as long as one of a smaller size, times the square of
how much larger its own is. What takes longer may have loaded something."""


def main(channel: Channel) -> None:
    """Visit one size after the other, until the parent closes the line."""
    start_s = None
    warm: dict[str, Warm] = {}
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        order = json.loads(channel.receive())
        with channel.loading():
            pair = load_pair(job)
        with Workbench(pair, job.size, job.resource, job.awaited) as bench:
            start_s = Clock.cpu_s() if start_s is None else start_s
            try:
                insist_on_parts(bench)
                _visit(channel, bench, order, start_s, warm)
            except WrongError as wrong:
                channel.send({"state": "wrong", "message": str(wrong)})
        channel.send({"state": "done"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """What a call that was not the first has taken at a size."""

    size: int
    call_s: float

    def explains(self, called: Called, size: int) -> bool:
        """Whether a call at a larger size may well take as long as this one did."""
        return called.call_s <= GROWTH * self.call_s * (size / self.size) ** 2


def _visit(
    channel: Channel,
    bench: Workbench,
    order: Mapping[str, Any],
    start_s: float,
    warm: dict[str, Warm],
) -> None:
    """Visit the variants in the order that the parent gives, the baseline first if it is there.

    The first that is wrong ends the visit: the pair will not be measured, and what comes after
    would be held against a result or an input that is wrong itself.
    """
    expected: Any = None
    variants: list[str] = order["variants"]
    baseline = variants[0]
    mark = digest(None if bench.pair.resources else bench.input) if order["digests"] else None
    firsts_s: dict[str, float] = {}
    found: dict[str, Rough] = {}
    watch = None if bench.pair.mutates else Watch(bench.input, alive=bool(bench.pair.resources))
    caller = Caller(bench, lambda name: channel.send({"state": "awaited", "name": name}))

    def announce(variant: str) -> None:
        channel.send({"state": "check", "variant": variant})

    if watch is not None and watch.blind is not None:
        channel.send({"state": "unwatched", "message": watch.blind})
    for variant in variants:
        announce(variant)
        first, last = _checked_calls(caller, watch, variant, warm.get(variant))
        if bench.pair.differs is None:
            if variant == baseline:
                expected = last.result
            else:
                _compare(bench.pair, baseline, expected, variant, last.result)
        firsts_s[variant] = first.call_s
        # A machine that stood still for a moment must not make a short call a long one.
        found[variant] = Rough(call_s=min(first.call_s, last.call_s), aside_s=_aside(bench, last))
    if order["digests"]:
        seen = {"variant": baseline, "input": mark, "result": digest(expected)}
        channel.send({"state": "seen", **seen})
    short = [variant for variant in variants if found[variant].call_s <= LONG_CALL_S]
    found |= roughly(bench, short, announce)
    for variant in variants:
        warm[variant] = Warm(size=bench.size, call_s=found[variant].call_s)
        announce(variant)
        channel.send(
            {
                "state": "ok",
                "call_s": found[variant].call_s,
                "aside_s": found[variant].aside_s,
                "first_s": firsts_s[variant],
                "start_s": start_s,
            }
        )


def _checked_calls(
    caller: Caller, watch: Watch | None, variant: str, warm: Warm | None
) -> tuple[Called, Called]:
    """The variant's first and last call, its input and its results found to be in order.

    They are one call where a slow one need not be repeated.
    """
    bench = caller.bench
    first = caller.call(variant)
    _insist_on_no_change(watch, bench, variant)
    if first.call_s > SLOW_CALL_S and warm is not None and warm.explains(first, bench.size):
        return first, first
    second = caller.call(variant)
    if bench.pair.differs is None:
        difference = difference_between(bench.pair, first.result, second.result)
        if difference is not None:
            raise WrongError(f"{variant} gave another result on its second call: {difference}")
    if bench.pair.consumers:
        caller.consume(variant)
    _insist_on_no_change(watch, bench, variant)
    return first, second


def _aside(bench: Workbench, called: Called) -> float:
    """What is made for a call, where anything is."""
    return called.aside_s if bench.pair.mutates or bench.pair.fresh is not None else 0.0


def _insist_on_no_change(watch: Watch | None, bench: Workbench, variant: str) -> None:
    change = None if watch is None else watch.change(bench.input)
    if change is not None:
        raise WrongError(
            f"{variant} changed its input ({change}): leave it alone, or say Pair(mutates=True) "
            "to get a fresh copy for each call"
        )


def _compare(pair: Pair, baseline: str, expected: Any, variant: str, result: Any) -> None:
    difference = difference_between(pair, expected, result)
    if difference is not None:
        raise WrongError(
            f"{variant} does not return what {baseline} returns: {difference}; "
            "mend it, or compare in another way with @pair.equal"
        )


if __name__ == "__main__":
    serve(main)
