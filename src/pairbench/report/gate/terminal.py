"""A gate's lines on the terminal: one for each change, its ratio drawn about no change at all."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from pairbench.core import words
from pairbench.core.gating.answer import Change, GateLine
from pairbench.report.gate.answer import cells, measured, shown
from pairbench.report.terminal.table import Column, Row, Span, end_of, lay_out

STYLES = {
    Change.WORSE: "red",
    Change.ACCEPTED: "magenta",
    Change.NOT_MEASURED: "red",
    Change.UNDECIDED: "yellow",
    Change.LOST: "yellow",
    Change.SKIPPED: "yellow",
    Change.BETTER: "green",
    Change.SAME: "",
    Change.NEW: "cyan",
    Change.UNCHANGED: "",
}

SIGNS = {
    Change.WORSE: "✗",
    Change.ACCEPTED: "~",
    Change.NOT_MEASURED: "!",
    Change.UNDECIDED: "?",
    Change.LOST: "?",
    Change.SKIPPED: "-",
    Change.BETTER: "✓",
    Change.SAME: "=",
    Change.NEW: "+",
    Change.UNCHANGED: "=",
}
"""What they are told apart by where there is no colour; the words stand in the answer below."""

BOTH = 80
"""From so many columns on a line also shows what was measured at both sides."""

CLEAR = frozenset({Change.BETTER})
"""Where the ratio says it all; the reason of any other change stands below its line."""

NAMES = (Column(head="pair"), Column(head="what"))
MOVED = Column(head="base → head")
RATIO = Column(head="base ÷ head")

REACH = 1.5
"""The drawing reaches so far to both sides of 1: what a gate finds is mostly small."""

SPAN = Span(low=1 / REACH, high=REACH, words=("worse", "1", "better"))

WIDTHS = {120: (30, 32), 100: (20, 24), 0: (12, 20)}
"""How much of a pair's name and of what is compared a line shows, from which width on."""


def print_gate(console: Console, lines: Sequence[GateLine], caption: str | None = None) -> None:
    """What changed, the worst first; what stayed the same is only counted.

    The caption says what the sides are, where that is more than two revisions.
    """
    if caption is not None:
        console.print(caption, markup=False, highlight=False, soft_wrap=True)
    changed = shown(lines)
    if not changed:
        return
    if not console.is_terminal:
        for text in _whole(changed):
            console.print(text, markup=False, highlight=False, soft_wrap=True)
        return
    for line, is_cut in _table(changed, console.width):
        if is_cut:
            line.truncate(console.width, overflow="ellipsis")
        console.print(line, highlight=False, no_wrap=is_cut, soft_wrap=not is_cut)


def _whole(changed: Sequence[GateLine]) -> Iterator[str]:
    """A line for each change, as a log has it, and those that say where to look."""
    for line in changed:
        pair, what = cells(line)[:2]
        yield f"{line.change:16}  {pair}: {what}: {measured(line)}{line.why}"
        yield from (f"    {detail}" for detail in line.details)


def _table(changed: Sequence[GateLine], width: int) -> Iterator[tuple[Text, bool]]:
    """The lines, and whether each is cut where the terminal ends; the others are wrapped."""
    columns = (*NAMES, MOVED, RATIO) if width >= BOTH else (*NAMES, RATIO)
    rows = [_row(each, width) for each in changed]
    heading, *lines = lay_out(columns, rows, width, SPAN)
    yield heading, True
    for each, line in zip(changed, lines, strict=True):
        yield line, True
        yield from ((text, False) for text in _below(each))


def _row(line: GateLine, width: int) -> Row:
    name, thing = next(each for least, each in WIDTHS.items() if width >= least)
    names = (end_of(line.pair, name), end_of(cells(line)[1], thing))
    both = (_moved(line),) if width >= BOTH else ()
    ratio = "" if line.ratio is None else words.ratio(line.ratio)
    return Row(
        sign=SIGNS[line.change],
        style=STYLES[line.change],
        cells=(*names, *both, ratio),
        ratio=line.ratio,
    )


def _below(line: GateLine) -> Iterator[Text]:
    """Why, where the ratio does not say it, and where to look."""
    if line.change not in CLEAR or line.ratio is None:
        yield Text(f"    {line.change}: {line.why}", style=STYLES[line.change])
    yield from (Text(f"    {detail}") for detail in line.details)


def _moved(line: GateLine) -> str:
    return "" if line.base is None or line.head is None else f"{line.base} → {line.head}"
