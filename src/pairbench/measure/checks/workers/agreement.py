"""The child that holds the result of one revision against that of the other.

The first one to be asked keeps its result in a file; the other reads it there, in a process that
imports the code of its own revision.
"""

import json
import pickle  # nosec B403: only a result of this very gate is read
from contextlib import suppress
from pathlib import Path
from typing import Any

from pairbench.measure.checks.results import equal, first_difference
from pairbench.measure.processes.protocol import Channel, Job, serve
from pairbench.measure.processes.workbench import Workbench, is_iterator, load_pair


def main(channel: Channel) -> None:
    """Call a variant once, and keep its result or compare it with the one that was kept."""
    job = Job.decode(channel.receive())
    order = json.loads(channel.receive())
    with channel.loading():
        pair = load_pair(job)
    with Workbench(pair, job.size, job.resource, job.awaited) as bench:
        result = bench.call(job.variant, consumed=False)
        if is_iterator(result):
            result = list(result)
        kept = Path(order["file"])
        if order["keep"]:
            channel.send({"kept": _keep(result, kept)})
        else:
            # Written by this worker's own kind, for this very gate.
            other: Any = pickle.loads(kept.read_bytes())  # noqa: S301 # nosec B301
            same = equal(pair, other, result)
            channel.send({"differs": None if same else first_difference(other, result)})


def _keep(result: Any, file: Path) -> bool:
    """Whether pickle could carry the result into the file."""
    # Whatever a value raises when it is pickled: it is not compared then.
    with suppress(Exception):
        file.write_bytes(pickle.dumps(result))
        return True
    return False


if __name__ == "__main__":
    serve(main)
