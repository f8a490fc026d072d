"""Finds the run sets of several machines that belong together, and joins them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbench.core.records.record import RunRecord
    from pairbench.core.sharing.belonging import Gaps

    Found = Sequence[tuple[Path, RunRecord]]


def by_interpreter(folders: "Sequence[Path]") -> "list[Found]":
    """The run sets of each interpreter that belong together, the oldest first.

    Raises:
        StoreError: one cannot be read, or does not belong to the others of its interpreter.
    """
    from pairbench.core.errors import StoreError
    from pairbench.core.judging.ledger import interpreter_of
    from pairbench.core.sharing.belonging import why_apart
    from pairbench.store.joining import run_sets_under
    from pairbench.store.run_sets import load_run

    places = dict.fromkeys(each.resolve() for each in run_sets_under(folders))
    runs = sorted(((each, load_run(each)) for each in places), key=lambda each: each[1].started)
    groups: dict[str, list[tuple[Path, RunRecord]]] = {}
    for folder, run in runs:
        members = groups.setdefault(interpreter_of(run.environment), [])
        members.append((folder, run))
        reason = why_apart(members[0][1], run)
        if reason is not None:
            raise StoreError(
                f"{folder} does not belong to {members[0][0]}: {reason}; leave one of them out"
            )
    return [groups[name] for name in sorted(groups)]


def tell(gaps: "Gaps", found: "Found") -> None:
    """Say which parts are missing, and which are there twice."""
    from pairbench.core.sharing.whole import missing_in_words

    count = next((run.shards[0].count for _, run in found if run.shards), 0)
    lines = missing_in_words(gaps, count)
    for number in gaps.twice:
        places = [folder for folder, run in found if number in {each.number for each in run.shards}]
        lines.append(
            f"shard {number} of {count} is there {len(places)} times: that of {places[-1]} counts"
        )
    for line in lines:
        typer.echo(f"pairbench: {line}", err=True)


def joined_in(out: Path, found: "Found", gaps: "Gaps") -> Path:
    """The new run set of what was found, under the folder of run sets."""
    from pairbench.core.sharing.answers import contradictions
    from pairbench.core.sharing.whole import machine_names, whole_of
    from pairbench.store.joining import Part, join
    from pairbench.store.run_sets import new_folder

    runs = [run for _, run in found]
    names = machine_names(runs)
    parts = [
        Part(folder=folder, run=run, machine=name)
        for (folder, run), name in zip(found, names, strict=True)
    ]
    folder = new_folder(out / "runs", datetime.now(UTC))
    join(parts, whole_of(runs, names, gaps), folder, contradictions)
    return folder
