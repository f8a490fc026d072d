"""Judges stored run sets pair by pair, and writes the pages of their report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.judging.ledger import JudgedRun
    from pairbench.core.judging.verdict import Findings
    from pairbench.report.book.spool import Spool
    from pairbench.store.seals.opened import Opened


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """A run set while its pairs are judged: ``empty`` is the run without them."""

    opened: "Opened"
    empty: "JudgedRun"
    findings: "list[Findings]" = field(default_factory=list)

    def judge(self, name: str) -> "Findings | None":
        """The findings on the pair whose file has this name, if the run set has it."""
        from pairbench.core.judging.verdict import judge
        from pairbench.core.records.judgeable import judgeable

        return judge(judgeable(self.opened.pair(name))) if self.opened.has(name) else None


def write_report(folders: Sequence[Path], html: Path) -> "list[JudgedRun]":
    """Judge run sets and write their report: one page, or a front and a page for each theme.

    Raises:
        OSError: a file cannot be written.
        StoreError: a run set cannot be read.
    """
    from pairbench.report.book.pages import FOLDER, pages
    from pairbench.report.book.past import pairs_with_a_past
    from pairbench.report.book.spool import Spool
    from pairbench.report.page.change_points import find_changes
    from pairbench.report.page.document import build_page
    from pairbench.store.files import write_whole

    with Spool() as spool:
        runs = judge_into(spool, folders, pairs_with_a_past(html))
        find = find_changes()
        written = set()
        for name, text in pages(lambda sections: build_page(runs, find, sections), spool):
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
    from pairbench.core.judging.history import shown_in_full
    from pairbench.core.judging.ledger import judge_run, labels, line_of, theme_of
    from pairbench.report.book.light import light
    from pairbench.report.book.past import NAME
    from pairbench.report.page.document import build_section
    from pairbench.report.page.markup import anchor
    from pairbench.store.run_sets import read
    from pairbench.store.seals.opened import Opened

    shelves = [
        _Shelf(opened=opened, empty=judge_run(read(opened, only_controls=True)))
        for opened in map(Opened, folders)
    ]
    full = shown_in_full([each.empty for each in shelves])
    shown = [any(each.empty is one for one in full) for each in shelves]
    names = labels(full)
    for number, name in enumerate(_pairs_of([each.opened for each in shelves])):
        found = [each.judge(name) for each in shelves]
        told = [one for one, is_shown in zip(found, shown, strict=True) if is_shown]
        if any(each is not None for each in told):
            line = line_of(told)
            pair = line.definition.name
            history = NAME if anchor(pair) in past else None
            text = build_section(line, names, number, history)
            spool.add(theme_of(pair), anchor(pair), text)
        for shelf, one in zip(shelves, found, strict=True):
            if one is not None:
                shelf.findings.append(light(one))
    return [replace(each.empty, findings=tuple(each.findings)) for each in shelves]


def _pairs_of(opened: "Sequence[Opened]") -> list[str]:
    """The file of each pair, in the order in which they first come."""
    from pairbench.core.records.record import is_of_controls

    names = dict.fromkeys(name for each in opened for name in each.names())
    return [each for each in names if not is_of_controls(each.removesuffix(".json"))]
