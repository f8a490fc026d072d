"""The child that is traced: at each size one warm-up call, then one call under memray."""

import gc
from pathlib import Path

from memray import FileDestination, FileReader, Tracker
from memray._memray import compute_statistics

from pairbench.measure.following import Family, Follower
from pairbench.measure.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.workbench import Workbench, load_pair


def main(channel: Channel) -> None:
    """Trace one call for each job, until the parent closes the line."""
    follower = Follower()
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        trace = Path(channel.receive())
        pair = load_pair(job.root, job.file, job.attribute)
        with Workbench(pair, job.size, job.resource) as bench:
            bench.call(job.variant, consumed=True)
            tracker = Tracker(
                destination=FileDestination(str(trace), overwrite=True),
                trace_python_allocators=True,
                follow_fork=True,
            )
            with follower.follow(trace):
                # What ran before has filled the interpreter's lists of spare objects, which would
                # serve the traced call without an allocation; a full collection empties them.
                # Nothing of ours may run between it and the call, or within the tracing.
                result = bench.call(job.variant, before=gc.collect, around=tracker, consumed=True)
            channel.send(_figures(trace, follower.family(trace)))
            del result


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


if __name__ == "__main__":
    serve(main)
