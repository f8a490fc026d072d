"""What is said beside a pair's verdicts: of first calls, of copies, of work that goes on."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from pairbench.core import words
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.measurement import CallTime, Round
from pairbench.core.records.notice import Notice, NoticeKind

FIRST_TIMES = 10.0
"""A first call is spoken of where it takes so many times as long as a later one,"""

FIRST_S = 0.0004
"""and so much longer. Code that is new to the interpreter and to the processor takes longer at
first without having loaded or kept anything: up to 130 µs in the pairs of the catalogue, and 200 µs
for a first line of a log where the machine was half as fast as at other times."""

KEPT_S = 0.00005
"""So much longer where a later call gave the very object of the first: few that make one do."""

WARM_S = 0.000015
"""So much longer where besides it was called at a smaller size before, so that nothing is new:
calls under a microsecond are found up to 8 µs longer at first there. What keeps nothing may be by
more, for memory that is new to the process."""

CACHED_TIMES = 2.0
"""Where a cache is seen to answer, a first call is spoken of that takes so many times as long."""

ASIDE_TIMES = 10.0
"""Copies and cold starts are spoken of where they take so many times as long as the call."""

OUTSIDE = "pairbench_outside_cpus"
"""The name, in the metadata of a worker, of the CPUs that its other threads used between turns."""

OUTSIDE_CPUS = 0.2
"""Work that goes on outside the calls is spoken of from here on."""

_WARM = "Pair(fresh=...) begins each call cold"

_NEW = "a cache, an import, or memory that is new to the process?"

_COLD = "fresh= does not take that back"


def notices_of_check(
    definition: PairDefinition, call_times: Sequence[CallTime]
) -> tuple[Notice, ...]:
    """What the rough times of a pair's calls give to know."""
    return (*_on_first_calls(definition, call_times), *_on_asides(definition, call_times))


def notices_of_rounds(rounds: Iterable[Round]) -> tuple[Notice, ...]:
    """Which variants' workers were busy while it was the others' turn.

    A benchmark has no others: between its slices there is next to no time to be busy in. One round
    in which the machine stood still says nothing: what goes on does so in most of them.
    """
    found: dict[str, list[float]] = {}
    for each in rounds:
        for run in each.runs if len(each.runs) > 1 else ():
            used = run.metadata.get(OUTSIDE)
            if isinstance(used, int | float):
                found.setdefault(run.variant, []).append(used)
    return tuple(
        Notice(
            kind=NoticeKind.WORK_OUTSIDE,
            variant=variant,
            words=f"work goes on outside the calls: {words.number(typical)} CPUs while the others "
            "are timed, which is felt by them; end what it starts, and what its file starts, "
            "before the call returns",
        )
        for variant, used in found.items()
        if (typical := median(used)) >= OUTSIDE_CPUS
    )


def _on_first_calls(definition: PairDefinition, call_times: Iterable[CallTime]) -> Iterator[Notice]:
    """One for each variant, at the size where it matters most."""
    worst: dict[str, CallTime] = {}
    for each in call_times:
        known_s = _loaded_s(worst[each.variant]) if each.variant in worst else 0.0
        if _loads(each, definition) and _loaded_s(each) > known_s:
            worst[each.variant] = each
    for variant, each in worst.items():
        first, later = words.seconds(each.first_s), words.seconds(each.call_s)
        why = _why(each)
        what = _COLD if definition.fresh else _WARM
        yield Notice(
            kind=NoticeKind.FIRST_CALL,
            variant=variant,
            size=each.cell.size,
            words=f"the first call took {first}, later ones {later}: {why} {what}",
        )


def _loads(call: CallTime, definition: PairDefinition) -> bool:
    """Whether the first call did what the later ones do not."""
    cold = definition.fresh
    # A cache that is cleared before each call may still answer within one.
    if call.cached and not cold:
        return call.first_s >= CACHED_TIMES * call.call_s
    kept_s = KEPT_S if call.cell.size == definition.sizes[0] else WARM_S
    longer_s = kept_s if call.kept and not cold else FIRST_S
    return call.first_s >= FIRST_TIMES * call.call_s and _loaded_s(call) >= longer_s


def _why(call: CallTime) -> str:
    if call.cached:
        return "answered from a cache;"
    return "they give the same object again, or its very items: is it kept?" if call.kept else _NEW


def suspects(definition: PairDefinition, call_times: Iterable[CallTime]) -> Iterator[CallTime]:
    """Those whose first call may have been long by chance: the machine may have stood still."""
    return (
        each
        for each in call_times
        if _loads(each, definition) and (definition.fresh or not each.cached)
    )


def _loaded_s(call: CallTime) -> float:
    return call.first_s - call.call_s


def _on_asides(definition: PairDefinition, call_times: Sequence[CallTime]) -> Iterator[Notice]:
    """One for the pair, where copying or a cold start takes many times the call."""
    costly = [each for each in call_times if each.aside_s >= ASIDE_TIMES * each.call_s > 0]
    if not costly:
        return
    most = max(costly, key=lambda each: each.aside_s / each.call_s)
    ratio = words.number(most.aside_s / most.call_s)
    figures = f"{words.seconds(most.aside_s)} against {words.seconds(most.call_s)}"
    if definition.mutates:
        kind, what = NoticeKind.COPYING, "copying the input"
        advice = (
            "" if definition.copies else "; Pair(copy=...) can name a quicker way, list.copy say"
        )
    else:
        kind, what, advice = NoticeKind.COLD_START, "beginning cold", ""
    yield Notice(
        kind=kind,
        variant=most.variant,
        size=most.cell.size,
        words=f"{what} takes {ratio} times the call ({figures}), so few calls are timed{advice}",
    )
