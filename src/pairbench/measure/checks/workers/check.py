"""The child that checks a pair before it is measured: results, input, and about how long it takes.

It announces each variant before it calls it, so that the parent knows where it was when it
raised, hung or died, and can go on with the rest in a new child.
"""

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from pairbench.measure.checks.caches import Caches, is_kept
from pairbench.measure.checks.calls import Called, Caller
from pairbench.measure.checks.doubtful.doubts import Doubts, Message
from pairbench.measure.checks.parts import insist_on_parts
from pairbench.measure.checks.results import WrongError, difference_between
from pairbench.measure.checks.rough import REPEATS, Rough, roughly
from pairbench.measure.checks.tracers import set_since, tracers
from pairbench.measure.checks.undone.dropped import dropped_in
from pairbench.measure.checks.undone.grown import Grown, gauges_around
from pairbench.measure.checks.values.carrying import digest
from pairbench.measure.checks.values.watching import Watch
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, load_pair, what_is_made

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
    doubts = Doubts()
    before = tracers()
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        order = loads(channel.receive())
        with channel.loading():
            pair = load_pair(job)
        if not job.suite:
            channel.send({"state": "make", "what": what_is_made(pair)})
        pair.told = [] if job.suite else None
        with Workbench(pair, job.size, job.resource, job.awaited) as bench:
            start_s = Clock.cpu_s() if start_s is None else start_s
            try:
                insist_on_parts(bench)
                Visit(channel, bench, order, warm, None if job.suite else doubts).make(start_s)
            except WrongError as wrong:
                channel.send({"state": "wrong", "message": str(wrong)})
            for words in dict.fromkeys(pair.told or ()):
                channel.send({"state": "drifting", "message": words})
            if pair.resources and not job.suite:
                channel.send({"state": "make", "what": "resource"})
            if traced := set_since(before):
                channel.send({"state": "traced", "message": " and ".join(traced)})
        channel.send({"state": "done"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """What a call that was not the first has taken at a size."""

    size: int
    call_s: float

    def explains(self, called: Called, size: int) -> bool:
        """Whether a call at a larger size may well take as long as this one did."""
        return called.call_s <= GROWTH * self.call_s * (size / self.size) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the calls of a variant have shown, its result and its input found to be in order."""

    first_s: float
    cached: bool
    kept: bool
    rough: Rough


class Visit:
    """A pair at one size: the variants in the parent's order, the baseline first if it is there.

    The first that is wrong ends the visit: the pair will not be measured, and what comes after
    would be held against a result or an input that is wrong itself.
    """

    def __init__(
        self,
        channel: Channel,
        bench: Workbench,
        order: Mapping[str, Any],
        warm: dict[str, Warm],
        doubts: Doubts | None,
    ) -> None:
        """``doubts`` knows what another size has had; of a suite there is none."""
        self._channel = channel
        self._bench = bench
        self._variants: list[str] = order["variants"]
        self._wants_digests: bool = order["digests"]
        self._once: bool = order.get("once", False)
        self._repeats: int = order.get("repeats", REPEATS)
        self._may_be_unsteady = doubts is None
        self._doubts = doubts
        self._warm = warm
        self._expected: Any = None
        pair = bench.pair
        wanted = self._wants_digests and not pair.resources
        self._digest = digest(bench.input) if wanted else None
        # What is called once has been watched by the process that called it first.
        unwatched = pair.mutates or self._once
        self._watch = None if unwatched else Watch(bench.input, alive=bool(pair.resources))
        self._caller = Caller(bench, lambda name: channel.send({"state": "awaited", "name": name}))

    def make(self, start_s: float) -> None:
        """Call the variants, and tell the parent about how long each takes.

        Raises:
            WrongError: the pair cannot be measured as it stands.
        """
        if self._watch is not None and self._watch.blind is not None:
            self._channel.send({"state": "unwatched", "message": self._watch.blind})
        if self._once:
            self._call_once(start_s)
            return
        checked = {variant: self._checked(variant) for variant in self._variants}
        self._tell_digests()
        short = [name for name, each in checked.items() if each.rough.call_s <= LONG_CALL_S]
        rough = roughly(self._bench, short, self._announce, repeats=self._repeats)
        self._compare_again(short)
        self._tell_doubts(short)
        for variant, each in checked.items():
            self._tell(variant, each, rough.get(variant, each.rough), start_s)

    def _call_once(self, start_s: float) -> None:
        """Make the first call of each variant, and no other."""
        for variant in self._variants:
            self._announce(variant)
            # What was left by all that was loaded is not to be collected within the call.
            gc.collect()
            called = self._caller.call(variant)
            if variant == self._variants[0] and self._bench.pair.differs is None:
                self._expected = called.result
            rough = Rough(call_s=called.call_s, aside_s=self._aside_s(called))
            checked = Checked(first_s=called.call_s, cached=False, kept=False, rough=rough)
            self._tell(variant, checked, rough, start_s)
        self._tell_digests()

    def _tell_digests(self) -> None:
        if self._wants_digests:
            seen = {"variant": self._variants[0], "input": self._digest}
            self._channel.send({"state": "seen", **seen, "result": digest(self._expected)})

    def _announce(self, variant: str) -> None:
        self._channel.send({"state": "check", "variant": variant})

    def _tell(self, variant: str, checked: Checked, rough: Rough, start_s: float) -> None:
        self._warm[variant] = Warm(size=self._bench.size, call_s=rough.call_s)
        self._announce(variant)
        self._channel.send(
            {
                "state": "ok",
                "call_s": rough.call_s,
                "aside_s": rough.aside_s,
                "first_s": checked.first_s,
                "cached": checked.cached,
                "kept": checked.kept,
                "start_s": start_s,
            }
        )

    def _checked(self, variant: str) -> Checked:
        self._announce(variant)
        caches = Caches(self._bench.function(variant))
        hits = caches.hits()
        first, last = self._first_and_last(variant)
        if self._bench.pair.differs is None:
            self._compare(variant, last.result)
        # A machine that stood still for a moment must not make a short call a long one.
        rough = Rough(call_s=min(first.call_s, last.call_s), aside_s=self._aside_s(last))
        return Checked(
            first_s=first.call_s,
            cached=caches.hits() > hits,
            kept=last is not first and is_kept(first.result, last.result, self._bench.input),
            rough=rough,
        )

    def _first_and_last(self, variant: str) -> tuple[Called, Called]:
        """Two calls, or the same one twice where a slow one need not be repeated."""
        bench, warm = self._bench, self._warm.get(variant)
        dropped = None if self._may_be_unsteady else dropped_in(bench.function(variant))
        if dropped is not None:
            raise WrongError(f"{variant} {dropped}")
        grown = self._grown(variant)
        first = self._caller.call(variant)
        grown.look()
        self._insist_on_no_change(variant)
        if first.call_s > SLOW_CALL_S and warm is not None and warm.explains(first, bench.size):
            return first, first
        # One call may take as long as the pair allows: the parent hears of each.
        self._announce(variant)
        leaving = self._caller.leaving(variant)
        second = self._caller.call(variant, None if bench.pair.consumers else leaving)
        grown.look()
        for words in grown.words():
            self._channel.send({"state": "grown", "variant": variant, "message": words})
        if bench.pair.differs is None:
            difference = difference_between(bench.pair, first.result, second.result)
            if difference is not None:
                self._tell_unsteady(variant, difference)
        if bench.pair.consumers:
            self._announce(variant)
            self._caller.consume(variant)
        elif not self._may_be_unsteady:
            self._caller.insist_on_its_end(variant, leaving)
        self._insist_on_no_change(variant)
        return first, second

    def _grown(self, variant: str) -> Grown:
        """What tells what calls add to; suites have their own, and one size is enough."""
        if self._may_be_unsteady or variant in self._warm:
            return Grown()
        given = None if self._bench.pair.mutates else self._bench.input
        return Grown(gauges_around(self._bench.function(variant), given))

    def _tell_unsteady(self, variant: str, difference: str) -> None:
        """A figure that a suite keeps may be one that it has measured itself; others are wrong."""
        if not self._may_be_unsteady:
            raise WrongError(f"{variant} gave another result on its second call: {difference}")
        self._channel.send({"state": "unsteady", "message": difference})

    def _tell_doubts(self, short: Sequence[str]) -> None:
        """What results that are equal show, or what is left of the input if there are none."""
        bench, doubts = self._bench, self._doubts
        if doubts is None:
            return
        if not self._warm and self._variants[0] in short and self._expected is None:
            self._send_all(doubts.in_place(bench, short))
        self._send_all(doubts.calling(bench, short))
        if bench.pair.differs is None:
            self._send_all(doubts.about(bench, self._variants, self._expected))

    def _send_all(self, messages: Iterable[Message]) -> None:
        for each in messages:
            self._channel.send(each)

    def _aside_s(self, called: Called) -> float:
        """What is made for a call, where anything is."""
        pair = self._bench.pair
        return called.aside_s if pair.mutates or pair.fresh is not None else 0.0

    def _insist_on_no_change(self, variant: str) -> None:
        change = None if self._watch is None else self._watch.change(self._bench.input)
        if change is not None:
            raise WrongError(
                f"{variant} changed its input ({change}): leave it alone, or say "
                "Pair(mutates=True) to get a fresh copy for each call"
            )

    def _compare(self, variant: str, result: Any) -> None:
        baseline = self._variants[0]
        if variant == baseline:
            self._expected = result
            return
        difference = difference_between(self._bench.pair, self._expected, result)
        if difference is not None:
            raise WrongError(
                f"{variant} does not return what {baseline} returns: {difference}; "
                "mend it, or compare in another way with @pair.equal"
            )
        if self._doubts is not None and not self._bench.pair.equals:
            self._send_all(self._doubts.compared(variant, self._expected, result))

    def _compare_again(self, variants: Iterable[str]) -> None:
        """Hold what the variants return after many calls against what they have returned."""
        if self._bench.pair.differs is not None or self._may_be_unsteady:
            return
        for variant in variants:
            self._announce(variant)
            result = self._caller.call(variant).result
            difference = difference_between(self._bench.pair, self._expected, result)
            if difference is not None:
                raise WrongError(f"{variant} gives another result after many calls: {difference}")


if __name__ == "__main__":
    serve(main)
