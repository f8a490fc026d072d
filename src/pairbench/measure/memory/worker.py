"""The child that is traced: at each size one warm-up call, then one call under memray."""

import gc
import json
import linecache
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from memray import AllocationRecord, FileDestination, FileReader, Tracker
from memray._memray import compute_statistics

from pairbench.measure.memory.following import Family, Follower
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, load_pair
from pairbench.measure.profile.frames import Frame, folded

NOWHERE = ("no Python code", "", 0)
"""What allocates without being called from Python."""


def main(channel: Channel) -> None:
    """Trace one call for each order, until the parent closes the line."""
    follower = Follower()
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        order = json.loads(channel.receive())
        trace = Path(order["trace"])
        pair = load_pair(job)
        with Workbench(pair, job.size, job.resource) as bench:
            bench.call(job.variant, consumed=True)
            tracker = Tracker(
                destination=FileDestination(str(trace), overwrite=True),
                trace_python_allocators=True,
                follow_fork=True,
            )
            weight = job.ballast_bytes
            around = _WithBallast(tracker, weight) if weight else tracker
            with follower.follow(trace):
                # What ran before has filled the interpreter's lists of spare objects, which would
                # serve the traced call without an allocation; a full collection empties them.
                # Nothing of ours may run between it and the call, or within the tracing.
                result = bench.call(job.variant, before=gc.collect, around=around, consumed=True)
            folders = [job.root, *job.sources]
            if order["lines_of"] is None:
                figures = _figures(trace, follower.family(trace))
                stacks = _stacks(trace, folders) if order["stacks"] else []
                channel.send({"figures": figures, "stacks": stacks})
            else:
                channel.send({"lines": _lines(trace, order["lines_of"], folders)})
            del result


class _WithBallast:
    """Tracing in which some bytes are held on purpose from its beginning, and nothing else of ours.

    A generator's frame would be counted as well; these methods have returned when the call begins.
    """

    __slots__ = ("_ballast", "_size_bytes", "_tracker")

    def __init__(self, tracker: Tracker, size_bytes: int) -> None:
        self._tracker = tracker
        self._size_bytes = size_bytes
        self._ballast = b""

    def __enter__(self) -> None:
        self._tracker.__enter__()
        self._ballast = bytes(self._size_bytes)

    def __exit__(self, *exception: object) -> None:
        self._ballast = b""
        self._tracker.__exit__(None, None, None)


def _figures(trace: Path, family: Family) -> dict[str, int]:
    """The figures of a call; its result is still held, so what is not freed is retained."""
    own = compute_statistics(str(trace))
    with FileReader(str(trace)) as reader:
        retained = sum(record.size for record in reader.get_leaked_allocation_records())
    everybody = [own, *family.children]
    return {
        "peak_bytes": sum(each.peak_memory_allocated for each in everybody),
        "retained_bytes": retained,
        "allocated_bytes": sum(each.total_memory_allocated for each in everybody),
        "allocations": sum(each.total_num_allocations for each in everybody),
        "children": len(family.children),
        "untraced": family.untraced,
    }


def _stacks(trace: Path, folders: Sequence[str]) -> list[tuple[list[str], float]]:
    """What holds the peak, by the stack of calls that allocated it."""
    held_bytes: Counter[tuple[Frame, ...]] = Counter()
    with FileReader(str(trace)) as reader:
        for record in reader.get_high_watermark_allocation_records(merge_threads=True):
            frames = [Frame(*each) for each in reversed(record.stack_trace())]
            held_bytes[tuple(frames)] += record.size
    return folded(held_bytes, folders)


def _lines(trace: Path, moment: str, folders: Iterable[str]) -> list[dict[str, Any]]:
    """What each line holds at the peak, or of the result: the innermost of the pair's own code."""
    own = tuple(f"{folder}/" for folder in folders)
    held_bytes: Counter[tuple[str, str, int]] = Counter()
    with FileReader(str(trace)) as reader:
        records = (
            reader.get_high_watermark_allocation_records(merge_threads=True)
            if moment == "peak"
            else reader.get_leaked_allocation_records(merge_threads=True)
        )
        for record in records:
            held_bytes[_place(record, own)] += record.size
    return [
        {
            "file": _within(file, own),
            "number": number,
            "function": function,
            "text": linecache.getline(file, number).strip(),
            "held_bytes": size,
        }
        for (function, file, number), size in held_bytes.items()
    ]


def _place(record: AllocationRecord, own: tuple[str, ...]) -> tuple[str, str, int]:
    """The function, file and line that an allocation is put down to."""
    stack = record.stack_trace()
    return next((each for each in stack if each[1].startswith(own)), (stack or [NOWHERE])[0])


def _within(file: str, own: tuple[str, ...]) -> str:
    outermost = min((each for each in own if file.startswith(each)), key=len, default="")
    return file.removeprefix(outermost)


if __name__ == "__main__":
    serve(main)
