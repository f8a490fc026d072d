"""Rounds as a file in pyperf's own format, which pyperf's own commands open."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any

from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.judging.notices import OUTSIDE
from pairbench.core.records.measurement import Cell, Conditions, Round, Warmup, WorkerRun
from pairbench.core.records.start import ROOT, START, Start
from pairbench.store.files import UNREADABLE

if TYPE_CHECKING:
    import pyperf


def rounds_in(content: bytes, path: Path) -> tuple[Round, ...]:
    """The rounds of a file, in the order of their sizes; the path is for the message.

    Raises:
        StoreError: it holds something else.
    """
    import pyperf

    runs: dict[tuple[Cell, int, Conditions], list[WorkerRun]] = {}
    try:
        for benchmark in pyperf.BenchmarkSuite.loads(content.decode()).get_benchmarks():
            for run in benchmark.get_runs():
                metadata = run.get_metadata()
                _insist_on_types(metadata)
                cell = Cell(pair=metadata["pairbench_pair"], size=metadata["pairbench_size"])
                key = (cell, metadata["pairbench_round"], _conditions(metadata))
                runs.setdefault(key, []).append(_from_pyperf(run, metadata))
        ordered = sorted(runs.items(), key=lambda item: (item[0][0].size, item[0][1]))
    except UNREADABLE as error:
        message = f"{path} holds no rounds of ours: {in_one_line(error)}; measure again"
        raise StoreError(message) from error
    return tuple(
        Round(cell=cell, number=number, runs=tuple(members), conditions=conditions)
        for (cell, number, conditions), members in ordered
    )


def _insist_on_types(metadata: Mapping[str, Any]) -> None:
    """Refuse metadata of ours that have other types; pyperf takes any.

    Raises:
        TypeError: one of them has.
        ValueError: its workers were started in a way that there is not.
        KeyError: one is missing.
    """
    Start(metadata.get(START, Start.FRESH))
    for name, kind in _TYPES.items():
        found = metadata.get(name, 0) if name in _OPTIONAL else metadata[name]
        if not isinstance(found, kind) or isinstance(found, bool):
            raise TypeError(f"{name} is {str(found)[:SHOWN]!a}")


def _conditions(metadata: Mapping[str, Any]) -> Conditions:
    return Conditions(**{attribute: metadata[name] for name, attribute in _CONDITIONS.items()})


def _from_pyperf(run: "pyperf.Run", metadata: Mapping[str, Any]) -> WorkerRun:
    return WorkerRun(
        variant=metadata["pairbench_variant"],
        loops=run.get_loops(),
        values_s=tuple(run.values),
        warmups=tuple(Warmup(loops=loops, value_s=value_s) for loops, value_s in run.warmups),
        metadata={name: value for name, value in metadata.items() if name not in _CONDITIONS},
    )


_CONDITIONS = {f"pairbench_{each.name}": each.name for each in fields(Conditions)}
"""How a round was treated stands in the metadata of each of its runs."""


_TYPES: Mapping[str, type | UnionType] = {
    "pairbench_pair": str,
    "pairbench_variant": str,
    "pairbench_size": int,
    "pairbench_round": int,
    ROOT: int,
    OUTSIDE: int | float,
    **dict.fromkeys(_CONDITIONS, int | float),
}

_OPTIONAL = {ROOT, OUTSIDE}
"""Not every round has them."""

SHOWN = 40
"""So much of a wrong value is shown."""


def _as_metadata(conditions: Conditions) -> dict[str, float]:
    return {name: getattr(conditions, attribute) for name, attribute in _CONDITIONS.items()}


def as_pyperf(rounds: Iterable[Round]) -> bytes:
    """The rounds as the contents of a pyperf file."""
    import pyperf

    by_name: dict[str, list[pyperf.Run]] = {}
    for each in rounds:
        for run in each.runs:
            by_name.setdefault(str(run.metadata["name"]), []).append(
                pyperf.Run(
                    run.values_s,
                    warmups=[(warmup.loops, warmup.value_s) for warmup in run.warmups],
                    metadata={**run.metadata, **_as_metadata(each.conditions)},
                    collect_metadata=False,
                )
            )
    suite = pyperf.BenchmarkSuite([pyperf.Benchmark(runs) for runs in by_name.values()])
    text = io.StringIO()
    suite.dump(text)
    return text.getvalue().encode()
