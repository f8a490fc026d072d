"""Run sets that did not come to their end: which are there, and what of one is done away with."""

from collections.abc import Iterable
from pathlib import Path

from pairbench.core.errors import StoreError
from pairbench.core.records.record import PairRecord, RunSet, Status
from pairbench.store.run_sets import header_in, is_unfinished, load
from pairbench.store.seals.held import is_held
from pairbench.store.seals.opened import RUN_FILE


def newest_unfinished(runs: Path) -> Path:
    """The newest run set under a folder that did not come to its end, and can be gone on with.

    Raises:
        StoreError: there is none.
    """
    found = [path.parent for path in sorted(runs.glob(f"*/{RUN_FILE}")) if _is_resumable(path)]
    if not found:
        raise StoreError(f"nothing to resume: every run set under {runs} is complete")
    return found[-1]


def newer_unfinished(folder: Path) -> list[Path]:
    """The run sets beside one that began after it, and have ended too soon."""
    beside = sorted(folder.parent.glob(f"*/{RUN_FILE}"))
    return [each.parent for each in beside if each.parent > folder and _is_resumable(each)]


def _is_resumable(path: Path) -> bool:
    """Whether a ``run.json`` is that of a run of one machine which has ended too soon."""
    run = header_in(path)
    return is_unfinished(run) and not run.get("machines") and not is_held(path.parent)


def resumable(folder: Path) -> RunSet:
    """A run set that can be gone on with.

    Raises:
        StoreError: it cannot be read, is complete, or is being measured.
    """
    found = load(folder)
    match found.run.status:
        case Status.COMPLETE:
            raise StoreError(f"{folder} is complete: there is nothing to resume")
        case Status.RUNNING:
            raise StoreError(f"{folder} is being measured by another process: wait for it")
        case _:
            return found


def gone(run_set: RunSet, names: Iterable[str]) -> list[PairRecord]:
    """The pairs of a run set that are not among these names any more."""
    wanted = set(names)
    return [each for each in run_set.pairs if each.definition.name not in wanted]
