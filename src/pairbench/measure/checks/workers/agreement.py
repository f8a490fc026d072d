"""The child that holds the input and the result of one process against those of another.

The first one to be asked keeps what it has in a folder; the other reads it there, in a process that
imports the code of its own revision.
"""

import json
import pickle  # nosec B403: only what another worker of this very check or gate has kept is read
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pairbench.core.authoring.pair import Pair
from pairbench.measure.checks.calls import Caller
from pairbench.measure.checks.values.carrying import Found, Parcel, digest, held_against, pack
from pairbench.measure.processes.protocol import Channel, Job, serve
from pairbench.measure.processes.workbench import Workbench, load_pair

OPENED = "opened"
"""Stands for an input that a resource may be part of: what of it differs is nobody's concern."""


def main(channel: Channel) -> None:
    """Call a variant once; keep its input and its result, or compare them with the kept ones."""
    job = Job.decode(channel.receive())
    order = json.loads(channel.receive())
    with channel.loading():
        pair = load_pair(job)
    with Workbench(pair, job.size, job.resource, job.awaited) as bench:
        # What a resource has opened is another one in every process.
        given = None if pair.resources else bench.input
        mark = OPENED if pair.resources else digest(given, order["trees"]) or ""
        desk, counts = _Desk(order), order["counts"]
        if order["kept"] is None:
            if order["input"]:
                desk.keep("input", given)
            desk.keep("result", _result(bench, job, counts=counts))
            channel.send({"digest": mark})
            return
        marks = {mark, order["kept"]}
        at_input = desk.compared("input", given, None) if order["input"] else Found()
        at_result = desk.compared("result", _result(bench, job, counts=counts), pair)
        channel.send(
            {
                "suspect": len(marks) > 1 and OPENED not in marks,
                "input": at_input.difference,
                "input_of_paths": at_input.of_paths,
                "result": at_result.difference,
                "unseen": list(at_result.unseen),
                "unopened": at_result.unopened or at_input.unopened,
            }
        )


def _result(bench: Workbench, job: Job, *, counts: bool) -> Any:
    """What a call returns; nothing where results are not compared."""
    if not counts:
        return None
    return Caller(bench, lambda _name: None).call(job.variant).result


class _Desk:
    """Where the values of one process lie for the other."""

    def __init__(self, order: Mapping[str, Any]) -> None:
        self._folder = Path(order["folder"])
        self._described: bool = order["described"]
        self._trees: list[str] = order["trees"]

    def keep(self, name: str, value: Any) -> None:
        parcel = pack(value, described=self._described)
        (self._folder / name).write_bytes(pickle.dumps(tuple(parcel)))

    def compared(self, name: str, value: Any, pair: Pair | None) -> Found:
        # Written a moment ago by a worker of this kind.
        kept = pickle.loads((self._folder / name).read_bytes())  # noqa: S301 # nosec B301
        return held_against(Parcel(*kept), value, self._trees, pair)


if __name__ == "__main__":
    serve(main)
