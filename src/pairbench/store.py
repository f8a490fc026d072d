"""A run set as a folder of files, each of them whole or absent.

``run.json`` and the files under ``pairs`` follow the schemas in ``docs/schema``; those under
``timing`` are pyperf files, which hold the rounds. A pair's files are named after it, for people:
its identity is in their contents.
"""

import io
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter

from pairbench.core.definition import PairDefinition
from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.measurement import (
    Cell,
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Sighting,
    Warmup,
    WorkerRun,
)
from pairbench.core.record import PairRecord, RunRecord, RunSet

if TYPE_CHECKING:
    import pyperf

FORMAT = 1
"""Raised when a reader of the old files could no longer read the new ones."""

RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """The contents of ``run.json``."""

    format: int
    run: RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPair:
    """The contents of a file in ``pairs``; its rounds are in the pyperf file of the same name."""

    format: int
    position: int
    definition: PairDefinition
    memory: tuple[MemoryMeasurement, ...]
    sightings: tuple[Sighting, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[LeftOut, ...]


Stored = TypeVar("Stored", StoredRun, StoredPair)

_RUN = TypeAdapter(StoredRun)
_PAIR = TypeAdapter(StoredPair)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by the name under which it is published."""
    return {
        "run.schema.json": _RUN.json_schema(mode="serialization"),
        "pair.schema.json": _PAIR.json_schema(mode="serialization"),
    }


def new_folder(runs: Path, started: datetime) -> Path:
    """Make a folder for a run that starts now; its name sorts by time.

    Raises:
        OSError: the folder cannot be made.
    """
    stem = started.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    for number in range(1, 1000):
        folder = runs / (stem if number == 1 else f"{stem}-{number:03d}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise StoreError(f"{runs} has a thousand runs of this second: remove some")


def latest_folder(runs: Path) -> Path:
    """The newest run set under a folder.

    Raises:
        StoreError: there is none.
    """
    folders = sorted(each.parent for each in runs.glob(f"*/{RUN_FILE}"))
    if not folders:
        raise StoreError(f"no run set under {runs}: make one with 'pairbench run'")
    return folders[-1]


class RunFolder:
    """Writes a run set while it is measured, so that a crash costs one measurement."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._positions: dict[str, int] = {}

    def save_run(self, run: RunRecord) -> None:
        """Write what holds for the whole run."""
        write_whole(
            self.folder / RUN_FILE, _RUN.dump_json(StoredRun(format=FORMAT, run=run), indent=1)
        )

    def save_pair(self, record: PairRecord) -> None:
        """Write all of a pair but its rounds."""
        stored = StoredPair(
            format=FORMAT,
            position=self._positions.setdefault(record.definition.name, len(self._positions)),
            definition=record.definition,
            memory=record.memory,
            sightings=record.sightings,
            failures=record.failures,
            left_out=record.left_out,
        )
        path = self.folder / "pairs" / f"{record.definition.name}.json"
        write_whole(path, _PAIR.dump_json(stored, indent=1))

    def save_rounds(self, record: PairRecord) -> None:
        """Write the rounds of a pair as a pyperf file."""
        if record.rounds:
            path = self.folder / "timing" / f"{record.definition.name}.json"
            write_whole(path, _as_pyperf(record.rounds))


def load(folder: Path) -> RunSet:
    """Read a run set back.

    Raises:
        StoreError: a file is missing, cannot be read, or is of another format.
    """
    if not (folder / RUN_FILE).is_file():
        raise StoreError(f"{folder} is no run set: it has no {RUN_FILE}")
    run = _parse(_RUN, folder / RUN_FILE).run
    stored = [_parse(_PAIR, path) for path in (folder / "pairs").rglob("*.json")]
    return RunSet(
        run=run,
        pairs=tuple(
            PairRecord(
                definition=each.definition,
                rounds=_load_rounds(folder / "timing" / f"{each.definition.name}.json"),
                memory=each.memory,
                sightings=each.sightings,
                failures=each.failures,
                left_out=each.left_out,
            )
            for each in sorted(stored, key=lambda each: each.position)
        ),
    )


def _parse(adapter: TypeAdapter[Stored], path: Path) -> Stored:
    try:
        content = path.read_bytes()
        found = json.loads(content).get("format")
        if found != FORMAT:
            raise StoreError(f"{path} has format {found}, not {FORMAT}: measure again")
        return adapter.validate_json(content)
    except (OSError, ValueError, AttributeError) as error:
        message = f"{path} cannot be read: {in_one_line(error)}; measure again"
        raise StoreError(message) from error


def _load_rounds(path: Path) -> tuple[Round, ...]:
    import pyperf

    if not path.exists():
        return ()
    runs: dict[tuple[Cell, int], list[WorkerRun]] = {}
    try:
        for benchmark in pyperf.BenchmarkSuite.load(str(path)).get_benchmarks():
            for run in benchmark.get_runs():
                metadata = run.get_metadata()
                cell = Cell(pair=metadata["pairbench_pair"], size=metadata["pairbench_size"])
                key = (cell, metadata["pairbench_round"])
                runs.setdefault(key, []).append(_from_pyperf(run, metadata))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path} holds no rounds of ours: {in_one_line(error)}; measure again"
        raise StoreError(message) from error
    ordered = sorted(runs.items(), key=lambda item: (item[0][0].size, item[0][1]))
    return tuple(
        Round(cell=cell, number=number, runs=tuple(members)) for (cell, number), members in ordered
    )


def _from_pyperf(run: "pyperf.Run", metadata: Mapping[str, Any]) -> WorkerRun:
    return WorkerRun(
        variant=metadata["pairbench_variant"],
        loops=run.get_loops(),
        values_s=tuple(run.values),
        warmups=tuple(Warmup(loops=loops, value_s=value_s) for loops, value_s in run.warmups),
        metadata=metadata,
    )


def _as_pyperf(rounds: Iterable[Round]) -> bytes:
    import pyperf

    by_name: dict[str, list[pyperf.Run]] = {}
    for each in rounds:
        for run in each.runs:
            by_name.setdefault(str(run.metadata["name"]), []).append(
                pyperf.Run(
                    run.values_s,
                    warmups=[(warmup.loops, warmup.value_s) for warmup in run.warmups],
                    metadata=dict(run.metadata),
                    collect_metadata=False,
                )
            )
    suite = pyperf.BenchmarkSuite([pyperf.Benchmark(runs) for runs in by_name.values()])
    text = io.StringIO()
    suite.dump(text)
    return text.getvalue().encode()


def write_whole(path: Path, content: bytes) -> None:
    """Put the file in its place whole: a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
