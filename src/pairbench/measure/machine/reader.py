"""The parent that asks a worker what it runs on: what holds for the command need not for it."""

from dataclasses import replace
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.core.records.environment import Environment
from pairbench.measure.machine.starts import chosen_starts
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess

READ_WITHIN_S = 60.0


def environment_of_workers(project: Path, python: Path | None = None) -> Environment:
    """The environment of a worker, for a folder of the repository that is measured.

    Without a ``python`` it is run by the interpreter of the harness.

    Raises:
        UsageError: no worker can be started, or the start that is asked for is unknown.
    """
    try:
        with WorkerProcess("pairbench.measure.machine.worker", python=python) as worker:
            worker.send(str(project))
            found = dict(worker.receive(READ_WITHIN_S))
            worker.finish()
    except WorkerFailedError as error:
        last = error.stderr.strip().rpartition("\n")[2]
        raise UsageError(f"no worker can be started: {error.message}: {last}") from error
    for name in ("cpus_allowed", "flags", "warnings"):
        found[name] = tuple(found[name])
    return replace(Environment(**found), starts=chosen_starts())
