"""Run sets as files, and those that somebody has changed along with their checksums."""

import hashlib
from pathlib import Path

from pairbench.core.records.record import RunSet
from pairbench.store.run_sets import RunFolder
from pairbench.store.seals.checksums import SUMS_FILE


def stored(folder: Path, run_set: RunSet) -> Path:
    """Write a run set in the order in which a run does."""
    writer = RunFolder(folder)
    writer.save_run(run_set.run)
    controls = [] if run_set.controls is None else [run_set.controls]
    for record in (*run_set.pairs, *controls):
        writer.save_pair(record)
        writer.save_rounds(record)
    writer.save_run(run_set.run)
    return folder


def seal(folder: Path) -> Path:
    """Write the list of checksums anew, as somebody does who knows of it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*.json"))
        if path.is_file()
    ]
    (folder / SUMS_FILE).write_text("".join(lines), encoding="utf-8")
    return folder
