"""Reads what was traced of a call: its figures, the stacks of its peak, and its lines of code."""

import linecache
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.measure.memory import tracing
from pairbench.measure.memory.following import Family
from pairbench.measure.memory.lean_memray import (
    AllocationRecord,
    FileReader,
    compute_statistics,
)
from pairbench.measure.memory.tracing import Moments
from pairbench.measure.profile.frames import Frame, folded

NOWHERE = ("no Python code", "", 0)
"""What allocates without being called from Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracerItself:
    """What the tracing of a call of nothing shows: memory of the tracer, in every tracing.

    ``start_bytes`` is the peak of its beginning, ``held_bytes`` what it holds during the call,
    ``kept_bytes`` how much more of it is there in the end.
    """

    start_bytes: int
    held_bytes: int
    kept_bytes: int
    allocated_bytes: int
    allocations: int


def tracer_itself(moments: Moments) -> TracerItself:
    """What is to be taken from the figures of other calls, from those of a call of nothing."""
    found = compute_statistics(str(moments.returned))
    held_bytes = _alive_bytes(moments.held)
    return TracerItself(
        start_bytes=found.peak_memory_allocated,
        held_bytes=held_bytes,
        kept_bytes=_alive_bytes(moments.dropped) - held_bytes,
        allocated_bytes=found.total_memory_allocated,
        allocations=found.total_num_allocations,
    )


def figures_of(moments: Moments, family: Family, tracer: TracerItself) -> dict[str, int]:
    """The figures of a call, and of the processes that it started.

    A peak below that of the tracer's own beginning, a few hundred bytes, does not show: then it is
    taken to be what the result holds.
    """
    found = compute_statistics(str(moments.returned))
    held_bytes, dropped_bytes = _alive_bytes(moments.held), _alive_bytes(moments.dropped)
    retained_bytes = max(0, held_bytes - dropped_bytes + tracer.kept_bytes)
    shows = found.peak_memory_allocated > tracer.start_bytes
    own_peak_bytes = found.peak_memory_allocated - tracer.held_bytes if shows else 0
    children = family.children
    return {
        "peak_bytes": max(own_peak_bytes, retained_bytes)
        + sum(each.peak_memory_allocated for each in children),
        "retained_bytes": retained_bytes,
        "allocated_bytes": max(0, found.total_memory_allocated - tracer.allocated_bytes)
        + sum(each.total_memory_allocated for each in children),
        "allocations": max(0, found.total_num_allocations - tracer.allocations)
        + sum(each.total_num_allocations for each in children),
        "children": len(children),
        "untraced": family.untraced,
    }


def stacks_of(moments: Moments, folders: Sequence[str]) -> list[tuple[list[str], float]]:
    """What holds the peak, by the stack of calls that allocated it."""
    held_bytes: Counter[tuple[Frame, ...]] = Counter()
    with FileReader(str(moments.returned)) as reader:
        for record in reader.get_high_watermark_allocation_records(merge_threads=True):
            frames = [Frame(*each) for each in reversed(record.stack_trace())]
            held_bytes[tuple(frames)] += record.size
    return folded(held_bytes, folders)


def lines_of(moments: Moments, moment: str, folders: Iterable[str]) -> list[dict[str, Any]]:
    """What each line holds at the peak, or of the result: the innermost of the pair's own code."""
    own = tuple(f"{folder}/" for folder in folders)
    held_bytes: Counter[tuple[str, str, int]] = Counter()
    if moment == "peak":
        with FileReader(str(moments.returned)) as reader:
            for record in reader.get_high_watermark_allocation_records(merge_threads=True):
                held_bytes[_place(record, own)] += record.size
    else:
        for path, sign in ((moments.held, 1), (moments.dropped, -1)):
            with FileReader(str(path)) as reader:
                for record in reader.get_leaked_allocation_records(merge_threads=True):
                    held_bytes[_place(record, own)] += sign * record.size
    return [
        {
            "file": _within(file, own),
            "number": number,
            "function": function,
            "text": linecache.getline(file, number).strip(),
            "held_bytes": size,
        }
        for (function, file, number), size in held_bytes.items()
        if size > 0 and file != tracing.__file__
    ]


def _alive_bytes(trace: Path) -> int:
    with FileReader(str(trace)) as reader:
        alive = reader.get_leaked_allocation_records(merge_threads=True)
        size_bytes: int = sum(each.size for each in alive)
    return size_bytes


def _place(record: AllocationRecord, own: tuple[str, ...]) -> tuple[str, str, int]:
    """The function, file and line that an allocation is put down to."""
    stack = record.stack_trace()
    return next((each for each in stack if each[1].startswith(own)), (stack or [NOWHERE])[0])


def _within(file: str, own: tuple[str, ...]) -> str:
    outermost = min((each for each in own if file.startswith(each)), key=len, default="")
    return file.removeprefix(outermost)
