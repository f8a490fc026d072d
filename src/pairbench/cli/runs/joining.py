"""Finds the run sets of several machines that belong together, and joins them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairbench.core.sharing.belonging import Gaps
    from pairbench.store.seals.opened import Opened

    Found = Sequence[Opened]


def by_interpreter(folders: "Sequence[Path]") -> "list[Found]":
    """The run sets of each interpreter that belong together, the oldest first.

    Raises:
        StoreError: one cannot be read, or does not belong to the others of its interpreter.
    """
    from pairbench.core.errors import StoreError
    from pairbench.core.judging.ledger import interpreter_of
    from pairbench.core.sharing.belonging import why_apart
    from pairbench.store.joining import run_sets_under
    from pairbench.store.seals.opened import Opened

    places = once_each(run_sets_under(folders))
    groups: dict[str, list[Opened]] = {}
    for opened in sorted(map(Opened, places), key=lambda each: each.run.started):
        opened.insist_on_all()
        members = groups.setdefault(interpreter_of(opened.run.environment), [])
        members.append(opened)
        reason = why_apart(members[0].run, opened.run)
        if reason is not None:
            raise StoreError(
                f"{opened.folder} does not belong to {members[0].folder}: {reason}; leave one of "
                "them out"
            )
    return [groups[name] for name in sorted(groups)]


def once_each(places: "Iterable[Path]") -> list[Path]:
    """The run sets; one that is named twice, or has been copied, counts once, and that is said."""
    from pairbench.store.seals.checksums import SUMS_FILE

    found: dict[bytes | Path, Path] = {}
    for place in places:
        own, sums = place.resolve(), place / SUMS_FILE
        first = found.setdefault(sums.read_bytes() if sums.is_file() else own, place)
        if first is not place:
            same = "is named twice" if first.resolve() == own else f"holds the same as {first}"
            remark(f"{place} {same}, and counts once")
    return [each.resolve() for each in found.values()]


def tell(gaps: "Gaps", found: "Found") -> None:
    """Say which parts are missing, and which are there twice."""
    from pairbench.core.sharing.whole import missing_in_words

    count = next((each.run.shards[0].count for each in found if each.run.shards), 0)
    lines = missing_in_words(gaps.missing, count)
    for number in gaps.twice:
        places = [
            opened.folder
            for opened in found
            if number in {each.number for each in opened.run.shards}
        ]
        lines.append(
            f"shard {number} of {count} is there {len(places)} times: that of {places[-1]} counts"
        )
    for line in lines:
        remark(line)


def joined_in(out: Path, found: "Found", gaps: "Gaps") -> Path:
    """The new run set of what was found, under the folder of run sets."""
    from pairbench.core.sharing.answers import contradictions
    from pairbench.core.sharing.whole import machine_names, renamed_machines, whole_of
    from pairbench.store.joining import Part, join
    from pairbench.store.run_sets import new_folder

    runs = [each.run for each in found]
    names = machine_names(runs)
    parts = [
        Part(opened=opened, run=opened.run, machine=name, renamed=renamed)
        for opened, name, renamed in zip(found, names, renamed_machines(runs, names), strict=True)
    ]
    folder = new_folder(out / "runs", datetime.now(UTC))
    try:
        join(parts, whole_of(runs, names, gaps), folder, contradictions)
    except BaseException:
        # The parts are all there: half of the whole would be taken for a run that was lost.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder
