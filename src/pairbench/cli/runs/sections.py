"""Judges the pairs of run sets and makes their sections, in several processes where many wait."""

import signal
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from pairbench.core.judging.verdict import Findings
    from pairbench.store.seals.opened import Opened

MANY = 60
"""From so many pairs on other processes are worth their start, which loads what draws."""

AT_A_TIME = 8
"""So many pairs are sent to a process at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The run sets of a report, which of them are shown in full, and what these are called.

    The pairs whose anchors are in ``past`` have a history.
    """

    folders: Sequence[Path]
    in_full: Sequence[bool]
    labels: Sequence[str]
    past: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What comes of a pair: its section, if it has one, and what each run set found of it.

    What was found has no raw values.
    """

    theme: str
    anchor: str
    text: str | None
    findings: "Sequence[Findings | None]"


class Teller:
    """Tells of the pairs of run sets, by the names of their files."""

    def __init__(self, shown: Shown, opened: "Sequence[Opened]") -> None:
        """Read from the run sets that are shown, which are open."""
        self._shown = shown
        self._opened = opened

    def tell(self, numbered: tuple[int, str]) -> Told:
        """What comes of the pair with this number and name.

        Raises:
            StoreError: it cannot be read.
        """
        from pairbench.core.judging.ledger import line_of, theme_of
        from pairbench.report.book.light import light
        from pairbench.report.book.past import NAME
        from pairbench.report.page.document import build_section
        from pairbench.report.page.markup import anchor

        number, name = numbered
        found = [_judged(each, name) for each in self._opened]
        pair = next(each.record.definition.name for each in found if each is not None)
        told = [one for one, full in zip(found, self._shown.in_full, strict=True) if full]
        text = None
        if any(each is not None for each in told):
            history = NAME if anchor(pair) in self._shown.past else None
            text = build_section(line_of(told), self._shown.labels, number, history)
        return Told(
            theme=theme_of(pair),
            anchor=anchor(pair),
            text=text,
            findings=[None if each is None else light(each) for each in found],
        )


def told_of(
    shown: Shown, opened: "Sequence[Opened]", names: Sequence[str], width: int
) -> Iterator[Told]:
    """What comes of each pair, in their order; ``width`` are worked on at a time if they are many.

    Raises:
        StoreError: one cannot be read, or a process that draws was ended.
    """
    numbered = list(enumerate(names))
    if len(names) < MANY or width == 1:
        yield from map(Teller(shown, opened).tell, numbered)
        return
    from concurrent.futures.process import BrokenProcessPool

    from pairbench.core.errors import StoreError

    pool = _pool(shown, width)
    try:
        yield from pool.map(_tell, numbered, chunksize=AT_A_TIME)
    except BrokenProcessPool as error:
        raise StoreError(
            f"{shown.folders[0]}: a process that draws its report was ended, by a lack of memory "
            "most likely: make room, and 'pairbench report' draws it again"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(shown: Shown, width: int) -> "ProcessPoolExecutor":
    """Processes that were started anew: a copy of this one would have its threads' locks."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(
        width, mp_context=get_context("spawn"), initializer=_begin, initargs=(shown,)
    )


_TELLER: list[Teller] = []
"""The one of this process, where it is one of several."""


def _begin(shown: Shown) -> None:
    """A key that ends the command is meant for the one that everybody works for."""
    from pairbench.store.seals.opened import Opened

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _TELLER[:] = [Teller(shown, [Opened(each) for each in shown.folders])]


def _tell(numbered: tuple[int, str]) -> Told:
    return _TELLER[0].tell(numbered)


def _judged(opened: "Opened", name: str) -> "Findings | None":
    """The findings on the pair whose file has this name, if the run set has it."""
    from pairbench.core.judging.verdict import judge
    from pairbench.core.records.judgeable import judgeable

    return judge(judgeable(opened.pair(name))) if opened.has(name) else None
