"""The child that is traced: at each size one warm-up call, then one call under memray."""

import sys
from pathlib import Path

from memray import FileDestination, FileReader, Tracker
from memray._memray import compute_statistics

from pairbench.measure.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.workbench import Workbench, load_pair

STARTED_ELSEWHERE = {"subprocess.Popen", "os.posix_spawn", "os.spawn", "os.system"}
"""Audit events of processes that memray does not follow."""

STARTED_BY_MULTIPROCESSING = {
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.popen_forkserver",
}
"""Modules that are imported just when such a process is started."""


def main(channel: Channel) -> None:
    """Trace one call for each job, until the parent closes the line."""
    events: set[str] = set()
    sys.addaudithook(lambda event, _: events.add(event) if event in STARTED_ELSEWHERE else None)
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        trace = Path(channel.receive())
        pair = load_pair(job.root, job.file, job.attribute)
        with Workbench(pair, job.size, job.resource) as bench:
            bench.call(job.variant, consumed=True)
            events.clear()
            tracker = Tracker(
                destination=FileDestination(str(trace), overwrite=True),
                trace_python_allocators=True,
                follow_fork=True,
            )
            result = bench.call(job.variant, around=tracker, consumed=True)
            untraced = bool(events) or not STARTED_BY_MULTIPROCESSING.isdisjoint(sys.modules)
            channel.send({**_figures(trace), "untraced": untraced})
            del result


def _figures(trace: Path) -> dict[str, int]:
    """The four figures; the caller still holds the result, so what is not freed is retained."""
    own = compute_statistics(str(trace))
    with FileReader(str(trace)) as reader:
        retained = sum(record.size for record in reader.get_leaked_allocation_records())
    children = [compute_statistics(str(each)) for each in trace.parent.glob(f"{trace.name}.*")]
    everybody = [own, *children]
    return {
        "peak_bytes": sum(each.peak_memory_allocated for each in everybody),
        "retained_bytes": retained,
        "allocated_bytes": sum(each.total_memory_allocated for each in everybody),
        "allocations": sum(each.total_num_allocations for each in everybody),
        "children": len(children),
    }


if __name__ == "__main__":
    serve(main)
