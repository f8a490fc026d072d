"""Judges stored run sets pair by pair, and writes the pages of their report."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.judging.ledger import JudgedRun
    from pairbench.core.judging.verdict import Findings
    from pairbench.report.book.spool import Spool
    from pairbench.store.seals.opened import Opened


def write_report(folders: Sequence[Path], html: Path) -> "list[JudgedRun]":
    """Judge run sets and write their report: one page, or a front and a page for each theme.

    Raises:
        OSError: a file cannot be written.
        StoreError: a run set cannot be read.
    """
    from pairbench.measure.sides.janitor import folder_with_janitor
    from pairbench.report.book.pages import FOLDER, pages
    from pairbench.report.book.past import pairs_with_a_past
    from pairbench.report.book.spool import Spool
    from pairbench.report.page.change_points import find_changes
    from pairbench.report.page.document import build_page
    from pairbench.store.files import write_whole

    with folder_with_janitor(), Spool() as spool:
        runs = judge_into(spool, folders, pairs_with_a_past(html))
        find = find_changes()
        written = set()
        for name, text in pages(partial(build_page, runs, find), spool):
            write_whole(html / name, text.encode())
            written.add(html / name)
        for old in (html / FOLDER).glob("*.html"):
            if old not in written:
                old.unlink()
    return runs


def judge_into(
    spool: "Spool", folders: Sequence[Path], past: Collection[str] = ()
) -> "list[JudgedRun]":
    """Judge the pairs of run sets, one by one; their sections go into the spool.

    What is given back has no raw values. The pairs whose anchors are in ``past`` have a history.

    Raises:
        StoreError: one of them cannot be read.
    """
    from pairbench.cli.runs.sections import Shown, told_of
    from pairbench.core.judging.history import shown_in_full
    from pairbench.core.judging.ledger import judge_run, labels
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.store.run_sets import read
    from pairbench.store.seals.opened import Opened

    opened = [Opened(each) for each in folders]
    empty = [judge_run(read(each, only_controls=True)) for each in opened]
    full = shown_in_full(empty)
    shown = Shown(
        folders=folders,
        in_full=[any(each is one for one in full) for each in empty],
        labels=labels(full),
        past=past,
    )
    findings: list[list[Findings]] = [[] for _ in folders]
    for told in told_of(shown, opened, _pairs_of(opened), cpus_allowed()):
        if told.text is not None:
            spool.add(told.theme, told.anchor, told.text)
        for kept, one in zip(findings, told.findings, strict=True):
            if one is not None:
                kept.append(one)
    return [
        replace(each, findings=tuple(found)) for each, found in zip(empty, findings, strict=True)
    ]


def _pairs_of(opened: "Sequence[Opened]") -> list[str]:
    """The file of each pair, in the order in which they first come."""
    from pairbench.core.records.record import is_of_controls

    names = dict.fromkeys(name for each in opened for name in each.names())
    return [each for each in names if not is_of_controls(each.removesuffix(".json"))]
