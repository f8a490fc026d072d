"""The parent that asks what a pair uses at a side, and what its files hold."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.usage import Usage, UsedModule
from pairbench.core.records.measurement import Cell, Failure, Stage
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import (
    LOADED_WITHIN_S,
    WorkerFailedError,
    WorkerProcess,
    failure,
)
from pairbench.measure.processes.protocol import DONE
from pairbench.measure.usage.others import other_files_differ


class UsageProbe:
    """Lets a pair be loaded and called at a side, in a process of its own that is not timed."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self.digest = cache(_digest)
        self.others_differ = cache(other_files_differ)

    def usage(
        self,
        entry: Entry,
        variants: Sequence[str],
        sizes: Sequence[int],
        names: Collection[str] = (),
    ) -> Usage | Failure:
        """What it used until its end, or until it raised; a failure where it died or hung.

        Programs in Python that it starts are asked where they would find modules of these names.
        """
        found = self._once(entry, variants, sizes, names)
        if isinstance(found, Failure) or not found.started:
            return found
        # It is told that a file was opened, and not by whom: what is opened by chance, and not by
        # the pair, is not opened again.
        again = self._once(entry, variants, sizes, names)
        if isinstance(again, Failure):
            return found
        # The line of a program may hold a name that is made up anew.
        alike = {(each.name, each.path) for each in again.started}
        started = tuple(each for each in found.started if (each.name, each.path) in alike)
        return replace(found, started=started)

    def _once(
        self,
        entry: Entry,
        variants: Sequence[str],
        sizes: Sequence[int],
        names: Collection[str],
    ) -> Usage | Failure:
        definition = entry.definition
        # A resource of the whole run is opened in here as well: it is a part of what is used.
        alone = replace(entry, definition=replace(definition, resource_scope="worker"))
        cell = Cell(pair=definition.name, size=sizes[0])
        try:
            with WorkerProcess(
                "pairbench.measure.usage.worker", python=entry.site.python
            ) as worker:
                jobs = [self._jobs.job(alone, variant=variants[0], size=size) for size in sizes]
                worker.send(json.dumps([each.encode() for each in jobs]))
                worker.send(json.dumps(list(variants)))
                worker.send(json.dumps(sorted(names)))
                message = worker.receive(LOADED_WITHIN_S)
                while message["state"] != DONE:
                    message = worker.receive(definition.timeout_s)
        except WorkerFailedError as error:
            return failure(cell, variants[0], Stage.CHECK, error)
        return _usage(message)


def _usage(message: Mapping[str, Any]) -> Usage:
    early = frozenset(message["early"])
    return Usage(
        modules=tuple(
            UsedModule(name=name, path=Path(path), is_early=name in early)
            for name, path in message["modules"]
        ),
        files=tuple(map(Path, message["files"])),
        kept=tuple(map(Path, message["kept"])),
        found=tuple(map(Path, message["found"])),
        named=tuple(map(Path, message["named"])),
        started=tuple(
            UsedModule(name=name, path=Path(path), program=program)
            for name, path, program in message["elsewhere"]
        ),
        folders=tuple(map(Path, message["folders"])),
        looked_at=tuple(map(Path, message["looked_at"])),
        missed=tuple(message["missed"]),
        unknown=tuple(message["unknown"]),
        native=tuple(message["native"]),
        installed=tuple(map(Path, message["installed"])),
        interpreter=message["interpreter"],
        raised=message["ended_by"],
    )


def _digest(path: Path) -> str:
    """What the file holds, in short; what cannot be read is like nothing else."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"{path}: {error}"
