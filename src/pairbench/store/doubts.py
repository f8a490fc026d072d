"""Says what a stored file cannot mean: it can be read, but no run has written it."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pairbench.core.authoring.claim import Claim, Crosses
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.problems import LONGEST_NAME, MOST_SIZES
from pairbench.core.records.measurement import MemoryMeasurement, Round
from pairbench.core.records.record import CONTROLS, PairRecord, RunRecord, is_of_controls
from pairbench.core.statistics.positive import LARGEST_SIZE, is_positive
from pairbench.core.statistics.sequential import MOST_ROUNDS, Monitor

MOST_BYTES = 2**70
"""No machine has more memory."""


def doubt_of_record(record: PairRecord) -> str | None:
    """The first thing that nothing which was recorded of a pair is like, or None."""
    return next(_of_record(record), None)


def doubt_of_environment(run: RunRecord) -> str | None:
    """The first thing that no machine, and no run on one, is like, or None."""
    memory_bytes = run.environment.memory_bytes
    if memory_bytes is not None and not 0 < memory_bytes <= MOST_BYTES:
        return "no machine has as much memory as it says"
    return next(_of_numbers(run, "run"), None)


def _of_record(record: PairRecord) -> Iterator[str]:
    definition = record.definition
    yield from _of_definition(definition)
    yield from _of_numbers(record, "")
    yield from _of_cells(record)
    yield from _of_monitors(record.monitors, definition)
    for number, each in enumerate(record.memory):
        yield from (f"memory[{number}] {doubt}" for doubt in _of_memory(each))
    for profile in record.profiles:
        if any(stack.weight < 0 for stack in profile.stacks):
            yield f"the profile of {profile.variant!a} has less than no time"
    yield from _of_rounds(record.rounds, definition)


def _of_definition(definition: PairDefinition) -> Iterator[str]:
    yield from _of_sizes(definition.sizes)
    yield from _of_names(definition)
    for claim in definition.claims:
        yield from _of_claim(claim, definition)


def _of_claim(claim: Claim, definition: PairDefinition) -> Iterator[str]:
    others = {each.name for each in definition.variants}
    if isinstance(claim, Crosses):
        others -= {definition.baseline}
    if claim.variant not in others:
        yield f"a claim is on {claim.variant!a}, of which it cannot be"
    if getattr(claim, "size", definition.sizes[0]) not in definition.sizes:
        yield "a claim is on a size that it does not have"
    if not is_positive(getattr(claim, "factor", 1.0)):
        yield "a claim has a factor that is not above 0"


def _of_sizes(sizes: tuple[int, ...]) -> Iterator[str]:
    if not sizes:
        yield "it has no sizes"
    if not all(0 < size <= LARGEST_SIZE for size in sizes):
        yield f"one of its sizes is not between 1 and {LARGEST_SIZE:.0e}"
    if len(set(sizes)) < len(sizes) or len(sizes) > MOST_SIZES:
        yield "it has a size twice, or too many of them"


def _of_names(definition: PairDefinition) -> Iterator[str]:
    names = [each.name for each in definition.variants]
    if not names:
        yield "it has no variants"
    if len(set(names)) < len(names):
        yield "it has two variants of one name"
    if not all(0 < len(name) <= LONGEST_NAME for name in (definition.name, *names)):
        yield "one of its names is empty, or longer than any"


def _of_cells(record: PairRecord) -> Iterator[str]:
    """What was measured at a place is of this pair, and of one of its sizes."""
    cells = [
        *(each.cell for each in record.rounds),
        *(each.cell for each in record.memory),
        *(each.cell for each in record.profiles),
        *(each.cell for each in record.failures),
        *(each.cell for each in record.left_out),
    ]
    name = record.definition.name
    # The controls of one machine of several were measured under the name that all controls have.
    names = {name, CONTROLS} if is_of_controls(name) else {name}
    for cell in cells:
        if cell.pair not in names:
            yield f"it holds what was measured of another pair, {cell.pair!a}"
        if cell.size not in record.definition.sizes:
            yield f"it holds what was measured at {cell.size!a}, which is none of its sizes"


def _of_monitors(monitors: Mapping[int, Monitor], definition: PairDefinition) -> Iterator[str]:
    for size, each in monitors.items():
        if size not in definition.sizes:
            yield f"it was to be compared at {size}, which is none of its sizes"
        if not (0 < each.alpha < 1 and 0 <= each.cap <= MOST_ROUNDS):
            yield f"no comparison has an error level of {each.alpha:g} over {each.cap:g} rounds"


def _of_memory(each: MemoryMeasurement) -> Iterator[str]:
    if not each.repeats:
        yield "was measured in no process"
    figures = [
        figure
        for one in each.repeats
        for figure in (
            one.peak_bytes,
            one.retained_bytes,
            one.allocated_bytes,
            one.allocations,
            one.children,
        )
    ]
    if not all(0 <= figure <= MOST_BYTES for figure in (*figures, each.unseen_bytes)):
        yield f"has a figure that is not between 0 and {MOST_BYTES:.0e}"


def _of_rounds(rounds: Iterable[Round], definition: PairDefinition) -> Iterator[str]:
    names = {each.name for each in definition.variants}
    seen: set[tuple[int, int, str]] = set()
    for each in rounds:
        place = f"round {each.number} at {each.cell.size}"
        for run in each.runs:
            key = (each.cell.size, each.number, run.variant)
            if key in seen:
                yield f"{place} has {run.variant!a} twice"
            seen.add(key)
            if run.variant not in names:
                yield f"{place} is of a variant that the pair does not have, {run.variant!a}"
            if run.loops < 1 or not all(map(is_positive, run.values_s)):
                yield f"{place} has a time that is not above 0"
        if len({len(run.values_s) for run in each.runs}) > 1:
            yield f"{place} has blocks without all of its variants"
        conditions = each.conditions
        if min(conditions.wall_s, conditions.stolen_s, conditions.suspended_s) < 0:
            yield f"{place} took less than no time"


def _of_numbers(value: Any, place: str) -> Iterator[str]:
    """Numbers that no measurement has, wherever they stand: endless ones, and none at all."""
    # Nearly always there is none, and it is the names of where they stand that take time.
    if not _has_odd_number(value):
        return
    for name, inner in _parts(value):
        yield from _of_numbers(inner, f"{place}{name}".lstrip("."))
    if isinstance(value, float):
        yield f"{place} is {value}, which is no number that was measured"
    if isinstance(value, int):
        yield f"{place} is beyond {LARGEST_SIZE:.0e}"


def _has_odd_number(value: object) -> bool:
    """Whether one of them stands anywhere in it."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, int):
        return abs(value) > LARGEST_SIZE
    if isinstance(value, tuple):
        return any(map(_has_odd_number, value))
    if names := _fields_of(type(value)):
        return any(_has_odd_number(getattr(value, each)) for each in names)
    return isinstance(value, Mapping) and any(map(_has_odd_number, value.values()))


_FIELDS: dict[type, tuple[str, ...]] = {}
"""What each kind of value was found to hold: there are few kinds, and many values."""


def _fields_of(kind: type) -> tuple[str, ...]:
    """The names of what a dataclass holds; none of anything else."""
    if kind not in _FIELDS:
        found = fields(kind) if is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(each.name for each in found)
    return _FIELDS[kind]


def _parts(value: Any) -> Iterable[tuple[str, Any]]:
    """What a value is made of, each with what it is called there."""
    if names := _fields_of(type(value)):
        return [(f".{each}", getattr(value, each)) for each in names]
    if isinstance(value, Mapping):
        return [(f"[{key!a}]", inner) for key, inner in value.items()]
    if isinstance(value, tuple):
        return [(f"[{number}]", inner) for number, inner in enumerate(value)]
    return ()
