"""The root of a tree of forks: has loaded the harness and pyperf, and nothing of the user's.

Started as ``python -m pairbench.measure.time.coupled.root``, with the number of its
socket. Every process that it forks has its
hash seed and the layout of its memory.
"""

import sys
from functools import partial

from pairbench.measure.processes.protocol import Channel, serve
from pairbench.measure.time.coupled.forker import Forker
from pairbench.measure.time.coupled.request import Kind
from pairbench.measure.time.coupled.shift import shifted
from pairbench.measure.time.coupled.stem import serve_leaves, serve_workers
from pairbench.measure.time.lean_pyperf import lean_runner, read_metadata_ahead
from pairbench.measure.time.worker import work


def main(channel: Channel) -> None:
    """Fork stems and workers, and be one of them in each child."""
    timing = lean_runner().bench_time_func
    read_metadata_ahead()
    forker = Forker(int(sys.argv[1]))
    forker.rehearse()
    request = forker.serve()
    if request is None:
        return
    channel.take_anew()
    request.take_arguments()
    match request.kind:
        case Kind.STEM:
            serve_leaves(channel, timing)
        case Kind.BARE_STEM:
            serve_workers(channel, timing)
        case _:
            shifted(request.shift, partial(work, channel, timing))


if __name__ == "__main__":
    serve(main)
